"""OpenPGP public keys read out of damaged armour.

It judges no key and trusts none. Its three main words: armour, packet, fingerprint.
"""
