"""Agencies, their officers, and how an officer signs in.

It decides nothing about records. Its three main words: agency, officer, token.
"""
