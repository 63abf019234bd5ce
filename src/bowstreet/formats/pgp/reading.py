"""OpenPGP public keys read out of a text, however its armour was damaged on the way.

A checksum that is present and wrong after all repairs refuses the block, unless its packets parse to the very end
and a signature in it names the key that was read as its issuer: then the fingerprint is confirmed, but the user
ids are not, and they are left out. What has no complete primary key is refused; nothing is made up.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bowstreet.formats.pgp import armour, packets
from bowstreet.formats.pgp.armour import Block, Decoded
from bowstreet.formats.pgp.packets import KeyPacket, WrongPacket

LONGEST_USER_ID = 1_000
MOST_USER_IDS = 1_000


class UnreadableKey(ValueError):
    """A text in which no public key can be read; the message says why in a sentence."""


@dataclass(frozen=True)
class Key:
    """A public key. ``subkeys`` holds (fingerprint, key id); ``repaired`` says that the armour was damaged.

    ``created`` is in UTC, ``bits`` the size of the modulus or curve.
    """

    fingerprint: str
    key_id: str
    subkeys: tuple[tuple[str, str], ...]
    user_ids: tuple[str, ...]
    created: datetime
    algorithm: str
    bits: int | None
    version: int
    repaired: bool


@dataclass
class _Growing:
    primary: KeyPacket
    subkeys: list[KeyPacket] = field(default_factory=list)
    user_ids: list[str] = field(default_factory=list)
    confirmed: bool = False


@dataclass
class _Parsed:
    keys: list[_Growing] = field(default_factory=list)
    trouble: str = ""


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the armoured public keys of a text with their places."""
    return armour.find_blocks(text)


def read_keys(text: str) -> tuple[Key, ...]:
    """Return the public keys of a text, each once; raise ``UnreadableKey`` when not one of its blocks can be read."""
    if len(text) > armour.LONGEST_BLOCK:
        raise UnreadableKey(f"A text of more than {armour.LONGEST_BLOCK:,} characters is not searched for keys.")
    blocks = find_blocks(text)
    if not blocks:
        raise UnreadableKey(_why_no_block(text))
    found: dict[str, Key] = {}
    trouble = ""
    for block in blocks:
        try:
            for key in read_block(block):
                found.setdefault(key.fingerprint, key)
        except UnreadableKey as wrong:
            trouble = trouble or str(wrong)
    if not found:
        raise UnreadableKey(trouble)
    return tuple(found.values())


def read_block(block: Block) -> tuple[Key, ...]:
    """Return the public keys of one block; raise ``UnreadableKey`` with a sentence when there is none."""
    first: _Parsed | None = None
    kept: tuple[_Parsed, Decoded] | None = None
    for decoded in armour.decode(block):
        parsed = _parse(decoded.raw)
        first = first or parsed
        if _is_believed(parsed, decoded) and (kept is None or (decoded.checked and not kept[1].checked)):
            kept = parsed, decoded
        if kept and (decoded.checked or not (parsed.trouble or decoded.checked is False)):
            break
    if kept is None:
        raise UnreadableKey(_why_not(first))
    parsed, decoded = kept
    repaired = not (block.is_intact() and decoded.checked is not False and not parsed.trouble)
    return tuple(_key(each, repaired, decoded.checked is not False) for each in parsed.keys)


def _parse(raw: bytes) -> _Parsed:
    parsed = _Parsed()
    try:
        for tag, body in packets.cut(raw):
            if tag == packets.SECRET_KEY:
                raise WrongPacket("This is a secret key and no public one; it is not read.")
            _take(parsed.keys, tag, body)
    except WrongPacket as wrong:
        parsed.trouble = str(wrong)
        if "which no honest key needs" in parsed.trouble or "secret" in parsed.trouble:
            parsed.keys.clear()
    return parsed


def _take(keys: list[_Growing], tag: int, body: bytes) -> None:
    if tag == packets.PUBLIC_KEY:
        keys.append(_Growing(packets.read_key(body)))
    elif not keys:
        raise WrongPacket("The block does not begin with a public key.")
    elif tag == packets.PUBLIC_SUBKEY:
        try:
            keys[-1].subkeys.append(packets.read_key(body))
        except WrongPacket:
            return
    elif tag == packets.USER_ID:
        text = _user_id(body)
        if text and text not in keys[-1].user_ids:
            keys[-1].user_ids.append(text)
        if len(keys[-1].user_ids) > MOST_USER_IDS:
            raise WrongPacket(f"The key has more than {MOST_USER_IDS:,} names, which no honest key needs.")
    elif tag == packets.SIGNATURE and not keys[-1].confirmed:
        keys[-1].confirmed = packets.issuer(body) == keys[-1].primary.key_id


def _user_id(body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    text = text[:LONGEST_USER_ID]
    return (text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)).strip()


def _is_believed(parsed: _Parsed, decoded: Decoded) -> bool:
    if not parsed.keys:
        return False
    if decoded.checked is False:
        return not parsed.trouble and all(each.confirmed for each in parsed.keys)
    return True


def _key(grown: _Growing, repaired: bool, undamaged: bool) -> Key:
    primary = grown.primary
    subkeys = dict.fromkeys((each.fingerprint, each.key_id) for each in grown.subkeys) if undamaged else {}
    user_ids = tuple(grown.user_ids) if undamaged else ()
    return Key(
        primary.fingerprint,
        primary.key_id,
        tuple(subkeys),
        user_ids,
        primary.created,
        primary.algorithm,
        primary.bits,
        primary.version,
        repaired,
    )


def _why_not(parsed: _Parsed | None) -> str:
    if parsed is None:
        return "The block holds nothing that begins like a public key."
    if parsed.keys:
        return "The checksum of the key is wrong, so something in it was changed or lost."
    return parsed.trouble or "The block holds no public key."


def _why_no_block(text: str) -> str:
    other = armour.other_armour(text)
    if "PRIVATE" in other or "SECRET" in other:
        return "This is a secret key and no public one; it is not read."
    if "MESSAGE" in other:
        return "This is an OpenPGP message and no key."
    if other:
        return f"This is an OpenPGP {other.strip().lower()} and no public key."
    return "There is no OpenPGP public key block in this text."
