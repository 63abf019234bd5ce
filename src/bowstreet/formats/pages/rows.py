"""Hits of a template made into rows: every field by its own form, every field with its place."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from bowstreet.formats.pages import template, texts
from bowstreet.formats.pages.page import Row, Value
from bowstreet.formats.pages.template import Block, Hit, Mismatch

Form = Callable[[bytes | None], Value]
Forms = Mapping[str, Form]
Parts = Sequence[tuple[bytes, Sequence[Block]]]


def run(page: bytes, parts: Parts, mended: bool) -> list[Hit]:
    """Return the hits of all parts of a page; raise ``Mismatch`` where one departs from its template."""
    return [hit for start, blocks in parts for hit in template.run(page, start, blocks, mended)]


def check_all(page: bytes, hits: Iterable[Hit], dataset: str, sign: re.Pattern[bytes]) -> None:
    """Raise ``Mismatch`` where a sign that each row has stands in the page more or less often than rows were read."""
    read, said = sum(hit.dataset == dataset for hit in hits), len(sign.findall(page))
    if read != said:
        raise Mismatch(0, f"Of {said} {dataset} that the page has, {read} stand as its site's known template has them.")


def row(dataset: str, hits: Iterable[Hit], forms: Forms, **more: Value) -> Row:
    """Return one row of one or several hits; a field without a form is text on one line, or None when it is empty."""
    values: dict[str, Value] = {}
    places = []
    for hit in hits:
        for name, raw in zip(hit.names, hit.values, strict=True):
            if raw is not None:
                values[name] = forms.get(name, one_line)(raw)
            else:
                values.setdefault(name, None)
        places.append(hit)
    return Row(dataset, {**values, **more}, tuple(places))


def rows(dataset: str, hits: Iterable[Hit], forms: Forms, **more: Value) -> list[Row]:
    """Return a row of each hit of a dataset's block."""
    mine = [hit for hit in hits if hit.dataset == dataset]
    if not mine:
        return []
    names = mine[0].names
    columns = zip(*[hit.values for hit in mine], strict=True)
    told = [_column(forms.get(name, one_line), raw) for name, raw in zip(names, columns, strict=True)]
    told += [[value] * len(mine) for value in more.values()]
    keys = (*names, *more)
    return [
        Row(dataset, dict(zip(keys, values, strict=True)), (hit,))
        for values, hit in zip(zip(*told, strict=True), mine, strict=True)
    ]


def _column(form: Form, raw: Sequence[bytes | None]) -> Sequence[Value]:
    """Return the values of one field in all rows; they are turned together, which takes a third of the time."""
    if form is texts.number:
        return texts.numbers(raw)
    if form is one_line:
        return texts.lines(raw)
    if form is long:
        return texts.riches(raw)
    return [None if each is None else form(each) for each in raw]


def one_line(raw: bytes | None) -> str | None:
    """Return a text on one line, or None when it is empty."""
    return texts.line(raw) or None


def long(raw: bytes | None) -> str | None:
    """Return a text with its lines, or None when it is empty."""
    return texts.rich(raw) or None
