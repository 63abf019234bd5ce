"""The cards found by words: in any order, with their endings taken off, country names in any language."""

import math
import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache

from bowstreet.casework.library import card_reading, telling
from bowstreet.casework.library.answers import Sort
from bowstreet.casework.library.cards import PartialDay, Seeds
from bowstreet.casework.library.telling import Card
from bowstreet.vocabulary import countries

MOST_WORDS = 20
"""So many words of a question are looked for."""

_WEIGHTS = {"title": 8.0, "summary": 4.0, "rest": 1.0}
"""How much a word counts in a title or other name, in a summary or country, and elsewhere on a card."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A card found, with how many of the words stand in it."""

    card: Card
    matched: int


class Shelf:
    """Cards behind an index of full text (SQLite FTS5 with Porter's stemmer).

    A word counts by where it stands, and the more, the fewer cards have it (inverse document frequency). Every reader
    gets the same of these cards, which ship with the product.
    """

    def __init__(self, seeds: Seeds) -> None:
        """Set up the index of all cards of the seeds."""
        self.seeds = seeds
        self.cards = telling.cards_of(seeds)
        self._by_id = {(telling.sort_of(each), telling.id_of(each)): each for each in self.cards}
        self._lock = threading.Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE card USING fts5"
            "(title, summary, rest, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self._index.executemany(
            "INSERT INTO card (rowid, title, summary, rest) VALUES (?, ?, ?, ?)",
            ((number, *_texts(each, seeds)) for number, each in enumerate(self.cards)),
        )

    def card(self, sort: Sort, id: str) -> Card | None:
        """Return the card of a sort and id; None where there is none."""
        return self._by_id.get((sort, id))

    def find(self, words: Iterable[str]) -> list[Placed]:
        """Return the cards in which at least half of the words stand, those with the most words first.

        A word that stands nowhere is looked for as the beginning of longer ones. Without words: every card, in order.
        """
        words = tuple(words)
        if not words:
            return [Placed(each, 0) for each in self.cards]
        matched, weight = defaultdict[int, int](int), defaultdict[int, float](float)
        for word in words:
            found = self._weights(f'"{word}"') or self._weights(f'"{word}"*')
            for number, score in found.items():
                matched[number] += 1
                weight[number] += score * math.log(1 + len(self.cards) / len(found))
        enough = [each for each in matched if 2 * matched[each] >= len(words)]
        enough.sort(key=lambda each: (-matched[each], -weight[each], each))
        return [Placed(self.cards[each], matched[each]) for each in enough]

    def _weights(self, asked: str) -> dict[int, float]:
        """Return the numbers of the cards in which a word stands, each with how much it counts there."""
        found = defaultdict[int, float](float)
        for column, weight in _WEIGHTS.items():
            with self._lock:
                rows = self._index.execute("SELECT rowid FROM card WHERE card MATCH ?", (f"{column} : {asked}",))
                for (number,) in rows.fetchall():
                    found[number] += weight
        return found


@cache
def shelf() -> Shelf:
    """Return the cards that ship with the product, read once a process."""
    return Shelf(card_reading.read())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a question, each once, as many as are looked for.

    >>> words_of("wallet seizure, Monero (wallet)")
    ('wallet', 'seizure', 'monero')
    """
    return tuple(dict.fromkeys(_WORD.findall(text.casefold())))[:MOST_WORDS]


def _texts(card: Card, seeds: Seeds) -> tuple[str, str, str]:
    """Return the texts of the three columns; a practice is found by the operations in which it was used, too."""
    line = telling.line(card)
    used = {each.operation for each in getattr(card, "used_in", ())}
    operations = (f"{each.title} {' '.join(each.markets)}" for each in seeds.operations if each.id in used)
    named = [name for code in line.countries for name in (code, *countries.names(code))]
    aliases = getattr(card, "aliases", ())
    return (
        " ".join((line.title, *aliases)),
        " ".join((line.summary, line.when, *named)),
        " ".join((*_strings(card), *operations)),
    )


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, PartialDay):
        yield str(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name != "sources":
                yield from _strings(getattr(value, field.name))
