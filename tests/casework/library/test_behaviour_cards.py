"""Cards of the library as what answered a behaviour: said by an agency, open with the behaviour and no less."""

import pytest
from django.db import transaction
from tests.worlds.agencies import NOW
from tests.worlds.repository import World

from bowstreet.casework.library import browsing
from bowstreet.casework.library.answers import BehaviourAnswered
from bowstreet.casework.library.behaviours import answering, confirming, showing
from bowstreet.casework.library.behaviours.answers import BehaviourCard
from bowstreet.holdings.repository import connecting, recording, rows
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

NAMED = "practice/act-on-an-exit-scam"


def carded(reader: Reader) -> str:
    return recording.record(reader=reader, now=NOW, kind="behaviour", body={"title": "Withdrawals slow"}).id


def answer(reader: Reader, id: str, named: str = NAMED, said: str = "Exchanges were warned.") -> BehaviourCard:
    return confirming.answer(reader=reader, now=NOW, id=id, practice=named, said=said)


def on_the_card(reader: Reader) -> tuple[BehaviourAnswered, ...]:
    return browsing.card(reader=reader, now=NOW, sort="practice", id="act-on-an-exit-scam").behaviours


def test_a_card_answers_a_behaviour_and_shows_it(world: World) -> None:
    id = carded(world.north)
    (told,) = answer(world.south, id).cards
    assert (told.card, told.said) == (("practice", "act-on-an-exit-scam"), ("Exchanges were warned.",)) and told.mine
    (seen,) = showing.behaviour_card(reader=world.north, now=NOW, id=id).cards
    assert (seen.stated_by.slug, seen.mine) == (world.south.agency, False)
    (shown,) = on_the_card(world.north)
    assert (shown.id, shown.title, shown.stated_by.slug) == (id, "Withdrawals slow", world.south.agency)
    with pytest.raises(connecting.LinkedAlready):
        answer(world.south, id)
    with pytest.raises(Hidden):
        confirming.detach(reader=world.north, now=NOW, id=id, link=told.id)
    assert confirming.detach(reader=world.south, now=NOW, id=id, link=told.id).cards == () == on_the_card(world.south)


def test_a_card_shows_no_behaviour_that_does_not_open(world: World) -> None:
    shown, hidden = carded(world.north), carded(world.north)
    answer(world.north, shown)
    before = on_the_card(world.south)
    answer(world.north, hidden)
    with transaction.atomic():
        recording.mark_anew(world.north, NOW, rows.by_uids([hidden])[hidden], {"scope": "OWNER"})
    assert [each.id for each in before] == [shown] and on_the_card(world.south) == before
    assert {each.id for each in on_the_card(world.north)} == {shown, hidden}
    with pytest.raises(Hidden):
        answer(world.south, hidden)


@pytest.mark.parametrize("named", ["practice/none-such", "operation/bayonet", "market/hansa", "/"])
def test_nothing_else_of_the_library_answers_a_behaviour(world: World, named: str) -> None:
    id = carded(world.north)
    with pytest.raises(answering.NoSuchCard):
        answer(world.north, id, named)
    with pytest.raises(confirming.NotSaid):
        answer(world.north, id, said=" ")
    assert showing.behaviour_card(reader=world.north, now=NOW, id=id).cards == ()
