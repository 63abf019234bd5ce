"""What stands in a part of MISP as plain values: texts, days, times, yes or no, however they are written."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

LONGEST = 100_000
"""Signs of a value that are looked at."""

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DIGITS = re.compile(r"-?\d{1,11}")


def text(value: Any) -> str:
    """Return a value as text, trimmed; empty for what is no plain value.

    >>> text(" a "), text(5), text(True), text(["a"])
    ('a', '5', '1', '')
    """
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def one_line(value: Any, most: int) -> str:
    """Return a value as one line of at most so many signs, control characters as blanks.

    >>> one_line("a\\n b\\x00c", 4)
    'a b…'
    """
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text(value)[: 4 * most]).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def lines(value: Any, most: int) -> str:
    """Return a value as text that may have line breaks, without other control characters, of at most so many signs."""
    plain = text(value).replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in plain[:most])
    return plain.strip()


def day(value: Any) -> date | None:
    """Return the day that a value is, of a time the day in UTC; None for what is none.

    >>> day("2026-01-31T23:30:00-01:00"), day("1514975846"), day("soon")
    (datetime.date(2026, 2, 1), datetime.date(2018, 1, 3), None)
    """
    found = moment(value)
    return found.date() if found else None


def moment(value: Any) -> datetime | None:
    """Return the time that a value is: seconds since 1970, or as ISO 8601 writes it; without a zone it is UTC."""
    plain = text(value)
    try:
        if _DIGITS.fullmatch(plain) and len(plain) > 8:
            return datetime.fromtimestamp(int(plain), UTC)
        found = datetime.fromisoformat(plain)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_true(value: Any) -> bool:
    """Say whether a value means yes, as MISP writes it: true, 1 or "1"."""
    return value is True or text(value).casefold() in ("1", "true", "yes")


def uuid(held: Mapping[str, Any], name: str = "uuid") -> str:
    """Return a UUID in small letters; another id of up to sixty signs as it is, empty where there is none."""
    plain = text(held.get(name))
    return plain.lower() if _UUID.fullmatch(plain) else one_line(plain, 60)


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the first of some days, None of none."""
    return min((each for each in days if each), default=None)


def latest(days: Iterable[date | None]) -> date | None:
    """Return the last of some days, None of none."""
    return max((each for each in days if each), default=None)


def listed(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list; one object alone is a list of one."""
    if isinstance(value, Mapping):
        return [value]
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
