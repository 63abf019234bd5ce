"""What a record can be: one file a kind, with its fields, their depth, and the selectors they yield.

It is not the store of records. Its three main words: kind, field, natural key.
"""
