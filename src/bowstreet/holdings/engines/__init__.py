"""The two engines that keep the relational part, and what SQL says differently on each.

It knows no table. Its three main words: engine, dialect, writer.
"""
