"""The check of many identifiers at once: each held by another agency, known to this reader, unknown, or none at all.

Known is what stands in a record that the reader may see, to the depth to which it opens; what does not open is
unknown, as if it were not there. A hit says that another agency holds it, and whom to ask there. Whoever gives the
answer on enters it in the ledger first.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db import connection

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import dockets, hitting, matching, rows, sharing
from bowstreet.holdings.repository.asking import Asked, Filters
from bowstreet.holdings.repository.hitting import CheckHit, Covers, Held
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.readings import Reading
from bowstreet.vocabulary import selector_surmising as surmising
from bowstreet.vocabulary.kinds import alone, catalogue
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selector_pasting import Pasted, pasted
from bowstreet.vocabulary.selectors import Selector, SelectorType

MOST = 1_000
"""So many identifiers, and lines without one, are answered at a time where nothing else is asked for."""

MOST_READ = 100_000
"""So many of a text are answered; of what comes after them nothing is read."""

LONGEST = 10_000_000
MOST_SHOWN = 3
MAY_BE_JA3 = "It may be an old PGP fingerprint, a JA3 or a JA3S: write pgp:, ja3: or ja3s: before it."
SHORT_KEY_ID = "A short id may be several keys'."
_SHORT_ID_DIGITS = 8
_OF_32_DIGITS, _MD5_DIGITS = {SelectorType.PGP_FINGERPRINT, SelectorType.TLS_FINGERPRINT}, 32
HIT, KNOWN, UNKNOWN, NONE = "hit", "known", "unknown", "not_an_identifier"
TOO_COMMON = "So many agencies hold it that it tells little: no ticket is opened on it."


@dataclass(frozen=True)
class Holder:
    """A record that has an identifier, as far as it opens."""

    id: str
    title: str
    kind: str
    agency: str


@dataclass(frozen=True)
class Checked:
    """One identifier of the text, or one line without. ``value`` is its normal form, or the line as it stands.

    ``records`` are the newest of those that have it, ``more`` how many there are beside; ``kind`` is what it can be
    recorded as; where it is no thing of its own, ``homes`` are the kinds whose records may hold it.
    """

    line: int
    type: str | None
    value: str
    answer: str
    known: bool
    hits: tuple[CheckHit, ...]
    shown: str
    records: tuple[Holder, ...]
    more: int
    kind: str | None
    why: str
    homes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckPage:
    """The answers to one stretch of a text, from place ``first`` on; ``next`` is the place of the following ones.

    ``total`` is how many stand in the text; ``capped``: more than those do, which are to be checked in another text.
    """

    results: tuple[Checked, ...]
    first: int
    total: int
    next: int | None
    text: str = ""
    capped: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Return how often each answer was given."""
        return dict.fromkeys((HIT, KNOWN, UNKNOWN, NONE), 0) | Counter(each.answer for each in self.results)

    def of(self, answer: str) -> tuple[Checked, ...]:
        """Return the results with an answer."""
        return tuple(each for each in self.results if each.answer == answer)


_Pair = tuple[str, str]


def blank(*, reader: Reader, now: datetime) -> CheckPage:
    """Return a page on which nothing was asked yet."""
    return CheckPage((), 0, 0, None)


@dataclass(frozen=True)
class Step:
    """What was found of a thousand lines: how often and where the reader sees each identifier, and who holds it.

    ``asked`` are the identifiers whose holders were asked for, ``owners`` says whose the records are that are shown,
    by their ids.
    """

    lines: int
    asked: tuple[Selector, ...]
    counts: dict[_Pair, int]
    found: dict[_Pair, list[int]]
    holders: dict[int, Holder]
    owners: dict[str, str]
    held: dict[_Pair, Held]


@dataclass(frozen=True)
class Answers:
    """A page of answers before it is entered, and all that its entries say."""

    page: CheckPage
    steps: tuple[Step, ...]


def check(
    *, reader: Reader, now: datetime, text: str, first: int = 0, limit: int = MOST,
    covers: Covers = hitting.nothing_beside,
) -> Answers:  # fmt: skip
    """Answer for each identifier in a text whether another agency holds it and the reader knows it.

    ``limit`` are answered from place ``first`` on, none after the first hundred thousand; no more of a text is read
    than is needed to know that more stand in it. Memory grows with what is answered alone. ``covers`` is what a room
    above holds beside records.
    """
    reach = reach_of(reader, now)
    text = text.encode("utf-8", "replace").decode()
    every = list(islice(pasted(text), MOST_READ + 1))
    capped = len(every) > MOST_READ
    every = every[:MOST_READ]
    until = min(first + limit, len(every))
    cards = queries.cards()
    results: list[Checked] = []
    steps: list[Step] = []
    for start in range(first, until, MOST):
        some = _with_countries(every[start : min(start + MOST, until)], reach)
        step = _step(some, reach, reader, now, covers)
        results += (_checked(each, step, reader.agency, cards) for each in some)
        steps.append(step)
    rest = until if len(every) > until else None
    return Answers(CheckPage(tuple(results), first, len(every), rest, text, capped), tuple(steps))


def _step(some: Sequence[Pasted], reach: Reach, reader: Reader, now: datetime, covers: Covers) -> Step:
    counts, found = _held(list(dict.fromkeys(each for one in some for each in (*one.readings, *one.surmises))), reach)
    holders, owners = holders_of(found, reach, reader, now)
    asked = tuple(dict.fromkeys(each for one in some for each in _said(one, found)))
    held = hitting.held([(each.type.value, each.value) for each in asked], reader, now, covers)
    return Step(len(some), asked, counts, found, holders, owners, held)


def _said(one: Pasted, found: Mapping[_Pair, list[int]]) -> Iterable[Selector]:
    """Return of what a line may be that which it says it is, or which is known to be: others are not asked about it."""
    yield from one.readings
    yield from (each for each in one.surmises if (each.type.value, each.value) in found)


def _checked(one: Pasted, step: Step, agency: str, cards: Mapping[str, AgencyCard]) -> Checked:
    pairs = {(each.type.value, each.value): each for each in (*one.readings, *one.surmises)}
    held = [each for each in pairs if each in step.found]
    if not held and not one.readings:
        return Checked(one.line, None, one.text, NONE, False, (), one.text, (), 0, None, one.why)
    hit = [each for each in pairs if each in step.held and step.held[each].open]
    pair = next(iter((*held, *hit, *pairs)))
    types = {pair[0], *(each.type for each in one.readings)}
    if not held and not hit and types >= _OF_32_DIGITS and len(pair[1]) == _MD5_DIGITS:
        return Checked(one.line, *pair, UNKNOWN, False, (), pairs[pair].shown(), (), 0, None, MAY_BE_JA3)
    said, selector = tuple(step.holders[id] for id in step.found.get(pair, ())), pairs[pair]
    others = step.held.get(pair, hitting.NOBODY)
    hits = tuple(CheckHit(each, cards[each].contact, hitting.reference(pair, agency, each)) for each in others.open)
    return Checked(
        one.line, *pair, HIT if hits else KNOWN if said else UNKNOWN, bool(said), hits, selector.shown(), said,
        max(0, step.counts.get(pair, 0) - len(said)), alone.kind_of(selector),
        " ".join(filter(None, (_note(selector, held) if said else "", TOO_COMMON if others.common else ""))),
        () if said else alone.homes_of(selector),
    )  # fmt: skip


def _with_countries(some: Sequence[Pasted], reach: Reach) -> list[Pasted]:
    """Return what stands in the lines, a plate that does not say its country as one of each country with plates."""
    if not any(surmising.is_without_country(each) for one in some for each in one.surmises):
        return list(some)
    held = _countries(reach)
    return [
        replace(one, surmises=tuple(each for surmise in one.surmises for each in _in(held, surmise))) for one in some
    ]


def _in(held: Collection[str], surmise: Selector) -> Iterable[Selector]:
    if not surmising.is_without_country(surmise):
        return (surmise,)
    return (Selector(surmise.type, f"{country}:{surmise.value}") for country in held)


def _countries(reach: Reach) -> list[str]:
    """Return the countries whose plates the reader may know."""
    allowed, allowed_with = reach.selectors("f")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT substr(f.value, 1, 2) FROM repository_frequency f WHERE f.type = %s AND {allowed}",  # noqa: S608
            [SelectorType.LICENCE_PLATE.value, *allowed_with],
        )
        return sorted(country for (country,) in cursor.fetchall())


def _note(selector: Selector, held: Sequence[_Pair]) -> str:
    """Return what is to be said of an identifier that is known; of most nothing."""
    others = [value for sort, value in held if sort == selector.type.value and value != selector.value]
    if others and selector.type is SelectorType.LICENCE_PLATE:
        return f"Another country's plate with these signs is known too: {', '.join(others[:MOST_SHOWN])}."
    is_short = selector.type is SelectorType.PGP_KEY_ID and len(selector.value) == _SHORT_ID_DIGITS
    return SHORT_KEY_ID if is_short else ""


def _held(asked: Sequence[Selector], reach: Reach) -> tuple[dict[_Pair, int], dict[_Pair, list[int]]]:
    """Return in how many visible records each identifier stands, and the newest of them; nothing of the others."""
    pairs = [(each.type.value, each.value) for each in asked]
    counts = _counts(pairs, reach)
    found = _few([pair for pair, n in counts.items() if n <= sharing.COMMON], reach)
    for pair, n in counts.items():
        if n > sharing.COMMON:
            found[pair] = _newest(Selector(SelectorType(pair[0]), pair[1]), reach)
    for each in asked:
        if each.type is SelectorType.PGP_KEY_ID and (ids := _newest(each, reach)):
            found[each.type.value, each.value] = ids
    return counts, found


def _counts(pairs: Sequence[_Pair], reach: Reach) -> dict[_Pair, int]:
    allowed, allowed_with = reach.selectors("f", "+f.terms_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.type, f.value, sum(f.n) FROM {dialect.LISTED} CROSS JOIN repository_frequency f"  # noqa: S608
            f" WHERE f.type = {dialect.item(0)} AND f.value = {dialect.item(1)} AND {allowed}"
            " GROUP BY 1, 2 HAVING sum(f.n) > 0",
            [json.dumps(pairs), *allowed_with],
        )
        return {(type, value): int(n) for type, value, n in cursor.fetchall()}


def _few(pairs: Sequence[_Pair], reach: Reach) -> dict[_Pair, list[int]]:
    """Return the newest records that have each of some identifiers, of which none is common."""
    allowed, allowed_with = reach.selectors("s")
    found: dict[_Pair, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.type, s.value, s.record_id FROM {dialect.LISTED} CROSS JOIN repository_selector s"  # noqa: S608
            f" WHERE s.type = {dialect.item(0)} AND s.value = {dialect.item(1)} AND {allowed}",
            [json.dumps(pairs), *allowed_with],
        )
        for type, value, record in cursor.fetchall():
            found[type, value].append(record)
    return {pair: sorted(records, reverse=True)[:MOST_SHOWN] for pair, records in found.items()}


def _newest(wanted: Selector, reach: Reach) -> list[int]:
    """Return the newest records that have an identifier, of a key's id those with a key that has it."""
    matches = matching.selectors(Asked((), Filters(), (Reading("", (wanted,)),)), reach, Filters(), None, MOST_SHOWN)
    return sorted((each.record for each in matches), reverse=True)[:MOST_SHOWN]


def holders_of(
    found: dict[_Pair, list[int]], reach: Reach, reader: Reader, now: datetime
) -> tuple[dict[int, Holder], dict[str, str]]:
    """Return the records as they are told, after the gate was asked once more, and the owner of each by its id."""
    held = rows.by_ids({id for records in found.values() for id in records})
    dockets.check_out(reader, held.values(), reach, now)
    bodies = rows.bodies(held.values())
    cards = queries.cards()
    told = {
        row.id: Holder(
            row.uid,
            dockets.title(row, reach.depth_of(row.terms_id) or "meta", bodies[row.id], cards[row.agency]),
            catalogue.kind(row.kind).label,
            row.agency,
        )
        for row in held.values()
    }
    return told, {row.uid: row.agency for row in held.values()}


def lines(chosen: Iterable[str]) -> list[str]:
    """Return what was chosen, one identifier each, whether it came apart or in lines."""
    return list(islice(dict.fromkeys(line for each in chosen for line in each.splitlines() if line.strip()), MOST + 1))
