"""What a reader may not see leaves no trace in what is found."""

import pytest
from tests.worlds.repository import GIVEN, KEY, NOW, OWN, SHARED, World, found, ids

from bowstreet.holdings.repository import saving, showing
from bowstreet.vocabulary.refusals import Hidden


def test_a_record_of_another_agency_out_of_scope_is_not_found(world: World) -> None:
    hidden = world.vendor(world.north, "hushed", pgp=[KEY])
    for q in ("", "hushed", "ushe", KEY, "kind:vendor_account", "agency:north"):
        page = found(world.south, q)
        assert (page.hits, page.total, page.next) == ((), 0, None), q
        assert {option.shown for facet in page.facets for option in facet.options} <= {"0"}, q
    for id in (hidden, "nothing", "019cadc6-9a80-7836-8dd8-7eb35977d5ba", ""):
        with pytest.raises(Hidden):
            showing.show(reader=world.south, now=NOW, id=id)


def test_without_identifiers_handle_and_selectors_are_neither_shown_nor_found(world: World) -> None:
    one = world.vendor(
        world.north, "hushed", {**SHARED, "restrictions": [
            {"action": "identifiers", "text": "ask us", "set_by": "north", "set_on": "2026-01-01", "valid_until": None}
        ]}, pgp=[KEY], description=["Hushed ships rye, write jo@example.com"],
    )  # fmt: skip
    assert ids(found(world.north, "hushed")) == [one]
    assert ids(found(world.south, "ships")) == [one]
    for q in ("hushed", "ushe", KEY, "jo@example.com", "example"):
        assert ids(found(world.south, q)) == [], q
    view = showing.show(reader=world.south, now=NOW, id=one)
    assert view.title == "Vendor account on Lantern Market"
    assert "hushed" not in repr(view).lower() and KEY not in repr(view) and "jo@" not in repr(view)
    assert set(view.masked) == {"Handle", "PGP keys"}


def test_the_docket_alone_is_found_by_kind_agency_and_its_title(world: World) -> None:
    one = world.vendor(
        world.north, "hushed", {**SHARED, "restrictions": [
            {"action": "body", "text": "ask us", "set_by": "north", "set_on": "2026-01-01", "valid_until": None}
        ]}, pgp=[KEY],
    )  # fmt: skip
    for q in ("", "kind:vendor_account", "agency:north", "vendor north", '"vendor account"'):
        page = found(world.south, q)
        assert ids(page) == [one], q
        assert "".join(segment.text for segment in page.hits[0].title) == "Vendor account of Agency north"
        assert page.hits[0].market is None and page.hits[0].depth == "meta"
    for q in ("hushed", "lantern", "market:lantern-market", KEY):
        assert ids(found(world.south, q)) == [], q
    assert not any(facet.name == "market" for facet in found(world.south).facets)
    view = showing.show(reader=world.south, now=NOW, id=one)
    assert view.values == () and view.market is None and view.links == () and view.shared == ()


def test_re_marking_bites_at_once_everywhere(world: World) -> None:
    one = world.vendor(world.north, "lamplighter", GIVEN, pgp=[KEY])
    other = world.vendor(world.south, "candle", OWN, pgp=[KEY])
    assert ids(found(world.south, "lamplighter")) == [one]
    assert showing.show(reader=world.south, now=NOW, id=other).shared[0].others[0].id == one
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"scope": "OWNER", "recipients": []})
    assert ids(found(world.south, "lamplighter")) == []
    assert ids(found(world.south, KEY)) == [other]
    assert showing.show(reader=world.south, now=NOW, id=other).shared == ()
    with pytest.raises(Hidden):
        showing.show(reader=world.south, now=NOW, id=one)
    with pytest.raises(Hidden):
        saving.change_marks(reader=world.south, now=NOW, id=one, changes={"scope": "LEA"})
    assert showing.show(reader=world.north, now=NOW, id=one).version == 2


def test_view_as_shows_a_colleague_and_nobody_of_another_agency(world: World) -> None:
    one = world.vendor(world.north, "lamplighter")
    seen = showing.view_as(reader=world.north, now=NOW, id=one, officer="n.analyst")
    assert (seen.id, seen.colleague) == (one, world.analyst.name)
    assert [each.shown for each in seen.values if each.field == "handle"] == ["lamplighter"]
    assert "Their agency owns it." in [each.sentence for each in seen.why]
    assert not [each.sentence for each in seen.why if "you" in each.sentence.lower().split()]
    for name in ("s.lead", "nobody", ""):
        with pytest.raises(showing.NotAColleague, match=r"^You may view as officers of your own agency\.$"):
            showing.view_as(reader=world.north, now=NOW, id=one, officer=name)
    with pytest.raises(Hidden):
        showing.view_as(reader=world.south, now=NOW, id=one, officer="s.lead")


def test_only_a_supervisor_views_as_another(world: World) -> None:
    one = world.vendor(world.north, "lamplighter")
    assert showing.show(reader=world.analyst, now=NOW, id=one).id == one
    with pytest.raises(Hidden):
        showing.view_as(reader=world.analyst, now=NOW, id=one, officer="n.lead")
