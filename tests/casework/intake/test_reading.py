import errno
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from tests.formats.pgp.test_reading import armoured, certificate
from tests.worlds import agencies
from tests.worlds import intake as world

from bowstreet.casework.intake import leasing, lodging, reading, watching
from bowstreet.casework.intake.models import Intake, Task
from bowstreet.formats import table_staging
from bowstreet.holdings.agencies import enrolling
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import importing
from bowstreet.vocabulary.readers import Role

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
    assert again.totals.records_known == 7 + 1, "the sellers and their market"
    more = [*world.sellers(3), ("tulipmerchant", "2025-04-01"), ("quaymerchant1", "2025-04-09")]
    third = world.taken_in(reader, world.table(tmp_path / "b.csv", more), path)
    assert [(each.already_held, each.records_new, each.records_known) for each in third.sources] == [
        (3, 1, 4), (7, 0, 4),
    ], "each thing once, where it stands first"  # fmt: skip
    assert not list(storing.folder().rglob("*.held.parquet"))


def test_one_file_twice_in_one_intake_counts_once(tmp_path: Path) -> None:
    first = world.table(tmp_path / "a.csv", world.sellers(4))
    second = world.table(tmp_path / "b.csv", world.sellers(4))
    seen = world.taken_in(world.supervisor(), first, second)
    assert (seen.totals.observed, seen.totals.already_held, seen.totals.records_new) == (8, 4, 5)
    assert seen.totals.records_known == 0


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


def test_columns_that_no_field_is_made_of_are_named_with_how_many_cells_they_hold(tmp_path: Path) -> None:
    path = world.table(tmp_path / "a.csv", world.sellers(2))
    head, one, *rest = path.read_text().splitlines()
    more = ",".join(f"more{at}" for at in range(22))
    path.write_text("\n".join((f"{head},secret_note,blank,{more}", f"{one},x,,{',' * 21}", f"{rest[0]},y,{',1' * 22}")))
    seen = world.taken_in(world.supervisor(), path)
    note = seen.sources[0].note
    assert "'secret_note' (2), 'more0' (1)" in note and note.endswith("'more18' (1) and 3 more.")
    assert "blank" not in note and seen.totals.observed == 2
    plain = world.taken_in(world.supervisor("harbour-south"), world.table(tmp_path / "b.csv", world.sellers(2)))
    assert plain.sources[0].note == ""


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


FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    OperationalError("database or disk is full"),
]


def breaking(wrong: Exception) -> Any:
    """Return what raises."""

    def broken(*_: Any, **__: Any) -> None:
        raise wrong

    return broken


@pytest.mark.parametrize("wrong", FULL)
@pytest.mark.parametrize("where", ["lay_down", "add", "admit"])
def test_a_full_disk_is_waited_out_and_leaves_nothing_meanwhile(
    tmp_path: Path, monkeypatch: Any, wrong: Exception, where: str
) -> None:
    reader = world.supervisor()
    made = world.hand_in(reader, world.table(tmp_path / "a.csv", world.sellers(5)))
    with monkeypatch.context() as patched:
        patched.setattr(importing if where == "add" else lodging, where, breaking(wrong))
        assert not reading.read(made)
    seen = watching.intake(reader=reader, now=world.NOW, id=made)
    assert (seen.state, "goes on by itself" in seen.sentence) == ("quarantined", True)
    assert (seen.totals.read, seen.rejects, pending()) == (0, (), 0)
    assert not Task.objects.get(intake=made).owed
    assert reading.read(made)
    seen = watching.intake(reader=reader, now=world.NOW, id=made)
    assert (seen.state, seen.sentence, seen.totals.already_held, seen.totals.records_new) == ("done", "", 0, 6)


def test_a_sweep_that_a_full_disk_prevents_is_owed_and_made_later(tmp_path: Path, monkeypatch: Any) -> None:
    reader = world.supervisor()
    path = world.table(tmp_path / "a.csv", world.sellers(5))
    made = world.hand_in(reader, path)
    with monkeypatch.context() as patched:
        patched.setattr(importing, "finish", breaking(FULL[1]))
        patched.setattr(importing, "_sweep_slice", breaking(FULL[1]))
        assert not reading.read(made)
    assert pending() == 6
    assert leasing.owed(world.NOW) == (made,)
    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(importing, "_sweep_slice", breaking(FULL[1]))
        reading.give_up(made, "Enough.")
    reading.give_up(made, "Enough.")
    assert (pending(), leasing.owed(world.NOW), Task.objects.get(intake=made).state) == (0, (), "ended")
    assert world.taken_in(reader, path).totals.records_new == 6


def pending() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM repository_record r JOIN governance_terms t ON t.id = terms_id"
                       " WHERE t.pending")  # fmt: skip
        return int(cursor.fetchone()[0])


def test_a_failed_intake_that_owes_its_sweep_is_swept_and_keeps_its_sentence(tmp_path: Path, monkeypatch: Any) -> None:
    reader = world.supervisor()
    made = world.hand_in(reader, world.table(tmp_path / "a.csv", world.sellers(5)))
    with monkeypatch.context() as patched:
        patched.setattr(importing, "finish", breaking(FULL[1]))
        patched.setattr(importing, "_sweep_slice", breaking(FULL[1]))
        reading.read(made)
    Intake.objects.filter(id=made).update(state="failed", sentence="No room.")
    assert reading.read(made)
    found = Intake.objects.get(id=made)
    assert (pending(), found.state, found.sentence, leasing.owed(world.NOW)) == (0, "failed", "No room.", ())


def test_what_was_admitted_on_a_disk_that_then_filled_up_is_ended_later(tmp_path: Path, monkeypatch: Any) -> None:
    reader = world.supervisor()
    world.taken_in(reader, world.table(tmp_path / "a.csv", world.sellers(5)))
    made = world.hand_in(reader, world.table(tmp_path / "b.csv", world.sellers(5, "2025-06-01")))
    with monkeypatch.context() as patched:
        patched.setattr("bowstreet.holdings.repository.adding.apply", breaking(FULL[0]))
        assert not reading.read(made)
    seen = watching.intake(reader=reader, now=world.NOW, id=made)
    assert (seen.state, seen.sentence[:9], seen.totals.observed) == ("admitting", "Admitted.", 5)
    assert reading.read(made)
    assert watching.intake(reader=reader, now=world.NOW, id=made).state == "done"


def test_a_row_lost_on_the_way_does_not_add_up(tmp_path: Path, monkeypatch: Any) -> None:
    reader = world.supervisor()
    plain = table_staging.write_rows

    def losing(connection: Any, *rest: Any) -> Any:
        connection.execute("DELETE FROM staged WHERE v_handle = 'quaymerchant3'")
        return plain(connection, *rest)

    monkeypatch.setattr(table_staging, "write_rows", losing)
    seen = world.taken_in(reader, world.table(tmp_path / "a.csv", world.sellers(5)))
    assert (seen.totals.read, seen.totals.observed, seen.totals.rejected) == (5, 4, 0)
    assert not seen.sources[0].adds_up and not seen.totals.adds_up and "do not add up" in seen.sentence
    glance = watching.own(reader=reader, now=world.NOW)[0]
    assert not glance.adds_up


def test_the_end_of_a_broken_file_is_told(tmp_path: Path) -> None:
    reader = world.supervisor()
    (tmp_path / "a.json").write_text('[{"seller": "quay1", "seen": "2025-04-01"}, {"seller": "quay2", "se')
    seen = world.taken_in(reader, tmp_path / "a.json")
    assert (seen.totals.read, seen.totals.observed, seen.totals.rejected, seen.totals.bytes_unread) == (2, 1, 1, 23)
    told = watching.report(reader=reader, now=world.NOW, id=seen.id)
    assert not told["sources"][0]["adds_up"] and "nothing was read" in told["sentence"]


def test_the_own_intakes_are_those_of_the_officer_alone(tmp_path: Path) -> None:
    lead = world.supervisor()
    link = enrolling.enrol(reader=lead, now=world.NOW, name="Sam Quill", login="n.second", role=Role.ANALYST)
    other = agencies.accept(link.path, world.NOW).reader(purpose=lead.purpose)
    mine = world.taken_in(lead, world.table(tmp_path / "a.csv", world.sellers(2)))
    theirs = world.taken_in(other, world.table(tmp_path / "b.csv", world.sellers(3)))
    listed = watching.intakes(reader=lead, now=world.NOW).intakes
    assert {each.id for each in listed} == {mine.id, theirs.id}
    assert [each.id for each in watching.own(reader=lead, now=world.NOW)] == [mine.id]
    assert [each.readable for each in listed] == [1, 1]


def test_an_original_that_was_changed_in_quarantine_is_not_read(tmp_path: Path) -> None:
    reader = world.supervisor()
    one = world.table(tmp_path / "a.csv", world.sellers(3))
    made = world.hand_in(reader, one, world.table(tmp_path / "b.csv", world.sellers(5)))
    place = originals.path_of(hashlib.sha256(one.read_bytes()).hexdigest())
    place.chmod(0o600)
    place.write_text(place.read_text().replace("quay", "QUAY"))
    reading.read(made)
    seen = watching.intake(reader=reader, now=world.NOW, id=made)
    assert [each.reader for each in seen.sources] == [None, "table"]
    assert "SHA-256 differs" in seen.sources[0].note and seen.totals.observed == 5


def test_an_original_that_is_touched_while_it_is_read_admits_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    reader = world.supervisor()
    path = world.table(tmp_path / "a.csv", world.sellers(3))
    place = originals.path_of(hashlib.sha256(path.read_bytes()).hexdigest())
    plainly = lodging.lay_down

    def meanwhile(*given: Any) -> Any:
        place.chmod(0o600)
        place.write_text(place.read_text().replace("quay", "QUAY"))
        yield from plainly(*given)

    monkeypatch.setattr(lodging, "lay_down", meanwhile)
    seen = world.taken_in(reader, path)
    assert seen.state == "failed" and "changed on the disk while it was read" in seen.sentence
    assert importing.is_admitted(seen.id) is False and seen.totals.observed == 0


def test_an_officer_who_left_admits_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    made = world.hand_in(world.supervisor(), world.table(tmp_path / "a.csv", world.sellers(5)))
    monkeypatch.setattr("bowstreet.holdings.agencies.sessions.reader_for", lambda **_: None)
    reading.read(made)
    found = Intake.objects.get(id=made)
    assert (found.state, "no longer" in found.sentence) == ("failed", True)


def test_a_block_of_keys_is_already_held_where_all_its_keys_are(tmp_path: Path) -> None:
    first, second, third = (armoured(certificate(seed)) for seed in (1, 2, 3))
    one, other = tmp_path / "one.asc", tmp_path / "other.asc"
    one.write_text(third)
    other.write_text(f"{armoured(certificate(1) + certificate(2))}\n{third}\n{first}\n{second}")
    reader = world.supervisor()
    assert world.taken_in(reader, one).totals.already_held == 0
    seen = world.taken_in(reader, other).totals
    assert (seen.read, seen.observed, seen.already_held) == (4, 4, 3)
    assert (seen.records_new, seen.records_known) == (2, 3)


def test_a_key_handed_in_as_a_text_is_rejected_with_its_line_where_it_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_text("\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxx\n-----END PGP PUBLIC KEY BLOCK-----\n")
    seen = world.taken_in(world.supervisor(), path)
    assert (seen.sources[0].reader, seen.totals.read, seen.totals.rejected) == ("pgp", 1, 1)
    assert seen.rejects[0].examples[0].line == 2


def test_a_file_says_the_same_of_its_unreadable_fields_however_often_it_is_handed_in(tmp_path: Path) -> None:
    reader = world.supervisor()
    broken = "-----BEGIN PGP PUBLIC KEY BLOCK-----  bm90IGEga2V5  -----END PGP PUBLIC KEY BLOCK-----"
    path = tmp_path / "vendors.csv"
    path.write_text(
        "name,rating,lastSeen,publicKey,#products,#Deals,parsingDate\n"
        f"quayone,4,today,,1,6~10,2014-03-02\nquaytwo,4,today,{broken},1,6~10,2014-03-02\n"
    )
    first, second = world.taken_in(reader, path), world.taken_in(reader, path)
    assert (second.totals.already_held, first.totals.noted, second.totals.noted) == (2, 1, 1)
    assert first.rejects == second.rejects and first.rejects[0].examples[0].line == 3
