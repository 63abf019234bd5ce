"""The officers' pages, rendered on the server, one for each door of the table that has an address here.

It decides nothing about who may see what. Its three main words: page, frame, fragment.
"""
