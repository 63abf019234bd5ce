"""The search over records: one page of hits, the facets beside it, and its entry in the ledger before it is given."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from functools import partial
from itertools import islice
from operator import attrgetter
from types import ModuleType
from typing import Literal

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import asking, cursors, facets, matching, past, presenting, readings, rows, weighing
from bowstreet.holdings.repository.answers import FindPage, Hit
from bowstreet.holdings.repository.asking import Asked, Filters
from bowstreet.holdings.repository.gists import Tally
from bowstreet.holdings.repository.matches import Match, Where
from bowstreet.holdings.repository.matching import MOST
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

COUNTED_AMONG = "More than 10,000 hits: what to narrow by is counted among the newest 10,000 of them."
NEWEST_FIRST = f"{COUNTED_AMONG} They stand newest first; narrow the search to have the best ones first."
NO_PARTS = "Words inside longer words were left out, because whole words gave enough."

_MOST_NAMED = 5


class NoSelector(Invalid):
    """A text that is no selector, where one was asked for."""

    def __init__(self) -> None:
        """Say what a selector is."""
        super().__init__("This is no selector: give a fingerprint, an address, a handle with its market or the like.")


@dataclass(frozen=True)
class _Search:
    """A search under way."""

    reader: Reader
    asked: Asked
    reach: Reach
    cards: dict[str, AgencyCard]
    limit: int
    exact: bool
    as_of: Day | None

    @property
    def over(self) -> "past.Day | ModuleType":
        """What is searched: the records as they stand, or as they stood at the end of a day."""
        return past.over(self.as_of)


@dataclass(frozen=True)
class _Found:
    """What a search found, newest first, and what facets count of it; of the list of all only the first page.

    ``left_out``: without words inside words, because whole words gave enough.
    """

    matches: list[Match]
    tally: Tally
    left_out: bool = False


def find(  # noqa: PLR0913 - a search is narrowed by all of these
    *,
    reader: Reader,
    now: datetime,
    q: str = "",
    kind: Sequence[str] = (),
    agency: Sequence[str] = (),
    market: Sequence[str] = (),
    product: Sequence[str] = (),
    grade: Sequence[str] = (),
    date: Sequence[str] = (),
    since: Day | None = None,
    until: Day | None = None,
    order: Literal["best", "newest"] = "best",
    cursor: str | None = None,
    limit: int = 50,
    selector: bool = False,
    as_of: Day | None = None,
) -> FindPage:
    """Return a page of what the reader may see that matches, of all of it when the text is empty.

    ``selector``: only what has the selector typed; raise ``NoSelector`` when it is none. ``as_of`` searches and shows
    the versions of the end of that day; who may see them is decided by the terms of today.
    """
    reach = reach_of(reader, now)
    q = q.encode("utf-8", "replace").decode()
    given = Filters(tuple(kind), tuple(agency), tuple(market), tuple(product), tuple(grade), tuple(date), since, until)
    asked = asking.read(q, given)
    if selector and not asked.selectors and asked.surmised(exact=True) is None:
        raise NoSelector()
    search = _Search(reader, asked, reach, queries.cards(), limit, selector, past.day_of(as_of, now))
    question = _question(reader, q, given, order, (selector, as_of))
    place = cursors.opened(cursor, question) if cursor else None
    found = _sought(search, asked.filters)
    best = order == "best" and bool(asked.terms) and not found.tally.capped
    page = list(islice(_after(place, search, found, best), limit + 1))
    shown = presenting.hits(page[:limit], asked, reach, reader, now, search.as_of)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="find", now=now, query=q or None,
        records=[hit.id for hit in shown],
        touched=[(hit.id, hit.docket.owner.slug) for hit in shown if hit.docket.owner.slug != reader.agency],
    )  # fmt: skip
    rest = cursors.sealed(_place(page[limit - 1], shown[-1].id, best), question) if shown and page[limit:] else None
    return _told(search, q, found, shown, "best" if best else "newest", rest)


def all_of(reader: Reader, now: datetime, q: str, given: Filters, most: int) -> list[int]:
    """Return the running numbers of all that a search finds, newest first, up to ``most``; its caller enters it."""
    asked = asking.read(q.encode("utf-8", "replace").decode(), given)
    search = _Search(reader, asked, reach_of(reader, now), queries.cards(), most, exact=False, as_of=None)
    return [each.record for each in _all(search, asked.filters, None, most)[0]][:most]


def _told(search: _Search, q: str, found: _Found, shown: tuple[Hit, ...], order: str, rest: str | None) -> FindPage:
    """Return the page with the counts and facets of all that was found."""
    seek = partial(_tally, search)
    return FindPage(
        q=q,
        hits=shown,
        total=found.tally.total,
        total_shown=facets.shown(found.tally.total, found.tally.capped),
        capped=found.tally.capped,
        order=order,
        facets=facets.facets(seek, found.tally, search.asked.filters, search.cards),
        next=rest,
        notice=_notice(search, found),
        terms=search.asked.terms,
        as_of=search.as_of,
    )


def _sought(search: _Search, filters: Filters) -> _Found:
    """Return what matches under some filters; the list of all is counted where it stands."""
    if not search.asked.terms:
        return _Found(*search.over.first_page(search.reach, filters, search.limit + 1))
    matches, left_out = _all(search, filters, None, MOST + 1)
    return _Found(matches, matching.tally(matches, search.reach), left_out)


def _tally(search: _Search, filters: Filters) -> Tally:
    return _sought(search, filters).tally


def _all(search: _Search, filters: Filters, before: int | None, most: int) -> tuple[list[Match], bool]:
    """Return so many of what matches, newest first, a record once, and whether words inside words were left out."""
    asked, reach = search.asked, search.reach
    within = (filters, before, most)
    over = search.over
    if not asked.terms:
        return over.browse(reach, *within), False
    surmise = asked.surmised(exact=search.exact)
    surmised = [each._replace(text=0) for each in over.selectors(surmise, reach, *within)] if surmise else []
    if search.exact:
        sure = over.selectors(asked, reach, *within) if asked.selectors else []
        return _newest({each.record: each for each in (*surmised, *sure)}.values(), most), False
    found = over.words(asked, reach, *within)
    left_out = bool(asked.parts()) and not asked.is_unspaced() and _are_enough(search, filters, found, before)
    is_full = len(found) > MOST and not asked.is_unspaced()
    others = [] if left_out or is_full else over.inside(asked, reach, *within)
    first = over.by_meta_title(asked, reach, filters, search.cards, before, most)
    named = over.of_id(asked, reach, *within)
    if others or surmised or first or named:
        found = _newest({each.record: each for each in (*others, *surmised, *found, *first, *named)}.values(), most)
    return found, left_out


def _are_enough(search: _Search, filters: Filters, found: list[Match], before: int | None) -> bool:
    """Say whether whole words gave enough hits on the first page, so that a later one is of the same list."""
    if len(found) <= matching.ENOUGH_WORDS and before is not None:
        found = search.over.words(search.asked, search.reach, filters, None, matching.ENOUGH_WORDS + 1)
    return len(found) > matching.ENOUGH_WORDS


def _newest(matches: Iterable[Match], most: int) -> list[Match]:
    return sorted(matches, key=attrgetter("record"), reverse=True)[:most]


def _after(
    place: list[object] | None, search: _Search, found: _Found, best: bool
) -> Iterator[Match]:  # fmt: skip
    """Yield the hits after a place, in order. The record that stands there is looked up; its number is never sent."""
    last = rows.by_uid(str(place[-1])) if place else None
    if place and last is None:
        return
    if last is not None and not best:
        yield from _all(search, search.asked.filters, last.id, search.limit + 1)[0]
    elif place is None or last is None:
        yield from _by_rank(search, found.matches) if best else found.matches
    else:
        for match in _by_rank(search, found.matches):
            if _is_after(match, place[:-1], last.id):
                yield match


def _by_rank(search: _Search, matches: list[Match]) -> Iterator[Match]:
    """Yield the best first. Words inside words stand last, and are weighed only when a page comes to them."""
    inside = [match for match in matches if match.where == Where.INSIDE]
    in_words = [match for match in matches if match.where in (Where.SELECTOR, Where.ELSEWHERE) and match.text]
    others = [match for match in matches if match.where < Where.SELECTOR or not match.text]
    yield from _ranked([*others, *(weighing.weighed(search.asked, in_words) if in_words else ())])
    if inside:
        yield from _ranked(weighing.weighed_inside(search.asked, inside))


def _ranked(matches: list[Match]) -> list[Match]:
    """Return matches by class, in it by weight, in that newest first."""
    for name, falling in (("record", True), ("weight", True), ("where", False)):
        matches.sort(key=attrgetter(name), reverse=falling)
    return matches


def _is_after(match: Match, rank: list[object], last: int) -> bool:
    """Say whether a match stands after the last one shown; a list that was too long to be ranked knows no rank."""
    if not rank:
        return match.record < last
    where, weight = (int(str(each)) for each in rank)
    mine = (match.where, -match.weight)
    return mine > (where, -weight) or (mine == (where, -weight) and match.record < last)


def _place(match: Match, uid: str, best: bool) -> list[object]:
    return [match.where, match.weight, uid] if best else [uid]


def _notice(search: _Search, found: _Found) -> str:
    if slips := asking.slips(search.asked):
        return slips
    if found.tally.capped:
        return NEWEST_FIRST if search.asked.terms else COUNTED_AMONG
    if found.left_out:
        return NO_PARTS
    brief = search.asked.only_whole()
    matters = not found.tally.total or brief == search.asked.terms
    return (_no_short_parts(brief) if brief and matters else "") or (
        "" if found.tally.total else _misread(search.asked)
    )


def _misread(asked: Asked) -> str:
    """Return the sentence on what was read as one identifier over several words, or was no whole one."""
    joined = [each.text for each in asked.readings if " " in each.text]
    if joined:
        return f"'{joined[0][:80]}' was read as one identifier: put each word in quotes to find it as a word."
    broken = next(filter(readings.is_broken, asked.unquoted), "")
    return f"'{broken[:80]}' is no whole identifier and was read as words." if broken else ""


def _no_short_parts(brief: Sequence[str]) -> str:
    """Return the sentence on terms that were not looked for inside words."""
    were = "was looked for as a whole word" if len(brief) == 1 else "were looked for as whole words"
    said = ", ".join(f"'{each}'" for each in brief[:_MOST_NAMED]) + (" and others" if brief[_MOST_NAMED:] else "")
    return f"Parts of words are looked for from three signs on; {said} {were}."


def _question(reader: Reader, q: str, given: Filters, order: str, more: tuple[bool, Day | None]) -> str:
    """Return what a cursor is bound to: the question, and who asks for what purpose."""
    whole = json.dumps([reader.officer, reader.purpose, q, repr(given), order, repr(more)])
    return hashlib.sha256(whole.encode()).hexdigest()
