"""The bytes as they came, for intake and for attachments; no tables, no rights: who may have them is for others to say.

Its three main words: original, hash, sniffing.
"""
