"""Django's engine for PostgreSQL with one writer at a time, as SQLite has it.

Numbers without gaps, ids in the order of recording and counts rest on that. Readers wait for nobody.
"""
