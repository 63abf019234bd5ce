"""Digital traces joined to physical traces in order of time.

It locates nobody by itself. Its three main words: path, rhythm, place.
"""
