"""Behaviours: the card of a pattern, the records that show it, when and where it was seen, what answered it.

An instance is a link of one agency from a record to the card, so that it opens as far as link and record do. Its three
main words: behaviour, instance, sighting.
"""
