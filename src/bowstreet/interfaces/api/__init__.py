"""The doors over REST, described by OpenAPI 3.1.

It adds no power that a page lacks. Its three main words: operation, problem, token.
"""
