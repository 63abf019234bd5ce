"""Review, retention, erasure, subject requests and the record of processing.

It is the law's housekeeper, not its judge. Its three main words: review, erasure, register.
"""
