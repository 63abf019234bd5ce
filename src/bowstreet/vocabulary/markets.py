"""Which names mean the same market or forum, and the slug under which it is known.

The slug is a pure function of the name, so that two agencies that never spoke reach the same one.
"""

import re
import unicodedata
from functools import lru_cache

_SAME = {
    "1776-market": "1776",
    "abraxas-market": "abraxas",
    "agora-market": "agora",
    "agora-marketplace": "agora",
    "alpaca-marketplace": "alpaca",
    "alpha-bay": "alphabay",
    "alphabay-market": "alphabay",
    "andromeda-market": "andromeda",
    "berlusconi-market": "berlusconi",
    "black-bank": "blackbank",
    "blackbank-market": "blackbank",
    "black-market-reloaded": "bmr",
    "blackmarket-reloaded": "bmr",
    "bungee-54": "bungee54",
    "cloud-nine-market": "cloud-nine",
    "cloud-9": "cloud-nine",
    "cloud9": "cloud-nine",
    "cloudnine": "cloud-nine",
    "dream": "dream-market",
    "dreammarket": "dream-market",
    "the-dream-market": "dream-market",
    "evolution-market": "evolution",
    "evolution-marketplace": "evolution",
    "hansa-market": "hansa",
    "hydra-market": "hydra",
    "middle-earth-marketplace": "middle-earth",
    "middleearth": "middle-earth",
    "nucleus-market": "nucleus",
    "nucleus-marketplace": "nucleus",
    "outlaw-market": "outlaw",
    "pandora-openmarket": "pandora",
    "pandora-market": "pandora",
    "pirate-market": "the-pirate-market",
    "russian-anonymous-marketplace": "ramp",
    "sr1": "silk-road",
    "silkroad": "silk-road",
    "silkroad-1": "silk-road",
    "silk-road-1": "silk-road",
    "silk-road-1-0": "silk-road",
    "sr2": "silk-road-2",
    "silkroad2": "silk-road-2",
    "silkroad-2": "silk-road-2",
    "silkroad-2-0": "silk-road-2",
    "silk-road-2-0": "silk-road-2",
    "silk-road-20": "silk-road-2",
    "silk-road-ii": "silk-road-2",
    "silk-road-reloaded": "silk-road-reloaded",
    "the-silk-road": "silk-road",
    "topix": "topix-market",
    "valhalla": "silkkitie",
    "valhalla-market": "silkkitie",
    "wall-street": "wall-street-market",
    "wallstreet-market": "wall-street-market",
    "white-house": "white-house-market",
    "whitehouse-market": "white-house-market",
    "wsm": "wall-street-market",
}

_LABELS = {
    "1776": "1776",
    "alphabay": "AlphaBay",
    "blackbank": "BlackBank",
    "bmr": "Black Market Reloaded",
    "bungee54": "Bungee54",
    "ramp": "RAMP",
    "silk-road-2": "Silk Road 2.0",
}

_OTHERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def slug(name: str) -> str:
    """Return the slug of a market's or forum's name; raise ``ValueError`` when nothing of it remains.

    >>> slug("Silk Road 2.0"), slug("  SILKROAD2 "), slug("Löwenzahn_Markt")
    ('silk-road-2', 'silk-road-2', 'löwenzahn-markt')
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    plain = _OTHERS.sub("-", folded).strip("-")
    if not plain:
        raise ValueError("A market needs a name with at least one letter or digit.")
    return _SAME.get(plain, plain)


@lru_cache(maxsize=1024)
def label(known: str) -> str:
    """Return how a slug is written for people.

    >>> label("alphabay"), label("wall-street-market")
    ('AlphaBay', 'Wall Street Market')
    """
    return _LABELS.get(known) or " ".join(word[:1].upper() + word[1:] for word in known.split("-"))
