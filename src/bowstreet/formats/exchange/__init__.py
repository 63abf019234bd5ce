"""What every exchange format reads into and writes out of: plain values that know no format.

A format's own room (``stix``, ``misp``, ``case``, ``tagpacks`` ...) has one ``reading.py`` that returns what is in
``pieces`` and one ``writing.py`` that takes what is in ``leaving``; it never drops a thing without saying so in a
loss. Its three main words: piece, loss, leaving.
"""
