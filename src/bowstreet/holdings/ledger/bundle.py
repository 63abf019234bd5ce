"""An agency's ledger in one file, for somebody without a node: the form of its lines, and checking it. Pure.

Every line is canonical JSON. The first is the head, signed by the node: how far each store had come, with its running
hash, and the agency's own tree. Each line after it is an entry: first the tree's, in the order of their places, then
those that no checkpoint had sealed. So the head commits to every line, and checking needs one at a time.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from nacl.signing import SigningKey, VerifyKey

from bowstreet.holdings.ledger import entries, notes, tree
from bowstreet.holdings.ledger.answers import BundleVerdict
from bowstreet.vocabulary.refusals import Invalid

FORMAT = "bowstreet ledger 1"
LONGEST = 4 << 20
"""So many bytes a line has at most; that of an entry has a few thousand."""

_HASH = re.compile(r"[0-9a-f]{64}")
_AGENCY = re.compile(r"[a-z0-9-]{1,60}")
_HEAD = {"agency", "entered", "exported_at", "format", "key", "note", "root", "size"}
_BARE = {"chain", "leaf", "number", "place", "store"}
_MOST = 1 << 53


class NotABundle(Invalid):
    """A file that is no bundle of a ledger."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            "This file is not a bundle that 'bowstreet ledger export' wrote, or its first line is damaged."
        )


@dataclass(frozen=True)
class _Line:
    """One entry as it stands in a bundle; ``place`` is None until it is sealed, salt and body when they are gone."""

    place: int | None
    store: str
    number: int
    leaf: bytes
    chain: bytes
    salt: bytes | None = None
    body: str | None = None


@dataclass
class _Walk:
    """How far the lines of a bundle have been read."""

    edge: tree.Edge = field(default_factory=tree.Edge)
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(entries.NAMES, 0))
    chain: dict[str, bytes] = field(default_factory=lambda: dict.fromkeys(entries.NAMES, entries.FIRST_CHAIN))
    unsealed: int = 0


def head_line(fields: Mapping[str, Any], key: SigningKey) -> bytes:
    """Return the head of a bundle, signed."""
    signed = {**fields, "format": FORMAT, "key": bytes(key.verify_key).hex()}
    return entries.canonical({**signed, "note": notes.sign(key, _commitment(signed))}).encode() + b"\n"


def entry_line(
    place: int | None, where: tuple[str, int], leaf: bytes, chain: bytes, entry: entries.Entry | None
) -> bytes:
    """Return the line of an entry by its store and number there; without salt and body when it is gone."""
    fields = {"place": place, "store": where[0], "number": where[1], "leaf": leaf.hex(), "chain": chain.hex()}
    kept = {"salt": entry.salt.hex(), "body": entry.body} if entry else {}
    return entries.canonical(fields | kept).encode() + b"\n"


def verify(file: BinaryIO, *, key: str | None = None) -> BundleVerdict:
    """Check a bundle line by line and return what was found; raise ``NotABundle`` for any other file.

    ``key`` is the node's public one (hexadecimal) as it came from elsewhere; without it the head's own is taken, which
    shows that the file is of one piece and not who made it.
    """
    head, walk = _head(file.readline(LONGEST + 1)), _Walk()
    broken = _wrong_head(head, key)
    while broken is None and (line := file.readline(LONGEST + 1)):
        broken = _wrong_line(line, head, walk)
    broken = broken or _wrong_end(head, walk)
    return BundleVerdict(
        agency=head["agency"],
        exported_at=head["exported_at"],
        sealed=walk.edge.size,
        unsealed=walk.unsealed,
        root=head["root"],
        key=key or head["key"],
        key_given=key is not None,
        unbroken=broken is None,
        first_broken=broken,
        sentence=f"Broken: {broken}" if broken else _whole(head, walk, key),
    )


def _whole(head: Mapping[str, Any], walk: _Walk, key: str | None) -> str:
    own = "the key in the file itself: this shows that it is of one piece, not who made it (--key, had from elsewhere)"
    return (
        f"Unbroken: {walk.edge.size + walk.unsealed:,} entries of {head['agency']}, as they stood at"
        f" {head['exported_at']}: {walk.edge.size:,} sealed, {walk.unsealed:,} not yet; place, leaf and running hash of"
        " each, the root of the tree and the node's signature were worked out anew, with"
        f" {'the key given' if key else own}."
    )


def _commitment(fields: Mapping[str, Any]) -> tuple[str, ...]:
    digest = hashlib.sha256(entries.canonical(dict(fields)).encode()).hexdigest()
    root = bytes.fromhex(fields["root"])
    return notes.checkpoint(f"bowstreet/{fields['agency']}", fields["size"], root, f"head {digest}")


def _parsed(line: bytes) -> dict[str, Any]:
    """Return the object of a line; empty for a line that is none, or not written as the export writes it."""
    try:
        found = json.loads(line.decode("ascii"))
        same = isinstance(found, dict) and entries.canonical(found).encode() + b"\n" == line
    except (ValueError, RecursionError):
        return {}
    return found if same else {}


def _head(line: bytes) -> dict[str, Any]:
    fields = _parsed(line)
    if fields.keys() != _HEAD or fields["format"] != FORMAT:
        raise NotABundle()
    try:
        right = (
            fields["entered"].keys() == entries.NAMES.keys()
            and all(_is_count(number) and _is_hash(chain) for number, chain in fields["entered"].values())
            and all(map(_is_hash, (fields["root"], fields["key"])))
            and _is_count(fields["size"])
            and _AGENCY.fullmatch(fields["agency"])
            and datetime.fromisoformat(fields["exported_at"]).tzinfo
            and isinstance(fields["note"], str)
        )
    except (AttributeError, TypeError, ValueError):
        right = False
    if not right:
        raise NotABundle()
    return fields


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _wrong_head(head: Mapping[str, Any], key: str | None) -> str | None:
    if key is not None and key != head["key"]:
        return "the bundle was signed with another key than the one given."
    unsigned = {name: value for name, value in head.items() if name != "note"}
    if not notes.is_signed(head["note"], _commitment(unsigned), VerifyKey(bytes.fromhex(head["key"]))):
        return "the head of the bundle is not what was signed with its key."
    return None


def _line(raw: bytes) -> _Line | None:
    fields = _parsed(raw)
    whole = fields.keys() == _BARE | {"salt", "body"}
    if not (whole or fields.keys() == _BARE) or fields["store"] not in tuple(entries.NAMES):
        return None
    hashes = [fields[name] for name in ("leaf", "chain", "salt") if name in fields]
    counts = [fields["number"], 0 if fields["place"] is None else fields["place"]]
    if not (all(map(_is_hash, hashes)) and all(map(_is_count, counts)) and isinstance(fields.get("body", ""), str)):
        return None
    leaf, chain, salt = map(bytes.fromhex, (*hashes, "")[:3])
    return _Line(fields["place"], fields["store"], fields["number"], leaf, chain, salt or None, fields.get("body"))


def _wrong_line(raw: bytes, head: Mapping[str, Any], walk: _Walk) -> str | None:
    at = walk.edge.size + walk.unsealed + 1
    line = _line(raw)
    if line is None:
        whole = raw.endswith(b"\n")
        return f"entry {at} {'cannot be read' if whole else 'is cut off or too long'}."
    named = f"{entries.NAMES[line.store]} {line.number} (entry {at})"
    broken = _wrong_place(line, head, walk, named) or _wrong_content(line, head, named)
    if broken is None and entries.next_chain(walk.chain[line.store], line.leaf) != line.chain:
        broken = f"{named} does not follow on what was entered before it."
    if broken:
        return broken
    walk.done[line.store], walk.chain[line.store] = line.number, line.chain
    if line.place is None:
        walk.unsealed += 1
    else:
        walk.edge.append(line.leaf)
    return None


def _wrong_place(line: _Line, head: Mapping[str, Any], walk: _Walk, named: str) -> str | None:
    size, entered = walk.edge.size, head["entered"]
    if line.place != (size + 1 if size < head["size"] else None):
        stands = f"is given place {line.place}" if line.place is not None else "is said not to be sealed"
        return f"{named} {stands}: {size} of the tree's {head['size']} entries stand before it."
    unfinished = (store for store in entries.NAMES if walk.done[store] < entered[store][0])
    due = line.store if line.place is not None else next(unfinished, line.store)
    following = walk.done[due] + 1
    if line.store != due or line.number > following:
        return f"{entries.NAMES[due]} {following} is missing: {named} stands in its place."
    if line.number < following:
        return f"{named} stands there again."
    return f"{named} stands after the last that was entered." if following > entered[due][0] else None


def _wrong_content(line: _Line, head: Mapping[str, Any], named: str) -> str | None:
    if line.body is None or line.salt is None:
        return f"{named} was entered and is missing."
    if tree.hash_leaf(line.salt, line.body.encode("utf-8", "surrogatepass")) != line.leaf:
        return f"{named} is not what was {'entered' if line.place is None else 'sealed'}."
    try:
        fields = json.loads(line.body)
        said = tuple(fields[each] for each in ("agency", "store", "number"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return f"{named} cannot be read."
    if said != (head["agency"], line.store, line.number):
        return f"{named} was entered in another place."
    return None


def _wrong_end(head: Mapping[str, Any], walk: _Walk) -> str | None:
    if walk.edge.size < head["size"]:
        return f"entry {walk.edge.size + 1} is missing: the tree has {head['size']}."
    for store, (number, chain) in sorted(head["entered"].items()):
        if walk.done[store] < number:
            return f"{entries.NAMES[store]} {walk.done[store] + 1} is missing: {number} were entered."
        if walk.chain[store].hex() != chain:
            return f"{entries.NAMES[store]} {number} is not the last that was entered."
    if walk.edge.root().hex() != head["root"]:
        return "the root of the tree is not that of its entries."
    return None
