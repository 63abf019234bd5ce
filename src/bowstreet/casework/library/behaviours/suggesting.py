"""Which records may be instances of a behaviour, by the signs of its card; each says why, and nothing is attached."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bowstreet.holdings.repository import finding, rows
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import ContentKind
from bowstreet.vocabulary.readers import Reader

METHOD = "Suggestions, version 1: words of the card first, then its markets and products; more reasons stand first"
KINDS = tuple(code for code, kind in catalogue.ALL.items() if kind.content_kind is ContentKind.CRIMINAL_DATA)
"""The kinds whose records can be instances: what was seen, not what is known or planned."""

MOST = 200
"""So many records are looked at for each word, the newest."""

MOST_WORDS = 12
"""So many words of a card are looked for, the first."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What of a card instances are looked for by: words and phrases, slugs of markets, codes of product types."""

    words: tuple[str, ...]
    markets: frozenset[str]
    products: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """A record that opens to the reader and may be an instance, with the reasons."""

    row: Row
    body: Mapping[str, Any]
    reasons: list[str] = field(default_factory=list)


def candidates(reader: Reader, now: datetime, signs: Signs, reach: Reach, without: Collection[str]) -> list[Candidate]:
    """Return the records that show a sign, those with most reasons first, of these those that were seen last first.

    Where the card has words, one of them stands in the record; where it has none, the record is of one of its markets
    and about one of its products. ``without`` are ids left out. The caller asks the gate again and enters the look.
    """
    found: dict[int, list[str]] = {}
    for word in signs.words[:MOST_WORDS]:
        quoted = '"' + " ".join(word.replace('"', " ").split()) + '"'
        for id in finding.all_of(reader, now, quoted, Filters(kind=KINDS), MOST):
            found.setdefault(id, []).append(f"‘{word}’ stands in it.")
    if not signs.words and signs.markets and signs.products:
        given = Filters(kind=KINDS, market=tuple(sorted(signs.markets)), product=tuple(sorted(signs.products)))
        found = {id: [] for id in finding.all_of(reader, now, "", given, MOST)}
    held = {
        id: row for id, row in rows.by_ids(found).items() if row.terms_id in reach.sets.body and row.uid not in without
    }
    bodies = rows.bodies(held.values())
    made = [
        Candidate(row, bodies[id], [*found[id], *_fits(row, bodies[id], signs, reach)]) for id, row in held.items()
    ]  # fmt: skip
    made = [each for each in made if each.reasons]
    made.sort(key=lambda each: (-len(each.reasons), _latest_first(each.row.last_on), each.row.uid))
    return made


def fits(market: str | None, about: Iterable[str], signs: Signs) -> list[str]:
    """Return why something of a market (its slug) and about products (their codes) fits the signs, beside its words.

    >>> fits("agora", ["cannabis"], Signs((), frozenset({"agora"}), frozenset({"drugs"})))
    ['It is of Agora, which the card names.', 'It is about drugs, which the card names.']
    """
    reasons = []
    if market in signs.markets:
        reasons.append(f"It is of {markets.label(str(market))}, which the card names.")
    shared = sorted(signs.products & {wide for code in about for wide in products.with_wider(code)})
    if shared:
        reasons.append(f"It is about {products.label(shared[0]).lower()}, which the card names.")
    return reasons


def _fits(row: Row, body: Mapping[str, Any], signs: Signs, reach: Reach) -> list[str]:
    kind, depth = catalogue.kind(row.kind), reach.depth_of(row.terms_id) or "meta"
    about = {code for name in kind.product_fields for code in kind.opened(name, body, depth)}
    return fits(row.market, about, signs)


def _latest_first(day: str) -> int:
    return -int(day.replace("-", "") or 0)
