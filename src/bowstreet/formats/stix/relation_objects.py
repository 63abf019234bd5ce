"""Links and judgements as objects of STIX: relationships and notes, with the extension that carries them whole."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, NamedTuple

from bowstreet.formats.exchange.leaving import LeavingJudgement, LeavingLink
from bowstreet.formats.stix import extension
from bowstreet.formats.stix.record_objects import agency_id
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.linking import LinkType

Object = dict[str, Any]


class End(NamedTuple):
    """A record at the end of a link: its id in STIX, its type there, times, maker and markings."""

    id: str
    type: str
    created: datetime
    modified: datetime
    owner: str
    markings: tuple[str, ...]


_WORDS: Final[Mapping[tuple[str, LinkType, str], str]] = {
    **{("threat-actor", link, "infrastructure"): "uses" for link in (LinkType.SELLS_ON, LinkType.WRITES_ON)},
    **{("threat-actor", LinkType.USES, other): "uses" for other in ("infrastructure", "tool", "attack-pattern")},
    **{
        (one, LinkType.LOCATED_AT, "location"): "located-at"
        for one in ("threat-actor", "identity", "infrastructure", "incident")
    },
    ("infrastructure", LinkType.CONTROLS, "infrastructure"): "controls",
    ("infrastructure", LinkType.USES, "infrastructure"): "uses",
}
"""The words that the standard has for links between two of its types; for all others it has 'related-to'."""


def link_object(link: LeavingLink, ends: tuple[End, End], number: int) -> Object:
    """Return the relationship of a link; ``number`` tells it from links that have ends, type and basis in common."""
    left, right = ends
    seen = link.last_seen or link.first_seen
    created = max(left.created, right.created)
    modified = max(created, left.modified, right.modified, *([_midnight(seen)] if seen else []))
    start, stop = link.first_seen, link.last_seen
    return {
        **_frame("relationship", ("link", link.left, link.type, link.right, link.basis, str(number))),
        "created_by_ref": agency_id(link.by or left.owner),
        "created": created,
        "modified": modified,
        "relationship_type": _WORDS.get((left.type, link.type, right.type), "related-to"),
        "description": link.type.replace("_", " "),
        "source_ref": left.id,
        "target_ref": right.id,
        **({"start_time": _midnight(start)} if start else {}),
        **({"stop_time": _midnight(stop)} if stop and (not start or start < stop) else {}),
        "object_marking_refs": _marks(ends),
        "extensions": {extension.RECORD: _filled(
            extension_type="property-extension", left=link.left, link=link.type.value, right=link.right,
            basis=link.basis.value, first_seen=_day(start), last_seen=_day(stop), grade=str(link.grade),
            stated_by=link.by or None, evidence=list(link.evidence) or None,
        )},
    }  # fmt: skip


def judgement_object(held: LeavingJudgement, ends: tuple[End, End]) -> Object:
    """Return a judgement: a relationship for one that two records are the same, a note for all others."""
    key = ("judgement", held.left, held.right, held.verdict, held.ground, held.by, held.at.isoformat())
    common = {
        "created_by_ref": agency_id(held.by),
        "created": held.at,
        "modified": held.at,
        "object_marking_refs": _marks(ends),
        "extensions": {extension.RECORD: _filled(
            extension_type="property-extension", left=held.left, right=held.right, verdict=held.verdict.value,
            ground=held.ground, judged_by=held.by, judged_at=held.at,
        )},
    }  # fmt: skip
    left, right = ends
    if held.verdict is Verdict.SAME:
        alike = "duplicate-of" if left.type == right.type else "related-to"
        said = f"One and the same. {held.ground}".strip()
        return {**_frame("relationship", key), **common, "relationship_type": alike, "description": said,
                "source_ref": left.id, "target_ref": right.id}  # fmt: skip
    abstract = "Not the same" if held.verdict is Verdict.DIFFERENT else "Nobody can say yet whether they are the same"
    refs = list(dict.fromkeys((left.id, right.id)))
    return {**_frame("note", key), **common, "abstract": abstract, "content": held.ground or abstract,
            "object_refs": refs}  # fmt: skip


def observable_link(end: End, observable: str) -> Object:
    """Return the relationship of a record to a cyber-observable that it yields."""
    return {
        **_frame("relationship", ("observable", end.id, observable)),
        "created_by_ref": agency_id(end.owner),
        "created": end.created,
        "modified": end.created,
        "relationship_type": "consists-of" if end.type == "infrastructure" else "related-to",
        "source_ref": end.id,
        "target_ref": observable,
        "object_marking_refs": list(end.markings),
    }


def _frame(type: str, key: tuple[str, ...]) -> Object:
    return {"type": type, "spec_version": "2.1", "id": extension.made_id(type, *key)}


def _marks(ends: tuple[End, End]) -> list[str]:
    return list(dict.fromkeys((*ends[0].markings, *ends[1].markings)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _filled(**held: Any) -> Object:
    return {name: each for name, each in held.items() if each is not None}
