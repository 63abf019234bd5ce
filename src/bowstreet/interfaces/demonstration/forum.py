"""An invented forum over two years, on which some sellers of the market write too."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from bowstreet.interfaces.demonstration import market

FORUM = "Lanternhouse"
_BOARDS = ("Reviews", "Shipping", "Safety", "Market talk")
_TOPICS = ("{market} slow again?", "Who ships from {country}?", "Moving away from {market}", "Keys: how to check one",
           "Packing that survives the post", "Escrow or not?")  # fmt: skip
_TEXTS = ("Three orders so far, all fine.", "Do not send before the key is checked.",
          "Support answers within two days.", "Prices went up since spring.", "I would wait until it calms down.",
          "Mine came from {country} in a week.")  # fmt: skip
_MEMBERS = 60
_SELLERS = 25


def write_posts(place: Path) -> None:
    """Write the posts of every second day, as CSV; sellers name their address for letters now and then."""
    chance = random.Random("lantern")  # noqa: S311
    members = [f"reader{number:03}" for number in range(_MEMBERS)]
    sellers = market.sellers()[1 : 1 + _SELLERS]
    with place.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["posted_on", "forum", "board", "topic", "member", "text"])
        for number in range(0, market.WEEKS * 7, 2):
            day = market.OPENED + timedelta(days=number)
            for _ in range(4):
                table.writerow(_post(day, chance.choice(members), "", chance))
            seller = chance.choice(sellers)
            if seller.joined <= day <= seller.left:
                table.writerow(_post(day, seller.handle, f" Letters to {seller.mail}.", chance))


def _post(day: date, member: str, more: str, chance: random.Random) -> list[str]:
    told = {"market": market.MARKET, "country": chance.choice(("the Netherlands", "Germany", "Spain"))}
    topic, text = (chance.choice(each).format(**told) for each in (_TOPICS, _TEXTS))
    return [day.isoformat(), FORUM, chance.choice(_BOARDS), topic, member, text + more]
