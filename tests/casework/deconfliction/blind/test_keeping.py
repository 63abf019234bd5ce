"""What is secret lies sealed, for its owner alone; epochs follow one another, and the share of an old one is gone."""

import stat

import pytest
from tests.worlds.blind import PASSPHRASE, Circle

from bowstreet.casework.deconfliction.blind import keeping
from bowstreet.casework.deconfliction.blind.index import Index
from bowstreet.casework.deconfliction.blind.keeping import OldEpoch, ThereAlready, WrongPassphrase


def test_every_file_is_for_its_owner_alone(circle: Circle) -> None:
    circle.hold("east", [("phone", "+31205550100")])
    files = [each for each in circle.members["east"].folder.path.iterdir() if each.is_file()]
    assert {each.name for each in files} >= {"identity", "share-1", "group-1.json", "epoch", "index", "values.jsonl"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_no_file_holds_a_secret_in_clear(circle: Circle) -> None:
    member = circle.members["east"]
    secrets = [member.identity.seed, *member.folder.secrets(PASSPHRASE).values()]
    for each in member.folder.path.iterdir():
        content = each.read_bytes()
        assert not [one for one in secrets if one in content or one.hex().encode() in content], each.name


def test_another_passphrase_opens_nothing_and_a_short_one_seals_nothing(circle: Circle) -> None:
    folder = circle.members["east"].folder
    for wrong in ("", "seven grey heron", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            folder.secrets(wrong)
    with pytest.raises(WrongPassphrase):
        keeping.sealed(b"plain", "short")


def test_keys_are_not_overwritten(circle: Circle) -> None:
    with pytest.raises(ThereAlready):
        circle.members["east"].folder.make_identity(PASSPHRASE)
    with pytest.raises(ThereAlready):
        circle.accept(circle.deal(1))


def test_rotating_takes_the_old_share_and_index_away(circle: Circle) -> None:
    circle.hold("east", [("phone", "+31205550100")])
    folder = circle.members["east"].folder
    circle.accept(circle.deal(2))
    assert folder.epoch() == 1
    assert folder.rotate(2) == 1
    assert folder.epoch() == 2
    assert not (folder.path / "share-1").exists()
    assert not folder.index.exists()
    assert folder.secrets(PASSPHRASE)


def test_only_a_later_epoch_that_was_accepted_comes_into_force(circle: Circle) -> None:
    for epoch in (0, 1, 2):
        with pytest.raises(OldEpoch):
            circle.members["east"].folder.rotate(epoch)


def test_an_index_of_an_old_epoch_is_refused_with_a_sentence(circle: Circle) -> None:
    circle.hold("east", [("phone", "+31205550100")])
    with pytest.raises(OldEpoch, match="The index is of epoch 1 and the key of epoch 2"):
        Index(circle.members["east"].folder.index, 2)
