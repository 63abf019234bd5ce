"""The invented persons behind the accounts: where they live and write, how large they are, what they sell."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bowstreet.interfaces.demonstration import goods, names, sites, styles
from bowstreet.interfaces.demonstration.drawing import chance
from bowstreet.interfaces.demonstration.styles import Style

FORWARDED = (33, 38, 44, 57)
"""Persons who know nothing of each other and use one service that forwards letters: its address is no link."""

_KNOWN = {0: ("MDMA", "ecstasy tablets", "ketamine"), 22: ("amphetamine paste", "cannabis")}
"""What those sell whose story is told by hand."""

FORWARDER = "desk@forward.example.org"

_COUNTRIES = (("NL", 26), ("DE", 24), ("GB", 16), ("FR", 11), ("ES", 9), ("PL", 8), ("BE", 6))
NAMES = {"NL": "Netherlands", "DE": "Germany", "GB": "United Kingdom", "FR": "France", "ES": "Spain", "PL": "Poland",
         "BE": "Belgium"}  # fmt: skip
ZONES = {"NL": "Europe/Amsterdam", "DE": "Europe/Berlin", "GB": "Europe/London", "FR": "Europe/Paris",
         "ES": "Europe/Madrid", "PL": "Europe/Warsaw", "BE": "Europe/Brussels"}  # fmt: skip
_FAR = ("America/New_York", "America/Sao_Paulo", "Asia/Bangkok", "Australia/Sydney")
TOWNS = {
    "NL": ("Veldwijk", "Oosterlee", "Noorderkade", "Hogerwad"), "DE": ("Altenbrook", "Moorhagen", "Lindwerder"),
    "FR": ("Saint-Aubry", "Vernoise", "Pont-Clair"), "PL": ("Zawolsk", "Brzegowo"), "BE": ("Lindegem", "Ostenrode"),
    "ES": ("Valdecueva", "Riofresno"), "GB": ("Marlowick", "Stanbridge Quay", "Aldermouth"),
}  # fmt: skip
_SURNAMES = ("Grijzeveld", "Wolkau", "Castellane", "Zawilski", "Riomonte", "Aldervane", "Tamsin", "Morvan", "Brzezna",
             "Hagenried", "Velardo", "Stelling", "Oderbruch", "Cubillas", "Wolthoorn", "Kamionka")  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One invented person who sells. ``sales`` is how many a week on the average, once known."""

    number: int
    handle: str
    name: str
    country: str
    town: str
    zone: str
    sales: float
    goods: tuple[str, ...]
    dear: float
    good: float
    style: Style
    begins: date
    stays: int
    evening: int
    """The hour of the own clock around which this person writes."""

    @property
    def is_far(self) -> bool:
        """Say whether this person writes from another part of the world than the parcels come from."""
        return self.zone != ZONES[self.country]

    @property
    def mail(self) -> str:
        """The address that this person shows buyers."""
        if self.number in FORWARDED:
            return FORWARDER
        return f"{self.handle}@{'post' if self.number % 2 else 'letter'}.example.org"

    @property
    def own_mail(self) -> str:
        """The address of this person's other life, which nobody should see."""
        return f"{self.name.replace('. ', '.').lower()}{self.number}@home.example.org"

    @property
    def post_office(self) -> str:
        """Where this person posts."""
        return f"Post office {self.town} {1 + self.number % 3}"


@cache
def person(number: int) -> Person:
    """Return one of the persons, the same for the same number."""
    lot = chance("person", number)
    country = "NL" if number == 0 else lot.choices(*zip(*_COUNTRIES, strict=True))[0]
    handle, name = names.handle(number), f"{lot.choice('ABDEFHIJKLMNPRST')}. {_SURNAMES[number % len(_SURNAMES)]}"
    begins = sites.OPENED + timedelta(days=int(620 * lot.random() ** 1.7))
    return Person(
        number=number, handle=handle, name=name, country=country, town=lot.choice(TOWNS[country]),
        zone=lot.choice(_FAR) if _far(number) else ZONES[country],
        sales=14.0 if number == 0 else _size(lot), goods=_offers(number, lot), dear=lot.lognormvariate(0, 0.12),
        good=lot.betavariate(30, 1.6), style=styles.style(lot), begins=sites.OPENED if number == 0 else begins,
        stays=sites.WEEKS * 7 if number == 0 else int(60 + lot.expovariate(1 / 380)),
        evening=lot.choice((13, 18, 20, 21, 22, 23)),
    )  # fmt: skip


def _far(number: int) -> bool:
    """Say of every eleventh person, from the fifth, that the parcels come from elsewhere."""
    return number % 11 == 5


def _size(lot: random.Random) -> float:
    """Return the sales of a week: most sellers have a few, some have a hundred (Pareto)."""
    return min(2.7 * lot.paretovariate(0.92), 240.0)


def _offers(number: int, lot: random.Random) -> tuple[str, ...]:
    if number in _KNOWN:
        return _KNOWN[number]
    found = lot.choices([each.name for each in goods.GOODS], [each.weight for each in goods.GOODS], k=lot.randint(1, 4))
    return tuple(dict.fromkeys(found))
