"""The carrier: an object of our own template in which a record leaves exactly, version by version, and comes back.

Its definition is published in ``docs/reference/misp``. For a foreign MISP it says kind, title, conditions and the
identifiers; for another Bowstreet it holds record, body and envelope as JSON in ASCII, a long one in numbered parts,
since a MISP may keep no more than 65,535 bytes of one value and no sign beyond the basic plane.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec

from bowstreet.formats.exchange import carried, older
from bowstreet.formats.exchange.carried import Moment, Name, Number, Text
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.pieces import Refused
from bowstreet.formats.misp import objects, values
from bowstreet.vocabulary.evaluation import UNGRADED, Grade
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType

NAME: Final = "bowstreet-record"
TEMPLATE: Final = "9ed96078-b3ec-57d2-a433-1969dc16415b"
VERSION: Final = "1"
NAMESPACE: Final = uuid.UUID("6ccc7254-3fc1-50eb-aa00-c5ca8393c6ef")
"""The namespace of the UUIDs that we make: those of attributes, carriers, events and organisations."""

CATEGORY: Final = "misc"

RECORD, BODY, ENVELOPE, LINK, JUDGEMENT = "record", "body", "envelope", "link", "judgement"
"""The relations that hold JSON."""

LONGEST_VALUE: Final = 60_000
"""Signs of one value; what is longer stands in numbered parts."""

MOST_PARTS: Final = 10_000


class WrongCarrier(ValueError):
    """An object of our template that does not hold what it should; the message says why in a sentence."""


class _Framed(msgspec.Struct, frozen=True):
    """What is said of a record beside its body and its envelope."""

    id: Name
    kind: str
    title: Text
    version: Number
    created_at: Moment
    modified_at: Moment
    owner: Name
    owner_name: Text
    first_seen: date | None
    last_seen: date | None
    masked: tuple[str, ...]
    order: Number
    foreign: tuple[str, ...] = ()


class _Linked(msgspec.Struct, frozen=True):
    """A link between two records, by their ids."""

    left: Name
    type: LinkType
    right: Name
    basis: Basis
    first_seen: date | None
    last_seen: date | None
    order: Number
    grade: str = str(UNGRADED)
    by: Text = ""
    evidence: tuple[str, ...] = ()


class _Judged(msgspec.Struct, frozen=True):
    """What an agency holds of two records, by their ids."""

    left: Name
    right: Name
    verdict: Verdict
    ground: Text
    by: Text
    at: Moment
    order: Number


class Carried(NamedTuple):
    """One record in a version as it came, its number in the bundle, and the links and judgements that begin at it."""

    record: Leaving
    order: int
    links: tuple[tuple[int, LeavingLink], ...]
    judgements: tuple[tuple[int, LeavingJudgement], ...]
    at: int
    place: str


def uuid_of(record: str) -> str:
    """Return the UUID of a record's object; the servers of MISP take the versions 1 to 5 alone.

    >>> uuid_of("0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a7b5"), uuid_of("018f0000-0000-7000-8000-000000000001")
    ('0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a7b5', '018f0000-0000-4000-8000-000000000001')
    """
    return older.uuid_of(record) or made(f"record|{record}")


def made(name: str) -> str:
    """Return a UUID of version 5 for a name of ours."""
    return str(uuid.uuid5(NAMESPACE, name))


def said(record: Leaving, order: int) -> dict[str, list[str]]:
    """Return what a carrier holds of a record as JSON, by relation, each as one value or more."""
    frame = {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "version": record.version,
        "created_at": record.created_at.isoformat(),
        "modified_at": record.modified_at.isoformat(),
        "owner": record.owner,
        "owner_name": record.owner_name,
        "first_seen": _day(record.first_seen),
        "last_seen": _day(record.last_seen),
        "masked": list(record.masked),
        **({"foreign": list(record.foreign)} if record.foreign else {}),
        "order": order,
    }
    terms, particulars = record.envelope.terms.as_json(), record.envelope.particulars.as_json()
    envelope = {"terms": json.loads(terms), "particulars": json.loads(particulars)}
    return {RECORD: _parts(frame), BODY: _parts(dict(record.body)), ENVELOPE: _parts(envelope)}


def said_link(link: LeavingLink, order: int) -> list[str]:
    """Return a link as it stands in the carrier of the record that it begins at."""
    return _parts(
        {
            "left": link.left,
            "type": link.type,
            "right": link.right,
            "basis": link.basis,
            "first_seen": _day(link.first_seen),
            "last_seen": _day(link.last_seen),
            "grade": str(link.grade),
            "by": link.by,
            "evidence": list(link.evidence),
            "order": order,
        }
    )


def said_judgement(judged: LeavingJudgement, order: int) -> list[str]:
    """Return a judgement as it stands in the carrier of its left record."""
    return _parts(
        {
            "left": judged.left,
            "right": judged.right,
            "verdict": judged.verdict,
            "ground": judged.ground,
            "by": judged.by,
            "at": judged.at.isoformat(),
            "order": order,
        }
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parts(held: Mapping[str, Any]) -> list[str]:
    """Return JSON as values of an attribute: one, or several that begin with their number and a sign of the whole.

    >>> _parts({"a": "é"})
    ['{"a":"\\\\u00e9"}']
    """
    text = json.dumps(held, separators=(",", ":"), ensure_ascii=True)
    if len(text) <= LONGEST_VALUE:
        return [text]
    cut = [text[at : at + LONGEST_VALUE] for at in range(0, len(text), LONGEST_VALUE)]
    whole = hashlib.sha256(text.encode()).hexdigest()[:16]
    return [f"{number}/{len(cut)} {whole} <{each}>" for number, each in enumerate(cut, 1)]


def is_carrier(held: Mapping[str, Any]) -> bool:
    """Say whether an object is of our template."""
    return values.text(held.get("name")) == NAME and values.text(held.get("template_uuid")).lower() == TEMPLATE


def read(held: Mapping[str, Any], at: int, place: str) -> Carried:
    """Return the record that a carrier holds; raise ``WrongCarrier`` with a sentence."""
    found: dict[str, list[str]] = {}
    for each in objects.attributes_of(held):
        relation, value = values.text(each.get("object_relation")), each.get("value")
        if isinstance(value, str):
            found.setdefault(relation, []).append(value.strip())
    try:
        said, body, envelope = (_whole(found, name) for name in (RECORD, BODY, ENVELOPE))
        frame = msgspec.convert(said, _Framed)
        links = tuple(map(_link, _several(found, LINK)))
        judged = tuple(map(_judgement, _several(found, JUDGEMENT)))
        return Carried(_record(frame, body, envelope), frame.order, links, judged, at, place)
    except WrongCarrier:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        why = values.one_line(str(wrong), 120).rstrip(".") or type(wrong).__name__
        raise WrongCarrier(f"The record in it cannot be read as one of Bowstreet: {why}.") from None


def bundled(several: Iterable[Carried]) -> tuple[Bundle | None, list[Refused]]:
    """Return all that came in our own form, in the order in which it left, and what is there twice or half."""
    found: dict[tuple[str, int], Carried] = {}
    kept, wrong = [], []
    for each in several:
        key = (each.record.id, each.record.version)
        if key in found and found[key].record != each.record:
            why = f"Version {each.record.version} of the record stands twice, and not the same."
            wrong.append(Refused(each.at, each.place, f"{each.place}: {why}"))
        else:
            found.setdefault(key, each)
            kept.append(each)
    ids = {each.record.id for each in found.values()}
    links = {said for each in kept for said in each.links}
    judged = {said for each in kept for said in each.judgements}
    ends = [{each.left, each.right} for _, each in links] + [{each.left, each.right} for _, each in judged]
    wrong += [Refused(0, "", "A link or judgement names a record that is not there.") for each in ends if each - ids]
    if not found:
        return None, wrong
    return Bundle(
        tuple(each.record for each in sorted(found.values(), key=lambda each: each.order)),
        tuple(each for _, each in sorted(links, key=_order) if {each.left, each.right} <= ids),
        tuple(each for _, each in sorted(judged, key=_order) if {each.left, each.right} <= ids),
    ), wrong


def _order(said: tuple[int, object]) -> int:
    return said[0]


def _whole(found: Mapping[str, list[str]], name: str) -> dict[str, Any]:
    several = list(_joined(found.get(name, [])))
    if len(several) != 1:
        raise WrongCarrier(f"The record in it has {len(several)} parts '{name}' where it needs one.")
    return _object(several[0])


def _several(found: Mapping[str, list[str]], name: str) -> Iterator[dict[str, Any]]:
    return map(_object, _joined(found.get(name, [])))


def _joined(said: list[str]) -> Iterator[str]:
    """Yield each text whole, numbered parts put together; raise ``WrongCarrier`` where one is missing."""
    apart: dict[tuple[str, str], dict[int, str]] = {}
    for each in said:
        if each.startswith("{"):
            yield each
            continue
        head, _, rest = each.partition(" <")
        number, _, counted = head.partition("/")
        count, _, whole = counted.partition(" ")
        apart.setdefault((whole, count), {})[int(number)] = rest.removesuffix(">")
    for (_, count), parts in apart.items():
        if int(count) > MOST_PARTS or sorted(parts) != list(range(1, int(count) + 1)):
            raise WrongCarrier("Parts of the record in it are missing.")
        yield "".join(parts[number] for number in sorted(parts))


def _object(text: str) -> dict[str, Any]:
    held = json.loads(text)
    if not isinstance(held, dict):
        raise WrongCarrier("A part of the record in it is no object.")
    return held


def _record(held: _Framed, body: dict[str, Any], envelope: Mapping[str, Any]) -> Leaving:
    kind = catalogue.ALL.get(held.kind)
    if kind is None:
        raise WrongCarrier(f"The record in it is of the kind '{values.one_line(held.kind, 60)}', not known here.")
    wrong = next((sentence for place, sentence in kind.faults(body) if place.partition(".")[0] in body), "")
    if wrong:
        raise WrongCarrier(f"The record in it is not as its kind has it: {wrong}")
    return Leaving(
        id=held.id,
        kind=kind.code,
        title=held.title,
        version=held.version,
        created_at=carried.in_utc(held.created_at),
        modified_at=carried.in_utc(held.modified_at),
        owner=held.owner,
        owner_name=held.owner_name,
        envelope=carried.envelope(envelope.get("terms"), envelope.get("particulars")),
        body=body,
        first_seen=held.first_seen,
        last_seen=held.last_seen,
        masked=held.masked,
        foreign=held.foreign,
    )


def _link(said: Mapping[str, Any]) -> tuple[int, LeavingLink]:
    held = msgspec.convert(said, _Linked)
    grade, days = Grade.read(held.grade), (held.first_seen, held.last_seen)
    link = LeavingLink(held.left, held.type, held.right, held.basis, *days, grade, held.by, held.evidence)
    return held.order, link


def _judgement(said: Mapping[str, Any]) -> tuple[int, LeavingJudgement]:
    held = msgspec.convert(said, _Judged)
    return held.order, LeavingJudgement(
        held.left, held.right, held.verdict, held.ground, held.by, carried.in_utc(held.at)
    )
