"""Records as sheets for a table program: one row a record, its whole envelope on the row.

It reads no sheet: that is ``formats.tables``. Its three main words: row, cell, guard.
"""
