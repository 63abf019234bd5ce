"""The node's checkpoint key and follower key, and the sealing keys of agencies."""

import hashlib
import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from nacl.public import Box, PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.signing import SigningKey

from bowstreet.holdings.ledger import chance
from bowstreet.holdings.ledger.models import SealingKey
from bowstreet.vocabulary.refusals import Refusal, Sort

_STEP = 512


class NoSealingKey(Refusal):
    """An agency without a sealing key: nothing that must be sealed to it is written."""

    sort = Sort.UNAVAILABLE


def make_node_keys(folder: Path) -> None:
    """Make the node's keys, once; files are readable by their owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("checkpoint", "followers"):
        if not (folder / name).exists():
            with os.fdopen(os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(os.urandom(32).hex())


def checkpoint_key() -> SigningKey:
    """Return the key that signs checkpoints (Ed25519)."""
    return SigningKey(_kept("checkpoint"))


def followers_key() -> PrivateKey:
    """Return the key to which look-ups seal what only followers may know."""
    return PrivateKey(_kept("followers"))


def vouch(*said: str | int) -> str:
    """Return a hash over what a row says that nobody makes without the node's key (BLAKE2b, hexadecimal)."""
    plain = json.dumps(said).encode()
    return hashlib.blake2b(plain, key=_kept("checkpoint"), person=b"bowstreet row", digest_size=32).hexdigest()


def agency_keys() -> tuple[str, str]:
    """Return a new sealing key pair of an agency, public half first, in hexadecimal."""
    private = PrivateKey.generate()
    return bytes(private.public_key).hex(), bytes(private).hex()


def know_agency(slug: str, public: str) -> None:
    """Keep the public half of an agency's sealing key."""
    SealingKey.objects.update_or_create(
        agency=slug, defaults={"public": public, "vouched": vouch("sealing key", slug, public)}
    )


def seal(agency: str, text: str) -> str:
    """Return a text sealed to an agency's key, in hexadecimal; raise ``NoSealingKey`` when it has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public FROM ledger_sealingkey WHERE agency = %s", [agency])
        row = cursor.fetchone()
    if row is None:
        raise NoSealingKey("Your agency has no sealing key, so what you asked cannot be entered in the ledger.")
    return _box(bytes.fromhex(row[0]), text, chance.box_key(agency, text)).hex()


def seal_to_followers(text: str) -> bytes:
    """Return a text sealed to the node's followers, in steps of 512 bytes, so that its length tells little."""
    public = bytes(followers_key().public_key)
    return _box(public, text.ljust(-(-len(text) // _STEP) * _STEP), chance.box_key("", text))


def open_for_followers(sealed: bytes) -> str:
    """Return what was sealed to the node's followers."""
    return str(SealedBox(followers_key()).decrypt(sealed).decode())


def lock(text: str) -> bytes:
    """Return a text that the node alone opens again; equal texts give equal bytes: a world can be made twice."""
    key = _lock()
    nonce = hashlib.blake2b(text.encode(), key=key, digest_size=SecretBox.NONCE_SIZE).digest()
    return bytes(SecretBox(key).encrypt(text.encode(), nonce))


def tags(texts: Iterable[str]) -> list[str]:
    """Return of each text a hash by which the node alone finds it again (BLAKE2b, 16 bytes, hexadecimal)."""
    key = _lock()
    return [
        hashlib.blake2b(each.encode(), key=key, person=b"bowstreet tag", digest_size=16).hexdigest() for each in texts
    ]


def unlock(locked: bytes | memoryview) -> str:
    """Return a text that was locked."""
    return str(SecretBox(_lock()).decrypt(bytes(locked)).decode())


def _lock() -> bytes:
    return hashlib.blake2b(_kept("followers"), person=b"bowstreet lock", digest_size=SecretBox.KEY_SIZE).digest()


def _box(public: bytes, text: str, ephemeral: bytes) -> bytes:
    """Return a sealed box as libsodium's ``crypto_box_seal`` makes it, from a given ephemeral key.

    ``SealedBox`` draws that key itself, and then a world could not be made twice alike.
    """
    key = PrivateKey(ephemeral)
    ours = bytes(key.public_key)
    nonce = hashlib.blake2b(ours + public, digest_size=Box.NONCE_SIZE).digest()
    return ours + bytes(Box(key, PublicKey(public)).encrypt(text.encode(), nonce).ciphertext)


def _kept(name: str) -> bytes:
    place = Path(settings.STATE) / "keys" / name
    found = place.stat()
    return _read(place, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=8)
def _read(place: Path, inode: int, written: int) -> bytes:
    """Return what a file holds, read again once it is another one: a check of many asks for it many times."""
    return bytes.fromhex(place.read_text().strip())
