"""An invented market and its sellers over two years, as the tables that a crawler would have made of it."""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bowstreet.interfaces.demonstration import keys, wallets

MARKET = "Saltmarket"
OPENED = date(2024, 9, 2)
WEEKS = 104
SELLERS = 140
_FIRST = "amber brine cobalt dune ember fjord grain harbour ivory jetty kelp lantern marsh north oar pier quay reef "
_LAST = "baker cooper drake ferry gull heron isle keeper loft mason otter porter quill rover smith tern vale wright"
_PRODUCTS = ("MDMA", "2C-B", "ketamine", "cannabis", "amphetamine", "forged documents", "stolen card data")
_COUNTRIES = ("Netherlands", "Germany", "France", "Poland", "Spain", "Belgium", "United Kingdom")


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


def sellers(seed: str = "salt") -> tuple[Seller, ...]:
    """Return the sellers, the same for the same seed; the first is the one that two units work on."""
    chance = random.Random(seed)  # noqa: S311
    return tuple(_seller(number, chance) for number in range(SELLERS))


def _seller(number: int, chance: random.Random) -> Seller:
    first, last = _FIRST.split(), _LAST.split()
    handle = "quietharbour" if number == 0 else f"{first[number % len(first)]}_{last[number // len(first)]}{number}"
    joined = OPENED + timedelta(days=0 if number == 0 else chance.randrange(0, 7 * WEEKS - 60))
    stays = 7 * WEEKS if number == 0 else chance.randrange(30, 500)
    mail = f"{handle}@{'post' if number % 2 else 'letter'}.example"
    made = datetime(joined.year, joined.month, joined.day, tzinfo=UTC) - timedelta(days=chance.randrange(1, 200))
    key, fingerprint = keys.armoured(handle, f"{handle} <{mail}>", made)
    return Seller(
        handle, joined, min(joined + timedelta(days=stays), OPENED + timedelta(weeks=WEEKS)), key, fingerprint,
        wallets.address(handle), mail, tuple(chance.sample(_PRODUCTS, chance.randrange(1, 4))),
        chance.choice(_COUNTRIES),
    )  # fmt: skip


def crawl_days() -> Iterator[date]:
    """Yield the days on which the invented crawler went out, one a week."""
    return (OPENED + timedelta(weeks=week) for week in range(WEEKS))


def write_vendors(place: Path, since: date, until: date) -> None:
    """Write the sellers seen on each crawl of a stretch of days, as CSV with keys and descriptions."""
    with place.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["seen_on", "vendor", "market", "rating", "deals", "ships_from", "sells", "pgp", "about"])
        for day in crawl_days():
            if since <= day <= until:
                table.writerows(_row(each, day) for each in sellers() if each.joined <= day <= each.left)


def _row(seller: Seller, day: date) -> list[str]:
    deals = (day - seller.joined).days // 2
    about = f"Write to {seller.mail} or pay to {seller.wallet}. {' and '.join(seller.products)}, no questions."
    rating = f"{4 + (len(seller.handle) * 7 % 10) / 10:.1f}"
    return [day.isoformat(), seller.handle, MARKET, rating, str(deals), seller.ships_from,
            "; ".join(seller.products), seller.key, about]  # fmt: skip


def write_listings(place: Path, since: date, until: date) -> None:
    """Write the listings seen on each crawl of a stretch of days, as JSON lines."""
    with place.open("w") as out:
        for day in crawl_days():
            if since <= day <= until:
                for seller in sellers():
                    if seller.joined <= day <= seller.left:
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
