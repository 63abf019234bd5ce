"""How many of something, and what share, said in words."""

_LEAST = 0.001


def counted(value: int, one: str, many: str = "") -> str:
    """Return a count with its word; ``many`` where the plural is not made with an s.

    >>> counted(1, "record"), counted(12_304, "record"), counted(2, "entry", "entries")
    ('1 record', '12,304 records', '2 entries')
    """
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share in percent, without the sign, to two figures below ten, so that small shares can be told apart.

    >>> percent(0.4567), percent(0.00044), percent(0.0), percent(0.000000001)
    ('46', '0.044', '0', 'less than 0.001')
    """
    value = share * 100
    if 0 < value < _LEAST:
        return f"less than {_LEAST}"
    return f"{value:.0f}" if value >= 9.95 else f"{value:.2g}"
