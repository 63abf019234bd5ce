"""Originals are kept once, by what they hold, and cannot be written again."""

import hashlib
import os
import socket
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
    kept_first = originals.keep(source)
    sha256 = kept_first.sha256
    assert kept_first.size == 3_000_000
    assert sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    kept = originals.path_of(sha256)
    assert kept.read_bytes() == source.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o400
    before = kept.stat()
    assert originals.keep(source) == kept_first
    assert kept.stat().st_ino == before.st_ino
    assert [each for each in kept.parents[1].iterdir() if each.is_file()] == []


def test_bytes_kept_before_are_written_again_only_where_they_are_damaged(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"as they came")
    kept = originals.path_of(originals.keep(source).sha256)
    kept.chmod(0o600)
    kept.write_bytes(b"as they were")
    assert originals.damage(kept.name) == originals.CHANGED
    originals.keep(source)
    assert kept.read_bytes() == b"as they came" and originals.damage(kept.name) == ""


def test_what_is_no_file_is_a_sentence_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/hostname")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tmp_path / "socket"))
        said = {}
        for name in ("pipe", "link", "folder", "socket", "absent", "absent/below"):
            with pytest.raises(originals.Unreadable) as refused:
                originals.keep(tmp_path / name)
            said[name] = refused.value.sentence
    assert "a link" in said["link"] and "folder" in said["folder"]
    assert said["pipe"] == said["socket"] and "no file of this name" in said["absent"]
    assert not list((tmp_path / "state").rglob("half-*"))


def test_a_disk_that_stops_answering_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(originals.Unreadable, match="cannot be read"):
        originals.keep(Path(f"/proc/{os.getpid()}/mem"))
    assert not list((tmp_path / "state").rglob("half-*"))


def test_a_link_in_the_place_of_an_original_is_no_original(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"as they came")
    kept = originals.keep(source)
    place = originals.path_of(kept.sha256)
    before = originals.state(kept.sha256)
    place.unlink()
    place.symlink_to(source)
    assert originals.damage(kept.sha256) == originals.CHANGED
    assert not originals.is_there(kept.sha256, kept.size) and originals.state(kept.sha256) != before


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_names_an_original(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        originals.path_of(name)
