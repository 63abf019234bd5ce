"""An invented market over two years, as the tables that a crawler would have made of it."""

import csv
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from bowstreet.interfaces.demonstration import keys, wallets

MARKET = "Saltmarket"
OPENED = date(2024, 9, 2)
WEEKS = 104
SELLERS = 140
PAIRED = "quietharbour"
"""The seller whom two units work on and do not know it."""

_FIRST = "amber brine cobalt dune ember fjord grain harbour ivory jetty kelp lantern marsh north oar pier quay reef "
_LAST = "baker cooper drake ferry gull heron isle keeper loft mason otter porter quill rover smith tern vale wright"
_PRODUCTS = ("MDMA", "2C-B", "ketamine", "cannabis", "amphetamine", "forged documents", "stolen card data")
_COUNTRIES = ("Netherlands", "Germany", "France", "Poland", "Spain", "Belgium", "United Kingdom")
_SAID = ("arrived in {days} days, well packed", "good weight, friendly", "slow post, {days} days, but it came",
         "second order, same quality", "packing could be better", "never arrived, no answer")  # fmt: skip


@dataclass(frozen=True)
class Seller:
    """One invented seller."""

    handle: str
    joined: date
    left: date
    key: str
    fingerprint: str
    wallet: str
    mail: str
    products: tuple[str, ...]
    ships_from: str


@cache
def sellers(seed: str = "salt") -> tuple[Seller, ...]:
    """Return the sellers, the same for the same seed; the first is the one that two units work on."""
    chance = random.Random(seed)  # noqa: S311
    return tuple(_seller(number, chance) for number in range(SELLERS))


def _seller(number: int, chance: random.Random) -> Seller:
    first, last = _FIRST.split(), _LAST.split()
    handle = PAIRED if number == 0 else f"{first[number % len(first)]}_{last[number // len(first)]}{number}"
    joined = OPENED + timedelta(days=0 if number == 0 else chance.randrange(0, 7 * WEEKS - 60))
    stays = 7 * WEEKS if number == 0 else chance.randrange(30, 500)
    mail = f"{handle}@{'post' if number % 2 else 'letter'}.example.org"
    made = datetime(joined.year, joined.month, joined.day, tzinfo=UTC) - timedelta(days=chance.randrange(1, 200))
    key, fingerprint = keys.armoured(handle, f"{handle} <{mail}>", made)
    return Seller(
        handle, joined, min(joined + timedelta(days=stays), OPENED + timedelta(weeks=WEEKS)), key, fingerprint,
        wallets.address(handle), mail, tuple(chance.sample(_PRODUCTS, chance.randrange(1, 4))),
        "Netherlands" if number == 0 else chance.choice(_COUNTRIES),
    )  # fmt: skip


def crawls(of: Iterable[Seller], every: int) -> Iterator[tuple[date, Seller]]:
    """Yield the days on which the invented crawler went out, every few weeks, each with the sellers it met."""
    known = tuple(of)
    for week in range(0, WEEKS, every):
        day = OPENED + timedelta(weeks=week)
        yield from ((day, each) for each in known if each.joined <= day <= each.left)


def write_vendors(place: Path, of: Iterable[Seller]) -> None:
    """Write the sellers seen every second week, as CSV with keys and descriptions."""
    with place.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["seen_on", "vendor", "market", "rating", "deals", "ships_from", "sells", "pgp", "about"])
        table.writerows(_row(each, day) for day, each in crawls(of, 2))


def _row(seller: Seller, day: date) -> list[str]:
    deals = (day - seller.joined).days // 2
    about = f"Write to {seller.mail} or pay to {seller.wallet}. {' and '.join(seller.products)}, no questions."
    rating = f"{4 + (len(seller.handle) * 7 % 10) / 10:.1f}"
    return [day.isoformat(), seller.handle, MARKET, rating, str(deals), seller.ships_from,
            "; ".join(seller.products), seller.key, about]  # fmt: skip


def write_listings(place: Path, of: Iterable[Seller]) -> None:
    """Write the listings seen every week, as JSON lines."""
    with place.open("w") as out:
        for day, seller in crawls(of, 1):
            out.writelines(_listing(seller, product, day) for product in seller.products)


def _listing(seller: Seller, product: str, day: date) -> str:
    price = 10 + (len(product) * 13 + len(seller.handle) * 7 + day.toordinal() // 30) % 190
    offer = {
        "seen_on": day.isoformat(),
        "market": MARKET,
        "vendor": seller.handle,
        "title": f"{product}, 5 g",
        "category": product,
        "price_eur": price,
        "ships_from": seller.ships_from,
        "ships_to": "Europe",
    }
    return json.dumps(offer, ensure_ascii=False) + "\n"


def write_feedback(place: Path, of: Iterable[Seller]) -> None:
    """Write what buyers said, as tab-separated values."""
    chance = random.Random("feedback")  # noqa: S311
    with place.open("w", newline="") as out:
        table = csv.writer(out, delimiter="\t")
        table.writerow(["posted_on", "market", "vendor", "listing", "stars", "buyer", "feedback"])
        table.writerows(_feedback(each, day, chance) for day, each in crawls(of, 1))


def _feedback(seller: Seller, day: date, chance: random.Random) -> list[str]:
    said = chance.choice(_SAID).format(days=chance.randrange(2, 15))
    stars = 1 if said.startswith("never") else chance.randrange(4, 6)
    buyer = f"{chance.choice('abcdefghkmnprst')}***{chance.choice('aehiklnorstuy')}"
    posted = day - timedelta(days=chance.randrange(0, 7))
    return [
        posted.isoformat(),
        MARKET,
        seller.handle,
        f"{chance.choice(seller.products)}, 5 g",
        str(stars),
        buyer,
        said,
    ]
