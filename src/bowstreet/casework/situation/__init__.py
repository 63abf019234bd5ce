"""The common picture, counted from what a reader may see.

It writes nothing. Its three main words: picture, figure, gap.
"""
