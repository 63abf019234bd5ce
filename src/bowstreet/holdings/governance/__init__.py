"""Who may see, change, pass on and keep: one table of clauses over terms.

It holds no content. Its three main words: terms, clause, reader.
"""
