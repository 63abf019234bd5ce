"""The append-only, tamper-evident account of every act and every look-up.

It holds numbers and codes, never content. Its three main words: entry, tree, checkpoint.
"""
