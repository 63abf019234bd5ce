"""Address lists read: one address a line, or a list of them in JSON, as the addresses of OFAC's list are published.

The form of such lists: ``sanctioned_addresses_XBT.txt`` and ``.json`` of the public repository
0xB10C/ofac-sanctioned-digital-currency-addresses. Of which coin an address is, its form says.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bowstreet.formats.exchange import coins
from bowstreet.formats.exchange.coins import Told
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.exchange.pieces import Exchanged, Piece, Refused
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.lawfulness import SubjectCategory

FORMAT = "sanctions"

LONGEST = 64_000_000
"""Bytes that a list may have."""

_LONGEST_ENTRY = 200
_LONGEST_NAME = 120
_LISTED_AS = "on a sanctions list"
_COIN = re.compile(r"_([A-Z]{2,6})\.(?:txt|json)$")
_GROUND = "address in a list that says nothing of its holder"
_BOM = b"\xef\xbb\xbf"
_LISTED = re.compile(rb"\s*\[\s*\"")
_QUOTED = re.compile(rb'"([^"\\\r\n]*)"')
_BETWEEN = re.compile(rb"[\s,]*")
_LIKE = re.compile(rb"[0-9A-Za-z:]{24,200}")
_LINE = re.compile(rb"[^\r\n]+")
_NO_TEXT = "This entry is longer than an address, or no text."
_NO_ADDRESS = "This is no address of a coin: its form or its checksum is wrong."


class _Entry(NamedTuple):
    at: int
    raw: bytes


def recognises(head: bytes) -> bool:
    """Say whether a file begins with addresses of wallets and nothing else; the last one may be cut off."""
    listed = head.removeprefix(_BOM)
    found = list(_in_list(listed) if _LISTED.match(listed) else _in_lines(listed))[:200]
    if len(found) > 1 and not listed.rstrip(b" \t").endswith((b"\n", b"\r", b"]")):
        found.pop()
    good = [_address(each.raw) for each in found]
    alike = all(_LIKE.fullmatch(each.raw) for each in found)
    return alike and sum(each is not None for each in good) > len(good) / 2


def read(raw: bytes, name: str = "") -> Exchanged:
    """Return the addresses of a list, each once a place; what is none is refused with a sentence.

    ``name`` is that of its file: each wallet is labelled as standing in it, and with the coin that the name ends in.
    """
    labels = _labels(name)
    if len(raw) > LONGEST:
        return Exchanged(FORMAT, refused=(Refused(0, "document", f"The list has more than {LONGEST:,} bytes."),))
    before = len(_BOM) if raw.startswith(_BOM) else 0
    is_list = _LISTED.match(raw, before) is not None
    pieces: list[Piece] = []
    refused: list[Refused] = []
    losses: list[Loss] = []
    for number, entry in enumerate(_in_list(raw, before) if is_list else _in_lines(raw, before), 1):
        address = _address(entry.raw)
        if address is None:
            is_long = len(entry.raw) > _LONGEST_ENTRY
            refused.append(Refused(entry.at, f"[{number}]", _NO_TEXT if is_long else _NO_ADDRESS))
            continue
        how, form = coins.told(address)
        losses += [Loss("address", Why.NO_KIND)] if how is Told.NO_KIND else []
        pieces.append(_piece(len(pieces) + 1, entry, address, form, labels))
    return Exchanged(FORMAT, tuple(pieces), tuple(refused), summed(losses))


def _labels(name: str) -> tuple[str, ...]:
    """Return what standing in a list says of a wallet, in the words of the list's file.

    >>> _labels("lists/sanctioned_addresses_XBT.txt")
    ('on a sanctions list: sanctioned_addresses_XBT.txt', 'listed under XBT')
    """
    own = " ".join("".join(c if c.isprintable() else " " for c in name.rsplit("/", 1)[-1]).split())[:_LONGEST_NAME]
    coin = _COIN.search(own)
    listed = f"{_LISTED_AS}: {own}" if own else _LISTED_AS
    return (listed, f"listed under {coin[1]}") if coin else (listed,)


def _piece(number: int, entry: _Entry, address: str, form: str, labels: tuple[str, ...]) -> Piece:
    cite = f"piece:{number}"
    said = [{"value": each, "source": cite} for each in labels]
    made = Draft("wallet", {"address": form, "labels": said}, cites=(cite,), category=SubjectCategory.OTHER_PARTY,
                 category_ground=_GROUND)  # fmt: skip
    return Piece(number, address, "address", entry.raw.decode(), entry.at, drafts=(made,) if form else ())


def _in_list(raw: bytes, start: int = 0) -> Iterator[_Entry]:
    """Yield the texts of a list in JSON, and what stands between them instead as one entry."""
    at = raw.find(b"[", start) + 1
    while True:
        at = _BETWEEN.match(raw, at).end()  # type: ignore[union-attr]
        if at >= len(raw) or (raw[at : at + 1] == b"]" and not raw[at + 1 :].strip()):
            return
        found = _QUOTED.match(raw, at)
        if found:
            yield _Entry(found.start(1), found[1])
            at = found.end()
            continue
        end = min((place for sign in b",\n" if (place := raw.find(bytes([sign]), at + 1)) > 0), default=len(raw))
        yield _Entry(at, raw[at:end])
        at = end


def _in_lines(raw: bytes, start: int = 0) -> Iterator[_Entry]:
    for found in _LINE.finditer(raw, start):
        said = found[0].strip()
        if said:
            yield _Entry(found.start() + found[0].find(said), said)


def _address(said: bytes) -> str | None:
    """Return an entry as the address that it is; None where it is none of any coin."""
    try:
        text = said.decode("ascii") if len(said) <= _LONGEST_ENTRY else ""
    except UnicodeDecodeError:
        return None
    return text if text and coins.told(text)[0] is not Told.WRONG else None
