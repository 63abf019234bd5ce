"""Crawled market and forum pages turned into drafts; one file a site family.

It fetches nothing. Its three main words: page, site family, draft.
"""
