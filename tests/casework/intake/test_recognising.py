import gzip
import random
import zipfile
from pathlib import Path

import pytest

from bowstreet.casework.intake.recognising import ARCHIVE, PAGE, PGP, TABLE, Recognised, Tables, recognise

ARMOUR = b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxsBNBF\n-----END PGP PUBLIC KEY BLOCK-----\n"


def told(tmp_path: Path, content: bytes, table: str | None = None, asked: str = "") -> Recognised:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    return recognise(path, lambda _: Tables((("", table),) if table else ()), asked)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        *((each, "The file begins with nothing but white space or zeros.")
          for each in (b"\n \r\n\t", b"\xef\xbb\xbf", b"\x00" * 500)),
    ],
)  # fmt: skip
def test_an_empty_file_and_a_blank_one_are_told_apart(tmp_path: Path, content: bytes, says: str) -> None:
    found = told(tmp_path, content, "some")
    assert (found.reader, found.note) == (None, says)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x," * 600_000, "first line is longer"),
        (b'{"seller": "quay', "no row of it can be read"),
        (b"[" * 100_000, "no row of it can be read"),
        (b"seller,seen\n", "has 2 columns: seller, seen"),
    ],
)
def test_what_no_mapping_fits_says_what_was_seen(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in told(tmp_path, content).note


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "gzip"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 40, "7z"),
        (b"%PDF-1.4 text", "PDF"),
        (b"\x7fELF\x02", "program"),
        (b"x" * 257 + b"ustar\x0000", "tar"),
    ],
)
def test_what_cannot_be_read_is_kept_unread_with_a_sentence(tmp_path: Path, content: bytes, word: str) -> None:
    found = told(tmp_path, content, "some")
    assert found.reader is None
    assert word in found.note
    assert found.note.endswith(".")


def test_an_archive_is_gone_through_and_a_workbook_is_asked_of_the_tables(tmp_path: Path) -> None:
    for name, reader in (("a.csv", ARCHIVE), ("[Content_Types].xml", TABLE)):
        path = tmp_path / "archive"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "x")
        assert recognise(path, lambda _: Tables((("", "book"),))).reader == reader


def test_keys_are_recognised_wherever_in_a_text_they_begin(tmp_path: Path) -> None:
    assert told(tmp_path, ARMOUR).reader == PGP
    assert told(tmp_path, b"\xef\xbb\xbf\n\n" + ARMOUR).reader == PGP
    assert told(tmp_path, b"Keys of a forum\n\n" + ARMOUR).reader == PGP


def test_a_table_that_holds_keys_is_a_table(tmp_path: Path) -> None:
    assert told(tmp_path, b'name,key\na,"' + ARMOUR + b'"\n', "vendors") == Recognised(TABLE, "vendors")


def test_nothing_fits_and_the_chosen_mapping_does_not_fit_differ(tmp_path: Path) -> None:
    assert "mapping new" in told(tmp_path, b"a;b\n").note
    assert "vendors does not fit" in told(tmp_path, ARMOUR, asked="vendors").note


def test_bytes_that_no_table_reads_are_said_to_be_binary(tmp_path: Path) -> None:
    assert "binary" in told(tmp_path, b"name\x00value" * 30).note


@pytest.mark.parametrize(
    "content",
    [
        *("shop,Ware,about\nquay,Tee und Öl,чай\n".encode(each) for each in ("utf-16", "utf-16-le", "utf-16-be")),
        b"\xfe\xff" + ("shop,Ware,about\n" + "상상상상,상상상,상상\n" * 9).encode("utf-16-be"),
        b"shop,Ware,about\nquay,te\x00a,x\n",
        b"shop,Ware,about\n" + b"quay,tea\x00,a word more of it\n" * 3_000,
    ],
)
def test_a_table_that_no_mapping_knows_is_said_to_be_one_in_two_bytes_a_sign_and_with_nul_bytes_too(
    tmp_path: Path, content: bytes
) -> None:
    assert told(tmp_path, content) == Recognised(
        None,
        note="No mapping knows this file. Read as a table, its first line has 3 columns: shop, Ware, about."
        " A new table is taught with 'mapping new'.",
    )
    assert told(tmp_path, content, asked="vendors").note.endswith("The mapping vendors does not fit; nothing was read.")


@pytest.mark.parametrize(
    "content",
    [random.Random(1).randbytes(200), random.Random(2).randbytes(90_000), b"\x00\x01\x00\x02\x03\x00\x04\x00ab" * 9],
)
def test_bytes_by_chance_are_binary_and_no_table(tmp_path: Path, content: bytes) -> None:
    assert told(tmp_path, content).note.startswith("This is a binary file")


def test_white_space_in_two_bytes_a_sign_is_blank(tmp_path: Path) -> None:
    assert told(tmp_path, " \n ".encode("utf-16")).note == "The file holds nothing but white space."


def test_a_table_of_two_byte_characters_is_not_taken_for_a_binary(tmp_path: Path) -> None:
    assert told(tmp_path, "a,b\n1,2\n".encode("utf-16-le"), "some").reader == TABLE


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf\n <!DOCTYPE html><p>",
        b"<!-- saved --> <HTML><body>",
        "<!doctype html><p>".encode("utf-16"),
        b"More than 2 requests/second, please chill for 30 seconds.",
    ],
)
def test_a_page_is_recognised_before_a_table_and_not_where_a_mapping_was_chosen(tmp_path: Path, content: bytes) -> None:
    assert told(tmp_path, content).reader == PAGE
    assert told(tmp_path, content, asked="vendors").reader is None


def test_a_table_that_speaks_of_waiting_is_no_wall(tmp_path: Path) -> None:
    assert told(tmp_path, b"name,about\na,please wait\n", "vendors") == Recognised(TABLE, "vendors")
