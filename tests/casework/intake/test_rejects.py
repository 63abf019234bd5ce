import csv
import io
from pathlib import Path

import pytest

from bowstreet.casework.intake import rejects
from bowstreet.casework.intake.rejects import Reject


def reject(line: int, reason: str = "No such day", whole: bool = True, excerpt: str = "31 Feb") -> Reject:
    return Reject(line, "date", excerpt, reason, whole)


def test_a_list_comes_back_as_written_even_with_line_breaks_and_lone_surrogates(tmp_path: Path) -> None:
    given = [reject(2, excerpt="a\nb"), reject(3, excerpt="\udcff")]
    assert rejects.write(tmp_path / "list.jsonl", given) == 2
    assert list(rejects.read(tmp_path / "list.jsonl")) == given


def test_a_writer_that_fails_leaves_the_earlier_list(tmp_path: Path) -> None:
    def breaking():
        yield reject(9)
        raise OSError

    rejects.write(tmp_path / "list.jsonl", [reject(1)])
    with pytest.raises(OSError):
        rejects.write(tmp_path / "list.jsonl", breaking())
    assert [each.line for each in rejects.read(tmp_path / "list.jsonl")] == [1]


def test_groups_count_all_and_show_a_few_whole_rows_first() -> None:
    many = [reject(line) for line in range(8)] + [reject(20, "Unreadable key", whole=False)] * 9
    first, second = rejects.groups([("a.csv", many)])
    assert (first.count, first.whole_rows, len(first.examples)) == (8, True, rejects.EXAMPLES)
    assert (second.count, second.whole_rows) == (9, False)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_the_csv_begins_a_formula(start: str) -> None:
    text = rejects.as_csv([(start + "f.csv", [reject(1, excerpt=start + "1+1")])])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1][0] == "'" + start + "f.csv"
    assert rows[1][-1] == "'" + start + "1+1"


def test_groups_kept_with_their_sources_come_together_as_if_the_lists_were_read() -> None:
    first = [reject(line) for line in range(4)] + [reject(9, "Unreadable key", whole=False)]
    second = [reject(line) for line in range(5)]
    kept = [rejects.unpacked(rejects.packed(rejects.groups([pair]))) for pair in (("a", first), ("b", second))]
    assert rejects.together(group for each in kept for group in each) == rejects.groups([("a", first), ("b", second)])
