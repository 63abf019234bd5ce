"""How the fields of a record's form are named, and how what was typed there becomes a body and an envelope. Pure.

A plain field is ``body.NAME``, a statement ``body.NAME.NUMBER.PART``, a field of the envelope ``envelope.NAME``.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

BODY = "body."
ENVELOPE = "envelope."

Sent = Mapping[str, Sequence[str]]

_STATEMENT = re.compile(r"body\.(\w+)\.(\d{1,6})\.(\w+)")
_PLAIN = re.compile(r"body\.(\w+)")
_LISTS = frozenset({"handling", "purposes", "recipients", "flags", "special", "automation"})
_NONE = frozenset({"group", "subject_category", "collected_on", "valid_from", "valid_to", "review_on", "erase_on"})
_TYPED = ("value", "source", "first_seen", "last_seen")


def body(sent: Sent) -> dict[str, Any]:
    """Return what stands in a form's fields; an empty line is left out, one with anything typed in it is not.

    >>> body({"body.names.0.value": ["Reeve"], "body.names.0.reliability": ["B"], "body.names.0.accuracy": ["2"],
    ...       "body.names.1.value": [""], "body.rating": ["4"]})
    {'rating': '4', 'names': [{'value': 'Reeve', 'grade': 'B2'}]}
    """
    plain = {found[1]: values[-1] for name, values in sent.items() if (found := _PLAIN.fullmatch(name))}
    parts: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name, values in sent.items():
        found = _STATEMENT.fullmatch(name)
        if found:
            parts[found[1]][int(found[2])][found[3]] = values[-1]
    several = {
        name: [_statement(lines[at]) for at in sorted(lines) if _says(lines[at])] for name, lines in parts.items()
    }
    return {**{name: value for name, value in plain.items() if value != ""}, **several}


def envelope(sent: Sent) -> dict[str, Any]:
    """Return what a form says of the envelope; a field that is emptied is said to be empty.

    >>> envelope({"envelope.purposes": ["", "prosecution"], "envelope.group": [""], "envelope.tlp": ["RED"]})
    {'purposes': ['prosecution'], 'group': None, 'tlp': 'RED'}
    """
    said: dict[str, Any] = {}
    for name, values in sent.items():
        if name.startswith(ENVELOPE):
            field, kept = name.removeprefix(ENVELOPE), [each.strip() for each in values]
            if field in _LISTS:
                said[field] = [part for each in kept for part in re.split(r"[,\s]+", each) if part]
            else:
                said[field] = kept[-1] or (None if field in _NONE else "")
    grade = "".join(str(said.pop(part, "")) for part in ("reliability", "accuracy"))
    return said | ({"grade": grade} if grade else {})


def _says(line: Mapping[str, str]) -> bool:
    return any(line.get(part, "").strip() for part in _TYPED)


def _statement(line: Mapping[str, str]) -> dict[str, str]:
    grade = line.get("reliability", "") + line.get("accuracy", "")
    kept = {part: value for part, value in line.items() if part not in ("reliability", "accuracy") and value != ""}
    return {"value": line.get("value", ""), **kept, **({"grade": grade} if grade else {})}
