"""Hits as a page shows them: title and excerpt with what was found marked, docket, and why each stands there."""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import dockets, fetching, past, pointing, rows, sharing, weighing
from bowstreet.holdings.repository.answers import Docket, Hit, Segment
from bowstreet.holdings.repository.asking import Asked
from bowstreet.holdings.repository.matches import Match, Where
from bowstreet.holdings.repository.reach import Reach
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
_WHY_IDENTIFIER = {
    Where.ID: _WHY[Where.ID],
    Where.WHOLE_TITLE: "It is the record of this identifier.",
    Where.TITLE: "This identifier stands in the title.",
    Where.SELECTOR: "It has this identifier.",
    Where.ELSEWHERE: "This identifier stands in its text.",
}
_WHY_BESIDE = {
    **_WHY,
    Where.TITLE: "All that you typed stands in the title.",
    Where.SELECTOR: "It has what you typed, and your words stand in its text.",
    Where.ELSEWHERE: "What you typed stands in its text.",
}
_NEWEST = ("It is among the newest.", "It is among the newest of that day.")
_LONGEST_KEPT = 4000


class _Shown(NamedTuple):
    """All that a hit is made of, as it opens to this reader; so a kept hit fits nothing else.

    By its number alone it would also fit a record that has changed since, or that opens deeper to somebody else.
    """

    uid: str
    kind: str
    market: str | None
    last_on: str
    depth: str
    docket: Docket
    title: str | None
    body: str
    why: str
    also: int


def hits(
    page: Sequence[Match], asked: Asked, reach: Reach, reader: Reader, now: datetime, as_of: date | None = None
) -> tuple[Hit, ...]:
    """Return the hits of a page in its order, after the gate was asked once more.

    ``as_of`` shows them as they stood at the end of that day; which other agencies hold them is told of today alone.
    """
    found = rows.by_ids(match.record for match in page)
    dockets.check_out(reader, found.values(), reach, now)
    if as_of:
        found = past.Day(as_of).rows(found)
    marked = _marked(page, asked, reach, as_of)
    on_top = dockets.dockets(list(found.values()), reader, reach)
    also = {} if as_of else sharing.other_agencies([match.record for match in page], reach)
    made = []
    for match in page:
        row = found[match.record]
        depth = reach.depth_of(row.terms_id) or "meta"
        title, body = marked.get(row.id, (None, ""))
        shown = _Shown(
            row.uid, row.kind, row.market if depth != "meta" else None, row.last_on, depth, on_top[row.id], title, body,
            _why(asked)[Where(match.where)] if asked.terms else _NEWEST[bool(as_of)], also.get(row.id, 0),
        )  # fmt: skip
        made.append(kept_hit(shown) if len(body) <= _LONGEST_KEPT else _hit(shown))
    return tuple(made)


def _why(asked: Asked) -> dict[Where, str]:
    if asked.selectors:
        return _WHY_IDENTIFIER
    return _WHY_BESIDE if asked.readings else _WHY


def _hit(shown: _Shown) -> Hit:
    """Return what a page shows of a record."""
    kind = catalogue.kind(shown.kind)
    title = f"{kind.label} of {shown.docket.owner.name}" if shown.title is None else shown.title
    return Hit(
        id=shown.uid, short=shown.uid[-8:], kind=shown.kind, kind_label=kind.label, icon=kind.icon,
        title=_segments(title), excerpt=_segments(_cut(shown.body, title)), market=shown.market, docket=shown.docket,
        day=rows.day(shown.last_on), depth=shown.depth, why=shown.why, also_agencies=shown.also,
    )  # fmt: skip


kept_hit = lru_cache(maxsize=2000)(_hit)


def _marked(
    page: Sequence[Match], asked: Asked, reach: Reach, as_of: date | None
) -> dict[int, tuple[str, str]]:  # fmt: skip
    """Return title and text by record as far as they open, with the signs 2 and 3 round what was found."""
    allowed, allowed_with = reach.texts("t.depth", "t.terms_id")
    found = fetching.at_once(
        "t.record_id, t.title, t.body",
        f"repository_text t WHERE t.record_id {dialect.IN_NUMBERS} AND {allowed}",
        [json.dumps([match.record for match in page]), *allowed_with],
    )
    texts = {record: (title, body) for record, title, body in found}
    if as_of:
        texts = past.Day(as_of).texts((match.record for match in page), reach)
    in_words = {match.text: match.record for match in page if match.text and match.where != Where.INSIDE}
    if asked.words():
        texts |= {in_words[row]: text for row, text in weighing.marked(asked, in_words, "\x03").items()}
    inside = {match.record for match in page if match.where == Where.INSIDE}
    point = partial(pointing.point, asked=asked)
    return {
        record: (point(title, inside=record in inside), point(body, inside=record in inside))
        for record, (title, body) in texts.items()
    }


def _cut(text: str, title: str) -> str:
    """Return of a text the lines that hold a mark, or else its telling ones, cut between words and never in a mark.

    A line that says again what the title begins with is left out, unless the text has no other.
    """
    lines = text.split("\n")
    said = _MARKS.sub("", title) + " "
    lines = [line for line in lines if not said.startswith(_MARKS.sub("", line) + " ")] or lines
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
