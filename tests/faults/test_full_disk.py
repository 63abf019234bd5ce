"""What a full disk says: a sentence wherever it is met, be it only when a file is closed or an error looked into."""

import io
from pathlib import Path
from typing import Any, NoReturn

import django
import pytest
import typer

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 - needs Django started
from django.db import OperationalError  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from bowstreet.interfaces.cli import asking, starting  # noqa: E402
from bowstreet.interfaces.doors import receiving  # noqa: E402
from bowstreet.vocabulary.refusals import Sort  # noqa: E402

Capsys = pytest.CaptureFixture[str]


@pytest.mark.parametrize("size", [57, 200_000])
def test_a_file_that_finds_no_room_is_refused_and_nothing_of_it_stays(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    settings.INCOMING = tmp_path / "incoming"
    monkeypatch.setattr(Path, "open", lambda *_: io.BufferedWriter(io.FileIO("/dev/full", "w")))
    request = RequestFactory().post("/intake", {"files": SimpleUploadedFile("shops.csv", b"x" * size)})
    incoming = receiving.receive(request)
    with pytest.raises(receiving.NoRoom) as refused:
        assert request.FILES is None
    assert refused.value.sort is Sort.UNAVAILABLE and "full" in refused.value.sentence
    incoming.discard()
    assert list((tmp_path / "incoming").iterdir()) == []


def said(monkeypatch: pytest.MonkeyPatch, capsys: Capsys, wrong: Exception) -> str:
    def behind() -> NoReturn:
        raise wrong

    @asking.answering
    def command() -> NoReturn:
        raise wrong

    monkeypatch.setattr(starting, "tables_are_behind", behind)
    with pytest.raises(typer.Exit) as ended:
        command()
    told = capsys.readouterr()
    assert ended.value.exit_code == 1 and told.out == "" and told.err.count("\n") == 1
    return told.err


def test_a_command_on_a_full_disk_says_so(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    told = said(monkeypatch, capsys, OperationalError("database or disk is full"))
    assert told == "The disk of this node is full: make room, and do it again. Nothing was half done.\n"


def test_a_database_that_cannot_be_opened_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Capsys, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOWSTREET_DIR", str(tmp_path))
    assert said(monkeypatch, capsys, OperationalError("unable to open database file")).startswith("The command failed.")
