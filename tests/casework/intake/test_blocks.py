from pathlib import Path

import pytest
from tests.formats.pgp.test_reading import armoured, certificate

from bowstreet.casework.intake import blocks

TORN = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nnothing\n-----END PGP PUBLIC KEY BLOCK-----\n"


def test_every_block_is_a_row_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_text("one\n" + TORN + "\ntwo\n" + TORN)
    found = list(blocks.rows(path, "original:x"))
    assert [each.line for each in found] == [2, 8]
    assert all(each.reject and each.reject.whole_row and not each.drafts for each in found)


def test_a_text_without_keys_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_text("nothing here")
    assert list(blocks.rows(path, "original:x")) == []


def test_a_text_is_searched_in_pieces_and_tells_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys.txt"
    whole = armoured(certificate())
    path.write_text(f"one\r\n{TORN}\n{whole}\n\n- {TORN}{TORN[:40]}\n{whole}\n{TORN[:60]}", newline="")
    plain = list(blocks.rows(path, "original:x"))
    assert len(plain) == 6 and sum(bool(each.drafts) for each in plain) == 2
    for size in (250, 251, 300, 777):
        monkeypatch.setattr(blocks, "PIECE", size)
        assert list(blocks.rows(path, "original:x")) == plain, size


def test_a_block_that_goes_on_for_ever_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys.txt"
    monkeypatch.setattr(blocks, "PIECE", 1_000)
    monkeypatch.setattr(blocks, "LONGEST", 3_000)
    path.write_text(TORN[:40] + "A" * 9_000 + "\n" + TORN)
    first, second = blocks.rows(path, "original:x")
    assert first.reject and first.reject.reason.startswith("The block is longer than") and first.line == 1
    assert second.reject and second.line == 4


def test_begin_lines_with_nothing_behind_them_are_one_row_however_many(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    whole = armoured(certificate())
    path.write_text(TORN + (TORN[:36] + "\n") * 5_000 + whole)
    torn, bare, key = blocks.rows(path, "original:x")
    assert torn.reject and bare.reject and (bare.line, key.line) == (5, 5_005)
    assert bare.reject.reason == "The block holds nothing that begins like a public key."
    assert len(key.drafts) == 1
