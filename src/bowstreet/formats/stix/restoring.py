"""Our own extension read back: records, links and judgements exactly as they left, or the sentence why not.

What a bundle says comes from elsewhere: every value is looked at, and nothing in it stops the reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final, NamedTuple

import msgspec

from bowstreet.formats.exchange import carried
from bowstreet.formats.exchange.carried import NotCarried
from bowstreet.formats.exchange.leaving import Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.stix import extension
from bowstreet.formats.stix.extension import Judged, Linked, Recorded
from bowstreet.formats.stix.record_objects import stix_id, stix_uuid
from bowstreet.vocabulary.envelope import GIVEN_BY, Envelope, Particulars, Restriction, Terms
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue

_HALVES: Final[dict[str, type[Terms | Particulars]]] = {"terms": Terms, "particulars": Particulars}
_EMPTY: Final[dict[str, dict[str, Any]]] = {
    name: {
        each.name: None if each.default is None else []
        for each in fields(half)
        if each.default is None or isinstance(each.default, frozenset | tuple)
    }
    for name, half in _HALVES.items()
}
"""What is left out where it is empty, by the half of the envelope that it belongs to."""

_NAMES: Final[dict[type, frozenset[str]]] = {
    half: frozenset(each.name for each in fields(half)) for half in (Terms, Particulars, Restriction)
} | {half: frozenset(half.__struct_fields__) for half in (Recorded, Linked, Judged)}
_NUL: Final = b"\\u0000"


class NotRestored(ValueError):
    """An extension that does not hold what it should; the message says why in a sentence."""


class Restored(NamedTuple):
    """What an extension holds, and the properties in it that are not known here."""

    held: Leaving | LeavingLink | LeavingJudgement
    unknown: tuple[str, ...] = ()


def restored(held: dict[str, Any], raw: bytes) -> Restored | None:
    """Return what the extension of an object with these bytes holds, None for an object that has none of ours.

    Raise ``NotRestored`` where it is spoilt.
    """
    extensions = held.get("extensions")
    said = extensions.get(extension.RECORD) if isinstance(extensions, dict) else None
    if said is None:
        return None
    if not isinstance(said, dict):
        raise NotRestored("The extension is no object.")
    if _NUL in raw and any("\0" in text for text in _texts(said)):
        raise NotRestored("The extension holds a text with the sign 0, which no text has.")
    try:
        read = _record(said) if "record" in said else _link(said) if "link" in said else _judgement(said)
    except NotCarried as wrong:
        raise NotRestored(str(wrong)) from None
    except msgspec.ValidationError as wrong:
        raise NotRestored(f"The extension cannot be read: {str(wrong)[:200]}.") from None
    if not _is_of(read.held, held):
        raise NotRestored("The extension speaks of another thing than its object.")
    return read


def _is_of(own: Leaving | LeavingLink | LeavingJudgement, held: Mapping[str, Any]) -> bool:
    """Say whether an object names the records that its extension names, by their ids in STIX."""
    if isinstance(own, Leaving):
        return held.get("id") == stix_id(own.id, own.kind)
    refs = held.get("object_refs", (held.get("source_ref"), held.get("target_ref")))
    named = [str(each).rpartition("--")[2] for each in refs] if isinstance(refs, list | tuple) else []
    ends = [stix_uuid(own.left), stix_uuid(own.right)]
    return named in (ends, ends[:1] if ends[0] == ends[1] else ends)


def _record(said: dict[str, Any]) -> Restored:
    terms, particulars = half(said, "terms"), half(said, "particulars")
    particulars["grade"] = _grade(particulars["grade"])
    held = msgspec.convert({**said, "terms": terms, "particulars": particulars}, Recorded)
    unknown = [*_unknown(said, Recorded), *_unknown(terms, Terms), *_unknown(particulars, Particulars)]
    unknown += [name for each in terms["restrictions"] for name in _unknown(each, Restriction)]
    return Restored(_leaving(held), tuple(unknown))


def _leaving(held: Recorded) -> Leaving:
    kind = catalogue.ALL.get(held.kind)
    if kind is None:
        raise NotRestored(f"No kind of record is called '{held.kind[:60]}'.")
    if not kind.by_name.keys() >= set(held.masked):
        raise NotRestored("The extension says that a field stayed behind which its kind does not have.")
    try:
        body = kind.check(held.body, kind.by_name if held.terms.state is State.ERASED else held.masked)
    except ValueError as wrong:
        raise NotRestored(f"The body is none of its kind: {wrong}") from None
    return Leaving(
        id=held.record,
        kind=held.kind,
        title=held.title,
        version=held.version,
        created_at=carried.in_utc(held.created_at),
        modified_at=carried.in_utc(held.modified_at),
        owner=held.owner,
        owner_name=held.owner_name,
        envelope=Envelope(held.terms, held.particulars),
        body=body,
        first_seen=held.first_seen,
        last_seen=held.last_seen,
        masked=held.masked,
        foreign=held.foreign,
    )


def _link(said: dict[str, Any]) -> Restored:
    held = msgspec.convert({**said, "grade": _grade(said.get("grade"))}, Linked)
    days, by = (held.first_seen, held.last_seen), held.stated_by or ""
    link = LeavingLink(held.left, held.link, held.right, held.basis, *days, held.grade, by, held.evidence)
    return Restored(link, _unknown(said, Linked))


def _judgement(said: dict[str, Any]) -> Restored:
    held = msgspec.convert(said, Judged)
    at = carried.in_utc(held.judged_at)
    judged = LeavingJudgement(held.left, held.right, held.verdict, held.ground, held.judged_by, at)
    return Restored(judged, _unknown(said, Judged))


def _grade(said: Any) -> Any:
    """Return a grade as its two codes apart, for whoever looks at them; what is none as it stands."""
    return {"source": said[0], "accuracy": said[1]} if isinstance(said, str) and len(said) == 2 else said


def half(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return half an envelope with what is empty put back; raise ``NotRestored`` where something else is missing."""
    half = said.get(name)
    if not isinstance(half, dict):
        raise NotRestored(f"The extension has no {name}.")
    whole = {**_EMPTY[name], **half}
    missing = sorted(_NAMES[_HALVES[name]] - {GIVEN_BY} - whole.keys())
    if missing:
        raise NotRestored(f"'{missing[0]}' is missing in the {name}.")
    return whole


def _unknown(said: Mapping[str, Any], type: type) -> tuple[str, ...]:
    return tuple(said.keys() - _NAMES[type])


def _texts(said: Any) -> Iterable[str]:
    left = [said]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            left.extend((*value, *value.values()))
        elif isinstance(value, list):
            left.extend(value)
