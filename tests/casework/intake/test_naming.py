import os

import pytest

from bowstreet.casework.intake import naming


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("table.csv", "table.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.csv", "a.csv"),
        ("folder/", "folder"),
        ("gpj\u202efdp.exe", "gpj[U+202E]fdp.exe"),
        ("a\x00b\n.csv", "a[U+0000]b[U+000A].csv"),
        ("a\nb\u202egnp.csv", "a[U+000A]b[U+202E]gnp.csv"),
        (os.fsdecode(b"\xff\xfe.csv"), "[0xFF][0xFE].csv"),
        ("\ud800.csv", "[U+D800].csv"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("\u200b", "[U+200B]"),
        ("отчёт.csv", "отчёт.csv"),
    ],
)
def test_the_last_part_is_shown_and_what_deceives_the_eye_by_its_number(sent: str, shown: str) -> None:
    assert naming.shown(sent) == shown


def test_a_long_name_is_bounded_and_keeps_its_end() -> None:
    name = naming.shown("x" * 5000 + ".csv")
    assert len(name) == naming.LONGEST
    assert name.endswith(".csv")
