"""Planned actions: two that are at one place in one stretch of time are told of each other before they begin.

It holds what an agency is about to do, never what it knows. Its three main words: plan, place, conflict.
"""
