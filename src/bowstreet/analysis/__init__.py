"""How one reasons: tables in, findings out, every method standing alone.

It reads no store and decides nothing. Its three main words: finding, interval, method version.
"""
