"""Members make a key together; whoever deals wrongly is named, and no file holds the key."""

from pathlib import Path

import msgspec
import pytest
from tests.worlds import blind
from tests.worlds.blind import Circle, Member

from bowstreet.casework.deconfliction.blind import ceremony, keeping, shares, sodium
from bowstreet.casework.deconfliction.blind.parties import Unsigned, WrongPaper, packed


@pytest.fixture
def members(tmp_path: Path, lightly: None) -> Circle:
    """Give three members with their own keys, before any ceremony."""
    made = {}
    for name in blind.NAMES:
        folder = keeping.Folder(tmp_path / name)
        made[name] = Member(name, folder.make_identity(blind.PASSPHRASE), folder)
    return Circle(made)


def _held(members: Circle, deals: list[ceremony.Deal]) -> list[ceremony.Held]:
    return [ceremony.accept(identity=each.identity, agency=each.name, cards=members.cards(), deals=deals)
            for each in members.members.values()]  # fmt: skip


def test_all_come_to_one_group_and_any_two_shares_are_its_key(members: Circle) -> None:
    held = _held(members, members.deal(1))
    assert len({each.group.mark for each in held}) == 1
    for type in blind.TYPES:
        for pair in ((0, 1), (0, 2), (1, 2)):
            by = shares.weights([place + 1 for place in pair])
            parts = [sodium.times(by[place + 1], held[place].secrets[type]) for place in pair]
            assert sodium.generate(sodium.plus(*parts)).hex() == held[0].group.keys[type].public
        for name, one in zip(blind.NAMES, held, strict=True):
            assert sodium.generate(one.secrets[type]).hex() == one.group.keys[type].shares[name]


def test_each_type_has_a_key_of_its_own(members: Circle) -> None:
    group = _held(members, members.deal(1))[0].group
    assert len({each.public for each in group.keys.values()}) == len(blind.TYPES)


def test_a_dealer_that_deals_one_member_something_else_is_named(members: Circle) -> None:
    deals, other = members.deal(1), members.deal(1)
    mixed = msgspec.structs.replace(
        deals[1].said, sealed={**deals[1].said.sealed, "west": other[1].said.sealed["west"]}
    )
    deals[1] = ceremony.Deal(mixed, members.members["north"].identity.sign(packed(mixed)))
    with pytest.raises(WrongPaper, match="north dealt you does not fit"):
        _held(members, deals)


def test_a_deal_that_its_dealer_did_not_sign_is_refused(members: Circle) -> None:
    deals = members.deal(1)
    deals[0] = ceremony.Deal(deals[0].said, deals[1].signature)
    with pytest.raises(Unsigned, match="agency east"):
        _held(members, deals)


def test_a_dealer_cannot_commit_to_what_it_does_not_know(members: Circle) -> None:
    """Else the last one could choose its part so that the sum is a key of its own."""
    deals = members.deal(1)
    said = deals[2].said
    drawn = said.types["phone"]
    foreign = msgspec.structs.replace(drawn, commitments=[drawn.commitments[1], drawn.commitments[0]])
    said = msgspec.structs.replace(said, types={**said.types, "phone": foreign})
    deals[2] = ceremony.Deal(said, members.members["west"].identity.sign(packed(said)))
    with pytest.raises(Unsigned, match="west does not prove"):
        _held(members, deals)


def test_a_proof_of_another_epoch_does_not_pass(members: Circle) -> None:
    old, new = members.deal(1), members.deal(2)
    said = msgspec.structs.replace(old[0].said, epoch=2)
    new[0] = ceremony.Deal(said, members.members["east"].identity.sign(packed(said)))
    with pytest.raises(Unsigned, match="east does not prove"):
        _held(members, new)


def test_a_deal_of_another_ceremony_and_a_missing_one_are_refused(members: Circle) -> None:
    deals = members.deal(1)
    with pytest.raises(WrongPaper, match="one deal of each"):
        _held(members, deals[:2])
    with pytest.raises(WrongPaper, match="another ceremony"):
        _held(members, [*deals[:2], members.deal(2)[2]])


def test_a_key_that_one_could_use_or_that_one_could_lose_is_not_dealt(members: Circle) -> None:
    for threshold in (1, 3):
        with pytest.raises(shares.WrongCount):
            members.deal(1, threshold)
