"""Two writers' texts out of one: what each changed is taken, and where both changed one place both stay. Pure.

A three-way merge (diff3; Khanna, Kunal and Pierce, 'A formal investigation of diff3', FSTTCS 2007) by lines, and by
words within the lines that both changed.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORDS = re.compile(r"\s+|\S+")
_MOST = 2_000
"""A text in more pieces than this is not compared piece by piece, so that no text takes long."""

_Pieces = Sequence[str]


class Woven(NamedTuple):
    """A text out of two; ``clashed``: in one place at least both said something, and both stand there."""

    text: str
    clashed: bool


def weave(former: str, mine: str, theirs: str) -> Woven:
    """Return what two texts become together that both began as one.

    >>> weave("one two three", "one 2 three", "one two three four")
    Woven(text='one 2 three four', clashed=False)
    >>> weave("a red door", "a green door", "a blue door")
    Woven(text='a green blue door', clashed=True)
    """
    return _woven(*(text.splitlines(keepends=True) for text in (former, mine, theirs)), by_line=True)


def _woven(former: _Pieces, mine: _Pieces, theirs: _Pieces, *, by_line: bool) -> Woven:
    made, clashed = "", False
    for old, one, other in _chunks(former, mine, theirs):
        if one == other or other == old:
            made += "".join(one)
        elif one == old:
            made += "".join(other)
        elif by_line:
            inner = _woven(*(_WORDS.findall("".join(each)) for each in (old, one, other)), by_line=False)
            made, clashed = made + inner.text, clashed or inner.clashed
        else:
            made, clashed = made + _both("".join(one), "".join(other)), True
    return Woven(made, clashed)


def _both(one: str, other: str) -> str:
    apart = one and other and not one[-1].isspace() and not other[0].isspace()
    return f"{one} {other}" if apart else one + other


def _chunks(former: _Pieces, mine: _Pieces, theirs: _Pieces) -> Iterator[tuple[_Pieces, _Pieces, _Pieces]]:
    """Yield the three texts in pieces: where all three agree, and what lies between."""
    at = [0, 0, 0]
    for start, length, one, other in _common(former, mine, theirs):
        yield former[at[0] : start], mine[at[1] : one], theirs[at[2] : other]
        yield former[start : start + length], mine[one : one + length], theirs[other : other + length]
        at = [start + length, one + length, other + length]
    yield former[at[0] :], mine[at[1] :], theirs[at[2] :]


def _common(former: _Pieces, mine: _Pieces, theirs: _Pieces) -> Iterator[tuple[int, int, int, int]]:
    """Yield (place in the former text, length, place in mine, place in theirs) of what stands in all three."""
    ones, others = _blocks(former, mine), _blocks(former, theirs)
    here = there = 0
    while here < len(ones) and there < len(others):
        (one_at, mine_at, one_length), (other_at, theirs_at, other_length) = ones[here], others[there]
        start, end = max(one_at, other_at), min(one_at + one_length, other_at + other_length)
        if start < end:
            yield start, end - start, mine_at + start - one_at, theirs_at + start - other_at
        if one_at + one_length < other_at + other_length:
            here += 1
        else:
            there += 1


def _blocks(former: _Pieces, text: _Pieces) -> list[tuple[int, int, int]]:
    if max(len(former), len(text)) > _MOST:
        return [(0, 0, len(former))] if former == text else []
    found = SequenceMatcher(None, former, text, autojunk=False).get_matching_blocks()
    return [(each.a, each.b, each.size) for each in found if each.size]
