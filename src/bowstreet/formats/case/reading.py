"""A graph of CASE read into pieces: each node with its bytes, the draft that it becomes, and what found no home.

What is broken costs itself alone. What another Bowstreet wrote comes back as it left, record by record.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bowstreet.formats.case import carrying, drafting, graph, namespaces, relating, restoring, splitting
from bowstreet.formats.case.carrying import BESIDE, JUDGEMENT, LINK, RECORD, Carried
from bowstreet.formats.case.looking import Found, Looking
from bowstreet.formats.case.relating import RELATIONS, Tie
from bowstreet.formats.case.splitting import WrongSource
from bowstreet.formats.case.taking import Taken
from bowstreet.formats.exchange import conditions
from bowstreet.formats.exchange.leaving import Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.exchange.pieces import Exchanged, Judged, Marks, Piece, Refused
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue

FORMAT: Final = "case"

_OPENS: Final = re.compile(rb"\s*+[\[{]")
_IS_CASE: Final = re.compile(
    rb'"(?:uco-(?:core|observable|identity|location|marking)|case-investigation):\w|ontology\.caseontology\.org/case/'
    rb"|ontology\.unifiedcyberontology\.org/uco/|unifiedcyberontology\.org/ontology/uco/"
)
_IS_LINKED: Final = re.compile(rb'"@(?:context|id|graph|type)"')
_CARRIERS: Final = frozenset({RECORD, LINK, JUDGEMENT})


def recognises(head: bytes) -> bool:
    """Say whether a document begins as JSON-LD in the words of CASE and UCO does."""
    opens = _OPENS.match(head.removeprefix(b"\xef\xbb\xbf"))
    return opens is not None and _IS_LINKED.search(head) is not None and _IS_CASE.search(head) is not None


def read(raw: bytes) -> Exchanged:
    """Return the nodes of a graph as pieces; a source of no known shape is refused whole.

    ``bundle`` holds what another Bowstreet wrote, exactly as it left.
    """
    try:
        frame = splitting.frame(raw)
    except WrongSource as wrong:
        return Exchanged(FORMAT, refused=(Refused(0, "document", str(wrong)),))
    frame.names.blank = hashlib.sha256(raw).hexdigest()[:16]
    looking = Looking(raw, frame)
    made = _Made(looking)
    made.losses.update((("document.context", Why.NOT_READ),) * len(frame.names.faults))
    for name in frame.said:
        if frame.names.meant(name) not in ("@id", "@type"):
            made.losses[f"document.{namespaces.word(name)}", Why.NO_FIELD] += 1
    for number, found in enumerate(looking.found(), 1):
        made.take(found, number, raw)
    return made.exchanged()


@dataclass
class _Made:
    """What was made of the nodes so far."""

    looking: Looking
    pieces: list[Piece] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    judged: list[tuple[int, LeavingJudgement]] = field(default_factory=list)
    carried: list[tuple[Carried, int, str]] = field(default_factory=list)
    losses: Counter[tuple[str, Why]] = field(default_factory=Counter)

    def take(self, found: Found, number: int, raw: bytes) -> None:
        """Make a node into a piece; a carrier that is broken leaves what the node says beside it."""
        carried = self._carried(found)
        record = _newest(carried)
        draft: Draft | None = None
        statements: tuple[str, ...] = ()
        created, modified = found.node.text("uco-core:objectCreatedTime"), found.node.text("uco-core:modifiedTime")
        if record is not None:
            draft = _draft_of(record, number)
        elif not carried and BESIDE not in found.node.types and found.id not in self.looking.known.parts:
            draft, statements = self._foreign(found, number)
        self._relate(carried, number)
        piece = Piece(
            number=number,
            id=found.id,
            sort=next(iter(found.node.types), "node")[:200],
            text=raw[found.start : found.end].decode(),
            at=found.start,
            name=drafting.label(found.node)[:200],
            created=created[:40],
            modified=modified[:40],
            drafts=(draft,) if draft else (),
            marks=_marks(statements, record),
            revoked=record is not None and record.envelope.terms.state is State.ERASED,
            carried=tuple(each.held for each in carried if isinstance(each.held, Leaving)),
        )
        self.pieces.append(piece)
        self.ids.append(found.id)
        if draft:
            self.drafts.setdefault(found.id, draft)

    def _carried(self, found: Found) -> list[Carried]:
        """Return what the carriers of a node hold; one that is broken is refused with its place."""
        several = []
        for part in found.node.parts("uco-core:hasFacet"):
            sort = next((each for each in part.types if each in _CARRIERS), "")
            if not sort:
                continue
            said = {name.removeprefix(carrying.PREFIX): values[0] for name, values in part.said.items() if values}
            unknown = part.said.keys() - carrying.NAMES[sort]
            self.losses.update((f"{namespaces.word(sort)}.{namespaces.word(each)}", Why.NO_FIELD) for each in unknown)
            try:
                several.append(carrying.read(sort, said))
            except carrying.WrongCarrier as wrong:
                self.looking.refused.append(Refused(found.start, found.place, str(wrong)))
        self.carried += [(each, found.start, found.place) for each in several]
        return several

    def _foreign(self, found: Found, number: int) -> tuple[Draft | None, tuple[str, ...]]:
        """Return the draft of a node that somebody else wrote, and the statements by which it is marked."""
        taken, draft = Taken(found.node), None
        known = self.looking.known
        statements = tuple(one for each in taken.refs("objectMarking") for one in known.statements.get(each, ()))
        taken.values("objectCreatedTime"), taken.values("modifiedTime")
        if taken.types & RELATIONS:
            self.ties += relating.of_relation(taken, number)
        elif "MarkingDefinition" in taken.types:
            for each in ("definition", "definitionType", "name"):
                taken.values(each)
        else:
            draft = drafting.draft(taken, known.labels, found.id, number)
            self.ties += relating.of_holding(taken, found.id, number) if draft else []
        if (taken.sort, Why.NO_KIND) not in taken.losses:
            taken.finish()
        self.losses.update(taken.losses)
        for name, why in taken.refused:
            self.looking.refused.append(Refused(found.start, f"{found.place}.{name}", why))
        return draft, statements

    def _relate(self, carried: list[Carried], number: int) -> None:
        for _, held in carried:
            if isinstance(held, LeavingLink):
                ends = graph.record_id(held.left), held.type, graph.record_id(held.right)
                days = held.first_seen, held.last_seen
                tie = Tie(*ends, number, *days, held.basis, held.grade, held.evidence, held.by, held.right)
                self.ties.append(tie)
            elif isinstance(held, LeavingJudgement):
                self.judged.append((number, held))

    def exchanged(self) -> Exchanged:
        """Return the source as read, links drawn between all its drafts."""
        links, lost = relating.drawn(self.ties, self.drafts)
        self.losses["Relationship", Why.NO_KIND] += lost
        for own in self.looking.known.parts.keys() - self.looking.known.used:
            self.losses[namespaces.word(self.looking.known.parts[own].types[0]), Why.NO_KIND] += 1
        judged: dict[int, list[Judged]] = {}
        for number, each in self.judged:
            ends = [self.drafts.get(graph.record_id(own)) for own in (each.left, each.right)]
            left, right = ((one.kind, relating.key_of(one)) if one else None for one in ends)
            if left and right:
                said = each.verdict, each.ground, each.by, each.at, (each.left, each.right)
                judged.setdefault(number, []).append(Judged(left, right, *said))
            else:
                self.losses[f"judgement.{each.verdict}", Why.NO_KIND] += 1
        pieces = tuple(
            replace(
                each,
                drafts=tuple(replace(one, links=tuple(links.get(own, ()))) for one in each.drafts),
                judged=tuple(judged.get(each.number, ())),
            )
            for each, own in zip(self.pieces, self.ids, strict=True)
        )
        bundle, wrong = restoring.bundled(self.carried)
        refused = (*self.looking.refused, *wrong)
        losses = summed(Loss(part, why, count) for (part, why), count in self.losses.items() if count)
        return Exchanged(FORMAT, pieces, refused, losses, bundle)


def _newest(carried: list[Carried]) -> Leaving | None:
    records = [each.held for each in carried if isinstance(each.held, Leaving)]
    return max(records, key=lambda each: each.version, default=None)


def _draft_of(record: Leaving, number: int) -> Draft | None:
    """Return a record of another Bowstreet as a draft; one that was erased is none."""
    if record.envelope.terms.state is State.ERASED:
        return None
    said: dict[str, Any] = dict(record.body)
    known_as = "" if catalogue.ALL[record.kind].key(said) else record.id
    particulars = record.envelope.particulars
    return Draft(
        record.kind, said, record.first_seen, record.last_seen, (f"piece:{number}",), known_as=known_as,
        category=particulars.subject_category, category_ground=particulars.category_ground,
    )  # fmt: skip


def _marks(statements: tuple[str, ...], record: Leaving | None) -> Marks:
    """Return how a node asks to be handled: by its whole envelope, or by the marks that it names."""
    if record is not None:
        return Marks(envelope=record.envelope)
    meant = {each: conditions.read(each) for each in statements}
    asks = conditions.together(meant.values())
    tags = tuple(dict.fromkeys(each[:200] for each, mark in meant.items() if mark == conditions.NOTHING))
    return Marks(
        tlp=asks.tlp, pap=asks.pap, tags=tags, handling=asks.handling, h3_text=asks.h3_text,
        classification=asks.classification,
    )  # fmt: skip
