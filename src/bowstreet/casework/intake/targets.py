"""What a column may become when an officer teaches a table: the words of the page, and the mapping that they make."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bowstreet.formats.mapping import Type
from bowstreet.vocabulary.selector_types import COINS, SelectorType


@dataclass(frozen=True)
class Target:
    """What a column becomes: its field, the type offered first, and the record's field that it fills, if any.

    ``identifiers``: its cells hold nothing but identifiers of these types, which the account's record yields.
    """

    label: str
    field: str
    type: Type = Type.TEXT
    of_record: str = ""
    identifiers: tuple[SelectorType, ...] = ()


TARGETS = {
    "handle": Target("Seller or member, by name", "handle", of_record="handle"),
    "market": Target("Market or forum", "market"),
    "seen_on": Target("Day on which it was seen", "seen_on", Type.DAY),
    "first_seen": Target("First seen", "first_seen", Type.DAY),
    "last_seen": Target("Last seen", "last_seen", Type.DAY),
    "title": Target("Title", "title"),
    "category": Target("Category or product", "category", of_record="products"),
    "price": Target("Price", "price", Type.PRICE),
    "ships_from": Target("Ships from", "ships_from", of_record="ships_from"),
    "ships_to": Target("Ships to", "ships_to", of_record="ships_to"),
    "rating": Target("Rating", "rating", of_record="rating"),
    "deals": Target("Deals", "deals", of_record="deals"),
    "public_key": Target("OpenPGP key", "public_key"),
    "description": Target("Text by seller or member", "description"),
    "feedback": Target("Text of feedback", "feedback"),
    "buyer": Target("Buyer", "buyer"),
    "email": Target("E-mail address", "email", identifiers=(SelectorType.EMAIL,)),
    "phone": Target("Telephone number", "phone", identifiers=(SelectorType.PHONE,)),
    "xmpp": Target("XMPP (Jabber) address", "xmpp", identifiers=(SelectorType.XMPP,)),
    "telegram": Target("Telegram name", "telegram", identifiers=(SelectorType.TELEGRAM,)),
    "wickr": Target("Wickr name", "wickr", identifiers=(SelectorType.WICKR,)),
    "messenger": Target(
        "Session, Tox, Signal or OTR", "messenger",
        identifiers=(SelectorType.SESSION, SelectorType.TOX, SelectorType.OTR_FINGERPRINT, SelectorType.SIGNAL),
    ),
    "wallet": Target("Wallet address, of any coin", "wallet", identifiers=tuple(sorted(COINS))),
    "iban": Target("Bank account (IBAN)", "iban", identifiers=(SelectorType.IBAN,)),
    "fingerprint": Target("OpenPGP fingerprint", "fingerprint", identifiers=(SelectorType.PGP_FINGERPRINT,)),
    "site": Target(
        "Site of seller or member", "site",
        identifiers=(SelectorType.ONION, SelectorType.URL, SelectorType.DOMAIN),
    ),
    "contact": Target("Contacts, among words", "contact"),
}  # fmt: skip
KEPT, LEFT = "kept", "left"
"""A column that is kept under its own name, and one that is left out."""

SORTS = {
    "sellers": ("Sellers", "vendor_account"),
    "listings": ("Listings", "vendor_account"),
    "feedback": ("Feedback", "vendor_account"),
    "posts": ("Posts on a forum", "user_account"),
    "rows": ("Rows alone, no records", ""),
}
"""What the rows are: how that is said, and the record that each account in them becomes."""

TYPES = {
    "text": "Text",
    "integer": "Whole number",
    "number": "Number",
    "price": "Price",
    "day": "Day",
    "wording": "Words that say a time",
    "tally": "Number, about",
}
DAY_FORMS = {
    "%Y-%m-%d": "2026-03-02",
    "%d/%m/%Y": "02/03/2026, day first",
    "%m/%d/%Y": "03/02/2026, month first",
    "%d.%m.%Y": "02.03.2026",
    "%Y-%m-%d %H:%M:%S": "2026-03-02 09:41:00",
    "%Y-%m-%dT%H:%M:%SZ": "2026-03-02T09:41:00Z",
    "seconds": "seconds since 1970",
    "milliseconds": "milliseconds since 1970",
}
NUMBERS = (Type.INTEGER, Type.NUMBER, Type.PRICE)
NUMBER_FORMS = {
    "": "1234.56, without parts",
    ".": "1,234.56, decimal point",
    ",": "1.234,56, decimal comma",
}
PRICE_FORMS = NUMBER_FORMS | {"": "each for itself, 12.50 or 12,50"}
"""Of prices that have a currency beside them."""

_GROUNDS = {
    "vendor_account": ("suspect", "offered for sale on {market}"),
    "user_account": ("other_party", "wrote on {market}"),
}
_OTHERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Chosen:
    """One column with what an officer chose for it; ``marked``: its prices have signs or codes of currencies."""

    column: str
    becomes: str = LEFT
    type: str = ""
    form: str = ""
    needed: bool = False
    marked: bool = False


def likely(column: str) -> str:
    """Return what a column most likely becomes by its name; many stay as they are.

    >>> likely("Vendor Name"), likely("price_usd"), likely("E-Mail"), likely("hash")
    ('handle', 'price', 'email', 'kept')
    """
    plain = _OTHERS.sub(" ", column.lower().rpartition(".")[2] or column.lower()).strip()
    return next((target for target, words in _LIKELY if any(each in plain.split() for each in words)), KEPT)


_LIKELY = (
    ("fingerprint", ("fingerprint",)),
    ("email", ("email", "mail", "emails", "mails")),
    ("phone", ("phone", "telephone", "telefon", "mobile", "handy")),
    ("xmpp", ("xmpp", "jabber")),
    ("telegram", ("telegram",)),
    ("wickr", ("wickr",)),
    ("messenger", ("tox", "session", "signal", "otr")),
    ("wallet", ("wallet", "bitcoin", "btc", "monero", "xmr", "ethereum", "litecoin", "tron")),
    ("iban", ("iban",)),
    ("site", ("onion", "website")),
    ("contact", ("contact", "contacts", "kontakt")),
    ("public_key", ("pgp", "publickey")),
    ("handle", ("vendor", "seller", "handle", "username", "member", "author")),
    ("market", ("market", "marketplace", "forum")),
    ("price", ("price",)),
    ("title", ("title", "listing", "product")),
    ("category", ("category", "cat")),
    ("seen_on", ("seen", "date", "day", "crawled")),
    ("description", ("description", "about", "profile")),
    ("feedback", ("feedback", "review", "comment")),
    ("rating", ("rating", "stars", "score")),
    ("ships_from", ("origin", "from")),
    ("ships_to", ("destination", "to")),
)


def fields(chosen: Sequence[Chosen]) -> list[tuple[str, str]]:
    """Return of each column that is not left out its place as text and the field it becomes; each field once."""
    made: list[tuple[str, str]] = []
    taken = {TARGETS[each.becomes].field for each in chosen if each.becomes in TARGETS}
    for place, each in enumerate(chosen):
        if each.becomes == LEFT:
            continue
        if each.becomes in TARGETS:
            name = TARGETS[each.becomes].field
        else:
            name = _free(_OTHERS.sub("_", each.column.lower()).strip("_")[:36] or "column", taken)
            taken.add(name)
        made.append((str(place), name))
    return made


def _free(name: str, taken: set[str]) -> str:
    name = name if name[0].isalpha() else f"c_{name}"
    return next(each for each in (name, *(f"{name}_{number}" for number in range(2, 1_000))) if each not in taken)


def as_toml(title: str, sort: str, market: str, rows: str, chosen: Sequence[Chosen]) -> str:
    """Return the mapping that the choices make, without its name."""
    by_place = dict(fields(chosen))
    kept = [(each, by_place[str(place)]) for place, each in enumerate(chosen) if str(place) in by_place]
    names = {name for _, name in kept}
    lines = [f"title = {_text(title)}", f"sort = {_text(sort)}"]
    lines += [f"rows = {_text(rows)}"] if rows else []
    lines += ['market_field = "market"'] if "market" in names else [f"market = {_text(market)}"] if market else []
    lines.append(f"match = [{', '.join(_text(each.column) for each, _ in kept)}]")
    left = [each.column for each in chosen if each.becomes == LEFT]
    lines += [f"left_out = [{', '.join(map(_text, left))}]"] if left else []
    first = next((day for day in ("seen_on", "first_seen") if day in names), "")
    lines += [f"first_day = {_text(first)}"] if first else []
    lines += ['last_day = "last_seen"'] if first and "last_seen" in names else []
    lines += ["", "[columns]", *(_column(each, name, names) for each, name in kept)]
    return "\n".join([*lines, *_records(sort, kept)]) + "\n"


def _column(chosen: Chosen, name: str, names: set[str]) -> str:
    type = chosen.type or (TARGETS[chosen.becomes].type if chosen.becomes in TARGETS else Type.TEXT)
    said = [f"field = {_text(name)}", f"type = {_text(str(type))}"]
    said += [f"formats = [{_text(chosen.form or '%Y-%m-%d')}]"] if type == Type.DAY else []
    said += [f"decimal = {_text(chosen.form)}"] if type in NUMBERS and chosen.form in (".", ",") else []
    if chosen.marked:
        said += [f"{key}_field = {_text(_free(f'{name[:30]}_{key}', names))}" for key in ("currency", "written")]
    said += ["required = true"] if chosen.needed or chosen.becomes in ("handle", "market") else []
    return f"{_text(chosen.column)} = {{ {', '.join(said)} }}"


def _records(sort: str, kept: Sequence[tuple[Chosen, str]]) -> list[str]:
    kind = SORTS[sort][1]
    if not kind:
        return []
    category, ground = _GROUNDS[kind]
    names = {name for _, name in kept}
    only = {"handle"} if kind == "user_account" or sort == "feedback" else None
    filled = [(TARGETS[each.becomes].of_record, name) for each, name in kept if each.becomes in TARGETS]
    pairs = [(ours, name) for ours, name in filled if ours and (only is None or ours in only)]
    text = [name for name in ("description", "public_key") if name in names and sort != "feedback"]
    free = [name for name in ("description", "contact") if name in names and sort != "feedback"]
    typed = [(name, "|".join(identifiers(sort, each.becomes))) for each, name in kept]
    own = [f"{name} = {_text(types)}" for name, types in typed if types]
    return [
        "", "[[records]]", 'kind = "forum"' if kind == "user_account" else 'kind = "market"',
        "", "[[records]]", f"kind = {_text(kind)}", f"category = {_text(category)}", f"ground = {_text(ground)}",
        *([f"keys = [{', '.join(map(_text, text))}]"] if text else []),
        *([f"contacts = [{', '.join(map(_text, free))}]"] if free else []),
        *([f"selectors = {{ {', '.join(own)} }}"] if own else []),
        f"fields = {{ {', '.join(f'{ours} = {_text(theirs)}' for ours, theirs in pairs)} }}",
    ]  # fmt: skip


def identifiers(sort: str, becomes: str) -> tuple[SelectorType, ...]:
    """Return the types of the identifiers that a column yields; of feedback it is not said whose they are."""
    return TARGETS[becomes].identifiers if becomes in TARGETS and sort not in ("feedback", "rows") else ()


def _text(said: str) -> str:
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")
