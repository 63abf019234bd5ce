"""The folder of an agency's blind matching: its own keys, the key of each epoch, and what it holds; all 0600.

What is secret is sealed with a passphrase (Argon2id, XSalsa20-Poly1305), so that the files alone are no share.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from bowstreet.casework.deconfliction.blind.ceremony import Held
from bowstreet.casework.deconfliction.blind.parties import Card, Group, Identity, WrongPaper
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

SHORTEST = 12
"""Signs of the shortest passphrase."""

_HASH = pwhash.argon2id
COST = (_HASH.OPSLIMIT_MODERATE, _HASH.MEMLIMIT_MODERATE)
"""Passes and bytes of memory that a try of a passphrase takes."""

_Paper = TypeVar("_Paper", bound=msgspec.Struct)


class WrongPassphrase(Refusal):
    """A passphrase that does not open what it should, or one too short to seal with."""


class NotThere(Invalid):
    """A file of blind matching that this agency does not have."""


class ThereAlready(Refusal):
    """Keys that would be overwritten."""

    sort = Sort.CONFLICT


class OldEpoch(Refusal):
    """A key, or an index, of an epoch that has ended."""

    sort = Sort.CONFLICT


@dataclass(frozen=True)
class Folder:
    """Where the blind matching of one agency lies."""

    path: Path

    @property
    def quotas(self) -> Path:
        """Return where is counted who asked for how many, and kept what members were told."""
        return self.path / "asked.sqlite"

    @property
    def values(self) -> Path:
        """Return where the agency's own values stand, each with the reference that others get of it."""
        return self.path / "values.jsonl"

    @property
    def index(self) -> Path:
        """Return where the tags of the agency's own values stand."""
        return self.path / "index"

    def make_identity(self, passphrase: str) -> Identity:
        """Return new keys of the agency, kept sealed; raise ``ThereAlready`` where there are some."""
        if (self.path / "identity").exists():
            raise ThereAlready("Your agency has its keys of blind matching already.")
        made = Identity(random(32))
        self._write("identity", sealed(made.seed, passphrase))
        return made

    def identity(self, passphrase: str) -> Identity:
        """Return the keys of the agency."""
        return Identity(opened(self._read("identity", "Begin with 'bowstreet blind key card'."), passphrase))

    def keep_card(self, card: Card) -> None:
        """Keep the agency's own card."""
        self._write("card.json", msgspec.json.encode(card))

    def card(self) -> Card:
        """Return the agency's own card."""
        return read(self._read("card.json", "Begin with 'bowstreet blind key card'."), Card)

    def keep(self, held: Held, passphrase: str) -> None:
        """Keep what came of a ceremony, not yet in force; the first ceremony's is so at once."""
        epoch = held.group.epoch
        if epoch <= self.epoch() or (self.path / f"share-{epoch}").exists():
            raise ThereAlready(f"Epoch {epoch} is not a new one; the key in force is of epoch {self.epoch()}.")
        plain = json.dumps({type: each.hex() for type, each in held.secrets.items()}).encode()
        self._write(f"group-{epoch}.json", msgspec.json.encode(held.group))
        self._write(f"share-{epoch}", sealed(plain, passphrase))
        if not self.epoch():
            self._write("epoch", str(epoch).encode())

    def epoch(self) -> int:
        """Return the epoch in force; 0 where there is none yet."""
        path = self.path / "epoch"
        return int(path.read_text()) if path.exists() else 0

    def group(self) -> Group:
        """Return what all members know of the key in force."""
        name = f"group-{self.epoch()}.json"
        return read(self._read(name, "There is no key yet; the members make one together."), Group)

    def secrets(self, passphrase: str) -> dict[str, bytes]:
        """Return the agency's shares of the key in force, by type."""
        plain = opened(self._read(f"share-{self.epoch()}", "This agency holds no share."), passphrase)
        return {type: bytes.fromhex(text) for type, text in json.loads(plain).items()}

    def rotate(self, epoch: int) -> int:
        """Put the key of a later epoch in force and destroy the share of the one before; return that one."""
        before = self.epoch()
        if epoch <= before or not (self.path / f"share-{epoch}").exists():
            raise OldEpoch(f"There is no key of epoch {epoch} to put in the place of that of epoch {before}.")
        self._write("epoch", str(epoch).encode())
        for each in (self.path / f"share-{before}", self.index):
            _destroy(each)
        return before

    @contextmanager
    def writing(self, path: Path) -> Iterator[Path]:
        """Give a path beside another whose file takes that one's place when the block ends well."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        os.close(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        try:
            yield beside
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    def _write(self, name: str, content: bytes) -> None:
        with self.writing(self.path / name) as beside, beside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())

    def _read(self, name: str, otherwise: str) -> bytes:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            raise NotThere(otherwise) from None


def read(content: bytes, form: type[_Paper]) -> _Paper:
    """Return the paper that bytes hold; raise ``WrongPaper`` for what is of another form."""
    try:
        return msgspec.json.decode(content, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise WrongPaper(f"This is no {form.__name__.lower()} of blind matching.") from None


def sealed(plain: bytes, passphrase: str) -> bytes:
    """Return bytes sealed with a passphrase."""
    if len(passphrase) < SHORTEST:
        raise WrongPassphrase(f"A passphrase has {SHORTEST} signs at least.")
    salt = bytes(random(_HASH.SALTBYTES))
    return salt + bytes(SecretBox(_key(passphrase, salt)).encrypt(plain))


def opened(content: bytes, passphrase: str) -> bytes:
    """Return what was sealed; raise ``WrongPassphrase`` where the passphrase is another."""
    salt, rest = content[: _HASH.SALTBYTES], content[_HASH.SALTBYTES :]
    try:
        plain: bytes = SecretBox(_key(passphrase, salt)).decrypt(rest)
    except (CryptoError, ValueError):
        raise WrongPassphrase("This passphrase does not open the keys of blind matching.") from None
    return plain


def _key(passphrase: str, salt: bytes) -> bytes:
    return bytes(_HASH.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, *COST))


def _destroy(path: Path) -> None:
    """Write over a file before it goes: a share that is no longer in force serves only who should not have it."""
    if path.exists():
        with path.open("r+b") as out:
            out.write(bytes(path.stat().st_size))
            out.flush()
            os.fsync(out.fileno())
        path.unlink()
