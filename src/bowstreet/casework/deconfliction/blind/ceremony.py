"""How the members make a key together that none of them ever has: each deals, and each adds what it was dealt.

Every member draws a polynomial for each type, commits to it, and seals each other member's value to that member. The
key is the sum of all first coefficients; it is computed nowhere. Each dealer proves that it knows its own coefficient,
so that none can choose it to cancel out the others'. Who deals last can still see to some bits of the public element,
as in every ceremony of this form (Gennaro, Jarecki, Krawczyk and Rabin); the secret it does not learn by that.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from bowstreet.casework.deconfliction.blind import proofs, shares, sodium
from bowstreet.casework.deconfliction.blind.parties import (
    Card,
    Group,
    Identity,
    TypeKey,
    Unsigned,
    WrongPaper,
    check_signed,
    element,
    packed,
)
from bowstreet.casework.deconfliction.blind.suite import Mode, Suite

_SUITE = Suite(Mode.VOPRF)


class Drawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a dealer commits to for one type, and that it knows what it commits to; in hexadecimal."""

    commitments: list[str]
    known: str
    proof: str


class Dealt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a dealer says: for which members and epoch, its commitments, and each member's values, sealed to it."""

    dealer: str
    epoch: int
    threshold: int
    members: str
    types: dict[str, Drawn]
    sealed: dict[str, str]


class Deal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a dealer says, signed."""

    said: Dealt
    signature: str


@dataclass(frozen=True)
class Held:
    """What comes of a ceremony for one member: what all know, and its own shares by type."""

    group: Group
    secrets: dict[str, bytes]


def deal(
    *, identity: Identity, agency: str, cards: Sequence[Card], threshold: int, epoch: int, types: Sequence[str]
) -> Deal:
    """Return what one member deals to all, itself among them."""
    shares.check_counts(threshold, len(cards))
    if agency not in {each.agency for each in cards} or len({each.agency for each in cards}) < len(cards):
        raise WrongPaper("The cards must be one of each member, your own among them.")
    drawn, values = {}, [dict[str, str]() for _ in cards]
    for type in sorted(types):
        polynomial = shares.draw(threshold)
        drawn[type] = _drawn(polynomial, _context(agency, epoch, type))
        for place, kept in enumerate(values, 1):
            kept[type] = shares.value_at(polynomial, place).hex()
    sealed = {
        card.agency: SealedBox(PublicKey(bytes.fromhex(card.opens))).encrypt(msgspec.json.encode(kept)).hex()
        for card, kept in zip(cards, values, strict=True)
    }
    said = Dealt(agency, epoch, threshold, _members(cards), drawn, sealed)
    return Deal(said, identity.sign(packed(said)))


def accept(*, identity: Identity, agency: str, cards: Sequence[Card], deals: Sequence[Deal]) -> Held:
    """Return what a member holds after all have dealt; raise with the dealer's name where one dealt wrongly."""
    by_dealer = {each.said.dealer: each for each in deals}
    if len(by_dealer) < len(deals) or set(by_dealer) != {each.agency for each in cards}:
        raise WrongPaper("There must be one deal of each member.")
    first = deals[0].said
    place = [each.agency for each in cards].index(agency) + 1
    secrets = dict.fromkeys(sorted(first.types), sodium.IDENTITY)
    for card in cards:
        one = by_dealer[card.agency]
        _check(one, card, first, cards)
        for type, share in _opened(one.said, identity, agency).items():
            if not shares.fits(share, _commitments(one.said, type), place):
                raise WrongPaper(f"What agency {card.agency} dealt you does not fit what it told all; begin anew.")
            secrets[type] = sodium.plus(secrets[type], share)
    keys = {type: _key(type, cards, list(by_dealer.values())) for type in secrets}
    return Held(Group(first.epoch, first.threshold, list(cards), keys), secrets)


def _check(one: Deal, card: Card, first: Dealt, cards: Sequence[Card]) -> None:
    """Raise for a deal that is not signed, is of another ceremony, or whose dealer does not know what it dealt."""
    said = one.said
    check_signed(card, packed(said), one.signature)
    alike = (said.epoch, said.threshold, set(said.types)) == (first.epoch, first.threshold, set(first.types))
    if not alike or said.members != _members(cards):
        raise WrongPaper(f"Agency {card.agency} dealt for another ceremony: other members, types, epoch or threshold.")
    for type, drawn in said.types.items():
        if len(drawn.commitments) != said.threshold or not _knows(drawn, _context(card.agency, said.epoch, type)):
            raise Unsigned(f"Agency {card.agency} does not prove that it knows what it dealt.")


def _drawn(polynomial: Sequence[bytes], context: bytes) -> Drawn:
    commitments = shares.commit(polynomial)
    before = _SUITE.hash_to_group(context)
    after = sodium.multiply(polynomial[0], before)
    proof = proofs.prove(polynomial[0], commitments[0], [before], [after], sodium.random_scalar())
    return Drawn([each.hex() for each in commitments], after.hex(), proof.hex())


def _knows(drawn: Drawn, context: bytes) -> bool:
    before, after = _SUITE.hash_to_group(context), element(drawn.known)
    return proofs.is_proved(element(drawn.commitments[0]), [before], [after], _bytes(drawn.proof))


def _opened(said: Dealt, identity: Identity, agency: str) -> dict[str, bytes]:
    try:
        plain = SealedBox(identity.box).decrypt(bytes.fromhex(said.sealed[agency]))
        found = {type: bytes.fromhex(text) for type, text in msgspec.json.decode(plain, type=dict[str, str]).items()}
    except (CryptoError, KeyError, ValueError, msgspec.DecodeError):
        raise WrongPaper(f"What agency {said.dealer} sealed to you cannot be opened; begin anew.") from None
    if set(found) != set(said.types):
        raise WrongPaper(f"Agency {said.dealer} did not deal you a share of every type; begin anew.")
    return found


def _key(type: str, cards: Sequence[Card], deals: Sequence[Deal]) -> TypeKey:
    dealt = [_commitments(each.said, type) for each in deals]
    summed = [sodium.total(column) for column in zip(*dealt, strict=True)]
    at = {card.agency: shares.public_at(summed, place).hex() for place, card in enumerate(cards, 1)}
    return TypeKey(summed[0].hex(), at)


def _commitments(said: Dealt, type: str) -> list[bytes]:
    return [element(each) for each in said.types[type].commitments]


def _members(cards: Sequence[Card]) -> str:
    return hashlib.sha256(b"\n".join(packed(each) for each in cards)).hexdigest()


def _context(dealer: str, epoch: int, type: str) -> bytes:
    return f"bowstreet blind deal\n{dealer}\n{epoch}\n{type}".encode()


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
