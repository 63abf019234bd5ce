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
_MISSING = b"((?!))?"
"""A group that never takes part, for a slot that a spelling lacks."""


def rows(
    page: bytes, at: int, pattern: re.Pattern[bytes], forms: Sequence[bytes], named: tuple[int, ...]
) -> Iterator[tuple[re.Match[bytes], bool]]:
    """Yield the match of each row from ``at`` on, and whether it is one of a learned spelling.

    ``forms`` are the forms of all groups of ``pattern``, and ``named`` the places in them of the slots with a name:
    they alone are the groups of a learned spelling, in their order.
    """
    known: list[re.Pattern[bytes]] = []
    while True:
        for place, spelling in enumerate(known):
            match = spelling.match(page, at)
            if match is not None:
                if place:
                    known.insert(0, known.pop(place))
                yield match, True
                break
        else:
            match = pattern.match(page, at)
            if match is None:
                return
            if len(known) < MOST and match.end() - at < _LONGEST:
                known.insert(0, _learn(page, match, tuple(forms), named))
            yield match, False
        at = match.end()


def _learn(page: bytes, match: re.Match[bytes], forms: tuple[bytes, ...], named: tuple[int, ...]) -> re.Pattern[bytes]:
    present = tuple(place for place, span in enumerate(match.regs[1:]) if span[0] >= 0)
    between, at = [], match.start()
    for place in present:
        begins, ends = match.regs[place + 1]
        between.append(page[at:begins])
        at = ends
    return _spelt((*between, page[at : match.end()]), present, forms, named)


@lru_cache(maxsize=256)
def _spelt(
    between: tuple[bytes, ...], present: tuple[int, ...], forms: tuple[bytes, ...], named: tuple[int, ...]
) -> re.Pattern[bytes]:
    """Return the pattern of a spelling: its bytes between the slots, and one group for each slot with a name."""
    pieces, wanted = [], 0
    for text, place in zip(between, [*present, len(forms)], strict=True):
        pieces.append(re.escape(text))
        while wanted < len(named) and named[wanted] < place:
            pieces.append(_MISSING)
            wanted += 1
        if place == len(forms):
            break
        if wanted < len(named) and named[wanted] == place:
            pieces.append(b"(" + forms[place] + b")")
            wanted += 1
        else:
            pieces.append(b"(?:" + forms[place] + b")")
    return re.compile(b"".join(pieces))
