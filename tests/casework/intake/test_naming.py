import pytest

from bowstreet.casework.intake import naming


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("table.csv", "table.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.csv", "a.csv"),
        ("folder/", "folder"),
        ("gpj\u202efdp.exe", "gpjfdp.exe"),
        ("a\x00b\n.csv", "ab.csv"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("\u200b", "unnamed"),
        ("отчёт.csv", "отчёт.csv"),
    ],
)
def test_only_the_harmless_last_part_is_shown(sent: str, shown: str) -> None:
    assert naming.shown(sent) == shown


def test_a_long_name_is_bounded_and_keeps_its_end() -> None:
    name = naming.shown("x" * 5000 + ".csv")
    assert len(name) == naming.LONGEST
    assert name.endswith(".csv")
