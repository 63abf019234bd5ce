"""Bulk facts in columns: datasets of listings, sellers seen, feedback, each under one envelope.

Its rows are never records. Its three main words: dataset, row, original.
"""
