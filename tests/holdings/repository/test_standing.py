"""A record of a past day with what stood beside it then: links with the titles of that day, files, nothing of today."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.worlds import intake
from tests.worlds.repository import NOW, SHARED, World

from bowstreet.holdings.ledger import looking
from bowstreet.holdings.repository import connecting, linking, recording, saving, showing
from bowstreet.holdings.repository.answers import RecordView
from bowstreet.vocabulary.linking import LinkType

DAYS = [NOW + timedelta(days=days) for days in range(5)]


@pytest.fixture
def grown(world: World, tmp_path: Path) -> dict[str, str]:
    """Return the ids of a seller, of another one found on the second day and of one recorded and linked later."""
    mine, other, late = (world.vendor(world.north, name, SHARED) for name in ("lamplighter", "quayside", "latecomer"))
    for id, day in ((other, DAYS[1]), (late, DAYS[3])):
        connecting.link(reader=world.north, now=day, id=mine, other=id, type=LinkType.RELATED_TO)
    recording.amend(reader=world.north, now=DAYS[2], id=mine, body={"description": ["Sends on Mondays."]})
    note = tmp_path / "note.txt"
    note.write_text("seen at the quay")
    sent = intake.Sent("note.txt", str(note), 16)
    (file,) = saving.attach(reader=world.north, now=DAYS[1], id=mine, files=[sent]).attachments
    saving.remove(reader=world.north, now=DAYS[3], id=mine, attachment=file)
    return {"mine": mine, "other": other, "late": late}


def seen(world: World, id: str, **asked: object) -> RecordView:
    return showing.show(reader=world.north, now=DAYS[4], id=id, **asked)  # type: ignore[arg-type]


def test_links_and_files_are_those_of_the_day(world: World, grown: dict[str, str]) -> None:
    told = []
    for day in DAYS:
        view = seen(world, grown["mine"], as_of=day.date())
        told.append(([each.other for each in view.links], view.links_total, len(view.attachments)))
    both = sorted((grown["other"], grown["late"]))
    assert told == [
        ([], 0, 0), ([grown["other"]], 1, 1), ([grown["other"]], 1, 1), (both, 2, 0), (both, 2, 0)
    ]  # fmt: skip
    assert [each.other for each in seen(world, grown["other"], as_of=DAYS[1].date()).links] == [grown["mine"]]
    assert seen(world, grown["other"], as_of=DAYS[0].date()).links == ()
    first = seen(world, grown["mine"], version=1)
    assert ([each.other for each in first.links], len(first.attachments)) == ([grown["other"]], 1), "until the second"


def test_what_is_told_of_no_past_day_is_named_and_not_denied(world: World, grown: dict[str, str]) -> None:
    for day, past in ((DAYS[3], True), (DAYS[4], False), (DAYS[4] + timedelta(days=9), False)):
        view = seen(world, grown["mine"], as_of=day.date())
        assert (view.not_shown == showing.NOT_OF_PAST, view.not_shown == ()) == (past, not past)
        chips = [each.chip.records for each in view.values if each.chip]
        assert (set(chips) == {0}) is past, "how common a selector is counts the records of today"
    assert seen(world, grown["mine"], version=1).not_shown == showing.NOT_OF_PAST
    assert seen(world, grown["mine"], version=2).not_shown == ()


def test_the_other_end_has_the_title_that_it_had(world: World, grown: dict[str, str]) -> None:
    title = seen(world, grown["other"]).title
    whole = {"market": "Lantern Market", "handle": "quay side trader"}
    saving.edit(reader=world.north, now=DAYS[3], id=grown["other"], begun=1, body=whole)
    now, then = (seen(world, grown["mine"], as_of=day).links for day in (None, DAYS[2].date()))
    assert [each.other_title for each in then] == [title]
    assert title not in {each.other_title for each in now}


def test_a_look_at_a_past_day_names_the_records_that_it_shows(
    world: World, grown: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[dict[str, object]] = []
    monkeypatch.setattr(looking, "note", lambda **told: noted.append(told))
    seen(world, grown["mine"], as_of=DAYS[1].date())
    assert noted[-1]["records"] == [grown["mine"], grown["other"]]


def test_ids_of_links_are_parted_by_the_moment() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    below, above = ("019cabd8-37ff-7fff-bfff-ffffffffffff", "019cabd8-3800-7000-8000-000000000000")
    assert below < linking.first_id(at) < above
    assert linking.made_at(below) < at <= linking.made_at(above)
