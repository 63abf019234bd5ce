"""Reading what was typed into the search: words, phrases, prefix filters and selectors. Pure; no text is an error."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day

from bowstreet.holdings.repository import spelling
from bowstreet.holdings.repository.sqlite import quoted
from bowstreet.vocabulary import markets, products, selectors
from bowstreet.vocabulary.evaluation import Grade, InfoAccuracy, SourceReliability
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.selectors import Selector

MOST_TERMS = 64
SHORTEST_PART = 3
_TOKEN = re.compile(
    r'(kind|agency|market|product|grade|seen):(?:"([^"]*)"|([^\s"]+))|"([^"]*)"?|([^\s"]+)', re.IGNORECASE
)
_SIGN = re.compile(r"\w", re.UNICODE)
_PREFIX = re.compile(r"([a-z]{2,20}):[^/\s]", re.IGNORECASE)
_LEFT_OUT = re.compile(r"-\w", re.UNICODE)
_YEAR = re.compile("[0-9]{4}")
_NO_DAY = (Day.max, Day.min)
_SEEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Filters:
    """What narrows a search beside its text; of each the hit must have one. ``date`` are years of being seen last."""

    kind: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None

    @property
    def is_backward(self) -> bool:
        """Say whether the first day comes after the last one, so that no day lies between them."""
        return bool(self.since and self.until and self.since > self.until)


@dataclass(frozen=True)
class Asked:
    """A search as it was understood. ``unquoted`` are the words among its terms that stood in no quotes."""

    terms: tuple[str, ...]
    filters: Filters
    selectors: tuple[Selector, ...]
    unquoted: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the words as they were typed, filters left out."""
        return " ".join(self.terms)

    def phrases(self) -> tuple[str, ...]:
        """Return the words and phrases that a text must have, none when no term holds a letter or digit."""
        terms = (spelling.evened(self.text),) if self.selectors else self._evened()
        return tuple(term for term in terms if _SIGN.search(term))

    def words(self) -> str:
        """Return the query of the word index, empty when no term holds a letter or digit."""
        return " ".join(map(quoted, self.phrases()))

    def parts(self) -> str:
        """Return the query of the index of parts; terms too short for it are left to ``short``."""
        return " ".join(map(quoted, self.long()))

    def signs(self) -> str:
        """Return the query of the index of signs: terms of scripts without spaces that are too short for parts."""
        return " ".join(map(quoted, self.sign_phrases()))

    def sign_phrases(self) -> tuple[str, ...]:
        """Return such terms as the index of signs holds them."""
        return tuple(spelling.signs(term) for term in self._brief() if spelling.is_unspaced(term))

    def is_unspaced(self) -> bool:
        """Say whether a term is of a script that writes no spaces, where whole words are those that lines begin."""
        return not self.selectors and any(map(spelling.is_unspaced, self.terms))

    def inner(self) -> tuple[str, ...]:
        """Return the terms that are looked for inside words, as the indexes read them, short ones too."""
        return (*self.long(), *filter(spelling.is_unspaced, self._brief()))

    def word(self) -> str:
        """Return the one plain word that is asked for, as the word index holds it; empty when it is anything else."""
        only = spelling.evened(self.terms[0]) if len(self.terms) == 1 and not self.selectors else ""
        return only.lower() if only.isascii() and only.isalnum() else ""

    def long(self) -> tuple[str, ...]:
        """Return the terms that the index of parts or the lexicon finds inside words."""
        return () if self.selectors else tuple(term for term in self._evened() if len(term) >= SHORTEST_PART)

    def short_phrases(self) -> tuple[str, ...]:
        """Return the terms that are too short to be looked for inside words."""
        brief = (term for term in self._brief() if not spelling.is_unspaced(term))
        return tuple(term for term in brief if _SIGN.search(term))

    def short(self) -> str:
        """Return the query of the word index for the terms that are too short to be looked for inside words."""
        return " ".join(map(quoted, self.short_phrases()))

    def only_whole(self) -> tuple[str, ...]:
        """Return the terms, as typed, that are too short to be looked for inside words."""
        if self.selectors:
            return ()
        typed = zip(self.terms, self._evened(), strict=True)
        return tuple(
            term for term, read in typed
            if len(read) < SHORTEST_PART and _SIGN.search(read) and not spelling.is_unspaced(read)
        )  # fmt: skip

    def _evened(self) -> tuple[str, ...]:
        return tuple(map(spelling.evened, self.terms))

    def _brief(self) -> tuple[str, ...]:
        return () if self.selectors else tuple(term for term in self._evened() if len(term) < SHORTEST_PART)


def read(q: str, given: Filters) -> Asked:
    """Return what a text asks, together with the filters that were given apart.

    >>> asked = read('kind:market "two words" one', Filters())
    >>> asked.terms, asked.filters.kind
    (('two words', 'one'), ('market',))
    """
    plain = unicodedata.normalize("NFC", "".join(sign if sign.isprintable() else " " for sign in q))
    whole = selectors.recognise(plain.strip().strip('"')) if plain.strip() else ()
    terms: list[str] = []
    unquoted: list[str] = []
    said: dict[str, list[str]] = {}
    for found in _TOKEN.finditer(plain):
        prefix, spaced, bare, phrase, word = found.groups()
        if prefix and not whole:
            said.setdefault(prefix.lower(), []).append((spaced if spaced is not None else bare).strip())
        else:
            terms.append(" ".join((found[0] if prefix else phrase or word or "").split()))
            unquoted += [word] if word else []
    kept = tuple(dict.fromkeys(term for term in terms if term))[:MOST_TERMS]
    return Asked(kept, _joined(given, said), whole or _selectors(kept), tuple(dict.fromkeys(unquoted)))


def slip(name: str, value: str) -> str:
    """Return, of a value that a closed list does not hold, the sentence that names what it does; empty of others.

    >>> slip("kind", "bogus")[:32], slip("kind", "market"), slip("product", "Drugs")
    ("There is no kind 'bogus'; there ", '', '')
    """
    what, there_are, is_one = _CLOSED[name]
    return "" if is_one(value) else f"There is no {what} '{value[:40]}'; there are {there_are}."


def slips(asked: Asked) -> str:
    """Return sentences on what no search can ask: a slip is no answer about what is held.

    >>> slips(read("grade:Z9", Filters()))
    "There is no grade 'Z9'; there are A1 to A4, B1 to B4, C1 to C4, X1 to X4."
    >>> slips(read("colour:red bread -rye", Filters()))
    "'colour:' narrows nothing and was read as a word. '-rye' was read as a word: no word can be left out."
    """
    filters, words = asked.filters, () if asked.selectors else asked.unquoted
    said = [sentence for name in _CLOSED for each in getattr(filters, name) if (sentence := slip(name, each))]
    if (filters.since, filters.until) == _NO_DAY:
        said.append("'seen:' takes a year, a month, a day or two of them, as in seen:2014-05 or seen:2014..2016.")
    elif filters.is_backward:
        said.append(f"No day is on or after {filters.since} and also on or before {filters.until}.")
    prefixes = dict.fromkeys(found[1] for each in words if (found := _PREFIX.match(each)))
    said += [f"'{each}:' narrows nothing and was read as a word." for each in prefixes]
    said += [f"'{each[:40]}' was read as a word: no word can be left out." for each in words if _LEFT_OUT.match(each)]
    return " ".join(said)


def folded(text: str) -> str:
    """Return a text as the word index compares it: no accents, no case.

    >>> folded("Löwe ÉTÉ")
    'lowe ete'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


_CLOSED: dict[str, tuple[str, str, Callable[[str], bool]]] = {
    "kind": ("kind", ", ".join(sorted(catalogue.ALL)), lambda said: said in catalogue.ALL),
    "product": ("product type", ", ".join(sorted(products.ALL)), lambda said: _product(said) in products.ALL),
    "grade": ("grade", ", ".join(f"{each}1 to {each}4" for each in SourceReliability), Grade.is_one),
    "date": ("year", "0001 to 9999", lambda said: bool(_YEAR.fullmatch(said))),
}
"""The closed lists among the filters: what each is called, what it holds, and whether a value is in it."""


def _selectors(terms: tuple[str, ...]) -> tuple[Selector, ...]:
    """Return what the words are together, once the filters are taken away."""
    return selectors.recognise(" ".join(terms)) if terms else ()


def _joined(given: Filters, said: dict[str, list[str]]) -> Filters:
    since, until = given.since, given.until
    for text in said.get("seen", ()):
        first, last = _days(text)
        since = max(filter(None, (since, first)), default=None)
        until = min(filter(None, (until, last)), default=None)
    return Filters(
        (*given.kind, *(_kind(each) for each in said.get("kind", ()))),
        (*given.agency, *(each.casefold() for each in said.get("agency", ()))),
        tuple(_market(each) for each in (*given.market, *said.get("market", ()))),
        tuple(_product(each) for each in (*given.product, *said.get("product", ()))),
        (*(each.upper() for each in given.grade), *(code for each in said.get("grade", ()) for code in _grades(each))),
        given.date,
        since,
        until,
    )


def _kind(said: str) -> str:
    wanted = folded(said).replace(" ", "_").replace("-", "_")
    for code, kind in catalogue.ALL.items():
        if wanted in (code, folded(kind.label).replace(" ", "_"), folded(kind.plural).replace(" ", "_")):
            return code
    return wanted


def _market(said: str) -> str:
    try:
        return markets.slug(said)
    except ValueError:
        return said


def _product(said: str) -> str:
    try:
        return products.read(said)
    except ValueError:
        return said


def _grades(said: str) -> tuple[str, ...]:
    """Return the grades of B2, of B, of A..B, or of what begins or ends there; other texts as they are."""
    first, dots, last = said.upper().partition("..")
    letters, digits = "".join(SourceReliability), "".join(InfoAccuracy)
    begin, end = sorted((letters.find(first or letters[0]), letters.find((last if dots else first) or letters[-1])))
    if not first + last or begin < 0 or max(len(first), len(last)) > 1:
        return (said.upper(),)
    return tuple(letter + digit for letter in letters[begin : end + 1] for digit in digits)


def _days(said: str) -> tuple[Day | None, Day | None]:
    """Return the first and last day of 2014, 2014-05, 2014-05-01 or A..B; a text that is no day gives an empty span."""
    first, dots, last = said.partition("..")
    begin, end = _span(first), _span(last if dots else first)
    if (first and begin is None) or (dots and last and end is None):
        return _NO_DAY
    return (begin[0] if begin else None), (end[1] if end else None)


def _span(text: str) -> tuple[Day, Day] | None:
    found = _SEEN.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = Day(year or 0, month or 1, day or 1)
        last = Day(year or 0, month or 12, day or monthrange(year or 1, month or 12)[1])
    except ValueError:
        return None
    return first, last
