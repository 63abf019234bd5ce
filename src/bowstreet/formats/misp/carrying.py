"""The carrier: an object of our own template in which a record leaves exactly, version by version, and comes back.

Its definition is published in ``docs/reference/misp``. For a foreign MISP it says kind, title, conditions and the
identifiers; for another Bowstreet it holds record, body and envelope as JSON in ASCII, a long one in numbered parts,
since a MISP may keep no more than 65,535 bytes of one value and no sign beyond the basic plane.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from bowstreet.formats.exchange import older
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.pieces import Refused
from bowstreet.formats.misp import objects, values
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
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
    """Return JSON as values of an attribute: one, or several that begin with their number.

    >>> _parts({"a": "é"})
    ['{"a":"\\\\u00e9"}']
    """
    text = json.dumps(held, separators=(",", ":"), ensure_ascii=True)
    if len(text) <= LONGEST_VALUE:
        return [text]
    cut = [text[at : at + LONGEST_VALUE] for at in range(0, len(text), LONGEST_VALUE)]
    return [f"{number}/{len(cut)} <{each}>" for number, each in enumerate(cut, 1)]


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
        frame, body, envelope = (_whole(found, name) for name in (RECORD, BODY, ENVELOPE))
        record = _record(frame, body, envelope)
        links = tuple((int(each["order"]), _link(each)) for each in _several(found, LINK))
        judged = tuple((int(each["order"]), _judgement(each)) for each in _several(found, JUDGEMENT))
        return Carried(record, int(frame["order"]), links, judged, at, place)
    except WrongCarrier:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        said = values.one_line(str(wrong), 120) or type(wrong).__name__
        raise WrongCarrier(f"The record in it cannot be read as one of Bowstreet: {said}.") from None


def bundled(carried: Iterable[Carried]) -> tuple[Bundle | None, list[Refused]]:
    """Return all that came in our own form, in the order in which it left, and what is there twice or half."""
    found: dict[tuple[str, int], Carried] = {}
    wrong = []
    for each in carried:
        key = (each.record.id, each.record.version)
        if key in found and found[key].record != each.record:
            why = f"Version {each.record.version} of the record stands twice, and not the same."
            wrong.append(Refused(each.at, each.place, f"{each.place}: {why}"))
        else:
            found.setdefault(key, each)
    ids = {each.record.id for each in found.values()}
    links = {said for each in found.values() for said in each.links}
    judged = {said for each in found.values() for said in each.judgements}
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
    numbered: dict[int, str] = {}
    wanted = 0
    for each in said:
        if each.startswith("{"):
            yield each
            continue
        head, _, rest = each.partition(" <")
        number, _, count = head.partition("/")
        numbered[int(number)] = rest.removesuffix(">")
        wanted = int(count)
    if len(numbered) != wanted or wanted > MOST_PARTS or sorted(numbered) != list(range(1, wanted + 1)):
        raise WrongCarrier("Parts of the record in it are missing.")
    if numbered:
        yield "".join(numbered[number] for number in sorted(numbered))


def _object(text: str) -> dict[str, Any]:
    held = json.loads(text)
    if not isinstance(held, dict):
        raise WrongCarrier("A part of the record in it is no object.")
    return held


def _record(frame: Mapping[str, Any], body: dict[str, Any], envelope: Mapping[str, Any]) -> Leaving:
    kind = catalogue.ALL.get(str(frame["kind"]))
    if kind is None:
        raise WrongCarrier(f"The record in it is of the kind '{values.one_line(frame['kind'], 60)}', not known here.")
    wrong = next((sentence for place, sentence in kind.faults(body) if place.partition(".")[0] in body), "")
    if wrong:
        raise WrongCarrier(f"The record in it is not as its kind has it: {wrong}")
    terms, particulars = json.dumps(envelope["terms"]), json.dumps(envelope["particulars"])
    return Leaving(
        id=_text(frame["id"]),
        kind=kind.code,
        title=_text(frame["title"]),
        version=int(frame["version"]),
        created_at=datetime.fromisoformat(frame["created_at"]),
        modified_at=datetime.fromisoformat(frame["modified_at"]),
        owner=_text(frame["owner"]),
        owner_name=_text(frame["owner_name"]),
        envelope=Envelope(Terms.from_json(terms), Particulars.from_json(particulars)),
        body=body,
        first_seen=_read_day(frame["first_seen"]),
        last_seen=_read_day(frame["last_seen"]),
        masked=tuple(_text(each) for each in frame["masked"]),
        foreign=tuple(_text(each) for each in frame.get("foreign", ())),
    )


def _link(held: Mapping[str, Any]) -> LeavingLink:
    return LeavingLink(
        _text(held["left"]),
        LinkType(held["type"]),
        _text(held["right"]),
        Basis(held["basis"]),
        _read_day(held["first_seen"]),
        _read_day(held["last_seen"]),
        Grade.read(_text(held.get("grade", str(UNGRADED)))),
        _text(held.get("by", "")),
        tuple(_text(each) for each in held.get("evidence", ())),
    )


def _judgement(held: Mapping[str, Any]) -> LeavingJudgement:
    return LeavingJudgement(
        _text(held["left"]),
        _text(held["right"]),
        Verdict(held["verdict"]),
        _text(held["ground"]),
        _text(held["by"]),
        datetime.fromisoformat(held["at"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongCarrier("A part of the record in it is no text where it should be.")
    return value


def _read_day(value: Any) -> date | None:
    return date.fromisoformat(value) if value is not None else None
