"""The search over records: one page of hits, the facets beside it, and its entry in the ledger before it is given."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Literal

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import asking, cursors, facets, matching, presenting, rows, sqlite
from bowstreet.holdings.repository.answers import FindPage
from bowstreet.holdings.repository.asking import Asked, Filters
from bowstreet.holdings.repository.matching import MOST, Match, Where
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

NEWEST_FIRST = "More than 10,000 hits: the newest stand first. Narrow the search to have the best ones first."
NO_PARTS = "Words inside longer words were left out, because whole words gave enough."


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
    order: str
    exact: bool


@dataclass(frozen=True)
class _Found:
    """What a search found, in order."""

    matches: list[Match]
    capped: bool
    notice: str = ""


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
    since: date | None = None,
    until: date | None = None,
    order: Literal["best", "newest"] = "best",
    cursor: str | None = None,
    limit: int = 50,
    selector: bool = False,
) -> FindPage:
    """Return a page of what the reader may see that matches, of all of it when the text is empty.

    ``selector``: only what has exactly the selector typed; raise ``NoSelector`` when it is none.
    """
    reach = reach_of(reader, now)
    q = q.encode("utf-8", "replace").decode()
    given = Filters(tuple(kind), tuple(agency), tuple(market), tuple(product), tuple(grade), since, until)
    asked = asking.read(q, given)
    if selector and not asked.selectors:
        raise NoSelector()
    search = _Search(reader, asked, reach, queries.cards(), order, selector)
    question = _question(reader, q, given, order, selector)
    place = cursors.opened(cursor, question) if cursor else None
    found = _ranked(search)
    page, more = _page(search, found, place, limit)
    shown = presenting.hits(page, asked, reach, reader, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="find", now=now, query=q or None,
        records=[hit.id for hit in shown],
        touched=[(hit.id, hit.docket.owner.slug) for hit in shown if hit.docket.owner.slug != reader.agency],
    )  # fmt: skip
    return FindPage(
        q=q,
        hits=shown,
        total=(total := min(len(found.matches), MOST)),
        total_shown=facets.shown(total, found.capped),
        capped=found.capped,
        order="newest" if found.capped or order == "newest" or not asked.terms else "best",
        facets=facets.facets(lambda other: _all(search, other)[0], found.matches, asked.filters, reach, search.cards),
        next=cursors.sealed(_place(found, order, page[-1]), question) if more and page else None,
        notice=found.notice,
        terms=asked.terms,
    )


def _all(search: _Search, filters: Filters) -> tuple[list[Match], bool]:
    """Return all that matches under some filters, a record once, and whether words inside words were left out."""
    asked, reach = search.asked, search.reach
    if not asked.terms:
        return matching.browse(reach, filters, None, MOST + 1), False
    if search.exact:
        return matching.selectors(asked, reach, filters), False
    found = matching.words(asked, reach, filters)
    left_out = len(found) > matching.ENOUGH_WORDS and bool(asked.parts())
    if len(found) > MOST:
        return found, left_out
    others = [] if left_out else matching.inside(asked, reach, filters)
    first = matching.by_meta_title(asked, reach, filters, search.cards)
    by_record = {match.record: match for match in (*others, *found, *matching.selectors(asked, reach, filters), *first)}
    return list(by_record.values())[: MOST + 1], left_out


def _ranked(search: _Search) -> _Found:
    matches, left_out = _all(search, search.asked.filters)
    capped = len(matches) > MOST
    notice = NEWEST_FIRST if capped and search.asked.terms else NO_PARTS if left_out else ""
    if capped:
        return _Found(matches, True, notice)
    if search.order == "best" and search.asked.terms:
        matches = _weighed(search.asked, matches)
    newest = sorted(matches, key=attrgetter("uid"), reverse=True)
    if search.order == "best" and search.asked.terms:
        newest.sort(key=_rank)
    return _Found(newest, False, notice)


def _weighed(asked: Asked, matches: list[Match]) -> list[Match]:
    """Return the matches with their place and weight; the others as they are."""
    in_words = [match for match in matches if match.where == Where.ELSEWHERE and match.text]
    in_parts = [match for match in matches if match.where == Where.INSIDE]
    known = {match.record: match for match in matches}
    for table, some in ((sqlite.WORDS, in_words), (sqlite.PARTS, in_parts)):
        if some:
            known.update((match.record, match) for match in matching.weighed(asked, some, table))
    return list(known.values())


def _rank(match: Match) -> tuple[int, int]:
    return match.where, -match.weight


def _page(search: _Search, found: _Found, place: list[object] | None, limit: int) -> tuple[list[Match], bool]:
    """Return the hits of the page after a place, and whether there are more."""
    if place is None:
        return found.matches[:limit], len(found.matches) > limit
    if found.capped:
        return _page_of_many(search, str(place[-1]), limit)
    after = [match for match in found.matches if _is_after(match, place, search.order == "newest")]
    return after[:limit], len(after) > limit


def _page_of_many(search: _Search, uid: str, limit: int) -> tuple[list[Match], bool]:
    """Go on after a record in a list that is too long to be put in order: the place is looked up, never sent."""
    filters = search.asked.filters
    if not search.asked.terms:
        rest = matching.browse(search.reach, filters, uid, limit + 1)
        return rest[:limit], len(rest) > limit
    held = rows.by_uid(uid)
    text = matching.text_of(held.id, search.reach) if held else None
    rest = matching.words(search.asked, search.reach, filters, before=text) if text else []
    return rest[:limit], len(rest) > limit


def _is_after(match: Match, place: list[object], newest: bool) -> bool:
    if newest or len(place) == 1:
        return match.uid < str(place[-1])
    where, weight, uid = place
    key, last = _rank(match), (int(str(where)), int(str(weight)))
    return key > last or (key == last and match.uid < str(uid))


def _place(found: _Found, order: str, last: Match) -> list[object]:
    if found.capped or order == "newest":
        return [last.uid]
    return [*_rank(last), last.uid]


def _question(reader: Reader, q: str, given: Filters, order: str, exact: bool) -> str:
    """Return what a cursor is bound to: the question, and who asks for what purpose."""
    whole = json.dumps([reader.officer, reader.purpose, q, repr(given), order, exact])
    return hashlib.sha256(whole.encode()).hexdigest()
