"""Reading what was typed into the search: words, phrases, prefix filters and selectors. Pure; no text is an error."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date as Day

from bowstreet.holdings.repository import readings, spelling
from bowstreet.holdings.repository.readings import Reading
from bowstreet.holdings.repository.sqlite import quoted
from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.evaluation import Grade, InfoAccuracy, SourceReliability
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.selectors import Selector, SelectorType

MOST_TERMS = 64
_MOST_WORDS = 4 * MOST_TERMS
SHORTEST_PART = 3
_NAMES = (SelectorType.TELEGRAM, SelectorType.WICKR, SelectorType.SIGNAL)
_TOKEN = re.compile(
    r'(kind|agency|market|product|grade|seen):(?:"([^"]*)"|([^\s"]+))|"([^"]*)"?|([^\s"]+)', re.IGNORECASE
)
_SIGN = re.compile(r"\w", re.UNICODE)
_PREFIX = re.compile(r"([a-z]{2,20}):[^/\s]", re.IGNORECASE)
_QUOTED_WITHIN = re.compile(r'\s"|"\s')
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
    """A search as it was understood: ``said`` are the words and phrases to be found, and the identifiers among them.

    ``unquoted`` are the words among its terms that stood in no quotes and are no identifier. ``surmises`` are what the
    whole may be though nothing in it says so: records that have it are found beside those that hold the words.
    """

    terms: tuple[str, ...]
    filters: Filters
    said: tuple[str | Reading, ...] = ()
    unquoted: tuple[str, ...] = ()
    surmises: tuple[Selector, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return the identifiers, each of which a record must have, or spell in its text."""
        return tuple(each for each in self.said if isinstance(each, Reading))

    @property
    def plain(self) -> tuple[str, ...]:
        """Return the other words and phrases."""
        return tuple(each for each in self.said if isinstance(each, str))

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """Return what the whole is when it is one identifier; several where it may be several."""
        return self.readings[0].selectors if len(self.said) == len(self.readings) == 1 else ()

    def surmised(self, *, exact: bool) -> "Asked | None":
        """Return what asks for what the whole may be, beside what it says that it is; None where it may be nothing.

        ``exact``: also for names in messengers, which are kept in one word as typed, so that words find them.
        """
        held = self.readings[0].selectors if self.selectors else ()
        more = tuple(s for s in self.surmises if s not in held and (exact or s.type not in _NAMES))
        return replace(self, said=(Reading(self.text, more),)) if more else None

    @property
    def normal_terms(self) -> tuple[str, ...]:
        """Return the words and phrases, and of each identifier its normal form, however it was typed."""
        return tuple(each.value if isinstance(each, Reading) else each for each in self.said)

    @property
    def normal(self) -> str:
        """Return the whole with each identifier in its normal form."""
        return " ".join(self.normal_terms)

    @property
    def text(self) -> str:
        """Return the words as they were typed, filters left out."""
        return " ".join(self.terms)

    def phrases(self) -> tuple[str, ...]:
        """Return the words and phrases that a text must have, none when no term holds a letter or digit."""
        return tuple(term for term in self._evened() if _SIGN.search(term))

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
        return any(map(spelling.is_unspaced, self.plain))

    def inner(self) -> tuple[str, ...]:
        """Return the terms that are looked for inside words, as the indexes read them, short ones too."""
        return (*self.long(), *filter(spelling.is_unspaced, self._brief()))

    def word(self) -> str:
        """Return the one plain word that is asked for, as the word index holds it; empty when it is anything else."""
        only = spelling.evened(self.plain[0]) if len(self.plain) == len(self.said) == 1 else ""
        return only.lower() if only.isascii() and only.isalnum() else ""

    def long(self) -> tuple[str, ...]:
        """Return the terms that the index of parts or the lexicon finds inside words."""
        return tuple(term for term in self._evened() if len(term) >= SHORTEST_PART)

    def short_phrases(self) -> tuple[str, ...]:
        """Return the terms that are too short to be looked for inside words."""
        brief = (term for term in self._brief() if not spelling.is_unspaced(term))
        return tuple(term for term in brief if _SIGN.search(term))

    def short(self) -> str:
        """Return the query of the word index for the terms that are too short to be looked for inside words."""
        return " ".join(map(quoted, self.short_phrases()))

    def only_whole(self) -> tuple[str, ...]:
        """Return the terms, as typed, that are too short to be looked for inside words."""
        typed = zip(self.plain, self._evened(), strict=True)
        return tuple(
            term for term, read in typed
            if len(read) < SHORTEST_PART and _SIGN.search(read) and not spelling.is_unspaced(read)
        )  # fmt: skip

    def _evened(self) -> tuple[str, ...]:
        return tuple(map(spelling.evened, self.plain))

    def _brief(self) -> tuple[str, ...]:
        return tuple(term for term in self._evened() if len(term) < SHORTEST_PART)


def read(q: str, given: Filters) -> Asked:
    """Return what a text asks, together with the filters that were given apart.

    >>> asked = read('kind:market "two words" one', Filters())
    >>> asked.terms, asked.filters.kind
    (('two words', 'one'), ('market',))
    """
    typed = unicodedata.normalize("NFC", "".join(sign if sign.isprintable() else " " for sign in q)).strip()
    whole = _alone(typed.strip('"'))
    words: list[tuple[str, bool]] = []
    said: dict[str, list[str]] = {}
    for found in _TOKEN.finditer(typed):
        prefix, spaced, bare, phrase, word = found.groups()
        if prefix and not whole:
            said.setdefault(prefix.lower(), []).append((spaced if spaced is not None else bare).strip())
        else:
            words.append((" ".join((found[0] if prefix else phrase or word or "").split()), phrase is not None))
    kept = tuple(dict.fromkeys(term for term, _ in words if term))[:MOST_TERMS]
    words = [each for each in words[:_MOST_WORDS] if each[0] in kept]
    whole = whole or (_alone(" ".join(term for term, _ in words)) if not any(quoted for _, quoted in words) else ())
    pieces = (Reading(typed, whole),) if whole else readings.pieces(words)
    plain = frozenset(each for each in pieces if isinstance(each, str))
    unquoted = dict.fromkeys(term for term, is_quoted in words if term in plain and not is_quoted)
    surmises = readings.surmised(" ".join(term for term, _ in words)) if not any(quoted for _, quoted in words) else ()
    return Asked(kept, _joined(given, said), pieces, tuple(unquoted), surmises)


def plain(term: str) -> Asked:
    """Return what asks for one word or phrase and nothing else."""
    return Asked((term,), Filters(), (term,))


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
    filters, words = asked.filters, asked.unquoted
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


def _alone(text: str) -> tuple[Selector, ...]:
    """Return what a text is when all of it is one identifier; none where some of it stands in quotes of its own."""
    return readings.recognise(text) if text and not _QUOTED_WITHIN.search(text) else ()


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
