"""What each agency is to the others in blind matching: its card, its own keys, and the key that they hold together.

A card is public. A group is what all members know of an epoch's key: who holds a share, where each evaluator is, and
the public element of every share. There is a key for every type of identifier, so that no telephone number passes as
a wallet where a wallet may be asked for more often.
"""

import hashlib
import hmac
from dataclasses import dataclass

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.public import PrivateKey
from nacl.signing import SigningKey, VerifyKey

from bowstreet.casework.deconfliction.blind import sodium
from bowstreet.vocabulary.refusals import Invalid, Refusal


class WrongPaper(Invalid):
    """A card, deal, group or request that is not what it should be."""


class Unsigned(Refusal):
    """A paper that its agency did not sign."""


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an agency says of itself: whom to reach, where its evaluator is, and its public keys in hexadecimal."""

    agency: str
    contact: str
    address: str
    signs: str
    opens: str


class TypeKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key of a type of identifier: its public element, and that of every share by agency, in hexadecimal."""

    public: str
    shares: dict[str, str]


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key of an epoch as all members know it. An agency's place is where its card stands, counted from 1."""

    epoch: int
    threshold: int
    cards: list[Card]
    keys: dict[str, TypeKey]

    def card(self, agency: str) -> Card:
        """Return the card of a member; raise ``WrongPaper`` for who is none."""
        for each in self.cards:
            if each.agency == agency:
                return each
        raise WrongPaper(f"Agency {agency} holds no share of the key of epoch {self.epoch}.")

    def place(self, agency: str) -> int:
        """Return the place at which a member has its share."""
        return self.cards.index(self.card(agency)) + 1

    @property
    def mark(self) -> str:
        """Return what members compare, spoken aloud: 32 hexadecimal digits that only the same key has."""
        return hashlib.sha256(packed(self)).hexdigest()[:32]


@dataclass(frozen=True)
class Identity:
    """The keys that an agency alone has, both out of one seed of 32 bytes."""

    seed: bytes

    @property
    def signing(self) -> SigningKey:
        """Return the key by which it signs (Ed25519)."""
        return SigningKey(self._derived(b"signs"))

    @property
    def box(self) -> PrivateKey:
        """Return the key by which it opens what was sealed to it (X25519)."""
        return PrivateKey(self._derived(b"opens"))

    def mark(self, text: str) -> str:
        """Return what stands for an officer or a case before others: always the same, and nobody else reads it."""
        return hmac.new(self._derived(b"marks"), text.encode(), "sha256").hexdigest()[:32]

    def card(self, *, agency: str, contact: str, address: str) -> Card:
        """Return the card of the agency whose keys these are."""
        return Card(agency, contact, address, bytes(self.signing.verify_key).hex(), bytes(self.box.public_key).hex())

    def sign(self, said: bytes) -> str:
        """Return the signature over bytes, in hexadecimal."""
        return str(self.signing.sign(said).signature.hex())

    def _derived(self, what: bytes) -> bytes:
        return hmac.new(self.seed, b"bowstreet blind " + what, "sha256").digest()


def packed(paper: msgspec.Struct) -> bytes:
    """Return a paper as the one text that it has."""
    return msgspec.json.encode(paper, order="deterministic")


def check_signed(card: Card, said: bytes, signature: str) -> None:
    """Raise ``Unsigned`` where the agency of a card did not sign bytes."""
    try:
        VerifyKey(bytes.fromhex(card.signs)).verify(said, bytes.fromhex(signature))
    except (BadSignatureError, ValueError):
        raise Unsigned(f"This was not signed by agency {card.agency}.") from None


def element(text: str) -> bytes:
    """Return the element that hexadecimal digits say; raise ``WrongPaper`` for what is none."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if not sodium.is_element(found):
        raise WrongPaper("What should be an element of the group is none.")
    return found
