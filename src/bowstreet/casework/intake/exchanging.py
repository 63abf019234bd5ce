"""The exchange documents of an intake, one after another: laid down as rows, their drafts added to what is pending.

Loads DuckDB, so only the reading process may import it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bowstreet.casework.intake import (
    claiming,
    counting,
    documents,
    feeding,
    formats,
    gathering,
    leaning,
    lodging,
    rejects,
    restoring,
    tracing,
)
from bowstreet.casework.intake.documents import Laid, Place, Prepared
from bowstreet.casework.intake.lodging import Lodged
from bowstreet.casework.intake.marking import Marking
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import EXCHANGE
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.formats.exchange.losses import Loss
from bowstreet.formats.mapping import Mapping as Table
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import importing
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.readers import Reader

_T = TypeVar("_T")
_SLICE = 4_000
"""Drafts handed to the repository at a time; it cuts further where that takes too long."""

MOST_WAITING = 20_000
"""So many drafts wait until those of several documents are written together."""


def code_of(source: Source) -> str:
    """Return the code of the format of a source, empty where it holds no exchange document.

    >>> code_of(Source(reader="exchange: stix")), code_of(Source(reader="table"))
    ('stix', '')
    """
    reader, _, code = (source.reader or "").partition(": ")
    return code if reader == EXCHANGE else ""


def marking_of(intake: Intake, reader: Reader, now: datetime) -> Marking:
    """Return how the things of an intake are marked."""
    envelope = Envelope(Terms.from_json(intake.terms), Particulars.from_json(intake.particulars))
    return Marking(reader, envelope, intake.as_document, now, frozenset(json.loads(intake.left_out)))


def read(
    intake: Intake, sources: Sequence[Source], reader: Reader, table: Table, pending: importing.Import
) -> Iterator[Lodged]:
    """Lay down the documents among some sources and add their drafts; yield what lies pending of each."""
    marks = marking_of(intake, reader, pending.now)
    place = _places(reader, table, pending.now)
    waiting = _Waiting(intake, pending)
    for code, some in documents_among(sources):
        for made in documents.prepare(some, code, marks):
            yield from waiting.take(made, place)
        waiting.settle()
    waiting.write()


def documents_among(sources: Sequence[Source]) -> Iterator[tuple[str, list[Source]]]:
    """Yield the exchange documents among some sources with the codes of their formats; one may be several files."""
    for some in feeding.together([each for each in sources if code_of(each)], documents.LARGEST):
        yield code_of(some[0]), some


@dataclass
class _Waiting:
    """Documents that lie down already and whose drafts are not written yet.

    What several of them say of one record is written at once: one after another, each would be a version of its own.
    """

    intake: Intake
    pending: importing.Import
    laid: list[tuple[Prepared, Laid]] = field(default_factory=list)

    def take(self, made: Prepared, place: Callable[[str, Envelope], Place]) -> tuple[Lodged, ...]:
        """Lay a document down."""
        laid = documents.lay_down(self.intake, made, lambda envelope: place(made.code, envelope), self.pending.now)
        source = made.source
        source.note = laid.note
        counting.closes(self.intake, made.terms)
        rejects.write(rejects_of(self.intake.id, source.number), laid.rejects)
        counting.have_read([(source, laid.parts[0].dataset if laid.parts else None, laid.counted)])
        self.laid.append((made, laid))
        return laid.parts

    def settle(self) -> None:
        """Write what waits when that is much."""
        if sum(len(each.drafts) for _, each in self.laid) >= MOST_WAITING:
            self.write()

    def write(self) -> None:
        """Write the records of all that waits, and what hangs on them."""
        drafts = ((number, draft) for number, (_, laid) in enumerate(self.laid) for draft in laid.drafts)
        lost: dict[int, list[Loss]] = {}
        for some in _slices(list(gathering.together(drafts))):
            self._add(some, lost)
        for number, (made, laid) in enumerate(self.laid):
            for again in _slices(laid.again):
                known = len(importing.found_again(self.pending, again))
                counting.has_added(made.source, new=0, known=known)
            unheld = claiming.keep(self.intake, self.pending, laid.judged, laid.ends)
            counting.lost(made.source, (*made.losses, *lost.get(number, ()), *unheld), made.remarks)
            if self.intake.traced or made.code in tracing.KEPT:
                pieces = [piece for piece, *_ in made.pieces]
                tracing.keep(self.intake, self.pending, made.source.number, pieces, made.read)
            leaning.keep(self.intake, lodging.held_by(laid.parts))
            lodging.remove_again(laid.parts)
        self.laid.clear()

    def _add(self, some: Sequence[tuple[Draft, Sequence[tuple[int, Draft]]]], lost: dict[int, list[Loss]]) -> None:
        """Write some records; each is new with the first document that speaks of it, if it is new at all."""
        counts: dict[int, list[int]] = {}
        fresh = importing.add(self.pending, [draft for draft, _ in some]).fresh
        for (_, said), is_new in zip(some, fresh, strict=True):
            for at, (number, draft) in enumerate(said):
                counts.setdefault(number, [0, 0])[0 if is_new and at == 0 else 1] += 1
                if draft.earlier and (len(said) > 1 or not is_new):
                    lost.setdefault(number, []).extend(restoring.beside([draft]))
        for number, (new, known) in counts.items():
            counting.has_added(self.laid[number][0].source, new=new, known=known)


def _places(reader: Reader, table: Table, now: datetime) -> Callable[[str, Envelope], Place]:
    """Return what says where the rows of a format go that have the same terms; each dataset is looked for once."""
    known: dict[tuple[str, Terms], Place] = {}

    def place(code: str, envelope: Envelope) -> Place:
        key = code, envelope.terms
        if key not in known:
            dataset = storing.dataset_for(
                reader=reader, envelope=envelope, mapping_name=f"{EXCHANGE}_{code}", title=formats.of(code).title,
                market=None, sort=table.sort, now=now,
            )  # fmt: skip
            known[key] = Place(table, dataset, list(storing.held(dataset)))
        return known[key]

    return place


def _slices(many: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (many[at : at + _SLICE] for at in range(0, len(many), _SLICE))
