"""Delegations: an owner lets another agency publish a record for it, within bounds that the owner set.

Its four main words: delegation, delegate, bounds, publication.
"""
