"""Hits as a page shows them: title and excerpt with what was found marked, docket, and why each stands there."""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from bowstreet.holdings.repository import dockets, rows, sharing, sqlite
from bowstreet.holdings.repository.answers import Hit, Segment
from bowstreet.holdings.repository.asking import Asked
from bowstreet.holdings.repository.matching import Match, Where
from bowstreet.holdings.repository.reach import Reach
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader

_BEFORE, _AFTER = 60, 200
_MARKS = re.compile("([\x02\x03])")
_WHY = {
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
                market=row.market if depth != "meta" else None, docket=docket, day=date.fromisoformat(row.last_on),
                depth=depth, why=_WHY[Where(match.where)] if asked.terms else "It is among the newest.",
                also_agencies=also.get(row.id, 0),
            )
        )  # fmt: skip
    return tuple(made)


def _marked(page: Sequence[Match], asked: Asked, reach: Reach) -> dict[int, tuple[str, str]]:
    """Return title and text by record as far as they open, with the signs 2 and 3 round what was found."""
    allowed, allowed_with = reach.texts("t")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.record_id, t.title, t.body FROM repository_text t"  # noqa: S608
            f" WHERE t.record_id IN (SELECT value FROM json_each(%s)) AND {allowed}",
            [json.dumps([match.record for match in page]), *allowed_with],
        )
        texts = {record: (title, body) for record, title, body in cursor.fetchall()}
        for table, query in ((sqlite.PARTS, asked.parts()), (sqlite.WORDS, asked.words())):
            inside = table == sqlite.PARTS
            of_table = [match.text for match in page if match.text and (match.where == Where.INSIDE) == inside]
            if query and of_table:
                cursor.execute(
                    "SELECT t.record_id, j.title, j.body FROM ("  # noqa: S608
                    f" SELECT f.rowid AS id, highlight({table}, 0, char(2), char(3)) AS title,"
                    f" highlight({table}, 1, char(2), char(3)) AS body FROM {table} f WHERE f.{table} MATCH %s"
                    " AND f.rowid BETWEEN %s AND %s AND +f.rowid IN (SELECT value FROM json_each(%s))) j"
                    " JOIN repository_text t ON t.id = j.id",
                    [query, min(of_table), max(of_table), json.dumps(of_table)],
                )
                texts.update((record, (title, body)) for record, title, body in cursor.fetchall())
    return _pointed(texts, asked) if asked.selectors else texts


def _pointed(texts: dict[int, tuple[str, str]], asked: Asked) -> dict[int, tuple[str, str]]:
    """Mark the identifier asked for where a text spells it in its normal form, however it was typed."""
    values = sorted({each.value for each in asked.selectors}, key=len, reverse=True)
    spelled = re.compile("|".join(map(re.escape, values)), re.IGNORECASE)
    return {
        record: (title, body) if "\x02" in title + body else (_point(spelled, title), _point(spelled, body))
        for record, (title, body) in texts.items()
    }


def _point(spelled: re.Pattern[str], text: str) -> str:
    return spelled.sub(lambda found: f"\x02{found[0]}\x03", text)


def _cut(text: str) -> str:
    """Return the part of a text round its first mark, marks never torn."""
    at = text.find("\x02")
    begin = max(0, at - _BEFORE) if at >= 0 else 0
    part = text[begin : begin + _BEFORE + _AFTER]
    if part.rfind("\x02") > part.rfind("\x03"):
        part += "\x03"
    return ("…" if begin else "") + part + ("…" if begin + _BEFORE + _AFTER < len(text) else "")


def _segments(text: str) -> tuple[Segment, ...]:
    made, marked = [], False
    for piece in _MARKS.split(text):
        if piece in ("\x02", "\x03"):
            marked = piece == "\x02"
        elif piece:
            made.append(Segment(piece, marked))
    return tuple(made)
