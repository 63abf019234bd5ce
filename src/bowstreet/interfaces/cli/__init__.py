"""The doors as commands.

The machine's operator has no way round. Its three main words: command, token, exit code.
"""
