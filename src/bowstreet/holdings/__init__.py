"""What is kept, and under what law.

It knows nothing of what officers do with it. Its three main words: record, terms, ledger.
"""
