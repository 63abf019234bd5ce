"""How answers are printed: lines for people, one JSON document with ``--json``."""

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any


def plain(value: Any) -> Any:
    """Return an answer as JSON-able values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(each) for each in value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value


def document(value: Any) -> None:
    """Print a value as one JSON document."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def line(text: str = "") -> None:
    """Print one line, with control characters made visible."""
    sys.stdout.write("".join(each if each.isprintable() or each == "\t" else "\N{REPLACEMENT CHARACTER}"
                             for each in text) + "\n")  # fmt: skip
    sys.stdout.flush()


def complaint(text: str) -> None:
    """Print one sentence on standard error."""
    sys.stderr.write(text + "\n")
