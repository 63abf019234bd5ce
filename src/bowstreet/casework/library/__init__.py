"""Practices, methods, tools, behaviours, lessons and the directory of experts.

It is no store of criminal data. Its three main words: practice, lesson, expert.
"""
