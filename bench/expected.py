"""Profiles of the set of 2019 beside the values that its collectors wrote down for them, field by field; as counts.

The set holds a pickle or a text for each part of a profile. Nothing but days and plain values is made of a pickle.
"""

import io
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bowstreet.formats.pages import reading
from bowstreet.formats.pages.page import ReadPage, Row

PAGES = "html-markets-2019/cryptonia/html_files/users/saved_cryptonia_"
VALUES = "html-markets-2019/cryptonia/expected_values"

WORDING = "kept as the page words it; expected is a day worked out of it"
REPEATED = "expected repeats the disputes won as those lost"
JOINED = "expected reads the two ends of a range as one number"
LOST = "expected lost signs beyond ASCII that the page has"
SPACES = "only white space differs"
OWN = "the account that collected the page, left out"
OPEN = "no reason known"

_TEXTS = {"description": "description", "terms_and_conditions": "terms", "pgp_key": "public_key"}
_MARKS = {"Positive Feedback": "positive", "Negative Feedback": "negative", "Neutral Feedback": "neutral"}
_COLUMNS = {0: "posted_on", 1: "mark", 2: "listing", 3: "feedback", 5: "buyer", 6: "currency", 7: "amount"}
"""Columns of a profile's feedback; the one left out holds a hash that the collectors made."""


class Compared(NamedTuple):
    """One field of a profile: what was read, what is expected, and why they may differ."""

    field: str
    read: Any
    expected: Any
    known: str = ""

    @property
    def reason(self) -> str:
        """Return why the two differ; nothing where they are equal, ``OPEN`` where it is not known."""
        if self.read == self.expected:
            return ""
        if self.known:
            return self.known
        if isinstance(self.read, str) and isinstance(self.expected, str):
            return _of_texts(self.read, self.expected)
        return OPEN


def prove(folder: Path) -> Iterator[tuple[bool, str]]:
    """Yield whether every field that differs does so for a reason that is known, and the counts in words."""
    files = sorted((folder / VALUES).glob("*_seller_info"))
    if not files:
        print(f"Cryptonia, expected values: not there ({VALUES})")
        return
    equal, apart = Counter[str](), Counter[tuple[str, str]]()
    for file in files:
        for field, reason in _profile(folder, file.name.removesuffix("_seller_info")):
            if reason:
                apart[field, reason] += 1
            else:
                equal[field] += 1
    print(f"Cryptonia, expected values of {len(files)} profiles: {equal.total():,} fields equal, "
          f"{apart.total():,} differ")  # fmt: skip
    for field, count in sorted(equal.items()):
        print(f"  equal    {count:>9,}  {field}")
    for (field, reason), count in sorted(apart.items()):
        print(f"  differs  {count:>9,}  {field}: {reason}")
    unknown = sum(count for (_, reason), count in apart.items() if reason == OPEN)
    yield not unknown, f"of {apart.total():,} fields that differ, {unknown} do for no known reason"


def _profile(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield of each field of a profile why it differs, nothing where it is equal."""
    page = reading.read((folder / f"{PAGES}{name}").read_bytes())
    if not page.of("sellers"):
        yield "profile", OWN if page.notes and not page.rejected else OPEN
        return
    for each in _fields(page, folder / VALUES, name):
        yield each.field, each.reason


def _fields(page: ReadPage, values: Path, name: str) -> Iterator[Compared]:
    seller = page.of("sellers")[0].values
    info = _unpickled(values / f"{name}_seller_info")
    rating, disputes, claims, escrow, ships_from, ships_to, xmpp, fe_enabled, member_since, last_seen = info
    yield Compared("rating", seller["rating"], rating)
    won, lost = seller["disputes_won"], seller["disputes_lost"]
    yield Compared("disputes", (won, lost), disputes, REPEATED if disputes == (won, won) else "")
    yield from _claims(page.of("verifications"), claims)
    parts = ("escrow_currency", "escrow", "worth_currency", "escrow_worth")
    yield Compared("escrow", tuple(seller[part] for part in parts), escrow)
    yield Compared("ships_from", seller["ships_from"], ships_from)
    yield Compared("ships_to", tuple(str(seller["ships_to"]).split(", ")), ships_to)
    yield Compared("xmpp", seller["xmpp"], xmpp)
    yield Compared("fe_enabled", seller["fe_enabled"] == "Yes", fe_enabled)
    yield Compared("member_since", seller["member_since"], str(member_since))
    yield Compared("last_seen", seller["last_seen"], last_seen, WORDING)
    for part, field in _TEXTS.items():
        if (file := values / f"{name}_{part}").is_file():
            yield Compared(field, seller[field] or "", file.read_text(encoding="utf-8"))
    if (file := values / f"{name}_feedback").is_file():
        yield from _feedback(page.of("feedback"), _unpickled(file))


def _claims(rows: tuple[Row, ...], expected: Any) -> Iterator[Compared]:
    if len(rows) != len(expected):
        yield Compared("verifications", len(rows), len(expected))
        return
    for row, (_, deals, *others) in zip(rows, expected, strict=True):
        read = tuple(row.values[part] for part in ("deals", "rating", "out_of", "good", "neutral", "bad"))
        is_joined = f": {deals} deals" in str(row.values["text"]).replace("~", "")
        known = JOINED if is_joined and read[1:] == tuple(others[:5]) else ""
        yield Compared("verifications", read, (deals, *others[:5]), known)


def _feedback(rows: tuple[Row, ...], columns: Any) -> Iterator[Compared]:
    for at, field in _COLUMNS.items():
        expected = [_MARKS.get(each, each) for each in columns[at]] if field == "mark" else columns[at]
        if len(rows) != len(expected):
            yield Compared(f"feedback: {field}", len(rows), len(expected))
            continue
        for row, value in zip(rows, expected, strict=True):
            yield Compared(f"feedback: {field}", row.values[field], value)


def _of_texts(read: str, expected: str) -> str:
    mine, theirs = "".join(read.split()), "".join(expected.split())
    if mine == theirs:
        return SPACES
    is_less = len(theirs) < len(mine) and _ascii(theirs) == _ascii(mine)
    return LOST if is_less else OPEN


def _ascii(text: str) -> str:
    return "".join(filter(str.isascii, text))


class _Plain(pickle.Unpickler):
    """Makes of a pickle days and plain values alone."""

    _KNOWN: Mapping[tuple[str, str], str] = {("datetime", "datetime"): "datetime", ("datetime", "date"): "date"}

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a day; raise ``UnpicklingError`` for any other."""
        if (module, name) not in self._KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} is no day.")
        return super().find_class(module, name)


def _unpickled(file: Path) -> Any:
    return _Plain(io.BytesIO(file.read_bytes())).load()
