"""What the accounts offered and what buyers said of it, as the tables that a crawler would have made of the markets."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, product
from pathlib import Path

from bowstreet.interfaces.demonstration import goods, saying, slips, styles
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.drawing import chance, how_many
from bowstreet.interfaces.demonstration.goods import Good
from bowstreet.interfaces.demonstration.persons import NAMES

OFFERED = 11.0
"""Listings of a seller with one sale a week; they grow with the root of the sales."""

TOLD = 0.68
"""For how many sales of all a buyer leaves feedback."""

_SENT_TO = ("Europe", "Worldwide", "Europe", "Europe")
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Offer:
    """One listing of an account, as long as it stood."""

    title: str
    good: Good
    amount: int
    since: date
    until: date
    description: str


@cache
def offers(account: Account) -> tuple[Offer, ...]:
    """Return the listings of an account, those that sell best first."""
    person, lot = account.person, chance("offers", account.site.slug, account.handle)
    sold = [goods.BY_NAME[name] for name in person.goods]
    every = [(good, amount, word) for good in sold for amount, word in product(good.amounts, good.words)]
    lot.shuffle(every)
    wanted = round(OFFERED * max(person.sales, 0.5) ** 0.5 * lot.uniform(0.7, 1.3))
    said = {good.name: styles.about(account.style, lot, NAMES[person.country]) for good in sold}
    made: dict[str, Offer] = {}
    days = max((account.left - account.joined).days, 1)
    for place, (good, amount, word) in enumerate(every[:wanted]):
        title = styles.title(account.style, lot, good=good.name, word=word, amount=amount, unit=good.unit)
        late = 0 if place < 3 else int(days * lot.random() ** 2 * 0.9)
        stood = days if place < 3 else 30 + int(lot.expovariate(1 / 220))
        since = account.joined + timedelta(days=late)
        until = min(since + timedelta(days=stood), account.left)
        made.setdefault(title, Offer(title, good, amount, since, until, said[good.name]))
    return tuple(made.values())


def sightings(since: date, until: date, every: int) -> Iterator[date]:
    """Yield the Mondays on which a crawler met something: the first after it came, then every few weeks."""
    day = since + timedelta(days=-since.weekday() % 7)
    while day < until:
        yield day
        day += every * _WEEK


def write_sellers(place: Path, of: Iterable[Account]) -> None:
    """Write the sellers seen on their first and last day and every fourth week between, as CSV with keys."""
    with place.open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["seen_on", "vendor", "market", "rating", "deals", "ships_from", "sells", "pgp", "about"])
        for each in of:
            days = {each.joined, *sightings(each.joined, each.left, 4), each.left - timedelta(days=1)}
            table.writerows(_seller(each, number, day) for number, day in enumerate(sorted(days)))


def _seller(account: Account, number: int, day: date) -> list[str]:
    person = account.person
    rating = f"{5 - 6 * (1 - person.good) - 0.02 * (number % 3):.2f}"
    deals = int((day - account.joined).days / 7 * person.sales * 0.9)
    kinds = sorted({goods.BY_NAME[name].category for name in person.goods})
    return [day.isoformat(), account.handle, account.site.name, rating, str(deals), NAMES[person.country],
            "; ".join(kinds), account.key, about(account, number)]  # fmt: skip


def about(account: Account, number: int) -> str:
    """Return what an account said of itself at one sighting: rewritten now and then, with contacts."""
    source = slips.copied_from(account) or account
    lot = chance("about", source.site.slug, source.handle, number // 5)
    return styles.about(source.style, lot, NAMES[account.person.country], slips.shown(account, number))


def write_listings(place: Path, of: Iterable[Account]) -> None:
    """Write the listings seen every eighth week, as CSV."""
    with place.open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["seen_on", "market", "vendor", "title", "category", "price_eur", "ships_from", "ships_to",
                        "description"])  # fmt: skip
        table.writerows(_listings(of))


def _listings(of: Iterable[Account]) -> Iterator[list[object]]:
    for account in of:
        person = account.person
        country, to = NAMES[person.country], _SENT_TO[person.number % len(_SENT_TO)]
        for each in offers(account):
            for day in list(sightings(each.since, each.until, 8)) or [each.since]:
                price = goods.price(each.good, each.amount, person.country, day, person.dear)
                yield [day.isoformat(), account.site.name, account.handle, each.title, each.good.category, price,
                       country, to, each.description]  # fmt: skip


def write_feedback(place: Path, of: Iterable[Account]) -> None:
    """Write what buyers said, week by week, as tab-separated values."""
    with place.open("w", newline="") as out:
        table = csv.writer(out, delimiter="\t", lineterminator="\n")
        table.writerow(["posted_on", "market", "vendor", "listing", "stars", "buyer", "feedback"])
        for each in of:
            table.writerows(feedback(each))


def feedback(account: Account) -> Iterator[tuple[str, str, str, str, int, str, str]]:
    """Yield what buyers said of an account: day, market, handle, listing, stars, buyer and words."""
    lot = chance("feedback", account.site.slug, account.handle)
    stood = offers(account)
    buyers = saying.buyers(lot, account.person.sales)
    week, weeks = account.joined, 0
    while week < account.left:
        here = [each for each in stood if each.since <= week < each.until]
        count = how_many(lot, _sales(account, week, weeks) * TOLD) if here else 0
        weights = list(accumulate(1 / (place + 1) for place in range(len(here))))
        for _ in range(count):
            bought = here[bisect_right(weights, lot.random() * weights[-1] * 0.999999)]
            day = week + timedelta(days=int(lot.random() * 7))
            if day < account.left:
                stars, text = saying.feedback(lot, _goodness(account, day))
                yield (day.isoformat(), account.site.name, account.handle, bought.title, stars,
                       buyers[int(lot.random() ** 2 * len(buyers))], text)  # fmt: skip
        week += _WEEK
        weeks += 1


def _sales(account: Account, week: date, weeks: int) -> float:
    """Return the mean sales of a week: they rise over some ten weeks, are higher in winter, and differ week by week."""
    rise = 1 - 0.85 * 0.75**weeks if not account.moved_from else 1 - 0.5 * 0.6**weeks
    season = 1.25 if week.month in (11, 12) else 0.85 if week.month in (1, 7) else 1.0
    return account.person.sales * rise * season


def _goodness(account: Account, day: date) -> float:
    """Return how often buyers are content; less in the last weeks before a market kept what they had paid."""
    ends = account.site.ending == "exit_scam" and (account.site.closed - day).days < 21
    return account.person.good - (0.3 if ends else 0.0)
