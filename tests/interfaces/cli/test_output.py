"""How values are printed for people: line by line, and nothing in them steers the terminal."""

import pytest

from bowstreet.interfaces.cli import output


def test_a_value_of_several_lines_stands_line_under_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.value("Summary", "Two parcels.\nOne\x1b[2J letter.", "[B2 fact]")
    assert capsys.readouterr().out.splitlines() == [
        "  Summary            Two parcels.",
        "                     One\N{REPLACEMENT CHARACTER}[2J letter.  [B2 fact]",
    ]
