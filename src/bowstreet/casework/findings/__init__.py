"""Analyses run on an extract cut for a purpose, and what they found, recorded.

It reasons nothing itself. Its three main words: extract, finding, confirmation.
"""
