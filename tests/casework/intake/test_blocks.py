from pathlib import Path

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
