"""The words: frozen values and closed lists, with no Django, no clock and no input or output.

It is not a place for decisions about readers; those live in ``holdings/governance``.
Its three main words: envelope, selector, kind.
"""
