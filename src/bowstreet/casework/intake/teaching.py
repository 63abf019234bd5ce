"""A new table is taught: a quarantined file is looked into, its columns are given a meaning, and it is read again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from bowstreet.casework.intake import bringing, mapping, previewing, targets, watching
from bowstreet.casework.intake.answers import FileRow, IntakeGlance, PreviewRow, TaughtColumn, Teaching, ToTeach
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import named_part
from bowstreet.casework.intake.targets import KEPT, LEFT, SORTS, TARGETS, Chosen
from bowstreet.formats import table_days, table_identifiers, table_numbers
from bowstreet.formats.mapping import Type, WrongMapping, parse
from bowstreet.formats.table_numbers import ASK
from bowstreet.holdings.files import originals
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds import ahead
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid

MOST_COLUMNS = 120
MOST_FILES = 50
_FIRST_LOOK = 'name = "first_look"\n'
_NAME = re.compile(r"[a-z][a-z0-9_]{2,59}")


@dataclass(frozen=True)
class Choices:
    """What an officer chose so far; the lists run along the columns of the table. ``needed`` holds places as text."""

    name: str = ""
    title: str = ""
    sort: str = "listings"
    market: str = ""
    becomes: Sequence[str] = ()
    types: Sequence[str] = ()
    forms: Sequence[str] = ()
    needed: Sequence[str] = ()


@dataclass(frozen=True)
class _File:
    """A table of a file in quarantine."""

    intake: Intake
    source: Source
    part: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    look: previewing.Look

    @property
    def first(self) -> dict[str, list[Any]]:
        """Return the first rows as they stand, and how numbers are written."""
        return self.look.first(self.part, self.columns)


def choose(*, reader: Reader, now: datetime) -> ToTeach:
    """List the files of the reader's agency that no mapping knew, as far as they open, the newest first."""
    seen = watching.intakes(reader=reader, now=now, limit=200)
    unread = Source.objects.filter(intake__in=[each.id for each in seen.intakes], reader=None, state="done").exclude(
        sha256=""
    )
    ordered = unread.select_related("intake").order_by("-intake__at", "number")
    found = (each for each in ordered.iterator() if watching.opens_whole(each.intake, reader, now))
    return ToTeach(
        tuple(
            FileRow(each.intake_id, each.intake_id[-8:], each.number, each.path, each.size, each.intake.at, each.note)
            for each in islice(found, MOST_FILES)
        )
    )


def look(
    *, reader: Reader, now: datetime, intake: str, number: int, part: str | None = None, title: str = ""
) -> Teaching:
    """Look into a table of a file that was handed in, with what its columns most likely are."""
    file = _file(reader, now, intake, number, part)
    likely = [targets.likely(each) for each in file.columns]
    once = [each if each == KEPT or each not in likely[:place] else KEPT for place, each in enumerate(likely)]
    title = title or re.sub(r"\.\w{1,5}$", "", named_part(file.source.path, file.part)).replace("_", " ")
    types = [str(TARGETS[each].type) if each in TARGETS else str(Type.TEXT) for each in once]
    said = Choices(_named(title), title, "listings", "", once, types, ["%Y-%m-%d"] * len(once))
    return _told(file, said, reader)


def preview(*, reader: Reader, now: datetime, intake: str, number: int, choices: Choices, part: str = "") -> Teaching:
    """Say what the choices made so far make of the first rows, and what is wrong with them; nothing is saved."""
    return _told(_file(reader, now, intake, number, part), choices, reader)


def teach(*, reader: Reader, now: datetime, intake: str, number: int, choices: Choices, part: str = "") -> IntakeGlance:
    """Save the mapping that the choices make and put the file in line to be read by it, in an intake of its own."""
    file = _file(reader, now, intake, number, part)
    wrong = _errors(file, choices, reader)
    if wrong:
        raise Invalid(" ".join(dict.fromkeys(sentence for _, sentence in wrong)))
    with transaction.atomic():
        mapping.new(reader=reader, now=now, name=choices.name, text=_text(file, choices))
        return bringing.again(reader=reader, now=now, intake=file.intake, source=file.source, mapping=choices.name)


def _file(reader: Reader, now: datetime, intake: str, number: int, part: str | None) -> _File:
    found = watching.opened(reader, now, intake, "mapping.look", Action.IDENTIFIERS)
    source = Source.objects.filter(intake=found, number=number, file=0).exclude(sha256="").first()
    if source is None:
        raise Hidden()
    look = previewing.Look(originals.path_of(source.sha256), f"{found.id}/{number}")
    tables = look.held()
    chosen = part if part is not None else next(iter(tables), "")
    if chosen not in tables:
        raise Hidden()
    return _File(found, source, chosen, tuple(tables), tuple(tables[chosen][:MOST_COLUMNS]), look)


def _told(file: _File, said: Choices, reader: Reader) -> Teaching:
    wrong = _errors(file, said, reader)
    text = _FIRST_LOOK + _text(file, said) if not _structural(wrong) else None
    rows = _as_read(file, said, text) if text else _as_they_stand(file)
    kept = [place for place, each in enumerate(_chosen(file, said)) if each.becomes != LEFT]
    places = kept if text else list(range(len(file.columns)))
    named = dict(targets.fields(_chosen(file, said)))
    return Teaching(
        intake=file.intake.id,
        short=file.intake.id[-8:],
        number=file.source.number,
        file=file.source.path,
        part=file.part,
        parts=file.parts,
        name=said.name,
        title=said.title,
        sort=said.sort,
        market=said.market,
        columns=tuple(
            TaughtColumn(place, each.column, each.becomes, each.type, each.form, each.needed,
                         named.get(str(place), ""), each.marked)
            for place, each in enumerate(_chosen(file, said))
        ),
        shown=tuple(file.columns[place] for place in places),
        rows=rows,
        kinds=parse(text).kinds if text else (),
        errors=tuple(wrong),
    )  # fmt: skip


def _as_they_stand(file: _File) -> tuple[PreviewRow, ...]:
    absent = [None] * len(file.columns)
    return tuple(
        PreviewRow(line, tuple(cells or absent), tuple(cells or absent), why, ())
        for line, cells, why, _ in file.first["rows"]
    )


def _as_read(file: _File, said: Choices, text: str) -> tuple[PreviewRow, ...]:
    kept = [each for each in _chosen(file, said) if each.becomes != LEFT]
    types = [targets.identifiers(said.sort, each.becomes) for each in kept]
    rows = []
    for row in previewing.typed(file.first["rows"], file.columns, text, ahead.today_anywhere(file.intake.at)):
        none = [some and value is not None and table_identifiers.read_all(some, value)[1] != ""
                for some, value in zip(types, row["values"], strict=True)]  # fmt: skip
        values = tuple(None if each else value for each, value in zip(none, row["values"], strict=True))
        wrong = (*row["wrong"], *(each.column for each, bad in zip(kept, none, strict=True) if bad))
        rows.append(PreviewRow(row["line"], values, tuple(row["cells"]), row["why"], wrong))
    return tuple(rows)


def _chosen(file: _File, said: Choices) -> list[Chosen]:
    def at(values: Sequence[str], place: int, default: str) -> str:
        return values[place] if place < len(values) else default

    made = []
    for place, column in enumerate(file.columns):
        becomes, type = at(said.becomes, place, KEPT), at(said.types, place, str(Type.TEXT))
        offered = TARGETS[becomes].type if becomes in TARGETS else Type.TEXT
        type = str(offered) if type == Type.TEXT else type
        form = _form(file, place, type, at(said.forms, place, ""))
        marked = type == Type.PRICE and bool(file.first["prices"][place][0])
        made.append(Chosen(column, becomes, type, form, str(place) in said.needed, marked))
    return made


def _form(file: _File, place: int, type: str, said: str) -> str:
    """Return how the days or numbers of a column are written: as was chosen, else as its cells tell."""
    if type not in targets.NUMBERS:
        known = "%" in said or said in targets.DAY_FORMS
        return said if known or type != Type.DAY else str(file.first["days"][place])
    if said in (".", ","):
        return said
    marked, told = file.first["prices"][place]
    if type == Type.PRICE and marked:
        return str(told)
    return str(file.first["wholes" if type == Type.INTEGER else "numbers"][place])


def _text(file: _File, said: Choices) -> str:
    rows = file.part if "*" in file.part.split(".") else ""
    return targets.as_toml(said.title.strip(), said.sort, said.market.strip(), rows, _chosen(file, said))


def _errors(file: _File, said: Choices, reader: Reader) -> list[tuple[str, str]]:
    """Return (field, sentence) of what stands in the way of saving."""
    wrong = [*_named_wrongly(said, reader), *_chosen_wrongly(_chosen(file, said), said)]
    if not wrong:
        try:
            parse(f'name = "{said.name}"\n{_text(file, said)}')
        except WrongMapping as why:
            wrong.append(("columns", str(why)))
    return wrong


def _named_wrongly(said: Choices, reader: Reader) -> Iterator[tuple[str, str]]:
    if is_blank(said.title):
        yield "title", "Say what these tables are."
    if not _NAME.fullmatch(said.name):
        yield "name", "Small letters, digits and _, three signs or more, a letter first."
    elif said.name in mapping.usable_by(reader.agency):
        yield "name", "A mapping of this name exists already."


def _chosen_wrongly(chosen: Sequence[Chosen], said: Choices) -> Iterator[tuple[str, str]]:
    used = [each.becomes for each in chosen]
    if said.sort not in SORTS or any(each not in (*TARGETS, KEPT, LEFT) for each in used):
        yield "columns", "This is no meaning that a column may have."
        return
    if all(each == LEFT for each in used):
        yield "columns", "At least one column is to be kept."
    for each in dict.fromkeys(used):
        if each in TARGETS and used.count(each) > 1:
            yield "columns", f"Two columns are '{TARGETS[each].label}'; choose one of them."
    for column in chosen:
        if column.becomes != LEFT and column.type in targets.NUMBERS and column.form.startswith(ASK):
            yield "columns", _two_readings(column)
        if column.becomes != LEFT and column.type == Type.DAY and column.form not in targets.DAY_FORMS:
            yield from _no_form(column)
    if SORTS[said.sort][1] and "handle" not in used:
        yield "columns", "Choose the column with the name of the seller or member, or 'Rows alone'."
    if SORTS[said.sort][1] and "market" not in used and is_blank(said.market):
        yield "market", "Name the market or forum, or choose the column that does."


def _two_readings(column: Chosen) -> str:
    number = column.form.removeprefix(ASK)
    if not number:
        why = "Some numbers have a point before the fraction and some a comma, so one sort of them cannot be read."
    else:
        point, comma = table_numbers.readings(number[:40])
        why = f"'{number[:40]}' may be {point} or {comma}."
    return f"{column.column}: {why} Choose how its numbers are written."


def _no_form(column: Chosen) -> Iterator[tuple[str, str]]:
    """Say that the days of a column fit no form, or two; a form that an officer wrote is what it is."""
    if not column.form:
        yield "columns", f"{column.column}: none of its cells is a day in a form that is known. Read it as text."
    elif column.form.startswith(ASK):
        day = column.form.removeprefix(ASK)
        said = f"'{day}' may be {' or '.join(table_days.readings(day))}."
        yield "columns", f"{column.column}: {said} Choose how its days are written."


def _structural(wrong: Sequence[tuple[str, str]]) -> bool:
    """Say whether the choices make no mapping yet under which rows could be shown."""
    return any(field in ("columns", "market", "title") for field, _ in wrong)


def _named(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:60]
    return plain if _NAME.fullmatch(plain) else f"table_{plain}"[:60].rstrip("_")
