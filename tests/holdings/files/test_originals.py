"""Originals are kept once, by what they hold, and cannot be written again."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from bowstreet.holdings.files import originals


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STATE", tmp_path / "state")
    (tmp_path / "state").mkdir()


def test_bytes_are_copied_under_their_hash(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"x" * 3_000_000)
    sha256 = originals.keep(source)
    assert sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    kept = originals.path_of(sha256)
    assert kept.read_bytes() == source.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o400
    before = kept.stat()
    assert originals.keep(source) == sha256
    assert kept.stat().st_ino == before.st_ino
    assert [each for each in kept.parents[1].iterdir() if each.is_file()] == []


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(originals.NotKept, match="could not be kept"):
        originals.keep(tmp_path / "absent")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_names_an_original(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        originals.path_of(name)
