"""The search for handles that are written like one: typing errors, digits for letters, look-alikes, suffixes.

The handles that are like the one typed are found first, those that the reader may not see among them; then the gate
is asked for their records, and only what it lets through is put in order and cut into pages. The order is a function
of the two names and of when a record was recorded, so nothing that is hidden changes it.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import ModuleType
from typing import NamedTuple

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import asking, cursors, facets, guises, matching, past, presenting, rows
from bowstreet.holdings.repository.answers import Facet, Hit
from bowstreet.holdings.repository.asking import Asked, Filters
from bowstreet.holdings.repository.gists import Tally
from bowstreet.holdings.repository.matches import Match
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.vocabulary import folding, likeness
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selector_types import SelectorType

_LIKE_HANDLES = frozenset((SelectorType.DOMAIN, SelectorType.XMPP, SelectorType.TELEGRAM))
"""What a name with dots or an @ may also be read as."""

_WORDS_OF_A_NAME = 2
_SPACED = re.compile(r"(?<!\S)\w(?: \w){2,}(?!\S)")
"""A name with spaces between its letters, three or more."""

_OF_A_MARKET = re.compile(r"[:()\u00b7]")

NO_HANDLE = (
    "No handle was typed: a name of 3 to 60 signs, alone or on its market, or odd ones among other words. A name of"
    " more than two words stands in quotes."
)
ON_ANOTHER = "The same name, on another market than was typed."
BEHIND = "Handles of the last moments are still being taken in, so some may be missing here. Ask again in a moment."


@dataclass(frozen=True)
class NearHit:
    """A record with a handle that is written like the one asked for; ``reason`` says how, in a sentence."""

    hit: Hit
    written: str
    asked: str
    reason: str


@dataclass(frozen=True)
class NearPage:
    """A page of what is written like the handles ``asked``, the most alike first; ``facets`` narrow it by market.

    ``as_of``: the past day by whose end the records were searched.
    """

    q: str
    asked: tuple[str, ...]
    hits: tuple[NearHit, ...]
    total: int
    total_shown: str
    facets: tuple[Facet, ...]
    next: str | None
    notice: str
    as_of: date | None = None


class Alike(NamedTuple):
    """A handle, and which of the names asked for it is like, and how."""

    likeness: likeness.Likeness
    asked: str
    handle: str

    @property
    def written(self) -> str:
        """Return the handle without its market."""
        return self.handle.partition(":")[2]


class Placed(NamedTuple):
    """A visible record with the handle of it that is most alike."""

    alike: Alike
    match: Match

    @property
    def order(self) -> tuple[int, bool, int]:
        """Return where it stands: by errors, then whether disguises were taken off, then newest first."""
        return (*self.alike.likeness, -self.match.record)


@dataclass(frozen=True)
class Search:
    """A search under way: the handles that are like one typed, what the reader reaches, and over which day."""

    found: Mapping[str, Alike]
    reach: Reach
    over: "past.Day | ModuleType"
    named: frozenset[str] = frozenset()
    """The handles typed with their market; the search itself lists their records, and no other of that name."""

    def visible(self, filters: Filters) -> list[Placed]:
        """Return the records that the reader may see with one of the handles, in order, a record once.

        A record that has a name as it was typed stands among the hits of the search itself, and not here; one that has
        it on another market than was typed stands here.
        """
        best: dict[int, Placed] = {}
        listed: set[int] = set()
        for value, match in self.over.handles(self.found, self.reach, filters):
            if value in self.named:
                listed.add(match.record)
            placed = Placed(self.found[value], match)
            held = best.get(match.record)
            if held is None or placed.alike < held.alike:
                best[match.record] = placed
        kept = [
            each for record, each in best.items()
            if record not in listed and (self.named or each.alike.likeness != likeness.SAME)
        ]  # fmt: skip
        return sorted(kept, key=lambda each: each.order)

    def is_behind(self) -> bool:
        """Say whether the reader may see a handle that is not among those which are searched yet."""
        places = dict(guises.waiting())
        if self.over is matching:
            places.pop(guises.PAST, None)
        return bool(places) and matching.handles_after(places, self.reach)

    def markets(self, placed: Sequence[Placed], filters: Filters) -> tuple[Facet, ...]:
        """Return the facet of markets of all that was placed under the filters."""
        made = facets.facets(self._tally, self._counted(placed), filters, queries.cards())
        return tuple(each for each in made if each.name == "market")

    def _tally(self, filters: Filters) -> Tally:
        return self._counted(self.visible(filters))

    def _counted(self, placed: Sequence[Placed]) -> Tally:
        return matching.tally([each.match for each in placed], self.reach)


def near(  # noqa: PLR0913 - it is narrowed by all of these
    *,
    reader: Reader,
    now: datetime,
    q: str = "",
    kind: Sequence[str] = (),
    agency: Sequence[str] = (),
    market: Sequence[str] = (),
    cursor: str | None = None,
    limit: int = 20,
    as_of: date | None = None,
) -> NearPage:
    """Return a page of the records that have a handle like one typed, or the same on another market than was typed.

    ``as_of``: those that had it at the end of that day, as they stood; the terms of today decide who may see them.
    """
    reach = reach_of(reader, now)
    q = q.encode("utf-8", "replace").decode()
    asked = asking.read(plain(q), Filters(tuple(kind), tuple(agency), tuple(market)))
    names = handles_in(asked)
    day = past.day_of(as_of, now)
    behind = Search({}, reach, past.over(day)).is_behind() if names else False
    search = Search(alike(names), reach, past.over(day), named_in(asked))
    placed = search.visible(asked.filters)
    question = _question(reader, q, asked.filters, day)
    page = _after(placed, cursors.opened(cursor, question) if cursor else None)[: limit + 1]
    matches = [each.match for each in page[:limit]]
    hits = _shown(page[:limit], presenting.hits(matches, Asked((), asked.filters), reach, reader, now, day))
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="near", now=now, query=q or None,
        records=[each.hit.id for each in hits],
        touched=[(each.hit.id, owner) for each in hits if (owner := each.hit.docket.owner.slug) != reader.agency],
    )  # fmt: skip
    last = page[limit - 1] if len(page) > limit else None
    return NearPage(
        q=q,
        asked=names,
        hits=hits,
        total=len(placed),
        total_shown=f"{len(placed):,}",
        facets=search.markets(placed, asked.filters),
        next=cursors.sealed([*last.alike.likeness, hits[-1].hit.id], question) if last else None,
        notice=_notice(q, names, behind),
        as_of=day,
    )


def plain(q: str) -> str:
    """Return what was typed without signs that cannot be seen, with letters in rings or of full width plain.

    Letters with spaces between them come together, unless something stands in quotes.
    """
    seen = "".join(each for each in unicodedata.normalize("NFKC", q) if unicodedata.category(each) != "Cf")
    return seen if '"' in seen else _SPACED.sub(lambda found: found[0].replace(" ", ""), seen)


def _notice(q: str, names: Sequence[str], behind: bool) -> str:
    if not names:
        return NO_HANDLE if q else ""
    return BEHIND if behind else ""


def handles_in(asked: Asked) -> tuple[str, ...]:
    """Return the handles in what was asked: a handle typed with its market, else words that may be handles.

    A market may stand behind the name as pages tell it; two words in no quotes may be one name together.
    """
    if asked.selectors and any(each.type not in _LIKE_HANDLES for each in asked.selectors):
        named = [each.value.partition(":")[2] for each in asked.selectors if each.type is SelectorType.HANDLE]
        return tuple(dict.fromkeys(named))
    with_market = [each.value.partition(":")[2] for each in asked.surmises if each.type is SelectorType.HANDLE]
    if on_market := likeness.handles(tuple(with_market[:1])):
        others = tuple(each for each in asked.terms if not _OF_A_MARKET.search(each))
        return tuple(dict.fromkeys((*on_market, *(likeness.handles(others) if len(others) > 1 else ()))))
    return tuple(dict.fromkeys((*_together(asked), *likeness.handles(asked.terms))))


def named_in(asked: Asked) -> frozenset[str]:
    """Return the handles that were typed with their market, in normal form."""
    said = (*asked.selectors, *asked.surmises)
    return frozenset(each.value for each in said if each.type is SelectorType.HANDLE)


def _together(asked: Asked) -> tuple[str, ...]:
    """Return the name that words in no quotes are together: two, beside such as many names begin or end with."""
    if len(asked.terms) < _WORDS_OF_A_NAME or asked.terms != asked.unquoted:
        return ()
    counted = [each for each in asked.terms if not (folding.begins_names(each) or folding.ends_names(each))]
    return likeness.handles((asked.text,)) if len(counted) <= _WORDS_OF_A_NAME else ()


def alike(names: Sequence[str]) -> dict[str, Alike]:
    """Return the handles that are like one of some names but are not that name, each with its best likeness."""
    found: dict[str, Alike] = {}
    for name in names:
        typed = folding.plain(name)
        for handle, how in guises.near(name):
            each = Alike(how, name, handle)
            if handle not in found or each < found[handle]:
                found[handle] = each
            if each.written == typed:
                found[handle] = Alike(likeness.SAME, name, handle)
    return found


def _after(placed: list[Placed], place: list[object] | None) -> list[Placed]:
    """Return what stands after a place; the record that stands there is looked up, its number is never sent."""
    if place is None:
        return placed
    last = rows.by_uid(str(place[-1]))
    if last is None:
        return []
    errors, folded = int(str(place[0])), bool(place[1])
    return [each for each in placed if each.order > (errors, folded, -last.id)]


def _shown(page: Sequence[Placed], hits: Sequence[Hit]) -> tuple[NearHit, ...]:
    return tuple(
        NearHit(hit, each.alike.written, each.alike.asked, _reason(each.alike))
        for hit, each in zip(hits, page, strict=True)
    )


def _reason(alike: Alike) -> str:
    if alike.likeness == likeness.SAME:
        return ON_ANOTHER
    return likeness.reason(alike.asked, alike.written)


def _question(reader: Reader, q: str, filters: Filters, day: date | None) -> str:
    """Return what a cursor is bound to: the question, and who asks for what purpose."""
    whole = json.dumps(["near", reader.officer, reader.purpose, q, repr(filters), repr(day)])
    return hashlib.sha256(whole.encode()).hexdigest()
