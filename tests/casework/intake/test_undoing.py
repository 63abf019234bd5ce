"""A whole intake is taken back: out of sight at once, then erased, and for a later one as if it had never been."""

from pathlib import Path

import pytest
from django.db import connection
from tests.worlds import agencies
from tests.worlds import intake as world

from bowstreet.casework.intake import naming, reading, undoing, watching
from bowstreet.casework.intake.models import Intake, Task
from bowstreet.casework.intake.undoing import NotToBeUndone
from bowstreet.holdings.agencies import enrolling, founding
from bowstreet.holdings.files import originals
from bowstreet.holdings.ledger import reading as ledger
from bowstreet.holdings.repository import drafting, editing, finding, judging, proposing, recording, saving, showing
from bowstreet.holdings.repository import undoing as erasing
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

pytestmark = pytest.mark.django_db(transaction=True)

DAY, LATER = "2025-04-01", "2025-05-01"


def one(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def table(tmp_path: Path, count: int, day: str = DAY) -> Path:
    return world.table(tmp_path / f"{count}-{day}.csv", world.sellers(count, day))


def found(reader: Reader) -> list[str]:
    return [hit.id for hit in finding.find(reader=reader, now=world.NOW, q="", limit=200).hits]


def of(reader: Reader, handle: str) -> str:
    titles = {id: showing.show(reader=reader, now=world.NOW, id=id).title for id in found(reader)}
    return next(id for id, title in titles.items() if title.startswith(handle))


def taken_back(reader: Reader, id: str) -> None:
    undoing.undo(reader=reader, now=world.NOW, id=id)
    reading.read(id)


def test_what_goes_is_said_before_it_goes_at_once_and_the_same_file_comes_in_anew(tmp_path: Path) -> None:
    reader = world.supervisor()
    path = table(tmp_path, 5)
    seen = world.taken_in(reader, path)
    told = undoing.weigh(reader=reader, now=world.NOW, id=seen.id)
    assert (told.kinds, told.records, told.rows, told.links) == ((("market", 1), ("vendor_account", 5)), 6, 5, 5)
    assert (told.amended, told.files, told.reasons) == (0, 1, ())
    after = undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    assert (after.state, found(reader)) == ("taking_back", [])
    assert one("SELECT count(*) FROM observations_import WHERE NOT pending") == 0
    reading.read(seen.id)
    after = watching.intake(reader=reader, now=world.NOW, id=seen.id)
    assert after.state == "taken_back"
    assert "6 records, 5 observations and 5 links went" in after.sentence
    assert one("SELECT count(*) FROM repository_version WHERE body != '{}'") == 0
    assert one("SELECT count(*) FROM repository_record") == 6, "number, date and ground stay"
    for left in ("selector", "text", "link", "gist", "frequency", "twin", "mention"):
        assert one(f"SELECT count(*) FROM repository_{left}") == 0, left
    assert one("SELECT count(*) FROM observations_import") == 0
    assert originals.is_there(seen.sources[0].sha256, path.stat().st_size)
    again = world.taken_in(reader, path)
    assert (again.totals.observed, again.totals.already_held, again.totals.records_new) == (5, 0, 6)
    assert len(found(reader)) == 6


def test_what_it_added_to_records_known_before_is_taken_out_by_a_new_version(tmp_path: Path) -> None:
    reader = world.supervisor()
    world.taken_in(reader, table(tmp_path, 3))
    id = of(reader, "quaymerchant1")
    before = showing.show(reader=reader, now=world.NOW, id=id)
    second = world.taken_in(reader, table(tmp_path, 4, LATER))
    assert str(showing.show(reader=reader, now=world.NOW, id=id).last_seen) == LATER
    told = undoing.weigh(reader=reader, now=world.NOW, id=second.id)
    assert (told.records, told.amended, told.rows) == (1, 4, 4)
    undoing.undo(reader=reader, now=world.NOW, id=second.id)
    reading.read(second.id)
    after = showing.show(reader=reader, now=world.NOW, id=id)
    assert (after.values, after.last_seen) == (before.values, before.last_seen)
    assert after.versions[0].what == erasing.CHANGED_BACK
    assert len(found(reader)) == 4


def test_what_an_officer_confirmed_stays_and_says_that_its_row_is_gone(tmp_path: Path) -> None:
    reader = world.supervisor()
    first = world.taken_in(reader, table(tmp_path, 3))
    second = world.taken_in(reader, table(tmp_path, 3, LATER))
    id, dataset = of(reader, "quaymerchant1"), second.sources[0].dataset
    cites = [f"observation:{dataset}/{naming.import_of(each.id, 1)}/2" for each in (first, second)]
    said = [{"value": f"quay{n}@example.org", "source": each, "grade": "B2"} for n, each in enumerate(cites)]
    recording.amend(reader=reader, now=world.NOW, id=id, body={"emails": said})
    undoing.undo(reader=reader, now=world.NOW, id=second.id)
    reading.read(second.id)
    kept = [each for each in showing.show(reader=reader, now=world.NOW, id=id).values if each.field == "emails"]
    assert [(each.grade, each.source_href is None) for each in kept] == [("B2", False), ("B2", True)]
    assert kept[1].source == "Row 2 of an intake that was taken back"


def test_a_later_intake_that_says_the_same_stands_in_the_way(tmp_path: Path) -> None:
    reader = world.supervisor()
    first = world.taken_in(reader, table(tmp_path, 3))
    second = world.taken_in(reader, table(tmp_path, 3))
    with pytest.raises(NotToBeUndone, match=f"already held: take back {second.short} first"):
        undoing.undo(reader=reader, now=world.NOW, id=first.id)
    assert len(found(reader)) == 4
    for each in (second, first):
        undoing.undo(reader=reader, now=world.NOW, id=each.id)
        reading.read(each.id)
    assert found(reader) == []


def test_a_later_intake_that_found_rows_of_a_third_one_held_does_not_stand_in_the_way(tmp_path: Path) -> None:
    reader = world.supervisor()
    first, second = (
        world.taken_in(reader, world.table(tmp_path / f"{name}.csv", [(name, "2025-04-01")])) for name in ("oak", "elm")
    )
    again = world.taken_in(reader, world.table(tmp_path / "again.csv", [("elm", "2025-04-01")]))
    assert again.totals.already_held == 1
    reasons = undoing.weigh(reader=reader, now=world.NOW, id=first.id).reasons
    assert not any("already held" in each for each in reasons)
    with pytest.raises(NotToBeUndone, match=f"rows of this one already held: take back {again.short} first"):
        undoing.undo(reader=reader, now=world.NOW, id=second.id)
    Intake.objects.update(leans=False)
    assert any("already held" in each for each in undoing.weigh(reader=reader, now=world.NOW, id=first.id).reasons)


def test_while_another_intake_may_count_on_it_nothing_is_taken_back(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, table(tmp_path, 2))
    other = world.hand_in(reader, table(tmp_path, 3))
    Intake.objects.filter(id=other).update(state="reading")
    with pytest.raises(NotToBeUndone, match="being read just now"):
        undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    Intake.objects.filter(id=other).update(terms="{}")
    assert undoing.undo(reader=reader, now=world.NOW, id=seen.id).state == "taking_back"


def test_what_others_built_on_it_stands_in_the_way_and_is_named(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, table(tmp_path, 3))
    one_, other = (of(reader, f"quaymerchant{number}") for number in (1, 2))
    judging.judge(reader=reader, now=world.NOW, id=one_, other=other, verdict=Verdict.SAME, note="One pen.")
    with pytest.raises(NotToBeUndone, match="1 judgement rests on its records"):
        undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    assert watching.intake(reader=reader, now=world.NOW, id=seen.id).state == "done"
    assert len(found(reader)) == 4


def test_files_drafts_and_waiting_changes_of_its_records_stand_in_the_way(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, table(tmp_path, 3))
    id, other = (of(reader, f"quaymerchant{number}") for number in (1, 2))
    link = enrolling.enrol(reader=reader, now=world.NOW, name="Sam Quill", login="n.second", role=Role.ANALYST)
    analyst = agencies.accept(link.path, world.NOW).reader(purpose=reader.purpose)
    told = {"now": world.NOW, "id": id}
    writes = {**told, "kind": "vendor_account", "begun": 1, "seq": 1, "body": {"handle": "quay"}}
    reasons = lambda: undoing.weigh(reader=reader, now=world.NOW, id=seen.id).reasons  # noqa: E731

    drafting.keep(reader=analyst, page="theirs", **writes)
    assert reasons() == (), "a colleague's draft is the colleague's alone"
    drafting.keep(reader=reader, page="mine", **writes)
    assert reasons() == ("1 of your drafts changes its records; record or discard it first.",)
    drafting.discard(reader=reader, now=world.NOW, page="mine")
    note = tmp_path / "note.txt"
    note.write_text("seen at the quay")
    sent = world.Sent("note.txt", str(note), 16)
    (file,) = saving.attach(reader=reader, **told, files=[sent]).attachments
    assert reasons() == ("1 file is attached to its records; take it out first.",)
    with pytest.raises(NotToBeUndone, match="attached"):
        undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    saving.remove(reader=reader, **told, attachment=file)
    founding.set_standing(reader=reader, standing={"second_person": ["vendor_account"]}, now=world.NOW)
    waits = saving.withdraw(reader=analyst, now=world.NOW, id=other, reason="mixed up")
    assert reasons() == ("1 change to its records waits for a second officer; decide on it first.",)
    proposing.decline(reader=reader, now=world.NOW, id=waits.id, reason="it is right")
    assert reasons() == ()
    undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    assert one("SELECT count(*) FROM repository_attachment") == 0, "what is erased keeps no names of files"


def test_what_colleagues_wrote_on_its_records_is_erased_with_them_and_they_are_told(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, table(tmp_path, 3))
    id, other = (of(reader, f"quaymerchant{number}") for number in (1, 2))
    link = enrolling.enrol(reader=reader, now=world.NOW, name="Sam Quill", login="n.second", role=Role.ANALYST)
    analyst = agencies.accept(link.path, world.NOW).reader(purpose=reader.purpose)
    told = {"now": world.NOW, "kind": "vendor_account", "begun": 1, "seq": 1}
    drafting.keep(
        reader=analyst, page="theirs", id=id, body={"handle": "quaymerchant1", "notes": "heronfeather"}, **told
    )
    drafting.keep(reader=analyst, page="new", body={"handle": "lampwright", "market": "Tulip"}, **told)
    founding.set_standing(reader=reader, standing={"second_person": ["vendor_account"]}, now=world.NOW)
    waits = saving.withdraw(reader=analyst, now=world.NOW, id=other, reason="heronfeather too")
    proposing.decline(reader=reader, now=world.NOW, id=waits.id, reason="heronfeather stays")
    assert one("SELECT count(*) FROM repository_draft WHERE content LIKE '%heronfeather%'") == 1
    taken_back(reader, seen.id)
    for table_name, column in (
        ("draft", "content"),
        ("draft", "title"),
        ("proposed", "content"),
        ("proposed", "reason"),
    ):
        assert one(f"SELECT count(*) FROM repository_{table_name} WHERE {column} LIKE '%heron%'") == 0
        assert one(f"SELECT count(*) FROM repository_{table_name} WHERE {column} LIKE '%quaymerchant%'") == 0
    mine = drafting.mine(reader=analyst, now=world.NOW)
    assert [(each.page, each.title) for each in mine.drafts] == [("new", "lampwright on Tulip")]
    assert [(each.page, each.kind_label, each.record) for each in mine.erased] == [("theirs", "Vendor account", id)]
    assert drafting.mine(reader=reader, now=world.NOW).erased == (), "told to nobody else"
    with pytest.raises(Hidden):
        drafting.keep(reader=analyst, page="theirs", id=id, body={"notes": "heronfeather"}, **{**told, "seq": 2})
    erasures = ledger.page(reader=reader, now=world.NOW, event="erasure").entries
    entries = [each for each in erasures if each.action == "draft.erase" and not {id, other}.isdisjoint(each.records)]
    assert [(each.officer, each.records, each.recipients) for each in entries] == [
        ("operator", (id,), (analyst.officer,))
    ]
    drafting.discard(reader=analyst, now=world.NOW, page="theirs")
    assert drafting.mine(reader=analyst, now=world.NOW).erased == ()


def test_a_killed_undo_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = world.supervisor()
    world.taken_in(reader, table(tmp_path, 3))
    seen = world.taken_in(reader, table(tmp_path, 9, LATER))
    undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    monkeypatch.setattr(erasing, "SLICE", 1)
    plain, made = erasing._erase_slice, iter(range(100))

    def dying(terms_id: int, done: erasing.Act) -> bool:
        if next(made) == 3:
            raise KeyboardInterrupt
        return plain(terms_id, done)

    monkeypatch.setattr(erasing, "_erase_slice", dying)
    with pytest.raises(KeyboardInterrupt):
        reading.read(seen.id)
    assert watching.intake(reader=reader, now=world.NOW, id=seen.id).state == "taking_back"
    assert Task.objects.get(intake=seen.id).owed
    assert len(found(reader)) == 4, "nothing of it is seen meanwhile"
    monkeypatch.setattr(erasing, "_erase_slice", plain)
    reading.read(seen.id)
    assert watching.intake(reader=reader, now=world.NOW, id=seen.id).state == "taken_back"
    assert one("SELECT count(*) FROM repository_record r JOIN repository_version v ON v.record_id = r.id"
               " AND v.number = r.version WHERE v.body != '{}'") == 4  # fmt: skip


def test_only_its_officer_or_a_supervisor_takes_it_back(tmp_path: Path) -> None:
    supervisor = world.supervisor()
    seen = world.taken_in(supervisor, table(tmp_path, 2))
    link = enrolling.enrol(reader=supervisor, now=world.NOW, name="Sam Quill", login="n.second", role=Role.ANALYST)
    analyst = agencies.accept(link.path, world.NOW).reader(purpose=supervisor.purpose)
    with pytest.raises(NotToBeUndone, match="by the officer"):
        undoing.undo(reader=analyst, now=world.NOW, id=seen.id)
    other = world.supervisor("harbour-south")
    for id in (seen.id, "nothing"):
        with pytest.raises(Hidden):
            undoing.weigh(reader=other, now=world.NOW, id=id)
    Intake.objects.filter(id=seen.id).update(state="failed")
    with pytest.raises(NotToBeUndone, match="that is done"):
        undoing.undo(reader=supervisor, now=world.NOW, id=seen.id)


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (2, 3, 1, 0)])
def test_in_the_reverse_order_all_of_it_goes_whatever_came_between(tmp_path: Path, order: tuple[int, ...]) -> None:
    reader = world.supervisor()
    before = world.taken_in(reader, table(tmp_path, 2))
    id = of(reader, "quaymerchant1")
    stood = showing.show(reader=reader, now=world.NOW, id=id)
    came = [world.taken_in(reader, table(tmp_path, count, day)) for count, day in
            ((4, LATER), (3, "2025-06-01"), (5, "2025-06-01"), (4, LATER))]  # fmt: skip
    for place in order:
        seen = came[place]
        # The last one found rows of the first held and none of the others, so that these go whether it stands or not.
        for earlier in (before, *came[: 1 if place == 3 else place]):
            with pytest.raises(NotToBeUndone, match="take "):
                undoing.undo(reader=reader, now=world.NOW, id=earlier.id)
        assert undoing.weigh(reader=reader, now=world.NOW, id=seen.id).reasons == ()
        taken_back(reader, seen.id)
        with pytest.raises(NotToBeUndone, match="that is done"):
            undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    after = showing.show(reader=reader, now=world.NOW, id=id)
    assert (after.values, after.first_seen, after.last_seen) == (stood.values, stood.first_seen, stood.last_seen)
    assert len(found(reader)) == 3
    taken_back(reader, before.id)
    assert found(reader) == []
    assert one("SELECT count(*) FROM repository_version WHERE body != '{}'") == 0


def test_the_later_intakes_to_take_back_first_are_named(tmp_path: Path) -> None:
    reader = world.supervisor()
    first, second, third = [world.taken_in(reader, table(tmp_path, 2, f"2025-0{month}-01")) for month in (4, 5, 6)]
    reason = lambda: undoing.weigh(reader=reader, now=world.NOW, id=first.id).reasons[0]  # noqa: E731
    said = "3 records of which it speaks were stated again by later intakes: take back {} first."
    assert reason() == said.format(", ".join(id[-8:] for id in sorted((second.id, third.id), reverse=True)))
    undoing.undo(reader=reader, now=world.NOW, id=third.id)
    assert reason() == said.format(second.short), "the other one is on its way out"
    reading.read(third.id)
    undoing.undo(reader=reader, now=world.NOW, id=second.id)
    assert reason() == (
        "Later intakes that speak of its records are being taken back just now; try again when that is done."
    )


@pytest.mark.parametrize("edit", ["body", "envelope"])
def test_an_officers_edit_between_two_intakes_stands_in_the_way_when_the_later_is_gone(
    tmp_path: Path, edit: str
) -> None:
    reader = world.supervisor()
    first = world.taken_in(reader, table(tmp_path, 3))
    later = world.taken_in(reader, table(tmp_path, 3, LATER))
    told = {"reader": reader, "now": world.NOW, "id": of(reader, "quaymerchant1")}
    if edit == "body":
        recording.amend(**told, body={"description": ["Seen at the quay."]})
    else:
        saving.change_marks(**told, changes={"tlp": "RED"})
    taken_back(reader, later.id)
    with pytest.raises(NotToBeUndone, match=r"^1 of its records was edited since; take the edit back first\.$"):
        undoing.undo(reader=reader, now=world.NOW, id=first.id)
    assert "Seen at the quay." in str(showing.show(**told)) or edit == "envelope"
    assert len(found(reader)) == 4


def test_a_judgement_or_an_edit_that_was_taken_back_does_not_stand_in_the_way(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, table(tmp_path, 3))
    one_, other = (of(reader, f"quaymerchant{number}") for number in (1, 2))
    reasons = lambda: undoing.weigh(reader=reader, now=world.NOW, id=seen.id).reasons  # noqa: E731
    for verdict, count in ((Verdict.SAME, 1), (Verdict.DIFFERENT, 1), (Verdict.UNSURE, 0)):
        judging.judge(reader=reader, now=world.NOW, id=one_, other=other, verdict=verdict, note=f"{verdict} pen.")
        said = ("1 judgement rests on its records; judge them again as unsure first.",) * count
        assert reasons() == said, "the last word of an agency counts, once, where it joins or parts"
    recording.amend(reader=reader, now=world.NOW, id=one_, body={"description": ["Seen at the quay."]})
    assert reasons() == ("1 of its records was edited since; take the edit back first.",)
    editing.undo(reader=reader, now=world.NOW, id=one_, version=2)
    assert reasons() == ()
    taken_back(reader, seen.id)
    assert one("SELECT count(*) FROM repository_version WHERE body != '{}'") == 0
