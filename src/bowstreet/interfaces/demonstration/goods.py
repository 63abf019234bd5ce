"""What is sold in the invented world, in which amounts and at what price."""

from dataclasses import dataclass
from datetime import date

from bowstreet.interfaces.demonstration.sites import OPENED


@dataclass(frozen=True)
class Good:
    """A sort of goods. ``price`` is in euros for one unit, ``discount`` the power by which amounts grow cheaper."""

    name: str
    category: str
    unit: str
    amounts: tuple[int, ...]
    price: float
    weight: float
    words: tuple[str, ...]
    discount: float = 0.87
    drift: float = 0.0
    """By how much of itself the price moves in a year."""


_WEIGHED = (1, 2, 3, 5, 7, 10, 14, 20, 25, 50, 100, 250, 500, 1000)
_SMALL = (1, 2, 3, 5, 7, 10, 14, 20, 28, 50)
_COUNTED = (5, 10, 20, 25, 30, 50, 100, 150, 250, 500, 1000)
_FEW = (1, 2, 3, 5, 10, 20)

GOODS = (
    Good("cannabis", "cannabis", "g", _WEIGHED, 9.0, 20, ("Lemon Row", "outdoor", "indoor", "Amber Haze", "sativa"),
         drift=-0.04),
    Good("hash", "cannabis", "g", _WEIGHED, 8.0, 9, ("dry sift", "pressed", "soft", "old style", "mountain")),
    Good("cocaine", "stimulants", "g", _SMALL, 74.0, 15, ("flake", "uncut", "washed", "fishscale", "rock"), 0.93,
         -0.10),
    Good("amphetamine paste", "stimulants", "g", _WEIGHED, 7.0, 9, ("wet", "dried", "strong", "washed", "fresh")),
    Good("MDMA", "ecstasy", "g", _WEIGHED, 16.0, 12, ("champagne", "crystal", "brown", "white", "84 %"), drift=-0.06),
    Good("ecstasy tablets", "ecstasy", "pcs", _COUNTED, 3.6, 10, ("blue anchor", "red gull", "green oar", "grey bell",
         "orange kite"), 0.82),
    Good("ketamine", "dissociatives", "g", _SMALL, 27.0, 8, ("needles", "sugar", "shards", "S isomer", "racemic"),
         drift=0.05),
    Good("2C-B", "psychedelics", "pcs", _COUNTED, 4.8, 4, ("pink", "18 mg", "20 mg", "honeycomb", "powder in caps")),
    Good("LSD blotters", "psychedelics", "pcs", _COUNTED, 4.2, 5, ("110 ug", "140 ug", "200 ug", "lighthouse",
         "compass")),
    Good("alprazolam", "benzodiazepines", "pcs", _COUNTED, 1.4, 5, ("2 mg", "1 mg", "pharmacy", "bars", "green")),
    Good("heroin", "opioids", "g", _SMALL, 38.0, 4, ("brown", "no. 3", "no. 4", "raw", "sticky"), 0.93),
    Good("fake driving licence", "documents", "pcs", _FEW, 310.0, 3, ("with hologram", "scan only", "NL", "DE", "ES"),
         0.95),
    Good("card data", "cards", "pcs", _COUNTED, 7.5, 5, ("fresh", "with CVV", "EU", "business", "platinum"), 0.9),
    Good("stolen accounts", "accounts", "pcs", _COUNTED, 2.6, 3, ("streaming", "mail", "shop", "aged", "with cookies"),
         0.8),
    Good("counterfeit notes", "counterfeit_money", "pcs", _COUNTED, 9.0, 2, ("20s", "50s", "UV", "strip", "aged")),
    Good("loader for rent", "malware", "months", _FEW, 160.0, 1, ("with panel", "clean", "updated", "private",
         "for two"), 0.9),
)  # fmt: skip
BY_NAME = {each.name: each for each in GOODS}

_LEVEL = {"NL": 0.86, "BE": 0.92, "DE": 1.0, "FR": 1.08, "ES": 0.95, "PL": 0.9, "GB": 1.22}
"""What a thing costs that is sent from a country, against Germany."""


def price(good: Good, amount: int, country: str, day: date, seller: float) -> float:
    """Return the price in euros of an amount on a day; ``seller`` is how dear a seller is against the others."""
    years = (day - OPENED).days / 365.25
    raw = good.price * float(amount) ** good.discount * _LEVEL.get(country, 1.0) * (1 + good.drift * years) * seller
    return round(raw, 2) if raw < 20 else float(round(raw))
