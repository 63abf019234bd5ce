"""One record by version, what each version changed, and where a value without a source came from."""

import json
from dataclasses import replace

import pytest
from tests.worlds.repository import NOW, SHARED, World, found, ids

from bowstreet.holdings.repository import comparing, importing, models, recording, saving, showing, telling
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.refusals import Hidden


@pytest.fixture
def one(world: World) -> str:
    """Return a record of north with three versions of one day."""
    made = world.vendor(world.north, "lamplighter", SHARED, emails=["one@letter.example.org"], ships_from=["NL"])
    recording.amend(reader=world.north, now=NOW, id=made, body={"emails": ["two@letter.example.org"]})
    recording.amend(reader=world.north, now=NOW, id=made, body={"description": ["Sends on Mondays."]})
    return made


def test_each_version_of_one_day_opens(world: World, one: str) -> None:
    seen = [showing.show(reader=world.north, now=NOW, id=one, version=number) for number in (1, 2, 3)]
    assert [each.version for each in seen] == [1, 2, 3]
    mails = [[value.shown for value in each.values if value.field == "emails"] for each in seen]
    assert [len(each) for each in mails] == [1, 2, 2]
    for number in (0, 4, -1):
        with pytest.raises(Hidden):
            showing.show(reader=world.north, now=NOW, id=one, version=number)


def test_terms_of_today_decide_about_a_version_too(world: World, one: str) -> None:
    assert showing.show(reader=world.south, now=NOW, id=one, version=1).version == 1
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"scope": "OWNER"})
    with pytest.raises(Hidden):
        showing.show(reader=world.south, now=NOW, id=one, version=1)


def test_the_history_says_what_changed(world: World, one: str) -> None:
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"tlp": "AMBER", "grade": "B2"})
    newest, third, second, first = telling.history(reader=world.north, now=NOW, id=one).versions
    assert (newest.envelope, newest.changes) == (("tlp", "grade"), ())
    assert [(each.field, each.sort, each.after) for each in third.changes] == [
        ("description", "added", "Sends on Mondays.")
    ]
    assert [(each.field, each.sort) for each in second.changes] == [("emails", "added")]
    assert "two" in second.changes[0].after and first.changes == ()


def test_a_statement_weighed_anew_says_what_of_it_differs(world: World, one: str) -> None:
    held = {"value": "two@letter.example.org", "grade": "A1", "first_seen": "2026-01-02", "last_seen": "2026-01-03"}
    recording.amend(reader=world.north, now=NOW, id=one, body={"aliases": [{"value": "lamp", "grade": "C3"}]})
    recording.amend(reader=world.north, now=NOW, id=one, body={"aliases": [{"value": "lamp", "grade": "A1"}]})
    recording.amend(reader=world.north, now=NOW, id=one, body={"emails": [held]})
    newest, weighed, *_ = telling.history(reader=world.north, now=NOW, id=one).versions
    seen, mail = newest.changes
    assert (seen.label, seen.sort, seen.after) == ("Seen", "added", "2026-01-02 to 2026-01-03")
    assert mail.sort == "changed" and "none stated" in mail.before and "2026-01-02 to 2026-01-03" in mail.after
    assert [(each.sort, each.before, each.after) for each in weighed.changes] == [("changed", "lamp (C3)", "lamp (A1)")]


@pytest.mark.parametrize(
    ("imports", "said"),
    [
        (("a", "b"), ("lamp (Row 7 of import a, dataset crawl)", "lamp (Row 7 of import b, dataset crawl)")),
        (("1-aaaaaaaa", "2-aaaaaaaa"), ("lamp (one import)", "lamp (another import)")),
    ],
)
def test_the_same_row_of_another_import_is_said_too(imports: tuple[str, ...], said: tuple[str, str]) -> None:
    bodies = ({"aliases": [{"value": "lamp", "source": f"observation:crawl/{each}/7"}]} for each in imports)
    former, now = (models.Version(body=json.dumps(each)) for each in bodies)
    [change] = comparing.changes(catalogue.kind("vendor_account"), former, now, "identifiers")
    assert (change.before, change.after) == said


def test_a_value_that_does_not_open_is_named_and_not_told(world: World, one: str) -> None:
    thematic = replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS)
    _, second, _ = telling.history(reader=thematic, now=NOW, id=one).versions
    assert [(each.label, each.sort, each.before, each.after) for each in second.changes] == [
        ("E-mail addresses", "changed", "", "")
    ]
    checking = replace(world.south, purpose=Purpose.CROSS_CHECKING)
    assert all(each.changes == () for each in telling.history(reader=checking, now=NOW, id=one).versions)
    assert all(each.envelope == () for each in telling.history(reader=thematic, now=NOW, id=one).versions)


def test_a_bare_value_leads_its_owner_to_the_import_that_said_it(world: World) -> None:
    draft = Draft("vendor_account", {"market": "Lantern Market", "handle": "lamplighter", "ships_from": ["NL"]})
    under = world.envelope(world.north, **SHARED)
    importing.add(begun := importing.begin(reader=world.north, envelope=under, act="0190-one", now=NOW), [draft])
    importing.finish(begun, now=NOW, count=1)
    [made] = ids(found(world.north, "lamplighter"))
    recording.amend(reader=world.north, now=NOW, id=made, body={"description": ["Sends on Mondays."]})
    seen = {each.field: each for each in showing.show(reader=world.north, now=NOW, id=made).values}
    assert (seen["ships_from"].import_id, seen["ships_from"].source) == ("0190-one", "Intake 0190-one")
    assert (seen["description"].import_id, seen["description"].source) == (None, "")
    theirs = {each.field: each for each in showing.show(reader=world.south, now=NOW, id=made).values}
    assert {each.import_id for each in theirs.values()} == {None}
    assert {each.source for each in theirs.values() if each.field != "description"} == {"An intake of the owner"}


def test_a_name_that_is_no_colleague_is_refused_alike_and_entered(world: World, one: str) -> None:
    said = []
    for name in ("s.lead", "nobody"):
        with pytest.raises(showing.NotAColleague) as refused:
            showing.view_as(reader=world.north, now=NOW, id=one, officer=name)
        said.append(refused.value.sentence)
    assert said == ["You may view as officers of your own agency."] * 2
