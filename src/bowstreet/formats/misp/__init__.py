"""MISP read and written: events, attributes, objects, tags, feeds. Plain JSON; no library of MISP is needed.

What a foreign MISP says becomes drafts; what another Bowstreet wrote comes back as it left, out of objects of our own
template. Its three main words: event, attribute, carrier.
"""
