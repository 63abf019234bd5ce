"""What an officer is told: the inbox, digests and web-hooks.

It keeps no copy of what happened and decides nothing: rooms above say what opens to a reader at this moment, and this
one puts it in order. Its three main words: notice, inbox, digest.
"""
