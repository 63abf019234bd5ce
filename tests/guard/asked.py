"""The questions that could give something hidden away: its id, selectors, words, facets, order, and its very row."""

from collections.abc import Callable
from urllib.parse import urlencode

from tests.guard.visitor import Visitor
from tests.worlds import intake
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
NARROWED = (
    {}, {"kind": "vendor_account"}, {"kind": "pgp_key"}, {"kind": "wallet"}, {"agency": "south"}, {"agency": "north"},
    {"market": "lantern-market"}, {"product": "drugs"}, {"grade": "X4"}, {"since": "2026-01-01"},
    {"until": "2025-03-01"}, {"order": "newest"}, {"limit": "1"}, {"limit": "2"}, {"limit": "3", "order": "newest"},
)  # fmt: skip
RECORDS = ("own_seller", "south_seller", "given", "east_seller", "own_key", "own_case", "south_case", "hidden")
INTAKES = ("own_intake", "south_intake", "hidden_intake")
AMENDED = {"body": {"summary": "Read by the harness."}}
NEW_MAPPING = intake.MAPPING.replace("harbour_sellers", "second_sellers")


def question(v: Visitor) -> str:
    """Return a query out of a tempting question and a narrowing."""
    return urlencode(
        {"q": v.pick.choice((*QUESTIONS, v.ids["hidden"], v.ids["hidden"][-8:])), **v.pick.choice(NARROWED)}
    )


def tempting(v: Visitor) -> str:
    """Return the id of a record, as often as not of the hidden one, and now and then its short one."""
    id = v.ids["hidden"] if v.pick.random() < 0.4 else v.ids[v.pick.choice(RECORDS)]
    return id[-8:] if v.pick.random() < 0.2 else id


def table_of(rows: tuple[tuple[str, str], ...]) -> bytes:
    """Return a table as a file."""
    return ("seller,seen\n" + "".join(f"{name},{day}\n" for name, day in rows)).encode()
