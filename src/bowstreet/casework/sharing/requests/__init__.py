"""Requests: an officer asks a record's owner for what is closed, and the owner approves, narrows, declines or ends it.

Its four main words: request, owner, release, last day.
"""
