"""MISP read: every event, attribute, object and report as a piece with its own text, and the drafts that they are.

An event becomes a document that mentions what stands in it; what is an identifier of ours but no thing of its own (an
e-mail address, an IP address, a hash) stands in the document's text and is found there. Objects whose template says a
kind of ours become records of it, references between them links. What was deleted there is revoked here and yields no
draft. The text of an event's piece is the stretch with its title, which tells nothing of the parts: they are pieces
themselves, and may be closed where the event is open.

Memory: the source, the text of the pieces, and one part at a time, of at most ``LONGEST_PART`` bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bowstreet.formats.exchange import contents
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.exchange.pieces import Exchanged, Marks, Piece, Refused
from bowstreet.formats.misp import attributes, carrying, gathering, marking, objects, restoring, shapes, tying, values
from bowstreet.formats.misp.carrying import Carried, WrongCarrier
from bowstreet.formats.misp.gathering import Event, Growing
from bowstreet.formats.misp.shapes import Part, WrongSource
from bowstreet.formats.misp.tying import Reference
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.handling import HandlingCode, Pap, Scope, Tlp
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT
from bowstreet.vocabulary.linking import LinkType

FORMAT = "misp"
LONGEST = 512_000_000
"""Bytes that a source may have."""

LONGEST_PART = 8_000_000
"""Bytes that one attribute, object or report may have, and an event without them."""

CLOSED = Marks(tlp=Tlp.RED, pap=Pap.RED, scope=Scope.OWNER)
"""The marks of what stands in an event whose own cannot be read."""

recognises = shapes.recognises


def read(raw: bytes) -> Exchanged:
    """Return a source of MISP as pieces and drafts; what another Bowstreet wrote comes back as ``bundle``."""
    return read_several({"": raw})


def read_several(sources: Mapping[str, bytes]) -> Exchanged:
    """Return several sources that belong together as one, such as the files of a feed; their names are only shown.

    A piece has its place within its own source.
    """
    reader = _Reader()
    for name, raw in sources.items():
        reader.open(name, raw)
    return reader.finished()


@dataclass
class _Reader:
    """Sources on their way: what was read of them so far, and the one that is being read."""

    raw: bytes = b""
    name: str = ""
    source: str = ""
    pieces: list[Growing] = field(default_factory=list)
    events: dict[int, Event] = field(default_factory=lambda: {0: Event(marking.UNMARKED)})
    refused: list[Refused] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)

    def open(self, name: str, raw: bytes) -> None:
        """Read one source, up to its end or to where it is no source of MISP."""
        self.raw, self.name, self.source = raw, values.one_line(name, 200), name
        if len(raw) > LONGEST:
            self._refuse(Part("", 0, 0, 0), f"The source has more than {LONGEST:,} bytes.")
            return
        try:
            for part in shapes.parts(raw, len(self.events) - 1):
                self.take(part)
        except WrongSource as wrong:
            self._refuse(Part("", 0, 0, 0), str(wrong))

    def take(self, part: Part) -> None:
        """Read one part; what is wrong with it is refused with its place."""
        if part.why:
            self._refuse(part, part.why)
            return
        if (len(part.frame) or part.end - part.start) > LONGEST_PART:
            self._refuse(part, f"The {part.sort} has more than {LONGEST_PART:,} bytes.")
            return
        bytes_ = part.frame or self.raw[part.start : part.end]
        try:
            held = contents.read(bytes_)
        except contents.WrongContents as wrong:
            self._refuse(part, str(wrong), wrong.steps)
            return
        {
            shapes.EVENT: self._event,
            shapes.ATTRIBUTE: self._attribute,
            shapes.OBJECT: self._object,
            shapes.REPORT: self._report,
        }[part.sort](part, held)

    def finished(self) -> Exchanged:
        """Return all that was read, with documents, links and the bundle of our own records."""
        bundle, wrong = carrying.bundled(self.carried)
        self.refused += wrong
        ours = frozenset(carrying.uuid_of(each.id) for each in bundle.records) if bundle else frozenset[str]()
        ours |= frozenset(own for each in bundle.records for own in each.foreign) if bundle else frozenset()
        for event in self.events.values():
            self.losses += event.close(ours)
        self.losses += [lost for each in self.pieces for lost in each.losses]
        self.losses += tying.tie(self.pieces, self.references, ours)
        if bundle:
            restoring.draft(self.pieces, bundle)
        pieces = tuple(each.finished() for each in self.pieces)
        return Exchanged(FORMAT, pieces, tuple(self.refused), summed(self.losses), bundle)

    def _refuse(self, part: Part, why: str, steps: tuple[str | int, ...] = ()) -> None:
        way = "".join(f"[{step}]" if isinstance(step, int) else f".{contents.shown(step)}" for step in steps)
        place = f"{part.place}{way}".removeprefix(".")
        place = f"{self.name}: {place}".removesuffix(": ") if self.name else place
        self.refused.append(Refused(part.start, place, f"{place}: {why}" if place else why, self.source))
        if part.sort == shapes.EVENT:
            self.events[part.event] = Event(CLOSED)

    def _grow(self, part: Part, held: Mapping[str, Any], marks: Marks, name: str) -> Growing:
        start, end = part.shown or (part.start, part.end)
        revoked = values.is_true(held.get("deleted"))
        uuid = values.uuid(held)
        number = len(self.pieces) + 1
        changed = values.moment(held.get("timestamp"))
        piece = Piece(
            number,
            uuid or f"{part.sort}:{number}",
            part.sort,
            self.raw[start:end].decode("utf-8", "replace"),
            start,
            name=name,
            modified=changed.isoformat() if changed else "",
            marks=marks,
            revoked=revoked,
            source=self.source,
        )
        growing = Growing(piece, uuid=uuid or f"{part.sort}:{number}")
        self.pieces.append(growing)
        return growing

    def _event(self, part: Part, held: Mapping[str, Any]) -> None:
        marks, lost = marking.marks(held, event=True)
        info = values.one_line(held.get("info"), LONGEST_TEXT)
        growing = self._grow(part, held, marks, info)
        growing.piece = replace(growing.piece, created=values.one_line(held.get("date"), 40))
        uuid = values.uuid(held)
        day = values.day(held.get("date"))
        self.events[part.event] = Event(
            marks,
            growing,
            title=info or (f"MISP event {uuid}" if uuid else ""),
            summary=gathering.described(held, marks.tags),
            made_by=gathering.made_by(held),
            dated_on=day.isoformat() if day else "",
        )
        growing.losses += [*lost, *gathering.lost(held), *_galaxies(held)]

    def _attribute(self, part: Part, held: Mapping[str, Any]) -> None:
        event = self.events[part.event]
        marks, lost = marking.marks(held, event.marks)
        growing = self._grow(part, held, marks, values.one_line(held.get("type"), 60))
        event.parts.append(growing)
        growing.losses += lost
        if growing.piece.revoked:
            return
        self._put(growing, held)

    def _put(self, growing: Growing, held: Mapping[str, Any]) -> None:
        """Put what an attribute is into its piece."""
        found = attributes.found(held, growing.piece.number)
        growing.losses += [*found.losses, *_galaxies(held)]
        if found.draft:
            growing.drafts.append(found.draft)
        if found.line:
            tags = ", ".join(marking.tags_of(held))
            growing.lines.append(f"{found.line} [{tags}]" if tags else found.line)

    def _object(self, part: Part, held: Mapping[str, Any]) -> None:
        event = self.events[part.event]
        marks, lost = marking.marks(held, event.marks)
        said = objects.attributes_of(held)
        for each in said:
            marks, more = marking.marks(each, marks)
            lost += more
        name = values.one_line(held.get("name"), 60)
        growing = self._grow(part, held, marks, name)
        event.parts.append(growing)
        growing.losses += lost
        if growing.piece.revoked:
            return
        if carrying.is_carrier(held):
            self._carry(part, held, growing)
            return
        self.references += tying.references(held, growing.uuid, event.made_by)
        draft, more = objects.drafted(held, growing.piece.number, growing.uuid)
        growing.losses += more
        if draft:
            growing.drafts.append(draft)
            return
        growing.losses.append(Loss(f"object.{name or 'without-name'}", Why.NO_KIND))
        for each in said:
            self._put(growing, each)

    def _carry(self, part: Part, held: Mapping[str, Any], growing: Growing) -> None:
        try:
            one = carrying.read(held, part.start, part.place)
        except WrongCarrier as wrong:
            self._refuse(part, str(wrong))
            return
        growing.carries, growing.version = one.record.id, one.record.version
        marks, envelope = growing.piece.marks, one.record.envelope
        own = replace(
            marks, envelope=envelope, grade=envelope.particulars.grade, scope=None, foreign_grading="",
            h3_text="" if HandlingCode.H3 in envelope.terms.handling else marks.h3_text,
        )  # fmt: skip
        growing.piece = replace(growing.piece, name=one.record.title, marks=own, carried=(one.record,))
        self.carried.append(one)

    def _report(self, part: Part, held: Mapping[str, Any]) -> None:
        event = self.events[part.event]
        marks, lost = marking.marks(held, event.marks)
        title = values.one_line(held.get("name"), LONGEST_TEXT)
        growing = self._grow(part, held, marks, title)
        event.parts.append(growing)
        growing.losses += lost
        if growing.piece.revoked:
            return
        if not title:
            growing.losses.append(Loss("event-report", Why.NOT_READ))
            return
        said = values.text(held.get("content"))
        if len(said) > LONGEST_LONG_TEXT:
            growing.losses.append(Loss("event-report.content", Why.COARSER))
        body = {"title": title, "sort": "report", "text": values.lines(said, LONGEST_LONG_TEXT)}
        link = (DraftLink(LinkType.PART_OF, "document", event.known_as),) if event.title and event.known_as else ()
        growing.drafts.append(
            Draft(
                "document",
                catalogue.ALL["document"].check(body),
                cites=(f"piece:{growing.piece.number}",),
                links=link,
                known_as=growing.uuid,
            )
        )


def _galaxies(held: Mapping[str, Any]) -> list[Loss]:
    """Return the clusters that an event or attribute is tied to; their tags are shown, the rest has no home."""
    sorts = [values.one_line(each.get("type"), 60) or "without-type" for each in marking.clusters_of(held)]
    return [Loss(f"galaxy.{each}", Why.NO_KIND) for each in sorts]
