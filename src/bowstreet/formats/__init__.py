"""Outside shapes turned into our plain values, and back; pure functions over bytes and files handed in.

It records nothing. Its three main words: reader, draft, reject.
"""
