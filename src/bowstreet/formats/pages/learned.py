"""A row's spelling learned from the first that was read, so that the next ones need only be compared.

What stands between the slots of a row (tags, their order, quotes, space) is the checksum: a row that has the very
same bytes there is read by them, any other by the block that it was learned from. Nothing that a page says depends on
what was learned before: a learned spelling reads a row exactly as its block does.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

MOST = 8
"""Spellings learned of one page, so that a page of nothing but odd rows costs no more than another."""

_LONGEST = 20_000
Span = tuple[int, int]


def rows(
    page: bytes, at: int, pattern: re.Pattern[bytes], forms: Sequence[bytes]
) -> Iterator[tuple[tuple[Span, ...], int]]:
    """Yield the spans of the slots of each row from ``at`` on, and where the row ends.

    ``forms`` are the forms of all groups of ``pattern``; the span of a slot that is missing is (-1, -1).
    """
    known: list[tuple[re.Pattern[bytes], tuple[int, ...]]] = []
    count = len(forms)
    while True:
        for spelling, present in known:
            match = spelling.match(page, at)
            if match is not None:
                if len(present) == count:
                    spans = match.regs[1:]
                else:
                    found: list[Span] = [(-1, -1)] * count
                    for place, span in zip(present, match.regs[1:], strict=True):
                        found[place] = span
                    spans = tuple(found)
                break
        else:
            match = pattern.match(page, at)
            if match is None:
                return
            spans = match.regs[1:]
            if len(known) < MOST and match.end() - at < _LONGEST:
                known.append(_learn(page, match, tuple(forms)))
        at = match.end()
        yield spans, at


def _learn(page: bytes, match: re.Match[bytes], forms: tuple[bytes, ...]) -> tuple[re.Pattern[bytes], tuple[int, ...]]:
    present = tuple(place for place, span in enumerate(match.regs[1:]) if span[0] >= 0)
    between, at = [], match.start()
    for place in present:
        begins, ends = match.regs[place + 1]
        between.append(page[at:begins])
        at = ends
    return _spelt((*between, page[at : match.end()]), tuple(forms[place] for place in present)), present


@lru_cache(maxsize=256)
def _spelt(between: tuple[bytes, ...], forms: tuple[bytes, ...]) -> re.Pattern[bytes]:
    slots = [b"(" + form + b")" for form in forms]
    return re.compile(b"".join(re.escape(text) + slot for text, slot in zip(between, [*slots, b""], strict=True)))
