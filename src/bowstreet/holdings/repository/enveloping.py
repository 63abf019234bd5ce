"""The envelope of one record: the standing one or the one it has, with what the officer said differs."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from bowstreet.holdings.agencies import groups, naming
from bowstreet.vocabulary import envelope as envelopes
from bowstreet.vocabulary import widening
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms, mark
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.lawfulness import FLAG_OF_CATEGORY
from bowstreet.vocabulary.refusals import Invalid

TERMS = frozenset(each.name for each in fields(Terms)) - {"owner", "given_by"}
PARTICULARS = frozenset(each.name for each in fields(Particulars)) - {"author"}
_WIDER = (
    "{giver} gave this record, and it is marked only more strictly than it was given: {marks} would open more. A wider"
    " envelope comes with a newer version from {giver}."
)
_UNSAID = "A record of kind '{}' needs the category of its data subject."
NOBODY = "'{}' is neither an agency's short name nor the name with which an officer signs in."
_NO_GROUP = "Your agency is in no group of the short name '{}'; it shares with its own."
_LISTS = frozenset({"recipients", "handling", "purposes", "flags", "special", "automation"})


class WrongMarks(Invalid):
    """An envelope that may not be; the sentence says why."""


def drawn(held: Envelope, said: Mapping[str, Any]) -> Envelope:
    """Return the envelope with the fields that were said, its marks derived, complete or not.

    Raise ``WrongMarks`` with a sentence for fields and codes that do not exist.
    """
    unknown = sorted(str(name)[:60] for name in set(said) - TERMS - PARTICULARS)
    if unknown:
        raise WrongMarks(f"An envelope has no field {', '.join(unknown)} that you may set.")
    for name in _LISTS & set(said):
        if not isinstance(said[name], (list, tuple)) or not all(isinstance(each, str) for each in said[name]):
            raise WrongMarks(f"In an envelope, {name} is a list of texts.")
    if "recipients" in said:
        said = {**said, "recipients": list(naming.meant(said["recipients"]))}
    base = _unmarked(held) if "subject_category" in said else held
    terms, particulars = json.loads(base.terms.as_json()), json.loads(base.particulars.as_json())
    terms |= {name: said[name] for name in said if name in TERMS}
    particulars |= {name: said[name] for name in said if name in PARTICULARS}
    try:
        made = mark(Envelope(Terms.from_json(json.dumps(terms)), Particulars.from_json(json.dumps(particulars))))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise WrongMarks(f"The envelope holds a value that does not exist: {wrong}.") from None
    return made


def overridden(held: Envelope, said: Mapping[str, Any], kind: Kind, given: Terms | None = None) -> Envelope:
    """Return the envelope with the fields that were said, its marks derived; raise ``WrongMarks`` with a sentence.

    ``given`` are the terms under which its record was given, where another gave it.
    """
    made = drawn(held, said)
    for _, sentence in (*faults(made, kind), *widened(made, given)):
        raise WrongMarks(sentence)
    return made


def widened(made: Envelope, given: Terms | None) -> tuple[tuple[str, str], ...]:
    """Return by what an envelope opens more than its giver did, as (field, sentence): the first field, all in words."""
    wide = widening.wider(made.terms, given) if given else ()
    marks = ", ".join(each.replace("_", " ") for each in wide)
    return tuple((each, _WIDER.format(giver=made.terms.given_by, marks=marks)) for each in wide[:1])


def plain(held: Envelope) -> dict[str, Any]:
    """Return the fields of an envelope that may be said, as JSON-able values."""
    terms, particulars = json.loads(held.terms.as_json()), json.loads(held.particulars.as_json())
    all_fields = {**terms, **particulars, "recipients": list(naming.said(held.terms.recipients))}
    return {name: value for name, value in all_fields.items() if name in TERMS | PARTICULARS}


def faults(made: Envelope, kind: Kind) -> tuple[tuple[str, str], ...]:
    """Return all that an envelope lacks for a record of the kind, as (field, sentence)."""
    bare = kind.personal and made.particulars.subject_category is None
    unknown, group = naming.strangers(made.terms.recipients), made.terms.group
    foreign = group is not None and not groups.takes_in(agency=made.terms.owner, group=group)
    return (
        *envelopes.faults(made),
        *((("subject_category", _UNSAID.format(kind.label)),) if bare else ()),
        *((("recipients", NOBODY.format(unknown[0][:60])),) if unknown else ()),
        *((("group", _NO_GROUP.format(str(group)[:60])),) if foreign else ()),
    )


def complete(envelope: Envelope, kind: Kind) -> None:
    """Raise ``WrongMarks`` unless the envelope holds all that a record of the kind needs."""
    for _, sentence in faults(envelope, kind):
        raise WrongMarks(sentence)


def _unmarked(held: Envelope) -> Envelope:
    """Return the envelope without the mark that its former subject category brought."""
    flag = FLAG_OF_CATEGORY.get(held.particulars.subject_category) if held.particulars.subject_category else None
    state = State.ACTIVE if held.terms.state is State.UNDETERMINED else held.terms.state
    return replace(held, terms=replace(held.terms, flags=held.terms.flags - {flag}, state=state))
