"""Records written as CSV and as a workbook: no cell is a formula, and what a cell cannot say is counted."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime

from bowstreet.formats.exchange import flattening
from bowstreet.formats.exchange.leaving import Bundle, LeavingJudgement, LeavingLink, Written
from bowstreet.formats.exchange.losses import Loss, summed
from bowstreet.formats.sheets import workbook
from bowstreet.formats.sheets.guarding import guarded

BESIDE = ("links", "judgements")
"""The last columns of the one table that a CSV is."""


def as_csv(bundle: Bundle, *, now: datetime) -> Written:
    """Return the records as one table in UTF-8, with their links and judgements in its last columns."""
    losses: list[Loss] = []
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    named = flattening.columns(bundle.records)
    links, judged = flattening.beside(bundle)
    table.writerow((*named, *BESIDE))
    for one, cells in _rows(bundle, named, losses):
        table.writerow(map(guarded, (*cells, "\n".join(links.get(one, ())), "\n".join(judged.get(one, ())))))
    return Written(out.getvalue().encode(), summed(losses))


def as_workbook(bundle: Bundle, *, now: datetime) -> Written:
    """Return the records as a workbook: a sheet of records, one of links, one of judgements, one that says of when."""
    losses: list[Loss] = []
    named = flattening.columns(bundle.records)
    records = [cells for _, cells in _rows(bundle, named, losses)]
    sheets = (
        workbook.Sheet("Records", named, records),
        _beside("Links", tuple(each.name for each in fields(LeavingLink)), map(flattening.link, bundle.links)),
        _beside(
            "Judgements",
            tuple(each.name for each in fields(LeavingJudgement)),
            map(flattening.judgement, bundle.judgements),
        ),
        workbook.Sheet("About", ("taken out at", "records"), [(now.isoformat(), str(len(bundle.records)))]),
    )
    return Written(workbook.written(sheets, losses), summed(losses))


def _rows(bundle: Bundle, named: Sequence[str], losses: list[Loss]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in bundle.records:
        cells = flattening.row(each, losses)
        yield each.id, tuple(cells.get(name, "") for name in named)


def _beside(name: str, named: Sequence[str], told: Iterator[dict[str, str]]) -> workbook.Sheet:
    return workbook.Sheet(name, named, [tuple(each[column] for column in named) for each in told])
