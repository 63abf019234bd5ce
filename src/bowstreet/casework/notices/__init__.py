"""What an officer is told: the inbox, digests and web-hooks.

It decides nothing. Its three main words: notice, inbox, digest.
"""
