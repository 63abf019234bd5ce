"""What a record is about, in words that a competence may name: its kind, identifiers, products, market and text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Shape

WORK: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "wallet": ("cryptocurrency", "blockchain", "payments", "tracing"),
    "bank_account": ("payments", "banking", "laundering"),
    "exchange_account": ("cryptocurrency", "exchange", "payments", "laundering"),
    "pgp_key": ("encryption", "keys", "PGP"),
    "parcel": ("post", "parcels", "customs", "shipping"),
    "location": ("surveillance", "mapping"),
    "device": ("forensics", "devices"),
    "image": ("pictures", "photographs", "forensics"),
    "domain": ("hosting", "infrastructure"),
    "onion_service": ("hosting", "Tor", "infrastructure"),
    "forum": ("forums", "moderation"),
    "market": ("markets", "takedown"),
    "vendor_account": ("sellers", "markets", "linkage"),
    "user_account": ("accounts", "linkage"),
    "person": ("identification", "surveillance"),
    "seizure": ("seizure", "confiscation"),
    "test_purchase": ("purchases", "undercover"),
    "case": ("prosecution", "evidence"),
    "document": ("evidence", "disclosure"),
})  # fmt: skip
"""The work that goes with a kind of record."""

TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "bitcoin": ("Bitcoin", "cryptocurrency", "blockchain", "tracing"),
    "monero": ("Monero", "cryptocurrency"),
    "ethereum": ("Ethereum", "cryptocurrency", "blockchain", "tracing"),
    "pgp_fingerprint": ("PGP", "encryption"),
    "onion": ("Tor", "hosting"),
    "domain": ("hosting", "infrastructure"),
    "ipv4": ("hosting", "infrastructure"),
    "ipv6": ("hosting", "infrastructure"),
    "email": ("e-mail", "providers"),
    "phone": ("telephony", "interception"),
    "telegram": ("Telegram", "messengers"),
    "tracking_number": ("post", "parcels", "shipping"),
    "iban": ("payments", "banking"),
    "image_hash": ("pictures", "photographs"),
})  # fmt: skip
"""The work that goes with a type of identifier."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = ("ing", "ers", "ies", "er", "es", "ed", "s", "e")
_SHORTEST = 4
_EMPTY = frozenset(
    {"and", "the", "for", "with", "from", "into", "that", "this", "und", "der", "die", "das", "les", "des"}
)
"""Words that name no work."""


@dataclass(frozen=True)
class Topics:
    """What a record is about: for each root of a word, why it is one; the words to show; and the countries."""

    why: Mapping[str, str]
    shown: tuple[str, ...]
    countries: frozenset[str]


def roots(text: str) -> dict[str, str]:
    """Return the words of a text by their roots: in small letters, a common English ending taken off.

    >>> roots("Tracing payments"), roots("traced payment").keys() == roots("Tracing payments").keys()
    ({'trac': 'Tracing', 'payment': 'payments'}, True)
    """
    found = ((_root(word.casefold()), word) for word in _WORD.findall(text) if word.casefold() not in _EMPTY)
    return dict(found)


def topics(
    kind_code: str, body: Mapping[str, object], depth: str, types: Iterable[str], country: str
) -> Topics:  # fmt: skip
    """Return what a record is about, as far as its body opens at a depth (``body`` or ``identifiers``).

    ``types`` are those of its identifiers that open; ``country`` is its owner's. What is said first of a word stays.
    """
    kind = catalogue.kind(kind_code)
    said: list[tuple[str, str]] = [(word, f"it goes with the kind {kind.label.lower()}")
                                   for word in (kind.label, *WORK.get(kind_code, ()))]  # fmt: skip
    for type in dict.fromkeys(types):
        said += [(word, f"it goes with an identifier of the type {type}") for word in TYPES.get(type, ())]
    said += [(products.label(code), "it is a product of the record") for code in kind.products(body)]
    if market := kind.market(body):
        said.append((markets.label(market), "it is the market of the record"))
    shown = tuple(dict.fromkeys(word for word, _ in said))
    text = kind.texts(body)[Depth.IDENTIFYING if depth == "identifiers" else Depth.OPEN]
    said.append((text, "the word stands in the record"))
    why: dict[str, str] = {}
    for words, because in said:
        for root in roots(words):
            why.setdefault(root, because)
    named = [field.name for field in kind.fields if field.shape is Shape.COUNTRY]
    countries = {each.upper() for name in named for each in kind.opened(name, body, depth)}
    return Topics(why, shown, frozenset({*countries, country.upper()} - {""}))


def _root(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word
