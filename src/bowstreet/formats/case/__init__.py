"""CASE and UCO as JSON-LD: investigations, observables and identities, and how they hang together.

Records leave as such a graph with facets of ours that carry them whole, and graphs of others are read node by node. No
context is ever fetched. Its three main words: node, facet, carrier.
"""
