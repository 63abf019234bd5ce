"""Cells that a table program would run as formulas, made texts; and back again, with nothing lost.

An apostrophe before a cell has a table program show it as it is. A cell that begins with one gets one more, so that
taking the first away gives back every cell as it was. The signs are those of OWASP's page on CSV injection, the wide
forms among them.
"""

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a table program runs or that hides such a sign."""

_MARK = "'"


def guarded(cell: str) -> str:
    """Return a cell as it can be put into a sheet.

    >>> guarded("=1+1"), guarded("quay"), guarded("'quay")
    ("'=1+1", 'quay', "''quay")
    """
    return _MARK + cell if cell.startswith((*RUN, _MARK)) else cell


def unguarded(cell: str) -> str:
    """Return a cell that was guarded as it was.

    >>> unguarded(guarded("-5")), unguarded(guarded("'")), unguarded("quay")
    ('-5', "'", 'quay')
    """
    return cell.removeprefix(_MARK)
