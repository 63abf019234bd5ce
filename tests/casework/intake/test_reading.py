import errno
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world

from bowstreet.casework.intake import lodging, reading, watching
from bowstreet.casework.intake.models import Intake
from bowstreet.holdings.repository import importing

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_row_is_observed_or_rejected_and_every_thing_a_record(tmp_path: Path) -> None:
    reader = world.supervisor()
    rows = [*world.sellers(5), *world.sellers(5, "2025-04-02"), ("late", "31 February"), ("", "2025-04-01")]
    seen = world.taken_in(reader, world.table(tmp_path / "a.csv", rows))
    assert seen.state == "done", seen.sentence
    assert (seen.totals.read, seen.totals.observed, seen.totals.rejected) == (12, 10, 2)
    assert seen.totals.records_new == 6
    assert sum(each.count for each in seen.rejects if each.whole_rows) == 2
    listed = watching.reject_list(reader=reader, now=world.NOW, id=seen.id, sha256=seen.sources[0].sha256)
    assert "31 February" in listed


def test_the_same_file_again_is_already_held_and_adds_no_record(tmp_path: Path) -> None:
    reader = world.supervisor()
    path = world.table(tmp_path / "a.csv", world.sellers(7))
    world.taken_in(reader, path)
    again = world.taken_in(reader, path)
    assert (again.totals.observed, again.totals.already_held, again.totals.records_new) == (7, 7, 0)


def test_one_file_twice_in_one_intake_counts_once(tmp_path: Path) -> None:
    first = world.table(tmp_path / "a.csv", world.sellers(4))
    second = world.table(tmp_path / "b.csv", world.sellers(4))
    seen = world.taken_in(world.supervisor(), first, second)
    assert (seen.totals.observed, seen.totals.already_held, seen.totals.records_new) == (8, 4, 5)


def test_records_are_counted_where_they_came_from_and_new_once(tmp_path: Path) -> None:
    files = [world.table(tmp_path / f"{day}.csv", [(f"only{day}x{number}", f"2025-04-0{day}") for number in range(day)])
             for day in (1, 2, 3)]  # fmt: skip
    seen = world.taken_in(world.supervisor(), *files)
    sellers = [each.records_new for each in seen.sources]
    assert sum(sellers) == 1 + 2 + 3 + 1, "the sellers and their market, each once"
    assert [new - day for day, new in zip((1, 2, 3), sellers, strict=True)].count(0) == 2, "one has the market too"
    assert [each.records_known for each in seen.sources] == [0, 0, 0]


def test_another_agency_learns_nothing_of_what_is_held(tmp_path: Path) -> None:
    path = world.table(tmp_path / "a.csv", world.sellers(4))
    world.taken_in(world.supervisor("harbour-north"), path)
    seen = world.taken_in(world.supervisor("harbour-south"), path)
    assert (seen.totals.already_held, seen.totals.records_new) == (0, 5)


def test_what_nothing_recognises_is_a_source_with_a_sentence_beside_one_that_was_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    seen = world.taken_in(world.supervisor(), empty, world.table(tmp_path / "a.csv", world.sellers(2)))
    assert [each.reader for each in seen.sources] == [None, "table"]
    assert seen.sources[0].note
    assert (seen.sources[0].read, seen.state, seen.totals.observed) == (0, "done", 2)


def test_the_report_is_the_document_of_the_command_line(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, world.table(tmp_path / "a.csv", world.sellers(2)))
    told = watching.report(reader=reader, now=world.NOW, id=seen.id)
    assert {"act", "sources", "seconds"} <= set(told)
    counts = {"read", "observed", "already_held", "rejected", "records_new", "records_known"}
    wanted = counts | {"path", "sha256", "reader", "dataset", "reject_list"}
    assert wanted <= set(told["sources"][0])


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "full"),
        (MemoryError(), "memory"),
        (ValueError("quaymerchant1 is secret"), "went wrong"),
    ],
)
@pytest.mark.parametrize("where", ["lay_down", "add", "admit"])
def test_a_failure_anywhere_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: Any, wrong: Exception, word: str, where: str
) -> None:
    reader = world.supervisor()
    path = world.table(tmp_path / "a.csv", world.sellers(5))

    def breaking(*_: Any, **__: Any) -> None:
        raise wrong

    with monkeypatch.context() as patched:
        patched.setattr(importing if where == "add" else lodging, where, breaking)
        seen = world.taken_in(reader, path)
    assert seen.state == "failed"
    assert word in seen.sentence
    assert "quaymerchant" not in seen.sentence
    assert (seen.totals.read, seen.totals.records_new, seen.rejects) == (0, 0, ())
    again = world.taken_in(reader, path)
    assert (again.totals.already_held, again.totals.records_new) == (0, 6)


def test_an_officer_who_left_admits_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    made = world.hand_in(world.supervisor(), world.table(tmp_path / "a.csv", world.sellers(5)))
    monkeypatch.setattr("bowstreet.holdings.agencies.sessions.reader_for", lambda **_: None)
    reading.read(made)
    found = Intake.objects.get(id=made)
    assert (found.state, "no longer" in found.sentence) == ("failed", True)


def test_a_key_handed_in_as_a_text_is_rejected_with_its_line_where_it_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_text("\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxx\n-----END PGP PUBLIC KEY BLOCK-----\n")
    seen = world.taken_in(world.supervisor(), path)
    assert (seen.sources[0].reader, seen.totals.read, seen.totals.rejected) == ("pgp", 1, 1)
    assert seen.rejects[0].examples[0].line == 2
