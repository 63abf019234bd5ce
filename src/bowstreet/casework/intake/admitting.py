"""One intake read and admitted whole: rows pending in their datasets, records under a pending twin, one last step."""

import hashlib
import itertools
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from bowstreet.casework.intake import (
    blocks,
    claiming,
    counting,
    documents,
    exchanging,
    feeding,
    leaning,
    lodging,
    looks,
    losing,
    pages,
    recognising,
    rejects,
    tracing,
    unpacking,
)
from bowstreet.casework.intake.lodging import Lodged
from bowstreet.casework.intake.mapping import usable_by
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import imports_of
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.formats.mapping import Mapping
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import adding, importing
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

_T = TypeVar("_T")

SLICE = 4_000
"""Drafts handed to the repository at a time; it cuts further where that takes too long."""


TOLD = 200
"""Sources whose counts are written together."""


class TouchedMeanwhile(Refusal):
    """What was read may not be what was hashed."""

    sort = Sort.CONFLICT


@dataclass
class Run:
    """An intake while it is read."""

    intake: Intake
    reader: Reader
    envelope: Envelope
    sources: list[Source]
    tables: dict[str, Mapping]
    lodged: list[Lodged] = field(default_factory=list)
    states: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By what one tells that the originals, found whole, were not touched since."""


def admit(intake: Intake, reader: Reader) -> None:
    """Read all sources of an intake and admit what they hold; whatever is raised, nothing was admitted."""
    now = datetime.now(UTC)
    sweep(intake)
    counting.begin(intake, now)
    envelope = Envelope(Terms.from_json(intake.terms), Particulars.from_json(intake.particulars))
    run = Run(intake, reader, envelope, counting.sources(intake), usable_by(intake.agency))
    _recognise(run, run.sources)
    _unpack(run)
    counting.recognised_all(feeding.told(run.sources))
    if intake.look and any(map(exchanging.code_of, run.sources)):
        looks.look(intake, run.sources, reader, now)
        return
    pending = importing.begin(reader=reader, envelope=envelope, act=intake.id, now=now)
    keyed = [_read_keys(run, each, pending) for each in run.sources if each.reader == recognising.PGP]
    run.lodged += exchanging.read(intake, run.sources, reader, run.tables[documents.TABLE], pending)
    for name, same in _by_mapping(run.sources):
        _read_tables(run, run.tables[name], same)
    _read_pages(run)
    Intake.objects.filter(pk=intake.pk).update(state="admitting")
    for lodged in _by_table(run.lodged):
        _add_drafts(run, lodged, pending)
    _finish(run, pending, sum(keyed))


def sweep(intake: Intake) -> None:
    """Take back whatever a run left pending: files first, so that a full disk has room for the rest."""
    shutil.rmtree(rejects_of(intake.id, 0).parent, ignore_errors=True)
    storing.sweep_imports(imports_of(intake.id))
    claiming.forget(intake)
    tracing.forget(intake)
    leaning.forget(intake)
    importing.sweep(intake.id, datetime.now(UTC))
    counting.swept(intake)


def _is_page(source: Source) -> bool:
    return (source.reader or "").startswith(recognising.PAGE)


def _recognise(run: Run, sources: Sequence[Source]) -> None:
    expected, allowed = 0, _allowed(run)
    before = counting.last_number(run.intake)
    parts: list[Source] = []
    for some in _slices(sources, TOLD):
        for each in some:
            path = originals.path_of(each.sha256)
            run.states[each.sha256] = originals.state(each.sha256)
            if damage := originals.damage(each.sha256):
                found = recognising.Recognised(None, note=f"{damage} It was not read.")
            else:
                found = recognising.recognise(path, lambda it: lodging.recognised(it, allowed), run.intake.mapping)
            each.reader, each.mapping, each.note, each.part = found.reader, found.mapping, found.note, found.part
            for part, name in found.more:
                parts.append(_part(each, part, name, before + len(parts) + 1))
            expected += _lines(path) if found.reader == recognising.TABLE and not found.part else 0
        counting.recognised_all(some)
    Source.objects.bulk_create(parts)
    run.sources += parts
    Intake.objects.filter(pk=run.intake.pk).update(rows_expected=F("rows_expected") + expected)


def _unpack(run: Run) -> None:
    """Make sources of what lies in archives; one that lies in another stays as it is."""
    for archive in [each for each in run.sources if each.reader == recognising.ARCHIVE]:
        made = unpacking.unpack(run.intake, archive, counting.last_number(run.intake) + 1)
        run.sources += made
        _recognise(run, made)
        inner = [each for each in made if each.reader == recognising.ARCHIVE]
        for each in inner:
            each.reader, each.note = None, "An archive inside an archive is kept unread; hand it in by itself."
        counting.recognised_all([archive, *inner])


def _part(source: Source, part: str, mapping: str, number: int) -> Source:
    """Return one more table of a file as a source of its own."""
    return Source(
        intake=source.intake, number=number, path=source.path, sha256=source.sha256, size=source.size,
        reader=recognising.TABLE, mapping=mapping, state="reading", part=part, file=source.number,
        archive=source.archive,
    )  # fmt: skip


def _allowed(run: Run) -> dict[str, Mapping]:
    asked = run.intake.mapping
    return {name: each for name, each in run.tables.items() if not asked or name == asked}


def _lines(path: Path) -> int:
    with path.open("rb") as opened:
        return sum(part.count(b"\n") for part in iter(lambda: opened.read(1 << 20), b""))


def _by_mapping(sources: Iterable[Source]) -> Iterator[tuple[str, list[Source]]]:
    tables = [each for each in sources if each.reader == recognising.TABLE]
    for name in dict.fromkeys(each.mapping for each in tables if each.mapping):
        yield name, [each for each in tables if each.mapping == name]


def _by_table(lodged: Sequence[Lodged]) -> Iterator[list[Lodged]]:
    for dataset in dict.fromkeys((each.table.name, each.dataset) for each in lodged):
        yield [each for each in lodged if (each.table.name, each.dataset) == dataset]


def _read_pages(run: Run) -> None:
    """Lay down the rows of pages; those of unknown sites go where guesses are kept."""

    @cache
    def place(sort: str) -> pages.Place:
        table = run.tables[f"{recognising.PAGE}_{sort}"]
        envelope = pages.guessed(run.envelope) if sort == pages.GUESSES else run.envelope
        at = lodging.dataset_of(table, reader=run.reader, envelope=envelope, now=datetime.now(UTC))
        return pages.Place(table, at)

    mine = [each for each in run.sources if each.reader == recognising.PAGE]
    for some in pages.lay_down(run.intake, mine, place):
        for each in some:
            run.lodged += each.parts
            if each.rejects:
                rejects.write(rejects_of(run.intake.id, each.source.number), each.rejects)
        counting.have_read((each.source, each.parts[0].dataset if each.parts else None, each.counted) for each in some)


def _read_tables(run: Run, table: Mapping, sources: Sequence[Source]) -> None:
    dataset = lodging.dataset_of(table, reader=run.reader, envelope=run.envelope, now=datetime.now(UTC))
    for some in lodging.lay_down(run.intake, sources, table, dataset):
        for source, lodged in some:
            if isinstance(lodged, str):
                source.reader, source.note = None, lodged
            else:
                run.lodged.append(lodged)
                source.note = " ".join(filter(None, (source.note, lodging.left_out(lodged))))
                lodging.list_rejects(lodged, rejects_of(run.intake.id, source.number))
        with transaction.atomic():
            for source, lodged in some:
                _count(source, lodged)
            counting.under_way(run.intake, 0)


def _count(source: Source, lodged: Lodged | str) -> None:
    if isinstance(lodged, str):
        counting.recognised(source)
        return
    read = lodged.read
    counted = counting.Counted(read.read, read.observed, read.already_held, read.rejected, read.bytes_unread)
    counting.have_read([(source, lodged.dataset, counted)])


def _add_drafts(run: Run, mine: Sequence[Lodged], pending: importing.Import) -> None:
    by_number = {each.number: each for each in run.sources}
    by_import = {each.import_id: by_number[each.number] for each in mine}
    grown: dict[int, list[int]] = {}
    notes: dict[str, list[rejects.Reject]] = {}
    shown = counting.Paced(lambda: _show(by_number, grown), time.monotonic)

    def grow(draft: Draft, place: int) -> None:
        source = by_import.get(_import_of(draft), by_number[mine[0].number])
        grown.setdefault(source.number, [0, 0])[place] += 1

    def noted(import_id: str, note: rejects.Reject) -> None:
        notes.setdefault(import_id, []).append(note)

    for part in _slices(lodging.drafts(mine, noted), SLICE):
        for draft, is_new in zip(part, importing.add(pending, part).fresh, strict=True):
            grow(draft, 0 if is_new else 1)
        shown()
    for part in _slices(lodging.drafts_again(mine, noted), SLICE):
        for draft in importing.found_again(pending, part):
            grow(draft, 1)
        shown()
    shown.now()
    for each in mine:
        if each.import_id in notes:
            _note(run, by_import[each.import_id], each, notes[each.import_id])
    leaning.keep(run.intake, lodging.held_by(mine))
    lodging.remove_again(mine)


def _note(run: Run, source: Source, lodged: Lodged, notes: Sequence[rejects.Reject]) -> None:
    place = rejects_of(run.intake.id, source.number)
    rejects.write(place, itertools.chain(list(rejects.read(place)), lodging.in_lines(lodged, notes)))
    counting.listed(source)


def _show(by_number: dict[int, Source], grown: dict[int, list[int]]) -> None:
    for some in _slices(list(grown), TOLD):
        with transaction.atomic():
            for number in some:
                new, known = grown.pop(number)
                counting.has_added(by_number[number], new=new, known=known)


def _import_of(draft: Draft) -> str:
    parts = draft.cites[0].split("/") if draft.cites else []
    return parts[1] if len(parts) > 2 else ""


def _slices(things: Iterable[_T], size: int) -> Iterator[list[_T]]:
    many = iter(things)
    while part := list(itertools.islice(many, size)):
        yield part


def _read_keys(run: Run, source: Source, pending: importing.Import) -> int:
    """Read the blocks of a text; a block whose keys were all known is one that was held already."""
    read = observed = held = new = known = 0
    wrong: list[rejects.Reject] = []
    path = originals.path_of(source.sha256)
    for some in _slices(blocks.rows(path, f"original:{source.sha256}"), SLICE):
        keyed = [row for row in some if row.reject is None]
        added = importing.add(pending, [draft for row in keyed for draft in row.drafts])
        fresh = iter(added.fresh)
        held += sum(True not in tuple(itertools.islice(fresh, len(row.drafts))) for row in keyed)
        wrong += [row.reject for row in some if row.reject is not None]
        read, observed = read + len(some), observed + len(keyed)
        new, known = new + added.new, known + added.known
    listed = rejects.write(rejects_of(run.intake.id, source.number), wrong)
    counting.has_read(source, None, counting.Counted(read, observed, held, listed))
    counting.has_added(source, new=new, known=known)
    return observed


def _finish(run: Run, pending: importing.Import, keyed: int) -> None:
    """Admit everything in one transaction: rows, records, the ledger's entry and the state of the intake."""
    if any(originals.state(each.sha256) != run.states[each.sha256] for each in run.sources if each.reader):
        raise TouchedMeanwhile("An original was changed on the disk while it was read. Nothing was admitted.")
    now = datetime.now(UTC)
    root = hashlib.sha256("\n".join(sorted(each.sha256 for each in run.sources)).encode()).hexdigest()
    filled = {each.number for each in run.sources if _is_page(each) or exchanging.code_of(each)}

    def also() -> None:
        lodging.open_filled([each for each in run.lodged if each.number in filled], now)
        for each in run.lodged:
            if each.number not in filled:
                lodging.admit(each, now)
        counting.admitted(run.intake, now)

    count = sum(each.read.observed for each in run.lodged) + keyed
    lost = losing.together(counting.losses(run.intake))
    coded = losing.codes(lost)
    importing.finish(pending, now=now, action="intake.admit", count=count, bulk_root=root, also=also, losses=coded)
    counting.done(run.intake)


def go_on(intake: Intake, reader: Reader) -> None:
    """End an intake that was admitted by a run that was killed before it added to the records known before."""
    adding.apply(intake.id, reader, datetime.now(UTC))
    counting.done(intake)
