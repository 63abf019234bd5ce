"""An invented forum over two years: threads of buyers and sellers, each at the hours at which that person is awake."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bowstreet.interfaces.demonstration import persons, slips, styles
from bowstreet.interfaces.demonstration.accounts import Account, Way
from bowstreet.interfaces.demonstration.drawing import chance
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.sites import (
    CANDLEWHARF,
    ENDED,
    LANTERNHOUSE,
    MARKETS,
    OPENED,
    SALTMARKET,
    WEEKS,
)
from bowstreet.interfaces.demonstration.styles import Style

THREADS = 1.6
"""Threads a day on quiet days of the whole world."""

_OPENINGS = {
    "Vendor reviews": (
        "{seller}: {good}, my review", "Is {seller} still good?", "{seller} on {market}, three orders",
        "Warning about {seller}", "Who has the best {good} in {country}?", "{seller} moved, is it the same?"),
    "Shipping": (
        "Nothing from {country} for two weeks", "How long does {country} take?", "Packing that survives the post",
        "Letter or parcel?", "Tracking number, yes or no", "Customs in {country}"),
    "Safety": (
        "Keys: how to check one", "Is {market} phished again?", "Which mail do you use?", "New phone, where to begin",
        "Coins: how many hops?", "Police at my locker"),
    "Market talk": (
        "{market} slow again?", "Escrow or not?", "Fees on {market}", "Moving away from {market}", "Best market now?",
        "Withdrawals on {market}"),
    "Newcomers": ("First order, what to know?", "What is a multisig?", "Cannot log in at {market}"),
}  # fmt: skip
_SAID = {
    "Vendor reviews": (
        "ordered {good} from {seller}, came in {days} days", "quality was good, packing was better",
        "he answered all my questions", "the last batch is not what it was", "I would give four of five",
        "never had a problem with {seller}", "my order did not arrive and support is silent", "same here, {days} days",
        "the weight was right to the gram", "do not trust anybody who writes you first"),
    "Shipping": (
        "mine came from {country} in {days} days", "they open more since the spring", "use the real name on the box",
        "do not sign for anything", "letters pass, boxes wait", "wait until {days} days are over before you complain",
        "{country} is slow every december"),
    "Safety": (
        "do not send before the key is checked", "always compare the fingerprint with the old one",
        "never the same name twice", "take the address from two places", "log out, wait, log in from another place",
        "if it feels wrong it is wrong"),
    "Market talk": (
        "support answers within two days", "prices went up since spring", "I would wait until it calms down",
        "they want to keep our coins, mark my words", "the smaller one is better", "no problems today",
        "deposit took {days} hours", "half of the sellers are there already"),
    "Newcomers": (
        "read the guide first", "start small", "use escrow", "ask the seller, they are friendly mostly",
        "thank you all, it worked", "there is no stupid question but this is close"),
}  # fmt: skip
_SELLERS_SAID = (
    "we are here as always, look at our page", "new batch of {good} is up", "holidays until next week, no post",
    "all orders of last week are on the way", "if something is missing write me, not the forum",
    "I check my messages twice a day", "prices are back to normal", "{good} is sold out until friday",
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """Who writes on the forum: a buyer, or a seller under the name of the shop."""

    handle: str
    style: Style
    zone: str
    evening: int
    account: Account | None = None


@dataclass(frozen=True)
class Post:
    """One post, with the moment in UTC as the forum shows it."""

    at: datetime
    board: str
    topic: str
    member: Member
    text: str


def write_posts(place: Path, plan: Plan) -> None:
    """Write the posts in the order of time, as CSV."""
    with place.open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["posted_on", "posted_at", "forum", "board", "topic", "member", "text"])
        for each in sorted(posts(plan), key=lambda post: (post.at, post.member.handle, post.text)):
            table.writerow([each.at.date().isoformat(), f"{each.at:%H:%M}", LANTERNHOUSE.name, each.board, each.topic,
                            each.member.handle, each.text])  # fmt: skip


@cache
def sellers(plan: Plan) -> tuple[Member, ...]:
    """Return the sellers who write here: more than a third of them, under the handle of their first account."""
    first = (each for each in plan.accounts if each.way is Way.FIRST and writes(each))
    return tuple(Member(each.handle, each.style, each.person.zone, each.person.evening, each) for each in first)


def writes(account: Account) -> bool:
    """Say whether the person of an account writes on the forum."""
    number = account.person.number
    return number in (0, 22) or number % 11 == 5 or number % 8 in (1, 4, 6)


@cache
def _readers(count: int) -> tuple[Member, ...]:
    return tuple(_reader(number) for number in range(count))


def _reader(number: int) -> Member:
    lot = chance("reader", number)
    word = lot.choice(("moon", "paper", "river", "quiet", "green", "lost", "night", "second", "old", "silver", "tin"))
    end = lot.choice(("fox", "letter", "walker", "cat", "hat", "stone", "train", "kid", "tea", "garden", "radio"))
    return Member(f"{word}{end}{number}", styles.style(lot), lot.choice(tuple(persons.ZONES.values())),
                  lot.choice((12, 17, 19, 20, 21, 22, 23)))  # fmt: skip


@cache
def posts(plan: Plan) -> tuple[Post, ...]:
    """Return every post: threads of all boards, what sellers announce, and what slipped out."""
    written = (*_threads(plan), *(post for each in sellers(plan) for post in _announcements(each)))
    return tuple(each for each in written if OPENED <= each.at.date() < ENDED)


def _threads(plan: Plan) -> Iterator[Post]:
    scale = len(plan.persons) / 400
    readers = _readers(max(60, int(420 * scale)))
    for number in range(WEEKS * 7):
        day, lot = OPENED + timedelta(days=number), chance("threads", number)
        wanted = THREADS * scale * _stir(day)
        for place in range(int(wanted) + (lot.random() < wanted % 1)):
            yield from _thread(plan, day, chance("thread", number, place), readers)


def _stir(day: date) -> float:
    """Return how much more than usual is written: a lot when a market has just ended."""
    since = min(((day - each.closed).days for each in MARKETS if each.closed <= day), default=999)
    return 6.0 if since < 5 else 2.5 if since < 21 else 1.0


def _thread(plan: Plan, day: date, lot: random.Random, readers: tuple[Member, ...]) -> Iterator[Post]:
    board = lot.choices(tuple(_OPENINGS), (5, 3, 2, 4, 1))[0]
    told = _told(plan, day, lot)
    topic = lot.choice(_OPENINGS[board]).format(**told)
    length = 1 + min(int(lot.paretovariate(0.9)), 24)
    for place in range(length):
        member = readers[int(lot.random() ** 1.6 * len(readers))]
        when = _moment(member, day + timedelta(days=int(lot.expovariate(1 / (1 + place / 3)))), lot)
        yield Post(when, board, topic, member, _text(member, board, {**told, "days": lot.randint(2, 14)}, lot))


def _told(plan: Plan, day: date, lot: random.Random) -> dict[str, object]:
    live = [each for each in plan.accounts if each.joined <= day < each.left] or list(plan.accounts[:1])
    about = lot.choices(live, [each.person.sales for each in live])[0]
    near = SALTMARKET if (day - SALTMARKET.closed).days in range(14) else about.site
    near = CANDLEWHARF if (day - CANDLEWHARF.closed).days in range(-7, 14) else near
    return {"seller": about.handle, "market": near.name, "good": lot.choice(about.person.goods),
            "country": persons.NAMES[about.person.country]}  # fmt: skip


def _text(member: Member, board: str, told: dict[str, object], lot: random.Random) -> str:
    said = lot.sample(_SAID[board], 1 + (lot.random() < 0.45))
    return " ".join(styles.line(member.style, lot, each.format(**told)) for each in said)


def _announcements(member: Member) -> Iterator[Post]:
    """Yield what a seller writes: news of the shop, where it moved, and once what should not stand there."""
    account, lot = member.account, chance("announcements", member.handle)
    if account is None:
        return
    days = (account.left - account.joined).days
    for _ in range(min(6 + days // 14, 44)):
        day = account.joined + timedelta(days=lot.randrange(max(days, 1)))
        said = lot.choice(_SELLERS_SAID).format(good=lot.choice(account.person.goods))
        yield Post(_moment(member, day, lot), "Market talk", f"{account.handle} on {account.site.name}", member,
                   styles.line(member.style, lot, said))  # fmt: skip
    if slips.writes_own_mail(account):
        day, said = account.joined + timedelta(days=days // 2), styles.line(member.style, lot, "write me, I read that")
        yield Post(_moment(member, day, lot), "Shipping", "Tracking number, yes or no", member,
                   f"{said} {account.person.own_mail}")  # fmt: skip


def _moment(member: Member, day: date, lot: random.Random) -> datetime:
    """Return a moment of a day in UTC: around the evening of the writer's own clock, whatever country is claimed."""
    hour = lot.gauss(member.evening, 2.2) % 24
    own = datetime.combine(day, time(int(hour), lot.randrange(60)), ZoneInfo(member.zone))
    return own.astimezone(UTC)
