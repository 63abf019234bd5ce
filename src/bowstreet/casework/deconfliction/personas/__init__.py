"""Undercover personas: under which identifiers officers work, so that nobody acts against one unawares.

It is no list: a handler reads the own ones, nobody else reads any, and whoever meets one reads an ordinary hit. Its
three main words: persona, handler, alert.
"""
