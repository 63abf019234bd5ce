"""What the standard of a format says against the things of an intake: kept with each source, told together."""

import json
from collections.abc import Iterable, Sequence

from bowstreet.casework.intake import answers
from bowstreet.formats.exchange.pieces import Piece, Remark

MOST = 500
"""Remarks of one source that are told one by one, those that bind first; all are counted."""

_LONGEST = 200
_Line = tuple[bool, str, int, str, str]


def packed(said: Iterable[tuple[Piece, int]]) -> str:
    """Return the remarks on some things, each with its line, as the text that is kept; empty where there are none."""
    lines: list[_Line] = []
    counts, amiss = [0, 0], 0
    for piece, line in said:
        amiss += piece.is_amiss
        for each in piece.remarks:
            counts[not each.binds] += 1
            lines.append(_line(piece, line, each))
    if not lines:
        return ""
    lines.sort(key=lambda each: not each[0])
    return json.dumps({"must": counts[0], "should": counts[1], "amiss": amiss, "listed": lines[:MOST]})


def _line(piece: Piece, line: int, said: Remark) -> _Line:
    return said.binds, piece.id[:_LONGEST], line, said.place[:_LONGEST], said.why[:_LONGEST]


def told(many: Sequence[tuple[str, str]]) -> answers.Remarks | None:
    """Return the remarks of several sources, by (file, kept text), as they are told; None where there are none."""
    held = [(path, json.loads(text)) for path, text in many if text]
    if not held:
        return None
    listed = [
        answers.Remark(path, thing, line, place, why, binds)
        for path, said in held
        for binds, thing, line, place, why in said["listed"]
    ]
    must, should, amiss = (sum(said[name] for _, said in held) for name in ("must", "should", "amiss"))
    return answers.Remarks(must, should, amiss, tuple(sorted(listed, key=lambda each: not each.binds))[:MOST])
