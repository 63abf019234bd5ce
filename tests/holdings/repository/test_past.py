"""The search as of a day: what stood at its end is found, shown and counted, to whom it opens today."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.worlds import engines
from tests.worlds.repository import BASIS, KEY, NOW, OWN, SHARED, World, found, ids

from bowstreet.holdings.repository import finding, importing, models, recording, saving, superseding, writing
from bowstreet.holdings.repository.answers import FindPage
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.readers import Reader

DAY = NOW.date()
LATER = NOW + timedelta(days=10)


def asked(reader: Reader, q: str = "", day: date = DAY, now: datetime = LATER, **more: Any) -> FindPage:
    return finding.find(reader=reader, now=now, q=q, as_of=day, **more)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


OPEN = {**BASIS, "scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}


def focus(world: World, summary: str) -> str:
    """Record what north looks at; its summary is one text, which an amendment puts in the place of the former."""
    body = {"title": "lampwright", "summary": summary}
    return recording.record(reader=world.north, now=NOW, kind="focus", body=body, envelope=OPEN).id


@pytest.fixture
def seller(world: World) -> str:
    """A record whose text was another one until the third day and whose grade was another one until the fifth."""
    id = focus(world, "sells brass lanterns")
    third, fifth = NOW + timedelta(days=2), NOW + timedelta(days=4)
    recording.amend(reader=world.north, now=third, id=id, body={"summary": "sells wicks 上海 Straße"})
    saving.change_marks(reader=world.north, now=fifth, id=id, changes={"grade": "B2"})
    world.vendor(world.north, "chandler", SHARED)
    return id


def test_a_text_is_found_on_the_days_on_which_it_stood(world: World, seller: str) -> None:
    for days, lanterns, wicks in ((0, True, False), (1, True, False), (2, False, True), (9, False, True)):
        for q in ("lanterns", "anterns", "brass lanterns", '"brass lanterns"'):
            assert (seller in ids(asked(world.south, q, after(days)))) is lanterns, (q, days)
        for q in ("wicks", "strasse", "上海", "上海 wicks"):
            assert (seller in ids(asked(world.south, q, after(days)))) is wicks, (q, days)
    assert not asked(world.south, "lampwright", after(-1)).hits
    assert ids(found(world.south, "lanterns")) == []


def test_a_hit_reads_as_it_stood(world: World, seller: str) -> None:
    (then,) = asked(world.south, "lanterns").hits
    assert [(each.text, each.marked) for each in then.excerpt if each.marked] == [("lanterns", True)]
    assert then.why == asked(world.south, "wicks", after(5)).hits[0].why == "Your words stand in its text."
    (inside,) = asked(world.south, "anterns").hits
    assert [each.text for each in inside.excerpt if each.marked] == ["anterns"]
    grades = [str(asked(world.north, "lampwright", after(n)).hits[0].docket.particulars.grade) for n in (0, 3, 4)]
    assert grades == ["X4", "X4", "B2"]
    assert asked(world.south, "lanterns").as_of == DAY and asked(world.south, day=LATER.date()).as_of is None


def test_facets_filters_and_counts_are_those_of_the_day(world: World, seller: str) -> None:
    def grades(page: FindPage) -> dict[str, str]:
        return {each.value: each.shown for facet in page.facets if facet.name == "grade" for each in facet.options}

    assert grades(asked(world.south)) == {"X4": "2"} and asked(world.south).total == 2
    assert grades(asked(world.south, day=after(4))) == {"X4": "1", "B2": "1"}
    assert ids(asked(world.south, grade=("B2",), day=after(4))) == [seller]
    assert ids(asked(world.south, grade=("B2",), day=after(3))) == []
    assert asked(world.south, day=after(-1)).total == 0


def test_pages_go_on_in_order(world: World, seller: str) -> None:
    for q in ("", "lantern"):
        whole, walked, cursor = ids(asked(world.south, q)), [], None
        while True:
            page = asked(world.south, q, limit=1, cursor=cursor)
            walked += ids(page)
            cursor = page.next
            if cursor is None:
                break
        assert walked == whole and whole
    page = asked(world.south, limit=1)
    with pytest.raises(Exception, match="begin again"):
        asked(world.south, day=after(1), limit=1, cursor=page.next)


def test_the_best_stands_first(world: World, seller: str) -> None:
    named = world.vendor(world.north, "lanterns", SHARED, rating="another")
    recording.amend(reader=world.north, now=NOW + timedelta(days=1), id=named, body={"rating": "told anew"})
    assert ids(asked(world.north, "lanterns"))[0] == named


def test_selectors_and_ids_of_the_day(world: World) -> None:
    id = world.vendor(world.north, "lampwright", SHARED)
    recording.amend(reader=world.north, now=NOW + timedelta(days=2), id=id, body={"pgp": [{"value": KEY}]})
    assert not asked(world.north, KEY, after(1)).hits and ids(asked(world.north, KEY, after(2))) == [id]
    assert ids(asked(world.north, KEY[-16:], after(2))) == [id]
    assert ids(asked(world.north, id[-8:])) == [id] and not asked(world.north, id, after(-1)).hits
    row = models.Record.objects.get(uid=id)
    models.PastSelector.objects.create(
        past=models.Past.objects.get(record=row), type="email", value="quay@example.org", depth=1
    )
    assert ids(asked(world.north, "quay[at]example.org", after(1))) == [id]
    assert not asked(world.north, "quay[at]example.org", after(2)).hits


def test_terms_of_today_decide(world: World, seller: str) -> None:
    saving.change_marks(reader=world.north, now=NOW + timedelta(days=6), id=seller, changes={"scope": "OWNER"})
    assert not asked(world.south, "lanterns").hits and asked(world.south).total == 1
    assert ids(asked(world.north, "lanterns")) == [seller]
    own = world.vendor(world.north, "glazier", OWN, rating="window glass")
    saving.change_marks(
        reader=world.north, now=NOW + timedelta(days=6), id=own, changes={"scope": "LEA", "tlp": "GREEN"}
    )
    assert ids(asked(world.south, "glass")) == [own]


def test_an_import_that_widens_days_keeps_no_text_twice(world: World) -> None:
    body = {"market": "Lantern Market", "handle": "lampwright", "rating": "brass"}
    for n in range(3):
        now = NOW + timedelta(days=n)
        bringing = importing.begin(reader=world.north, envelope=world.envelope(world.north), act=f"i{n}", now=now)
        importing.add(bringing, [Draft("vendor_account", body, first_seen=after(n), last_seen=after(n))])
        importing.finish(bringing, now=now, count=1)
    assert models.PastGist.objects.count() == 2 and not models.PastText.objects.exists()
    days = [asked(world.north, "brass", after(n)).hits[0].day for n in range(3)]
    assert days == [after(n) for n in range(3)]
    assert ids(asked(world.north, "brass", until=DAY)) and not asked(world.north, "brass", since=after(1)).hits


def test_what_did_not_outlast_its_day_is_not_kept(world: World) -> None:
    id = focus(world, "first")
    recording.amend(reader=world.north, now=NOW + timedelta(minutes=1), id=id, body={"summary": "second"})
    recording.amend(reader=world.north, now=NOW + timedelta(days=1), id=id, body={"summary": "third"})
    assert [asked(world.north, q).total for q in ("first", "second", "third")] == [0, 1, 0]
    assert models.Past.objects.count() == 1


def test_removal_leaves_no_word_of_the_past(world: World, seller: str) -> None:
    assert engines.indexed("lanterns", past=True)
    engines.indexes_agree()
    writing.remove_content([models.Record.objects.get(uid=seller).id])
    assert not asked(world.north, "lanterns").hits
    for table in (models.Past, models.PastText, models.PastSelector, models.PastGist):
        assert not table.objects.exists()
    assert engines.indexed("lanterns", past=True) == 0


def test_the_migration_keeps_what_acts_would_have_kept(world: World, seller: str) -> None:
    def kept() -> list[object]:
        return [
            sorted(table.objects.values_list(*(f.attname for f in table._meta.fields if f.attname not in hidden)))
            for table, hidden in (
                (models.PastGist, {"id"}), (models.Past, {"id"}), (models.PastSelector, {"id", "past_id"}),
                (models.PastText, {"id", "past_id", "signs", "read_title", "read_body"}),
            )
        ]  # fmt: skip

    before, record = kept(), models.Record.objects.get(uid=seller).id
    with connection.cursor() as cursor:
        superseding.forget(cursor, [record])
        superseding.keep_versions(cursor, record)
    assert kept() == before and before[1]
    assert ids(asked(world.south, "lanterns")) == [seller]
