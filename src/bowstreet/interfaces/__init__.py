"""Doors: a request becomes one act or query, and the answer becomes a page, a document or lines.

No rule lives here. Its three main words: door, form, answer.
"""
