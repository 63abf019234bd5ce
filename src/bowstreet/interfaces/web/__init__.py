"""The officers' pages, rendered on the server.

It decides nothing about access. Its three main words: page, fragment, docket.
"""
