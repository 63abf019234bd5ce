"""The docket as far as it opens, wherever a record stands: in a list, on its page, beside another, as of a day."""

from typing import Any

import pytest
from tests.worlds.repository import NOW, SHARED, World, found

from bowstreet.holdings.repository import entities, saving, showing, telling
from bowstreet.holdings.repository.answers import Docket
from bowstreet.vocabulary.opening import Texts

GROUND = "wrote on Lantern Market as hidden.mail@letter.example.org, +48 512 345 678, called Hushed"
SAID = {"category_ground": GROUND, "necessity_note": GROUND, "case_ref": GROUND, "handling": ["H3"], "h3_text": GROUND}
CLOSED = ("hidden.mail", "512 345", "Hushed")


def restricted(action: str) -> dict[str, Any]:
    asked = {"action": action, "text": GROUND, "set_by": "north", "set_on": "2026-01-01", "valid_until": None}
    return {**SHARED, **SAID, "restrictions": [asked]}


def everywhere(world: World, id: str) -> list[Docket]:
    """Return the docket of a record at each place that shows it to the other agency."""
    view = showing.show(reader=world.south, now=NOW, id=id)
    then = showing.show(reader=world.south, now=NOW, id=id, version=1)
    whole = entities.entity(reader=world.south, now=NOW, id=id)
    return [found(world.south).hits[0].docket, view.docket, then.docket, whole.records[0].docket]


def test_with_the_docket_alone_no_text_opens_and_conditions_do_not_name_what_the_record_says(world: World) -> None:
    one = world.vendor(world.north, "Hushed", restricted("body"))
    for docket in everywhere(world, one):
        assert (docket.texts, docket.own, docket.particulars.category_ground) == (Texts.CLOSED, False, "")
        assert docket.terms.h3_text.startswith("wrote on ▮▮▮ as")
        assert not [each for each in (*CLOSED, "Lantern") if each in repr(docket)]
        assert str(docket.particulars.subject_category) == "suspect"


def test_without_the_identifiers_texts_open_masked(world: World) -> None:
    one = world.vendor(world.north, "Hushed", restricted("identifiers"))
    for docket in everywhere(world, one):
        assert docket.texts is Texts.MASKED
        assert docket.particulars.case_ref == "wrote on Lantern Market as ▮▮▮, ▮▮▮, called ▮▮▮"
        assert not [each for each in CLOSED if each in repr(docket)]


def test_a_text_of_an_earlier_version_loses_the_names_that_the_record_had_then(world: World) -> None:
    one = world.vendor(world.north, "Hushed", restricted("identifiers"), aliases=["Whisperer"])
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"case_ref": "Whisperer, as told"})
    saving.edit(reader=world.north, now=NOW, id=one, begun=2, body={"market": "Lantern Market", "handle": "Hushed"})
    then = showing.show(reader=world.south, now=NOW, id=one, version=2).docket
    assert then.particulars.case_ref == "▮▮▮, as told"


def test_the_owner_sees_it_whole_and_names_its_officer(world: World) -> None:
    one = world.vendor(world.north, "Hushed", restricted("body"))
    for view in (showing.show(reader=each, now=NOW, id=one) for each in (world.north, world.analyst)):
        assert view.docket.particulars.category_ground == GROUND
        assert view.docket.terms.restrictions[0].set_by == "north" and view.docket.own


@pytest.mark.parametrize(("action", "source"), [("identifiers", "told by ▮▮▮"), ("court", "told by jo@example.org")])
def test_the_source_of_a_statement_opens_as_its_value_does(world: World, action: str, source: str) -> None:
    said = {"value": "Ships rye.", "source": "told by jo@example.org"}
    envelope = {**restricted(action), "tlp": "CLEAR"}
    one = world.vendor(world.north, "Hushed", envelope, description=[said])
    saving.edit(reader=world.north, now=NOW, id=one, begun=1, body={
        "market": "Lantern Market", "handle": "Hushed", "description": [{**said, "source": "told by mo@example.org"}],
    })  # fmt: skip
    before = showing.show(reader=world.south, now=NOW, id=one, version=1)
    assert source in {each.source for each in before.values}
    told = repr(telling.history(reader=world.south, now=NOW, id=one))
    assert ("jo@example.org" in told) == (action == "court")
