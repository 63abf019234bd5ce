"""The one table of doors, one file a room, from which web, API, command line and the inventory come.

It renders nothing. Its three main words: door, form, inventory.
"""
