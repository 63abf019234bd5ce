"""STIX 2.1 read, judged, matched and written; what was foreign goes out byte for byte as it came.

It records nothing and maps nothing to our records. Its three main words: object, fault, pattern.
"""
