"""Texts as they stand in a statement of SQL."""


def quoted(text: str) -> str:
    """Return a text as a literal of SQL.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
