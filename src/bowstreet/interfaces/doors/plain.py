"""How the answer of a door becomes a document: dictionaries, lists and simple values, equal answers as equal bytes."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any


def plain(value: Any) -> Any:
    """Return an answer as JSON-able values; sets are sorted, days and moments written as in ISO 8601.

    >>> plain({"days": frozenset({date(2026, 3, 2), date(2026, 3, 1)})})
    {'days': ['2026-03-01', '2026-03-02']}
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, (frozenset, set)):
        return sorted(plain(each) for each in value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value
