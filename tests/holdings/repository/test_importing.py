"""Imports: nothing before they are admitted, all at once then, the same again for a second run."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection
from tests.worlds import engines
from tests.worlds.repository import KEY, NOW, World, found, ids

from bowstreet.holdings.repository import importing, showing, telling
from bowstreet.holdings.repository.enveloping import WrongMarks
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.linking import LinkType

KEYS = [f"{number:040X}" for number in range(1, 60)]

SIXTY_NEW, SIXTY_KNOWN = importing.Added((True,) * 60), importing.Added((False,) * 60)


def drafts(count: int = 30) -> list[Draft]:
    """Return vendor accounts with a key each, and the key they are linked with."""
    made = []
    for number in range(count):
        cite = f"observation:crawl/one/{number}"
        body = {"market": "Lantern Market", "handle": f"seller{number}",
                "pgp": [{"value": KEYS[number], "source": cite}]}  # fmt: skip
        link = DraftLink(LinkType.USES, "pgp_key", KEYS[number], cites=(cite,))
        made.append(Draft("vendor_account", body, date(2014, 1, 1), date(2014, 2, 1), (cite,), 1, (link,)))
        made.append(Draft("pgp_key", {"fingerprint": KEYS[number]}, cites=(cite,)))
    return made


def run(world: World, given: list[Draft], act: str = "one") -> importing.Added:
    """Import drafts whole."""
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act=act, now=NOW)
    added = importing.add(import_, given)
    importing.finish(import_, now=NOW, count=len(given))
    return added


def state() -> list[tuple[object, ...]]:
    """Return what stands in the tables, running numbers and texts' rows aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.uid, r.version, v.body, (SELECT count(*) FROM repository_selector s WHERE s.record_id = r.id),"
            " (SELECT count(*) FROM repository_text t WHERE t.record_id = r.id),"
            " (SELECT count(*) FROM repository_link l WHERE l.left_id = r.id)"
            " FROM repository_record r JOIN repository_version v ON v.record_id = r.id ORDER BY r.uid, v.number"
        )
        return list(cursor.fetchall())


def test_nothing_shows_before_finish_and_everything_after(world: World) -> None:
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    assert importing.add(import_, drafts()) == SIXTY_NEW
    for q in ("", "seller7", "eller7", KEYS[7], "kind:pgp_key"):
        assert found(world.north, q).total == 0, q
    importing.finish(import_, now=NOW, count=60)
    assert found(world.north).total == 60
    assert [hit.kind for hit in found(world.north, KEYS[7]).hits] == ["vendor_account", "pgp_key"] or found(
        world.north, KEYS[7]
    ).total == 2
    view = showing.show(reader=world.north, now=NOW, id=ids(found(world.north, "seller7"))[0])
    assert [(link.type, link.evidence) for link in view.links] == [("uses", ("observation:crawl/one/7",))]
    assert view.values[2].source_href == "/observations/crawl/one/7"
    assert view.docket.terms.owner == "north"


def test_the_same_again_changes_nothing(world: World) -> None:
    run(world, drafts())
    before = state()
    assert run(world, drafts(), "two") == SIXTY_KNOWN
    assert state() == before


def test_a_killed_run_begun_again_ends_as_one_that_was_not(world: World) -> None:
    given = drafts()
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    importing.add(import_, given[:25])
    again = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    assert importing.add(again, given) == SIXTY_NEW
    importing.finish(again, now=NOW, count=60)
    assert found(world.north).total == 60
    assert {row[1] for row in state()} == {1}
    assert importing.is_admitted("one")


def test_a_known_thing_gets_its_new_statements_after_the_flip_in_one_version(world: World) -> None:
    one = world.vendor(world.north, "seller3", pgp=[KEY])
    given = [replace(each, first_seen=date(2013, 1, 1)) for each in drafts()[6:7]]
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    assert importing.add(import_, given) == importing.Added((False,))
    assert showing.show(reader=world.north, now=NOW, id=one).version == 1
    importing.finish(import_, now=NOW, count=1)
    view = showing.show(reader=world.north, now=NOW, id=one)
    assert view.version == 2
    assert [each.chip.raw for each in view.values if each.field == "pgp" and each.chip] == [KEY, KEYS[3]]
    assert ids(found(world.north, KEYS[3])) == [one] and ids(found(world.north, KEY)) == [one]


def test_a_swept_import_leaves_nothing(world: World) -> None:
    world.vendor(world.north, "baker")
    before = state()
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    importing.add(import_, drafts())
    importing.sweep("one", NOW)
    assert state() == before
    engines.indexes_agree()
    assert engines.indexed("seller7") == 0
    assert run(world, drafts()) == SIXTY_NEW


def test_an_admitted_import_is_not_swept(world: World) -> None:
    run(world, drafts(3))
    importing.sweep("one", NOW)
    assert found(world.north).total == 6


def test_versions_are_append_only(world: World) -> None:
    world.vendor(world.north, "baker")
    for statement in ("UPDATE repository_version SET body = '{}'", "DELETE FROM repository_version"):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(statement)


def test_indexes_agree_with_the_texts_after_changes(world: World) -> None:
    run(world, drafts())
    world.vendor(world.north, "seller3", pgp=[KEY], description=["new words"])
    engines.indexes_agree()
    assert engines.indexed("seller7")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, value, terms_id, depth, count(*) FROM repository_selector GROUP BY 1, 2, 3, 4"
            " EXCEPT SELECT type, value, terms_id, depth, n FROM repository_frequency"
        )
        assert json.dumps(cursor.fetchall()) == "[]"


def test_what_no_source_dates_is_seen_on_no_day(world: World) -> None:
    run(world, [Draft("vendor_account", {"market": "Lantern Market", "handle": "undated"})])
    [hit] = found(world.north, "undated").hits
    assert hit.day is None
    view = showing.show(reader=world.north, now=NOW, id=hit.id)
    assert (view.first_seen, view.last_seen) == (None, None)
    assert ids(found(world.north, since=NOW.date())) == ids(found(world.north, until=NOW.date())) == []
    assert [each.name for each in found(world.north).facets if each.name == "date"] == []


def test_a_thing_seen_again_on_later_days_says_so_in_its_history(world: World) -> None:
    first = Draft(
        "vendor_account", {"market": "Lantern Market", "handle": "seller"}, date(2014, 1, 1), date(2014, 2, 1)
    )
    run(world, [first])
    run(world, [replace(first, first_seen=date(2014, 3, 1), last_seen=date(2014, 3, 1))], "two")
    [made] = ids(found(world.north, "seller"))
    newest, _ = telling.history(reader=world.north, now=NOW, id=made).versions
    assert [(each.label, each.before, each.after) for each in newest.changes] == [
        ("Seen", "2014-01-01 to 2014-02-01", "2014-01-01 to 2014-03-01")
    ]
    then, today = (showing.show(reader=world.north, now=NOW, id=made, version=number) for number in (1, 2))
    assert (then.last_seen, today.last_seen) == (date(2014, 2, 1), date(2014, 3, 1))


def _strict(world: World, owner: str = "north") -> Envelope:
    given = world.envelope(world.north)
    marked = replace(given, terms=replace(given.terms, owner=owner, tlp=Tlp.RED))
    return replace(marked, particulars=replace(marked.particulars, grade=Grade.read("B2")))


def test_a_draft_with_an_envelope_of_its_own_is_kept_under_it_and_linked_across(world: World) -> None:
    strict = _strict(world)
    link = DraftLink(LinkType.USES, "pgp_key", KEYS[0], within=strict)
    account = Draft("vendor_account", {"market": "Lantern Market", "handle": "seller0"}, links=(link,))
    key = Draft("pgp_key", {"fingerprint": KEYS[0], "user_ids": [{"value": "K. Invented"}]}, envelope=strict)
    run(world, [account, key])
    seen = {hit.kind: hit for hit in found(world.north).hits}
    assert {kind: (hit.docket.terms.tlp, str(hit.docket.particulars.grade)) for kind, hit in seen.items()} == {
        "vendor_account": (world.envelope(world.north).terms.tlp, "X4"), "pgp_key": (Tlp.RED, "B2"),
    }  # fmt: skip
    view = showing.show(reader=world.north, now=NOW, id=seen["pgp_key"].id)
    assert {each.grade for each in view.values if each.field == "user_ids"} == {"B2"}
    assert [each.type for each in view.links] == ["uses"]


def test_a_draft_for_another_agency_is_refused(world: World) -> None:
    with pytest.raises(WrongMarks, match="own agency"):
        run(world, [Draft("pgp_key", {"fingerprint": KEYS[0]}, envelope=_strict(world, "south"))])
    assert found(world.north).total == 0


def test_what_has_no_natural_key_is_known_by_the_id_that_its_source_gives(world: World) -> None:
    case = Draft("case", {"title": "Invented case"}, known_as="case--1")
    other = Draft("case", {"title": "Invented case"}, known_as="case--2")
    link = DraftLink(LinkType.RELATED_TO, "case", "case--1")
    assert run(world, [case, replace(other, links=(link,))]).fresh == (True, True)
    assert run(world, [case, other], "two").fresh == (False, False)
    (linked,) = {
        view.title for view in (showing.show(reader=world.north, now=NOW, id=id) for id in ids(found(world.north)))
        if view.links
    }  # fmt: skip
    assert linked == "Invented case"
