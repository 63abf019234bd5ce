"""A field disagrees when two records of an entity state values of it and have none in common, where that can be."""

import pytest
from tests.worlds.repository import NOW, SHARED, World

from bowstreet.holdings.repository import disagreeing, entities, judging
from bowstreet.holdings.repository.disagreeing import Saying
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Shape

FOR_ALL = {**SHARED, "tlp": "CLEAR"}


def apart(world: World, one: dict[str, object], other: dict[str, object]) -> dict[str, tuple[str, ...]]:
    """Return the fields on which two sellers of two agencies disagree that were judged the same."""
    handles = [str(each.pop("handle", "quayside")) for each in (one, other)]
    left = world.vendor(world.north, handles[0], FOR_ALL, **one)
    right = world.vendor(world.south, handles[1], FOR_ALL, **other)
    judging.judge(reader=world.north, now=NOW, id=left, other=right, verdict=Verdict.SAME, note="one key")
    seen = entities.entity(reader=world.north, now=NOW, id=left)
    assert all(each.disagree == bool(each.sides) for each in seen.fields)
    return {each.label: each.sides for each in seen.fields if each.disagree}


def test_two_sellers_who_ship_from_two_countries_disagree(world: World) -> None:
    one = {"ships_from": ["Netherlands"], "ships_to": ["Germany", "France"], "products": ["cannabis"]}
    other = {"ships_from": ["Germany"], "ships_to": ["France"], "products": ["cannabis", "stimulants"]}
    assert apart(world, one, other) == {"Ships from": ("Netherlands", "Germany")}


def test_more_is_no_disagreement_but_another_answer_is(world: World) -> None:
    one = {
        "aliases": ["qq"], "emails": ["one@example.org"], "description": ["Ships at once."], "deals": ["50"],
        "products": ["drugs"], "ships_from": ["Netherlands"], "registered_on": "2024-01-05",
    }  # fmt: skip
    other = {
        "aliases": ["zz"], "emails": ["two@example.org"], "description": ["Ships weekly."], "deals": ["70"],
        "products": ["cannabis"], "ships_from": ["netherlands "], "registered_on": "2024-01-04",
    }  # fmt: skip
    assert apart(world, one, other) == {"Registered on": ("2024-01-05", "2024-01-04")}


@pytest.mark.parametrize(
    ("market", "sides"), [("Salt Market", {}), ("lantern  market", {"Handle": ("quayside", "quay_side")})]
)
def test_a_handle_disagrees_on_one_market_alone(world: World, market: str, sides: dict[str, tuple[str, ...]]) -> None:
    other = {"handle": "quay_side", "market": market}
    assert apart(world, {}, other) == sides


def test_who_agrees_with_both_sides_leaves_them_apart() -> None:
    country = Field("ships_from", "Ships from", shape=Shape.COUNTRY, many=True)
    said = [Saying(country, "", each) for each in (("NL",), ("NL", "DE"), ("DE",), ())]
    assert disagreeing.sides(said) == ("NL", "DE")


@pytest.mark.parametrize(
    ("shape", "one", "other", "differs"),
    [
        (Shape.DAY, "2024-01-01", "2024-01-02", True), (Shape.CHOICE, "open", "closed", True),
        (Shape.NUMBER, "1", "2", True), (Shape.PRODUCT, "Cannabis", "Stimulants", True),
        (Shape.PRODUCT, "Drugs", "Cannabis", False), (Shape.TEXT, "a", "b", False),
        (Shape.LONG_TEXT, "a", "b", False), (Shape.SELECTOR, "a", "b", False), (Shape.MARKET, "a", "b", False),
    ],
)  # fmt: skip
def test_of_lists_closed_answers_alone_disagree(shape: Shape, one: str, other: str, differs: bool) -> None:
    field = Field("it", "It", shape=shape, many=True)
    about = disagreeing.about(catalogue.kind("person"), field, {})
    assert bool(disagreeing.sides([Saying(field, about, (each,)) for each in (one, other)])) == differs
    changing = Field("it", "It", shape=shape, many=True, changing=True)
    assert disagreeing.about(catalogue.kind("person"), changing, {}) is None
