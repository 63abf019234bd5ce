"""Records with their versions, selectors and links, and the search over them.

It holds no bulk rows; those are observations. Its three main words: record, version, selector.
"""
