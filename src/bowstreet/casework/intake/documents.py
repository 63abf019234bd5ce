"""Exchange documents of an intake: each thing of one becomes a row of a dataset, and its drafts are gathered.

One document at a time is in memory. Loads DuckDB, so only the reading process may import it.
"""

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from django.db import transaction

from bowstreet.casework.intake import (
    formats,
    gathering,
    marking,
    newness,
    rejects,
    remarking,
    restoring,
    sparing,
    tagging,
)
from bowstreet.casework.intake.counting import Counted
from bowstreet.casework.intake.gathering import Read
from bowstreet.casework.intake.homecoming import Homecoming
from bowstreet.casework.intake.lodging import Lodged
from bowstreet.casework.intake.marking import Marking, Unfit
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import import_of
from bowstreet.casework.intake.rejects import Reject
from bowstreet.casework.intake.restoring import Histories
from bowstreet.formats import page_tables
from bowstreet.formats.exchange.losses import Loss, summed
from bowstreet.formats.exchange.pieces import Exchanged, Judged, Piece, Refused
from bowstreet.formats.mapping import Mapping as Table
from bowstreet.formats.misp import feeds
from bowstreet.formats.page_tables import PageRows
from bowstreet.formats.pages.tabling import Line
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.holdings.observations.storing import Begun
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.kinds.kind import WrongBody

LARGEST = 128 << 20
"""Bytes that an exchange document may have."""

MOST_TERMS = 200
"""Different terms that the things of one document may ask for; each is a dataset of its own."""

MEMORY = "512MB"
TABLE = "exchange_pieces"
"""The mapping by which the rows of all formats are typed."""

_TOO_LARGE = f"An exchange document may have {LARGEST >> 20:,} MB; this one has more, and was kept unread."
_TOO_MANY = f"The things of this document ask for more than {MOST_TERMS} different terms; this one asks for another."
_REVOKED = (
    "{count:,} {things} of it {are} taken back by their source: kept as rows; no record was made of them, and none that"
    " stands was changed."
)

_OWN = (
    "{count:,} {things} of it {are} your own agency's, held here as they left: they are counted as already held, and"
    " nothing was made of them."
)
_OLDER = (
    "{count:,} {things} of it {are} older than what is held of the same source: kept as rows; no value of a record that"
    " stands was changed for an older one."
)
_AMISS = (
    "{count:,} {things} of it {are} not as the standard of the format asks: kept as rows, byte for byte, with remarks."
)


@dataclass(frozen=True)
class Place:
    """Where rows go: the mapping by which they are typed, the dataset, and its files with rows that are held."""

    table: Table
    dataset: str
    held: list[Path]


@dataclass(frozen=True)
class Prepared:
    """A document as it would be taken in: its things, each with the envelope of its row, and their drafts.

    ``ends`` says under which terms its records stand, and those of the files that are one source with it. ``remarks``
    are what the standard says against its things, as they are kept; ``held`` counts things that are the agency's own.
    """

    source: Source
    code: str
    pieces: tuple[tuple[Piece, Envelope, int], ...]
    read: tuple[Read, ...]
    rejects: tuple[Reject, ...]
    losses: tuple[Loss, ...]
    judged: tuple[Judged, ...]
    note: str
    ends: gathering.Ends
    remarks: str
    held: int = 0

    @property
    def terms(self) -> frozenset[Terms]:
        """Return the terms of its rows and of their records."""
        return frozenset((*(row.terms for _, row, _ in self.pieces), *(each.envelope.terms for each in self.read)))

    @property
    def rows(self) -> int:
        """Return how many things begin in the document, those that were refused among them."""
        return len(self.pieces) + len(self.rejects) + self.held


@dataclass(frozen=True)
class Laid:
    """A document as it lies pending: its parts, one a dataset, what was counted, and its drafts.

    ``drafts`` are of new rows, ``again`` of those that were held already; ``judged`` is what new rows hold of two
    records, and ``ends`` says under which terms those stand. ``note`` is what is told of the document.
    """

    parts: tuple[Lodged, ...]
    counted: Counted
    rejects: tuple[Reject, ...]
    drafts: tuple[Draft, ...]
    again: tuple[Draft, ...]
    judged: tuple[Judged, ...]
    ends: gathering.Ends
    note: str


@dataclass
class _Made:
    """One of the files of a source on its way."""

    source: Source
    code: str
    line: Callable[[int], int]
    kept: list[tuple[Piece, Envelope, int]] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)
    wrong: list[Reject] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarked: list[tuple[Piece, int]] = field(default_factory=list)
    held: int = 0

    def refuse(self, one: Refused) -> None:
        """Reject a part that the reader did not take."""
        self.refused.append(one)
        self.wrong.append(Reject(self.line(one.at), one.place[:200], "", one.sentence, True))

    def reject(self, piece: Piece, why: str) -> None:
        """Reject a thing that may not be taken in, showing nothing of it: it may be closed."""
        own = " ".join(filter(None, (piece.id, piece.modified or piece.created)))
        self.wrong.append(Reject(self.line(piece.at), piece.sort[:200], "", why, True, own))


def prepare(sources: Sequence[Source], code: str, marks: Marking) -> list[Prepared]:
    """Read a document and mark its things; one that may not be taken in under its marks is rejected alone.

    Several files that belong together are read as one; each has its own things, and links lead across.
    """
    texts, exchanged = _read(sources, code)
    made = {name: _Made(each, code, _lines(raw)) for each, (name, raw) in zip(sources, texts.items(), strict=True)}
    first = next(iter(made.values()))
    for refused in exchanged.refused:
        made.get(refused.source, first).refuse(refused)
    first.losses += exchanged.losses
    histories = restoring.Histories(exchanged.pieces, marks)
    home = Homecoming(exchanged.pieces, marks)
    terms: set[Terms] = set()
    for piece in exchanged.pieces:
        _take(made[piece.source], piece, _Told(histories, home, marks), terms)
    first.losses += gathering.lost([read for each in made.values() for read in each.read])
    ends = gathering.ends(read for each in made.values() for read in each.read)
    return [_prepared(each, ends, home) for each in made.values()]


class _Told(NamedTuple):
    """What is known beside a thing: the versions of records, which are the agency's own, and how things are marked."""

    histories: Histories
    home: Homecoming
    marks: Marking


def _take(made: _Made, piece: Piece, told: _Told, terms: set[Terms]) -> None:
    histories, home, marks = told
    if piece.remarks:
        made.remarked.append((piece, made.line(piece.at)))
    try:
        if home.holds(piece):
            made.held += 1
            return
        envelope, lost = marks.of(piece.marks)
        drafts, untold = ((), ()) if piece.revoked else histories.told(piece)
        drafts, untagged = tagging.tagged(piece, drafts, made.code)
        drafts, spared = sparing.spared(drafts, marks.left_out)
        read = [gathering.checked(piece.number, each, marks.of_draft(envelope, each), marks.now) for each in drafts]
        row = marking.closest({id(each.envelope): each.envelope for each in read}.values(), envelope)
        if len(terms | {row.terms}) > MOST_TERMS:
            raise Unfit(_TOO_MANY)
    except (Unfit, WrongBody) as unfit:
        made.reject(piece, str(unfit))
        return
    terms.add(row.terms)
    made.kept.append((piece, row, made.line(piece.at)))
    made.read += read
    made.losses += (*lost, *untold, *untagged, *spared)


def _prepared(made: _Made, ends: gathering.Ends, home: Homecoming) -> Prepared:
    judged = tuple(each for piece, *_ in made.kept for each in piece.judged if not home.judges(each))
    wrong = tuple(sorted(made.wrong, key=lambda each: each.line))
    return Prepared(
        made.source, made.code, tuple(made.kept), tuple(made.read), wrong, summed(made.losses), judged, _note(made),
        ends, remarking.packed(made.remarked), made.held,
    )  # fmt: skip


def lay_down(intake: Intake, made: Prepared, place: Callable[[Envelope], Place], now: datetime) -> Laid:
    """Write the things of a document as pending rows, and bring their drafts together."""
    parts: list[Lodged] = []
    cites: dict[int, str] = {}
    fresh: set[int] = set()
    older: set[int] = set()
    for number, some in enumerate(_by_terms(made.pieces)):
        where = place(some[0][1])
        older |= newness.older((piece for piece, *_ in some), where.held, MEMORY)
        part = _write(made.source, import_of(intake.id, made.source.number, number), some, where, now)
        parts.append(part)
        new = _new_rows(part)
        for row, (piece, *_) in enumerate(some, 1):
            if row in new:
                fresh.add(piece.number)
                cites[piece.number] = f"observation:{where.dataset}/{part.import_id}/{row}"
        if part.read.parquet:
            where.held.append(part.read.parquet)
    ends, news = made.ends, frozenset(made.judged)
    wrong = [*made.rejects, *(each for one in parts for each in rejects.read(one.read.rejects))]
    counted = Counted(
        read=made.rows,
        observed=sum(each.read.observed for each in parts) + made.held,
        already_held=sum(each.read.already_held for each in parts) + made.held,
        rejected=len(made.rejects) + sum(each.read.rejected for each in parts),
    )
    return Laid(
        tuple(parts), counted, tuple(wrong),
        tuple(gathering.gather([each for each in made.read if each.place in fresh], cites, ends, older)),
        tuple(gathering.gather([each for each in made.read if each.place not in fresh], cites, ends)),
        tuple(each for piece, *_ in made.pieces if piece.number in fresh for each in piece.judged if each in news),
        ends, " ".join(filter(None, (made.note, _counted(_OLDER, len(older & fresh))))),
    )  # fmt: skip


def _read(sources: Sequence[Source], code: str) -> tuple[dict[str, bytes], Exchanged]:
    """Return the texts of some files by their names, in their order, and what was read of them together."""
    if sum(each.size for each in sources) > LARGEST:
        return {"": b""}, Exchanged(code, refused=(Refused(0, "document", _TOO_LARGE),))
    raws = [originals.path_of(each.sha256).read_bytes() for each in sources]
    if len(raws) == 1:
        form = formats.of(code)
        return {"": raws[0]}, form.named(raws[0], sources[0].path) if form.named else form.read(raws[0])
    texts = dict(zip((each.path for each in sources), raws, strict=True))
    return texts, feeds.read(texts)


def _lines(raw: bytes) -> Callable[[int], int]:
    """Return what tells on which line a byte stands."""
    ends = [found.start() for found in re.finditer(rb"\n", raw)]
    return lambda at: bisect_left(ends, at) + 1


def _note(made: _Made) -> str:
    if not made.kept and not made.wrong and not made.held:
        return made.source.note or "The document holds nothing."
    if not made.kept and made.refused:
        return made.source.note or made.refused[0].sentence
    back = sum(piece.revoked for piece, *_ in made.kept)
    amiss = sum(piece.is_amiss for piece, *_ in made.kept)
    told = ((back, _REVOKED), (amiss, _AMISS), (made.held, _OWN))
    return " ".join(_counted(said, many) for many, said in told if many)


def _counted(said: str, many: int) -> str:
    """Return a sentence with how many things it is said of; empty where it is none."""
    things, are = ("thing", "is") if many == 1 else ("things", "are")
    return said.format(count=many, things=things, are=are) if many else ""


def _by_terms(
    pieces: Sequence[tuple[Piece, Envelope, int]],
) -> list[list[tuple[Piece, Envelope, int]]]:
    found: dict[Terms, list[tuple[Piece, Envelope, int]]] = {}
    for each in pieces:
        found.setdefault(each[1].terms, []).append(each)
    return list(found.values())


def _write(
    source: Source, import_id: str, some: Sequence[tuple[Piece, Envelope, int]], where: Place, now: datetime
) -> Lodged:
    """Write the things of a document that have the same terms as one pending import."""
    with transaction.atomic():
        storing.begin_imports(where.dataset, [Begun(import_id, source.sha256, source.path)], now)
    lines = [Line(line, _cells(piece)) for piece, _, line in some]
    read = page_tables.read_many(
        [PageRows(import_id, lines)], mapping=where.table, out=storing.place(where.dataset, import_id),
        held=tuple(where.held), memory=MEMORY,
    )[0]  # fmt: skip
    with transaction.atomic():
        storing.fill_imports({import_id: read})
    return Lodged(source.number, import_id, where.dataset, read, where.table)


def _cells(piece: Piece) -> dict[str, str | None]:
    return {
        "id": _clean(piece.id),
        "sort": _clean(piece.sort),
        "name": _clean(piece.name),
        "created": _clean(piece.created),
        "modified": _clean(piece.modified),
        "tags": _clean("\n".join(piece.marks.tags)) or None,
        "revoked": "yes" if piece.revoked else None,
        "text": _clean(piece.text),
        "at": str(piece.at),
        "digest": _digest(piece),
    }


def _digest(piece: Piece) -> str:
    """Return the SHA-256 of a thing and of what was read of it, wherever in its document it stands.

    So that a thing is held already when nothing of it changed, what it inherits from its document included.
    """
    drafts = [
        (each.kind, {name: _plain(value) for name, value in each.body.items()}, str(each.first_seen),
         str(each.last_seen), [(link.type, link.kind, link.key) for link in each.links], each.category)
        for each in piece.drafts
    ]  # fmt: skip
    whole = (piece.id, piece.sort, piece.name, piece.created, piece.modified, piece.revoked, piece.text, drafts,
             str(piece.marks.grade), piece.marks.tags)  # fmt: skip
    return hashlib.sha256(json.dumps(whole, default=str, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value of a body without where in the document its statements stand."""
    if not isinstance(value, (list, tuple)):
        return value
    return [{k: v for k, v in each.items() if k != "source"} if isinstance(each, Mapping) else each for each in value]


def _clean(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _new_rows(part: Lodged) -> frozenset[int]:
    """Return the rows of a part that its dataset did not hold."""
    if part.read.parquet is None:
        return frozenset()
    with duckdb.connect(":memory:", config={"memory_limit": MEMORY}) as engine:
        question = "SELECT _row FROM read_parquet(?) WHERE _import = ?"
        found = engine.execute(question, [str(part.read.parquet), part.import_id]).fetchall()
    return frozenset(row for (row,) in found)
