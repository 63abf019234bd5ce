"""Private parties: agreements, lawful requests, submissions and feedback.

It shows them nothing else. Its three main words: partner, submission, request.
"""
