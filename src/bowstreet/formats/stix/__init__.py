"""STIX 2.1 read, judged, matched and written: objects as drafts of records, records as objects with our extension.

It records nothing; what was foreign goes out byte for byte as it came. Its three main words: object, fault, pattern.
"""
