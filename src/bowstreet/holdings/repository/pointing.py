"""Pointing at what a search found in a text: the signs 2 and 3 round it, beside those that the word index set."""

import re
from collections.abc import Iterator

from bowstreet.holdings.repository import spelling
from bowstreet.holdings.repository.asking import Asked

BEGIN, END = "\x02", "\x03"
_MARKS = re.compile(f"[{BEGIN}{END}]")


def point(text: str, asked: Asked, *, inside: bool) -> str:
    """Return a text with marks round the identifiers, however it spells them, and ``inside`` round parts of words.

    >>> from bowstreet.holdings.repository import asking
    >>> asked = asking.read("lamp jo@b.com", asking.Filters())
    >>> point("\\x02lamp\\x03 of jo[at]b[.]com", asked, inside=False)
    '\\x02lamp\\x03 of \\x02jo[at]b[.]com\\x03'
    """
    wanted = asked.inner() if inside else ()
    if not wanted and not asked.readings:
        return text
    plain, spans = _unmarked(text)
    even, places = spelling.evened_with_places(plain)
    found = [place for each in asked.readings for place in each.places(even)]
    found += [each.span() for each in _parts(wanted).finditer(even)] if wanted else []
    spans += [(places[first], places[last - 1] + 1) for first, last in found]
    return "".join(_marked(plain, sorted(spans)))


def _unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its marks, and what stood between them."""
    at = [found.start() - number for number, found in enumerate(_MARKS.finditer(text))]
    return _MARKS.sub("", text), list(zip(at[::2], at[1::2], strict=True))


def _parts(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(wanted), key=len, reverse=True))), re.IGNORECASE)


def _marked(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    """Yield a text with marks, one pair round spans that share a sign."""
    done, until = 0, -1
    for first, last in spans:
        if first < until:
            if last > until:
                yield text[done:last]
                done = until = last
            continue
        if until >= 0:
            yield END
        yield text[done:first] + BEGIN + text[first:last]
        done = until = last
    yield (END if until >= 0 else "") + text[done:]
