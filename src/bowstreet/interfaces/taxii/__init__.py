"""The TAXII 2.1 server.

It shares nothing without an agreement. Its three main words: collection, manifest, envelope.
"""
