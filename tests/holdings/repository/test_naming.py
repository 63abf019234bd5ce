"""A record that is given to somebody by name."""

import pytest
from tests.worlds import agencies
from tests.worlds.repository import NOW, OWN, World

from bowstreet.casework.intake import enveloping as handed_in
from bowstreet.holdings.agencies import naming
from bowstreet.holdings.governance import onlookers
from bowstreet.holdings.repository import enveloping, showing
from bowstreet.holdings.repository.enveloping import WrongMarks
from bowstreet.vocabulary.refusals import Hidden, Invalid


def named(*recipients: str) -> dict[str, object]:
    return {**OWN, "scope": "NAMED", "tlp": "RED", "recipients": list(recipients)}


def test_an_officer_named_by_the_sign_in_name_sees_it_and_no_colleague(world: World) -> None:
    one = world.vendor(world.north, "hushed", named("s.lead"))
    assert showing.show(reader=world.south, now=NOW, id=one).title == "hushed on Lantern Market"
    other = world.vendor(world.north, "quiet", named("n.lead"))
    with pytest.raises(Hidden):
        showing.show(reader=world.south, now=NOW, id=other)


@pytest.mark.parametrize("name", ["brigade", "", "a b", "s.lead.", "x" * 300, "\ud800", agencies.NOW.isoformat()])
def test_whoever_is_nobody_is_refused_in_a_sentence(world: World, name: str) -> None:
    with pytest.raises(WrongMarks, match="neither an agency"):
        world.vendor(world.north, "hushed", named("south", name))
    standing = world.envelope(world.north)
    with pytest.raises(Invalid, match="neither an agency"):
        handed_in.overridden(standing, {"scope": "NAMED", "recipients": ["south", name]})


def test_names_are_written_as_they_were_typed_and_held_as_ids(world: World) -> None:
    made = world.envelope(world.north, scope="NAMED", recipients=["s.lead", "south"])
    assert made.terms.recipients == {"south", world.south.officer}
    assert enveloping.plain(made)["recipients"] == ["s.lead", "south"]
    assert handed_in.overridden(made, {"recipients": ["s.lead"]}).terms.recipients == {world.south.officer}
    assert naming.said(["south"]) == ("south",)


def test_who_will_see_speaks_of_persons_only_where_there_is_one(world: World) -> None:
    for name, persons in (("s.lead", 1), ("nobody", 0)):
        made = enveloping.drawn(world.envelope(world.north), {"scope": "NAMED", "recipients": [name]})
        seen = onlookers.of(made.terms, reader=world.north, now=NOW)
        assert sum(each.agency is None for each in seen) == persons
