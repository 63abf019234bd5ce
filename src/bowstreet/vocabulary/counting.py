"""How many of something, said in words."""


def counted(value: int, one: str, many: str = "") -> str:
    """Return a count with its word; ``many`` where the plural is not made with an s.

    >>> counted(1, "record"), counted(12_304, "record"), counted(2, "entry", "entries")
    ('1 record', '12,304 records', '2 entries')
    """
    return f"{value:,} {one if value == 1 else many or one + 's'}"
