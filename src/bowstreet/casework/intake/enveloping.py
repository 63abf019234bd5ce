"""The envelope of an intake: an agency's standing one, with what the officer said differs."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bowstreet.holdings.agencies import naming
from bowstreet.holdings.repository.enveloping import NOBODY
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms, WrongEnvelope, check, mark
from bowstreet.vocabulary.refusals import Invalid

_TERMS = frozenset(each.name for each in fields(Terms)) - {"owner", "given_by", "state", "restrictions"}
_PARTICULARS = frozenset(each.name for each in fields(Particulars)) - {"author", "responsible_officer", "legal_hold"}
_LISTS = frozenset({"recipients", "handling", "purposes", "flags", "special", "automation"})


def overridden(standing: Envelope, said: Mapping[str, Any]) -> Envelope:
    """Return the standing envelope with the fields that were said; raise ``Invalid`` with a sentence."""
    unknown = sorted(set(said) - _TERMS - _PARTICULARS)
    if unknown:
        raise Invalid(f"An envelope handed in with files has no field {', '.join(unknown)}.")
    for name, value in said.items():
        _check_shape(name, value)
    if "recipients" in said:
        said = {**said, "recipients": list(naming.meant(said["recipients"]))}
    for stranger in naming.strangers(said.get("recipients", ())):
        raise Invalid(NOBODY.format(stranger[:60]))
    try:
        made = mark(_with(standing, said) if said else standing)
        check(made)
    except WrongEnvelope as wrong:
        raise Invalid(str(wrong)) from None
    except (ValueError, TypeError, KeyError) as wrong:
        raise Invalid(f"The envelope holds a value that does not exist: {wrong}.") from None
    return made


def _with(standing: Envelope, said: Mapping[str, Any]) -> Envelope:
    terms = json.loads(standing.terms.as_json()) | {name: said[name] for name in said if name in _TERMS}
    particulars = json.loads(standing.particulars.as_json()) | {
        name: said[name] for name in said if name in _PARTICULARS
    }
    return Envelope(Terms.from_json(json.dumps(terms)), Particulars.from_json(json.dumps(particulars)))


def _check_shape(name: str, value: object) -> None:
    if name in _LISTS:
        if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
            raise Invalid(f"In an envelope, {name} is a list of texts.")
    elif value is not None and not isinstance(value, str):
        raise Invalid(f"In an envelope, {name} is a text.")
    elif value is None and name not in _MAY_BE_EMPTY:
        raise Invalid(f"In an envelope, {name} cannot be empty.")


_MAY_BE_EMPTY = frozenset(
    {"group", "subject_category", "collected_on", "valid_from", "valid_to", "review_on", "erase_on"}
)
