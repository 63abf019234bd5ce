"""Signed notes, in the form of C2SP signed-note: lines, an empty line, one Ed25519 signature. Pure."""

import base64
import hashlib
from collections.abc import Sequence

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


def checkpoint(origin: str, size: int, root: bytes, *more: str) -> tuple[str, ...]:
    """Return the lines of a tlog-checkpoint: origin, size, root, and what else is signed with them."""
    return (origin, str(size), base64.b64encode(root).decode(), *more)


def sign(key: SigningKey, lines: Sequence[str]) -> str:
    """Return a signed note over lines; the first names its origin, and so who signs."""
    text = "".join(f"{line}\n" for line in lines)
    return text + _signature(lines[0], key.verify_key, key.sign(text.encode()).signature)


def is_signed(note: str, lines: Sequence[str], key: VerifyKey) -> bool:
    """Say whether a note is of these lines and a key's, to the last sign."""
    text = "".join(f"{line}\n" for line in lines)
    try:
        signature = base64.b64decode(note.rpartition(" ")[2].removesuffix("\n"), validate=True)[4:]
        key.verify(text.encode(), signature)
    except (ValueError, BadSignatureError):
        return False
    return note == text + _signature(lines[0], key, signature)


def _signature(name: str, key: VerifyKey, signature: bytes) -> str:
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + bytes(key)).digest()[:4]
    return f"\n\N{EM DASH} {name} {base64.b64encode(key_id + signature).decode()}\n"
