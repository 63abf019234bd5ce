"""Hits as a page shows them: title and excerpt with what was found marked, docket, and why each stands there."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import dockets, indexes, rows, sharing, spelling
from bowstreet.holdings.repository.answers import Hit, Segment
from bowstreet.holdings.repository.asking import Asked
from bowstreet.holdings.repository.matching import Match, Where
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.searching import DEPTHS
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader

_BEFORE, _AFTER = 60, 200
_SHORTEST_LINE = 4
"""Shorter values (yes, 4, 255) tell nothing without their names."""
_MARKS = re.compile("([\x02\x03])")
_WHY = {
    Where.ID: "It is the record of this id.",
    Where.WHOLE_TITLE: "The title is what you typed.",
    Where.TITLE: "All your words stand in the title.",
    Where.SELECTOR: "It has this identifier.",
    Where.ELSEWHERE: "Your words stand in its text.",
    Where.INSIDE: "Your words stand inside longer words.",
}


def hits(
    page: Sequence[Match], asked: Asked, reach: Reach, reader: Reader, now: datetime
) -> tuple[Hit, ...]:  # fmt: skip
    """Return the hits of a page in its order, after the gate was asked once more."""
    found = rows.by_ids(match.record for match in page)
    dockets.check_out(reader, found.values(), reach, now)
    marked = _marked(page, asked, reach)
    on_top = dockets.dockets(list(found.values()), reader)
    also = sharing.other_agencies([match.record for match in page], reach)
    made = []
    for match in page:
        row = found[match.record]
        kind, depth = catalogue.kind(row.kind), reach.depth_of(row.terms_id) or "meta"
        docket = on_top[row.id]
        title, excerpt = marked.get(row.id, (f"{kind.label} of {docket.owner.name}", ""))
        made.append(
            Hit(
                id=row.uid, short=row.uid[-8:], kind=row.kind, kind_label=kind.label, icon=kind.icon,
                title=_segments(title), excerpt=_segments(_cut(excerpt)),
                market=row.market if depth != "meta" else None, docket=docket, day=rows.day(row.last_on),
                depth=depth, why=_WHY[Where(match.where)] if asked.terms else "It is among the newest.",
                also_agencies=also.get(row.id, 0),
            )
        )  # fmt: skip
    return tuple(made)


def _marked(page: Sequence[Match], asked: Asked, reach: Reach) -> dict[int, tuple[str, str]]:
    """Return title and text by record as far as they open, with the signs 2 and 3 round what was found."""
    allowed, allowed_with = reach.texts("t.depth", "t.terms_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.record_id, t.title, t.body FROM repository_text t"  # noqa: S608
            f" WHERE t.record_id {dialect.IN_NUMBERS} AND {allowed}",
            [json.dumps([match.record for match in page]), *allowed_with],
        )
        texts = {record: (title, body) for record, title, body in cursor.fetchall()}
    in_words = [match.text for match in page if match.text and match.where != Where.INSIDE]
    if in_words:
        marked = indexes.texts.marked(asked, in_words, "\x02", "\x03")
        texts.update((row // DEPTHS, (title, body)) for row, title, body in marked)
    if asked.selectors:
        return _pointed(texts, [each.value for each in asked.selectors])
    inside = {match.record: texts[match.record] for match in page if match.where == Where.INSIDE}
    return texts | _pointed(inside, asked.inner())


def _pointed(texts: dict[int, tuple[str, str]], wanted: Iterable[str]) -> dict[int, tuple[str, str]]:
    """Mark what is wanted where a text without marks spells it, in letters of any case."""
    spelled = re.compile("|".join(map(re.escape, sorted(set(wanted), key=len, reverse=True))), re.IGNORECASE)
    return {
        record: (title, body) if "\x02" in title + body else (_point(spelled, title), _point(spelled, body))
        for record, (title, body) in texts.items()
    }


def _point(spelled: re.Pattern[str], text: str) -> str:
    even, places = spelling.evened_with_places(text)
    pieces, done = [], 0
    for found in spelled.finditer(even):
        first, last = places[found.start()], places[found.end() - 1] + 1
        if first >= done:
            pieces += [text[done:first], "\x02", text[first:last], "\x03"]
            done = last
    return "".join([*pieces, text[done:]])


def _cut(text: str) -> str:
    """Return of a text the lines that hold a mark, or else its telling ones, cut between words and never in a mark."""
    lines = text.split("\n")
    marked = [line for line in lines if "\x02" in line]
    return _around_mark(" · ".join(marked or [line for line in lines if len(line) >= _SHORTEST_LINE]))


def _around_mark(text: str) -> str:
    at = max(0, text.find("\x02"))
    begin = max(0, at - _BEFORE)
    if begin:
        begin = text.find(" ", begin, at) + 1 or begin
    end = begin + _BEFORE + _AFTER
    if end < len(text):
        space = text.rfind(" ", max(begin, text.find("\x03")), end)
        end = space if space > 0 else end
    part = text[begin:end]
    if part.rfind("\x02") > part.rfind("\x03"):
        part += "\x03"
    return ("… " if begin else "") + part + (" …" if end < len(text) else "")


def _segments(text: str) -> tuple[Segment, ...]:
    if "\x02" not in text:
        return (Segment(text, False),) if text else ()
    made, marked = [], False
    for piece in _MARKS.split(text):
        if piece in ("\x02", "\x03"):
            marked = piece == "\x02"
        elif piece:
            made.append(Segment(piece, marked))
    return tuple(made)
