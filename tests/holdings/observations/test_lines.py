"""The text of a row in its original: whole, bounded, whatever parts its cells."""

from pathlib import Path

import pytest
from django.conf import settings

from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import lines


@pytest.mark.parametrize(
    ("text", "line", "raw"),
    [
        ("a,b\n1,2\n3,4\n", 2, "1,2"),
        ('a\tb\n1\t"x\ny, z"\n3\t4\n', 2, '1\t"x\ny, z"'),
        ('a;b\n"1";"x\n\ny"\n3;4\n', 2, '"1";"x\n\ny"'),
        ('a,b\n1,"open\n3,4\n', 2, '1,"open'),
        ('{"a": "b"}\n{"a": "c, \\"d"}\n', 2, '{"a": "c, \\"d"}'),
        ("a,b\r\n1,2\r\n3,4", 3, "3,4"),
        ("a,b\n" + "x" * 30_000 + "\n", 2, "x" * lines.LONGEST),
    ],
)
def test_a_row_comes_back_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: int, raw: str
) -> None:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    source = tmp_path / "source"
    source.write_bytes(text.encode())
    assert lines.raw(originals.keep(source).sha256, line) == raw
