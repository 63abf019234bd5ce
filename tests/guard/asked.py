"""The questions that could give something hidden away: its id, selectors, words, facets, order, and its very row."""

from collections.abc import Callable
from urllib.parse import urlencode

from tests.guard.visitor import Visitor
from tests.worlds import exchange, intake
from tests.worlds.guarded_acts import HANDLE, MAIL, WALLET
from tests.worlds.repository import KEY

Visit = Callable[[Visitor], object]

SPACED = " ".join(KEY[start : start + 4] for start in range(0, 40, 4))
QUESTIONS = (
    "", HANDLE, HANDLE.upper(), KEY, SPACED.lower(), MAIL, "quay[at]example[.]org", WALLET, "@quaymerchant", "antern",
    "lantern oil", '"plain parcels"', "Lantern Market", f"{HANDLE} on Lantern Market", "Vendor account", "lampwright",
    "Vendor account of Agency south", "nothingatall", "C-7", "reeve", "海", "海 quay",
    "hauptstrasse", "tstraß",
)  # fmt: skip
WRITTEN = (
    HANDLE, f"{HANDLE}_official", HANDLE.replace("a", "4", 1), HANDLE[1:], f"{HANDLE[:-2]}{HANDLE[:-3:-1]}",
    f"handle:Lantern Market:{HANDLE}x", f"{HANDLE.replace('e', '3')} and lamp-wrihgt", "lampwrihgt", "nothingatall",
)  # fmt: skip
"""Handles written otherwise than those that are held."""

PASTED = (
    "\n".join((KEY, MAIL.replace("@", "[at]"), WALLET, f"handle:lantern-market:{HANDLE}", "two words", "lampwright")),
    f"sold as {HANDLE}, paid to {WALLET}, key id 0x{KEY[-16:]}, seen at hxxps://quay[.]example[.]org/x\n{SPACED}",
    "nothing.example.org\n3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
)
"""Texts with identifiers that are held, hidden, and nobody's."""

NARROWED = (
    {}, {"kind": "vendor_account"}, {"kind": "pgp_key"}, {"kind": "wallet"}, {"agency": "south"}, {"agency": "north"},
    {"market": "lantern-market"}, {"product": "drugs"}, {"grade": "X4"}, {"date": "2026"}, {"since": "2026-01-01"},
    {"until": "2025-03-01"}, {"order": "newest"}, {"limit": "1"}, {"limit": "2"}, {"limit": "3", "order": "newest"},
)  # fmt: skip
DAYS = ("2026-02-28", "2026-03-02", "2026-03-03", "2026-03-04")
"""Before anything was recorded, when what has changed since stood otherwise, when all was in, and today."""

RECORDS = ("own_seller", "south_seller", "given", "east_seller", "own_key", "own_case", "south_case", "hidden")
INTAKES = ("own_intake", "south_intake", "hidden_intake")
LOOKED = ("own_looked", "hidden_looked")
"""Intakes of exchange documents that wait for their officer's word."""

AMENDED = {"body": {"summary": "Read by the harness."}}
NEW_MAPPING = intake.MAPPING.replace("harbour_sellers", "second_sellers")


def question(v: Visitor) -> str:
    """Return a query out of a tempting question and a narrowing."""
    return urlencode(
        {"q": v.pick.choice((*QUESTIONS, v.ids["hidden"], v.ids["hidden"][-8:])), **v.pick.choice(NARROWED),
         **v.pick.choice(({}, {}, *({"as_of": day} for day in DAYS)))}
    )  # fmt: skip


def written(v: Visitor) -> str:
    """Return a query for what is written like a handle."""
    more = v.pick.choice(({}, {"limit": "1"}, {"market": "lantern-market"}, {"agency": "south"}, {"kind": "wallet"}))
    then = v.pick.choice(({}, {}, *({"as_of": day} for day in DAYS)))
    return urlencode({"q": v.pick.choice((*WRITTEN, *QUESTIONS)), **more, **then})


def tempting(v: Visitor) -> str:
    """Return the id of a record, as often as not of the hidden one, and now and then its short one."""
    id = v.ids["hidden"] if v.pick.random() < 0.4 else v.ids[v.pick.choice(RECORDS)]
    return id[-8:] if v.pick.random() < 0.2 else id


def pack_of(address: str) -> bytes:
    """Return a TagPack that speaks of one wallet."""
    return exchange.pack(1, address=address)


def table_of(rows: tuple[tuple[str, str], ...]) -> bytes:
    """Return a table as a file."""
    return ("seller,seen\n" + "".join(f"{name},{day}\n" for name, day in rows)).encode()
