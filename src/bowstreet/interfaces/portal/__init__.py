"""The private partners' pages, on a host of their own.

It never reaches the officers' pages. Its three main words: submission, request, feedback.
"""
