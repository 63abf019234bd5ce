"""How answers are printed: lines for people, one JSON document with ``--json``."""

import json
import sys
from typing import Any

from bowstreet.interfaces.doors.plain import plain


def document(value: Any) -> None:
    """Print a value as one JSON document."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()


def line(text: str = "") -> None:
    """Print one line, with control characters made visible."""
    sys.stdout.write(_visible(text) + "\n")
    sys.stdout.flush()


def value(label: str, shown: str, said: str) -> None:
    """Print what a field says, each line of it under the one before, and what is said of it behind the last."""
    lines = shown.splitlines() or [""]
    for number, each in enumerate(lines, 1):
        line(f"  {label if number == 1 else '':<18} {each}{f'  {said}' if number == len(lines) else ''}".rstrip())


def complaint(text: str) -> None:
    """Print one sentence on standard error, with control characters made visible."""
    sys.stderr.write(_visible(text) + "\n")
    sys.stderr.flush()


def _visible(text: str) -> str:
    return "".join(each if each.isprintable() or each == "\t" else "\N{REPLACEMENT CHARACTER}" for each in text)
