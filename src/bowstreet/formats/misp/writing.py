"""MISP written: events that a foreign MISP understands, in which each record also leaves exactly, in its carrier.

Versions of records that are handled alike stand in one event, so that its tags and its distribution hold for all that
is in it, and references tie them. An object has the UUID of its record (see ``exchange.older``); other UUIDs are made
of what they are for, so that a second export updates the first: the event is stamped with the moment of its writing,
because a MISP takes no edit that is not newer. A grade leaves as two tags of the Admiralty scale, by the table there
and as a loss, beside our own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from bowstreet.formats.exchange import untold
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink, Original, Part, Written
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.misp import attribute_types as types
from bowstreet.formats.misp import carrying, marking, outward, reading, relations
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.evaluation import UNGRADED
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, Scope, State
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.taxonomies import admiralty_scale, trading

MOST_IDENTIFIERS = 1_000
"""Identifiers that a foreign MISP is told of one record; the whole body stands in the carrier all the same."""

_EXACT = frozenset((Scope.OWNER, Scope.LEA, Scope.COMMUNITY))


_WIDEST = 12
"""Bytes that one sign of a value may take when it is written."""


class NotWritten(ValueError):
    """Something that would not be read again; the message says so in a sentence."""


def write(bundle: Bundle, *, now: datetime) -> Written:
    """Return a bundle as events of MISP: one event wrapped, several as a ``response``, and what found no home.

    The same bundle is the same document at any time, but for the timestamp of the events, which is ``now``.
    """
    found, losses = events(bundle, now=now)
    found += foreign_events(bundle.originals)
    held: Any = {"Event": found[0]} if len(found) == 1 else {"response": [{"Event": each} for each in found]}
    return Written(orjson.dumps(held), losses)


def foreign_events(originals: Iterable[Original]) -> list[dict[str, Any]]:
    """Return events that leave as they came, each with those of its parts that leave too, byte for byte.

    >>> one = Original("e", b'{"uuid": "e"}'), Original("a", b'{"uuid": "a"}', "e", "Attribute")
    >>> orjson.dumps(foreign_events(one))
    b'[{"uuid":"e","Attribute":[{"uuid": "a"}]}]'
    """
    several = list(originals)
    found: dict[str, dict[str, Any]] = {each.id: orjson.loads(each.raw) for each in several if not each.part_of}
    for event in found.values():
        event |= {name: [] for name in ("Attribute", "Object", "EventReport") if name in event}
    for each in several:
        if each.part_of in found:
            found[each.part_of].setdefault(each.among, []).append(orjson.Fragment(each.raw))
    return list(found.values())


def events(bundle: Bundle, *, now: datetime) -> tuple[list[dict[str, Any]], tuple[Loss, ...]]:
    """Return the events of a bundle as plain values, and what found no home in them; ``now`` is when they are written.

    Raise ``NotWritten`` where an object would be longer than one that is read.
    """
    newest = {each.id: each for each in sorted(bundle.records, key=lambda each: each.version)}
    groups: dict[str, _Event] = {}
    losses: list[Loss] = []
    of_record: dict[str, _Event] = {}
    for order, record in enumerate(bundle.records):
        event = groups.setdefault(_alike(record), _Event(record))
        told = list(outward.identifiers(record)) if record is newest[record.id] else []
        losses += _untold(record, told)
        event.add(record, order, told[:MOST_IDENTIFIERS], is_newest=record is newest[record.id])
        if record is newest[record.id]:
            of_record[record.id] = event
        losses += _losses(record)
    for order, link in enumerate(bundle.links):
        losses += [*_tie(of_record, link.left, carrying.said_link(link, order), carrying.LINK), *untold.of_link(link)]
        losses += _refer(of_record, link.left, link.right, relations.written(link.type), link)
    for order, judged in enumerate(bundle.judgements):
        losses += _tie(of_record, judged.left, carrying.said_judgement(judged, order), carrying.JUDGEMENT)
        if judged.verdict is Verdict.SAME:
            losses += _refer(of_record, judged.left, judged.right, "same-as", judged)
    for each in groups.values():
        _check(each)
    part = bundle.number if isinstance(bundle, Part) else 1
    return [each.finished(part, now) for each in groups.values()], summed(losses)


def _check(event: "_Event") -> None:
    """Raise ``NotWritten`` for an object that is too long; those that are far from it are not written for that."""
    for held in event.objects:
        signs = sum(len(each["value"]) for each in held["Attribute"])
        if signs * _WIDEST > reading.LONGEST_PART and len(orjson.dumps(held)) > reading.LONGEST_PART:
            named = next((each["value"] for each in held["Attribute"] if each["object_relation"] == "title"), "")
            name = named[:60] or held["uuid"]
            raise NotWritten(f"The object '{name}' would have more than {reading.LONGEST_PART:,} bytes.")


def _tie(found: Mapping[str, "_Event"], left: str, said: list[str], relation: str) -> list[Loss]:
    """Put a link or judgement into the carrier of the record that it begins at."""
    if left not in found:
        return [Loss(relation, Why.NO_KIND)]
    found[left].say(left, relation, said)
    return []


def _refer(
    found: Mapping[str, "_Event"], left: str, right: str, name: str, said: LeavingLink | LeavingJudgement
) -> list[Loss]:
    """Let one object refer to another of the same event; MISP knows no reference into another event."""
    if left not in found or right not in found:
        return []
    if found[left] is not found[right]:
        sort = carrying.LINK if isinstance(said, LeavingLink) else carrying.JUDGEMENT
        return [Loss(f"{sort}.{name}", Why.COARSER)]
    found[left].refer(left, right, name)
    return []


@dataclass
class _Event:
    """One event on its way: the records that are handled as its first one is."""

    first: Leaving
    objects: list[dict[str, Any]] = field(default_factory=list)
    by_record: dict[str, dict[str, Any]] = field(default_factory=dict)
    carriers: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed_at: float = 0

    def add(self, record: Leaving, order: int, told: list[tuple[types.Written, str]], *, is_newest: bool) -> None:
        """Add a record in a version; the newest also as what a foreign MISP understands, with its identifiers."""
        self.changed_at = max(self.changed_at, record.modified_at.timestamp())
        made = outward.template(record) if is_newest else None
        said = outward.relations(record, made) if made else []
        if made and said:
            self._object(record, made, said)
        own = f"{record.id}/{record.version}"
        whole = is_newest and not said
        carrier = _carrier(
            record, order, carrying.uuid_of(record.id) if whole else carrying.made(own), _beside(told, said)
        )
        if not is_newest:
            carrier["Attribute"] = [each for each in carrier["Attribute"] if each["object_relation"] in _HISTORIC]
        self.objects.append(carrier)
        if is_newest:
            self.carriers[record.id] = carrier
            if whole:
                self.by_record[record.id] = carrier
            else:
                self._reference(carrier, carrying.uuid_of(record.id), "describes")

    def say(self, record: str, relation: str, said: list[str]) -> None:
        """Put values into the carrier of a record."""
        carrier = self.carriers[record]
        for each in said:
            written = types.Written(relation, "text")
            number = len(carrier["Attribute"])
            made = outward.attribute(carrier["uuid"], written, each, number, carrier["timestamp"])
            carrier["Attribute"].append(made)

    def refer(self, left: str, right: str, name: str) -> None:
        """Let the object of one record refer to that of another."""
        self._reference(self.by_record[left], carrying.uuid_of(right), name)

    def finished(self, part: int, now: datetime) -> dict[str, Any]:
        """Return the event as MISP writes it; each part of what leaves in several has events of its own."""
        terms, grade = self.first.envelope.terms, self.first.envelope.particulars.grade
        tags = marking.handling_tags(terms.tlp, terms.pap)
        tags += _graded(self.first)
        tags += marking.own_tags(terms, grade)
        codes = ", ".join(sorted(terms.handling))
        among = f"part {part}|" if part > 1 else ""
        return {
            "uuid": carrying.made(f"{among}event|{_alike(self.first)}"),
            "info": f"Records of {self.first.owner_name or self.first.owner}: TLP:{terms.tlp}, {codes}, {grade}",
            "date": datetime.fromtimestamp(self.changed_at, UTC).date().isoformat(),
            "threat_level_id": "4",
            "analysis": "2",
            "published": False,
            "timestamp": str(int(now.timestamp())),
            "publish_timestamp": "0",
            "distribution": distribution(self.first.envelope),
            "sharing_group_id": "0",
            "Orgc": organisation(self.first),
            "Tag": [{"name": each} for each in tags],
            "Attribute": [],
            "Object": self.objects,
        }

    def _object(self, record: Leaving, made: outward.Outward, said: list[tuple[types.Written, str]]) -> None:
        uuid_ = carrying.uuid_of(record.id)
        held = _object(uuid_, made.name, (made.uuid, made.version, made.category), record)
        held["Attribute"] = [
            outward.attribute(uuid_, written, value, number, held["timestamp"])
            for number, (written, value) in enumerate(said)
        ]
        self.objects.append(held)
        self.by_record[record.id] = held

    def _reference(self, left: dict[str, Any], right: str, name: str) -> None:
        held = {
            "uuid": carrying.made(f"reference|{left['uuid']}|{right}|{name}"),
            "object_uuid": left["uuid"],
            "referenced_uuid": right,
            "referenced_type": "1",
            "relationship_type": name,
            "comment": "",
            "timestamp": left["timestamp"],
            "deleted": False,
        }
        if held not in left["ObjectReference"]:
            left["ObjectReference"].append(held)


_HISTORIC = frozenset(("kind", "version", "condition", carrying.RECORD, carrying.BODY, carrying.ENVELOPE))
"""What a carrier of an earlier version holds."""


def _beside(
    told: list[tuple[types.Written, str]], said: list[tuple[types.Written, str]]
) -> list[tuple[types.Written, str]]:
    """Return the identifiers that an object does not say already."""
    known = {value for _, value in said}
    return [(written, value) for written, value in told if value not in known]


def _carrier(record: Leaving, order: int, own: str, told: list[tuple[types.Written, str]]) -> dict[str, Any]:
    """Return the carrier of a record in a version, with identifiers for others."""
    held = _object(own, carrying.NAME, (carrying.TEMPLATE, carrying.VERSION, carrying.CATEGORY), record)
    text = carrying.said(record, order)
    kind = catalogue.ALL[record.kind]
    rows = [(types.Written("kind", "text"), kind.label), (types.Written("version", "text"), str(record.version))]
    rows += [(types.Written("title", "text"), record.title)] if record.title.strip() else []
    rows += [(types.Written("condition", "text"), each[: outward.LONGEST]) for each in _conditions(record.envelope)]
    rows += told
    rows += [(types.Written(name, "text"), each) for name, parts in text.items() for each in parts]
    held["Attribute"] = [
        outward.attribute(own, written, value, number, held["timestamp"])
        for number, (written, value) in enumerate(rows)
    ]
    tags = [str(tag) for code in kind.products(record.body) for tag in trading.tags(code)]
    held["Attribute"][0]["Tag"] = [{"name": each} for each in dict.fromkeys(tags)]
    return held


def _object(own: str, name: str, template: tuple[str, str, str], record: Leaving) -> dict[str, Any]:
    uuid_, version, category = template
    return {
        "uuid": own,
        "name": name,
        "meta-category": category,
        "template_uuid": uuid_,
        "template_version": version,
        "description": catalogue.ALL[record.kind].label,
        "distribution": outward.INHERIT,
        "sharing_group_id": "0",
        "comment": "",
        "timestamp": str(int(record.modified_at.timestamp())),
        "deleted": False,
        "Attribute": [],
        "ObjectReference": [],
    }


def _conditions(envelope: Envelope) -> list[str]:
    """Return the texts that a receiver has to obey."""
    terms = envelope.terms
    found = [terms.h3_text] if terms.h3_text.strip() else []
    return [*found, *(f"{each.action}: {each.text}" for each in terms.restrictions if each.text.strip())]


def organisation(record: Leaving) -> dict[str, str]:
    """Return the owner of a record as an organisation of MISP."""
    return {"name": record.owner_name or record.owner, "uuid": carrying.made(f"agency|{record.owner}")}


def distribution(envelope: Envelope) -> str:
    """Return the distribution of an event whose records have this envelope."""
    return widest(envelope.terms)


def widest(terms: Terms) -> str:
    """Return the widest distribution that terms allow of those that we write."""
    held_back = (
        bool(terms.handling & {HandlingCode.H2, HandlingCode.H3})
        or terms.state is not State.ACTIVE
        or terms.classification is not Classification.UNCLASSIFIED
        or any(each.action in (Action.DISSEMINATE, Action.BODY, Action.IDENTIFIERS) for each in terms.restrictions)
        or bool(terms.flags)
        or bool(terms.special)
    )
    return marking.out(terms.scope, terms.tlp, held_back=held_back)


def _graded(record: Leaving) -> list[str]:
    """Return how a record is graded on the Admiralty scale: as its source was there, where nobody graded it here."""
    said = record.envelope.particulars
    told = marking.graded(said.foreign_grading) if said.grade == UNGRADED else []
    return told or [str(each) for each in admiralty_scale.said(said.grade)[0]]


def _alike(record: Leaving) -> str:
    """Return what records have to share to stand in one event."""
    terms, grade = record.envelope.terms, record.envelope.particulars.grade
    said = [record.owner, record.owner_name, terms.tlp, terms.pap, str(grade), distribution(record.envelope)]
    secret = [terms.classification] if terms.classification is not Classification.UNCLASSIFIED else []
    graded = _graded(record) if marking.graded(record.envelope.particulars.foreign_grading) else ()
    return "|".join([*map(str, said), *sorted(terms.handling), *secret, *graded])


def _untold(record: Leaving, told: list[tuple[types.Written, str]]) -> list[Loss]:
    """Return how many identifiers a foreign MISP is not told, because an object would grow too large of them."""
    more = len(told) - MOST_IDENTIFIERS
    return [Loss(f"{record.kind}.identifiers", Why.COARSER, more)] if more > 0 else []


def _losses(record: Leaving) -> list[Loss]:
    """Return what of a record a foreign MISP is told with fewer distinctions, and what of it does not leave."""
    terms, grade = record.envelope.terms, record.envelope.particulars.grade
    found = [Loss(f"{record.kind}.{name}", Why.WITHHELD) for name in record.masked]
    if admiralty_scale.said(grade)[1]:
        found.append(Loss("envelope.grade", Why.COARSER))
    if terms.scope not in _EXACT or (distribution(record.envelope) == "0" and terms.scope is not Scope.OWNER):
        found.append(Loss("envelope.scope", Why.COARSER))
    return found
