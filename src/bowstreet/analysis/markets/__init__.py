"""Markets as businesses, and their breaking points.

It simulates and measures; it recommends nothing. Its three main words: revenue, lever, displacement.
"""
