"""What an event gathers while its parts are read: drafts, lines of text, and the document that it becomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Judged, Marks, Piece
from bowstreet.formats.misp import values
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.taxonomies import catalogue as taxonomies

_LEVELS = {"1": "high", "2": "medium", "3": "low"}
_STAGES = {"0": "begun", "1": "going on", "2": "completed"}
_BOOKS = """
id uuid date info timestamp publish_timestamp published threat_level_id analysis distribution org_id orgc_id
attribute_count disable_correlation locked proposal_email_lock sharing_group_id Org Orgc Tag Galaxy SharingGroup
Attribute Object EventReport protected
"""
_KEPT = frozenset(_BOOKS.split())
"""What of an event is kept, or only keeps MISP's own books."""

MOST_NAMES = 1_000


@dataclass
class Growing:
    """A piece that grows: what it is, its drafts and its lines of text; ``carries`` is the id of a record of ours."""

    piece: Piece
    drafts: list[Draft] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    uuid: str = ""
    carries: str = ""
    version: int = 0
    lines: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def finished(self) -> Piece:
        """Return the piece with its drafts."""
        return replace(self.piece, drafts=tuple(self.drafts), judged=tuple(self.judged))


def name_of(draft: Draft) -> tuple[str, str]:
    """Return the kind of a draft and what it is known by."""
    return draft.kind, catalogue.ALL[draft.kind].key(draft.body) or draft.known_as


@dataclass
class Event:
    """One event and the pieces that stand in it; ``growing`` is its own, None for what stands in no event."""

    marks: Marks
    growing: Growing | None = None
    title: str = ""
    summary: str = ""
    made_by: str = ""
    dated_on: str = ""
    parts: list[Growing] = field(default_factory=list)

    @property
    def known_as(self) -> str:
        """Return what the document of the event is known as."""
        return self.growing.uuid if self.growing else ""

    def close(self, ours: frozenset[str]) -> list[Loss]:
        """Make the documents of the event, once all parts are there; ``ours`` are records that come back as they left.

        Return what found no home because there is no document.
        """
        carried = any(each.carries for each in self.parts)
        theirs = [each for each in self.parts if not each.carries]
        for each in theirs:
            if each.uuid in ours:
                each.drafts, each.lines, each.losses = [], [], []
        lines = [each for each in theirs if each.lines]
        named = [name_of(draft) for each in theirs for draft in each.drafts]
        if self.known_as in ours:
            return []
        if self.growing is None or not self.title or (carried and not lines and not named):
            return [Loss("attribute.text", Why.NO_KIND, len(lines))] if lines else []
        self._document(self.growing, "", [line for each in lines if _same(each, self) for line in each.lines], named)
        for number, group in enumerate(_groups([each for each in lines if not _same(each, self)]), 1):
            text = [line for each in group for line in each.lines]
            self._document(group[0], f":{number}", text, [])
        return []

    def _document(self, holder: Growing, suffix: str, lines: list[str], named: list[tuple[str, str]]) -> None:
        links = tuple(DraftLink(LinkType.MENTIONS, *each) for each in dict.fromkeys(named))
        for number, text in enumerate(_pages(lines)):
            body = {
                "title": values.one_line(f"{self.title} ({number + 1})" if number else self.title, LONGEST_TEXT),
                "reference": self.known_as,
                "sort": "report",
                "dated_on": self.dated_on,
                "summary": "" if suffix else self.summary,
                "text": text,
            }
            holder.drafts.append(
                Draft(
                    "document",
                    catalogue.ALL["document"].check(body),
                    cites=(f"piece:{holder.piece.number}",),
                    links=() if number else links,
                    known_as=f"{self.known_as}{suffix}{f'/{number + 1}' if number else ''}",
                )
            )


def _same(each: Growing, event: Event) -> bool:
    return _key(each.piece.marks) == _key(event.marks)


def _key(marks: Marks) -> tuple[Any, ...]:
    """Return what decides who may see a text; tags are only words."""
    conditions = marks.handling, marks.h3_text, marks.classification
    return marks.tlp, marks.pap, marks.scope, marks.grade, marks.foreign_grading, *conditions


def _groups(parts: list[Growing]) -> list[list[Growing]]:
    found: dict[tuple[Any, ...], list[Growing]] = {}
    for each in parts:
        found.setdefault(_key(each.piece.marks), []).append(each)
    return list(found.values())


def _pages(lines: list[str]) -> list[str]:
    """Return lines as texts that each have room in one record; at least one, it may be empty."""
    pages, size = [""], 0
    for line in lines:
        if size and size + len(line) + 1 > LONGEST_LONG_TEXT:
            pages.append("")
            size = 0
        pages[-1] = f"{pages[-1]}\n{line}" if size else line
        size = len(pages[-1])
    return pages


def described(held: Mapping[str, Any], tags: tuple[str, ...]) -> str:
    """Return what an event says of itself beside its title, a line each: its maker, level, circle and tags."""
    said = [
        ("Made by", made_by(held)),
        ("Threat level", _LEVELS.get(values.text(held.get("threat_level_id")), "")),
        ("Analysis", _STAGES.get(values.text(held.get("analysis")), "")),
        ("Sharing group", _circle(held.get("SharingGroup"))),
    ]
    lines = [f"{name}: {value}" for name, value in said if value]
    lines += [f"Tag: {values.one_line(taxonomies.shown(each), 400)}" for each in tags]
    return "\n".join(lines)[:LONGEST_LONG_TEXT]


def _circle(group: Any) -> str:
    """Return the name of a sharing group and those of its organisations; they open nothing here."""
    if not isinstance(group, Mapping):
        return ""
    several = [each.get("Organisation") for each in values.listed(group.get("SharingGroupOrg"))[:MOST_NAMES]]
    names = [values.one_line(each.get("name"), 200) for each in several if isinstance(each, Mapping)]
    told = [values.one_line(group.get("name"), 200), ", ".join(filter(None, names))]
    return ": ".join(filter(None, told))


def made_by(held: Mapping[str, Any]) -> str:
    """Return the name of the organisation that made an event."""
    for name in ("Orgc", "Org"):
        org = held.get(name)
        if isinstance(org, Mapping) and (found := values.one_line(org.get("name"), 200)):
            return found
    return ""


def lost(held: Mapping[str, Any]) -> Iterator[Loss]:
    """Yield what of an event found no home."""
    for name in list(held)[:MOST_NAMES]:
        if name not in _KEPT and held[name] not in (None, "", [], {}, "0", 0, False):
            count = len(held[name]) if isinstance(held[name], list) else 1
            yield Loss(f"event.{values.one_line(name, 60)}", Why.NO_FIELD, count)
