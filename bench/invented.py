"""Invented sellers, keys and tables, the same for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from bowstreet.vocabulary.drafts import Draft

OPENED = date(2024, 1, 1)
COMMON = "stealth"
"""A word that stands in nearly every description."""

_MARKETS = ("Saltmarket", "Lantern Market", "Quay Street", "Copper Row", "North Pier", "Amber Hall")
_FIRST = ("amber", "brine", "cobalt", "dune", "ember", "fjord", "harbour", "ivory", "jetty", "kelp", "marsh", "quay")
_LAST = ("baker", "cooper", "drake", "gull", "heron", "keeper", "mason", "otter", "porter", "quill", "rover", "vale")
_PRODUCTS = ("cannabis", "cocaine", "mdma", "ketamine", "amphetamine")
_COUNTRIES = ("NL", "DE", "FR", "PL", "ES", "BE", "GB")
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "bra", "cle", "dri", "flo", "sto")


class Words:
    """Words of an invented language, the first ones common and the last ones rare, as in any language."""

    def __init__(self, chance: random.Random, size: int = 20_000) -> None:
        """Make the words."""
        made = {"".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5))) for _ in range(size * 2)}
        self.all = sorted(made, key=lambda word: (len(word), word))[:size]
        self._totals = [0.0]
        for rank in range(1, len(self.all) + 1):
            self._totals.append(self._totals[-1] + 1 / rank)
        self._totals.pop(0)

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Return words by Zipf's law."""
        return chance.choices(self.all, cum_weights=self._totals, k=count)


def sellers(count: int, seed: str, first: int = 0) -> Iterator[Draft]:
    """Yield drafts of vendor accounts: key, alias, address, products, countries and a description of some 30 words."""
    chance = random.Random(seed)
    words = Words(random.Random("words"))
    for number in range(first, first + count):
        yield _seller(number, seed, chance, words)


def short_sellers(count: int, seed: str, first: int = 0) -> Iterator[Draft]:
    """Yield drafts of vendor accounts with a key and a dozen words, as tables of listings give them."""
    chance = random.Random(f"{seed}:{first}")
    words = Words(random.Random("words"))
    for number in range(first, first + count):
        body = {
            "market": f"{_MARKETS[number % len(_MARKETS)]} {number % 40}",
            "handle": handle(number, seed),
            "pgp": [fingerprint(number // 2, seed)],
            "products": [chance.choice(_PRODUCTS)],
            "description": [f"{COMMON} {' '.join(words.some(chance, 11))}"],
        }
        begun = OPENED + timedelta(days=chance.randrange(500))
        yield Draft("vendor_account", body, begun, begun, (f"observation:crawl/{seed}/{number}",))


def handle(number: int, seed: str) -> str:
    """Return the handle of a seller."""
    return f"{_FIRST[number % len(_FIRST)]}_{_LAST[number // len(_FIRST) % len(_LAST)]}{seed}{number}"


def fingerprint(number: int, seed: str) -> str:
    """Return the fingerprint that a seller shows."""
    return f"{random.Random(f'{seed}:{number}').getrandbits(160):040X}"


def _seller(number: int, seed: str, chance: random.Random, words: Words) -> Draft:
    name = handle(number, seed)
    cite = f"observation:crawl/{seed}/{number}"
    begun = OPENED + timedelta(days=chance.randrange(500))
    ended = begun + timedelta(days=chance.randrange(200))
    said = {"source": cite, "grade": "B3", "first_seen": begun.isoformat(), "last_seen": ended.isoformat()}
    text = " ".join(words.some(chance, 30))
    body = {
        "market": _MARKETS[number % len(_MARKETS)],
        "handle": name,
        "aliases": [{"value": f"{name}_old", **said}],
        "pgp": [{"value": fingerprint(number, seed), **said}],
        "emails": [{"value": f"{name}@example.org", **said}],
        "ships_from": [{"value": chance.choice(_COUNTRIES), **said}],
        "products": [{"value": each, **said} for each in chance.sample(_PRODUCTS, 2)],
        "description": [{"value": f"{COMMON} packs. {text}. Write to {name}@example.org, yours {name}", **said}],
        "rating": f"4.{number % 10}",
    }
    return Draft("vendor_account", body, begun, ended, (cite,))
