"""Behaviours: instances as far as card and record open, months and places counted over those alone, suggestions."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.worlds.agencies import NOW
from tests.worlds.repository import OWN, SHARED, World

from bowstreet.casework.library.behaviours import confirming, showing, sighting
from bowstreet.casework.library.behaviours.answers import BehaviourCard
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import connecting, recording, rows
from bowstreet.holdings.repository import showing as records
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

WORD = "write first"
CARD = {
    "title": "Payment outside the market", "signs": "A discount for who writes first.", "words": [WORD, "no escrow"],
    "markets": ["Lantern Market"], "products": ["drugs"],
}  # fmt: skip


def carded(reader: Reader, **more: Any) -> str:
    return recording.record(reader=reader, now=NOW, kind="behaviour", body={**CARD, **more}).id


def practice(reader: Reader) -> str:
    return recording.record(reader=reader, now=NOW, kind="practice", body={"title": "Buy and be asked"}).id


def card(reader: Reader, id: str) -> BehaviourCard:
    return showing.behaviour_card(reader=reader, now=NOW, id=id)


def attach(reader: Reader, id: str, record: str, why: str = "The text says so.", **more: Any) -> BehaviourCard:
    return confirming.attach(reader=reader, now=NOW, id=id, record=record, why=why, **more)


def seller(world: World, reader: Reader, handle: str, envelope: dict[str, Any], said: str = WORD, **more: Any) -> str:
    seen = {"value": said, "source": "crawl", "first_seen": "2025-01-05", "last_seen": "2025-03-01"}
    return world.vendor(reader, handle, envelope, description=[seen], **more)


def acts(agency: str, action: str) -> list[dict[str, Any]]:
    bodies = [json.loads(body) for body in Act.objects.filter(agency=agency).values_list("body", flat=True)]
    return [each for each in bodies if each["action"] == action]


def test_an_instance_says_who_when_and_why_and_both_owners_have_it(world: World) -> None:
    id, held = carded(world.north), seller(world, world.south, "quay", SHARED)
    made = attach(world.north, id, held)
    (instance,) = made.instances
    assert (instance.record, instance.officer, instance.at) == (held, world.north.name, NOW)
    assert instance.why == ("The text says so.",) and instance.mine and instance.stated_by.slug == world.north.agency
    (told,) = card(world.south, id).instances
    assert told.record == held and told.officer == "" and not told.mine, "officers are named to colleagues alone"
    for agency in (world.north.agency, world.south.agency):
        assert acts(agency, "behaviour.attach"), agency
    with pytest.raises(connecting.LinkedAlready):
        attach(world.north, id, held)


def test_what_does_not_open_is_in_no_count_month_place_or_suggestion(world: World) -> None:
    id = carded(world.north)
    attach(world.south, id, seller(world, world.south, "open", SHARED))
    before, listed = card(world.north, id), showing.behaviours(reader=world.north, now=NOW)
    hidden = seller(world, world.south, "hidden", OWN, ships_from=["SE"])
    attach(world.south, id, hidden, seen_on=date(2024, 2, 2))
    seller(world, world.south, "alike", OWN)
    assert card(world.south, id).instances_total == 2
    assert replace(card(world.north, id)) == before
    assert showing.behaviours(reader=world.north, now=NOW) == listed
    with pytest.raises(Hidden):
        attach(world.north, id, hidden)


def test_an_instance_closes_with_its_record_and_with_its_card(world: World) -> None:
    id, held = carded(world.north), seller(world, world.south, "quay", SHARED)
    attach(world.south, id, held)
    checking = replace(world.north, purpose=Purpose.CROSS_CHECKING)
    assert card(world.north, id).instances_total == 1
    assert card(checking, id).instances_total == 0, "what opens to its docket alone is no instance for a reader"
    with transaction.atomic():
        recording.mark_anew(world.south, NOW, rows.by_uids([held])[held], {"scope": "OWNER"})
    assert card(world.north, id).instances_total == 0 and card(world.south, id).instances_total == 1
    with transaction.atomic():
        recording.mark_anew(world.north, NOW, rows.by_uids([id])[id], {"scope": "OWNER"})
    with pytest.raises(Hidden):
        card(world.south, id)


def test_why_is_masked_where_the_identifiers_of_the_record_are(world: World) -> None:
    id, held = carded(world.north), seller(world, world.south, "quaymerchant", SHARED)
    attach(world.south, id, held, why="quaymerchant asks for it.")
    thematic = replace(world.north, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS)
    shown = card(thematic, id)
    assert shown.instances_total == 1 and "quaymerchant" not in repr(shown)
    assert card(world.south, id).instances[0].why == ("quaymerchant asks for it.",)


def test_months_and_places_are_counted_with_the_interval_of_each_share(world: World) -> None:
    id = carded(world.north)
    attach(world.north, id, seller(world, world.north, "one", OWN, ships_from=["NL"]))
    attach(world.north, id, seller(world, world.north, "two", OWN), seen_on=date(2025, 2, 7))
    seen = card(world.north, id).sightings
    assert [(each.month, each.instances) for each in seen.months] == [("2025-01", 1), ("2025-02", 1), ("2025-03", 1)]
    market, country = seen.places
    assert (market.code, market.rate.worked, market.rate.tries) == ("lantern-market", 2, 2) and market.rate.low < 0.9
    assert (country.code, country.label, country.rate.tries) == ("NL", "Netherlands", 1)
    assert showing.behaviours(reader=world.north, now=NOW).rows[0].last_seen == "2025-03"


def test_months_without_any_stand_between_and_only_the_last_are_listed() -> None:
    far = [sighting.seen(day, day, None, ()) for day in (date(2015, 5, 1), date(2026, 1, 1), date(2026, 3, 1))]
    counted = sighting.sightings([*far, sighting.seen(None, None, None, ())])
    assert [each.instances for each in counted.months[-3:]] == [1, 0, 1]
    assert (len(counted.months), counted.earlier, counted.undated, counted.unplaced) == (36, 1, 1, 4)


def test_a_suggestion_says_why_and_is_attached_by_a_person_alone(world: World) -> None:
    id = carded(world.north)
    both = seller(world, world.south, "both", SHARED, f"Please {WORD}; no escrow.", products=["cannabis"])
    one, none = seller(world, world.north, "one", OWN), seller(world, world.north, "none", OWN, "Plain parcels.")
    shown = card(world.north, id)
    assert [each.record for each in shown.suggested] == [both, one] and none not in repr(shown)
    assert shown.suggested[0].reasons == (
        f"‘{WORD}’ stands in it.", "‘no escrow’ stands in it.", "It is of Lantern Market, which the card names.",
        "It is about drugs, which the card names.",
    )  # fmt: skip
    assert shown.instances == ()
    assert [each.record for each in attach(world.north, id, both).suggested] == [one]


def test_a_declined_suggestion_does_not_come_again_to_that_agency(world: World) -> None:
    id, held = carded(world.north), seller(world, world.south, "quay", SHARED)
    assert confirming.decline(reader=world.north, now=NOW, id=id, record=held).suggested == ()
    assert card(world.analyst, id).suggested == (), "a colleague is not asked again"
    assert [each.record for each in card(world.south, id).suggested] == [held], "what others declined tells nothing"
    made = attach(world.north, id, held)
    later = NOW + timedelta(hours=1)
    back = confirming.detach(reader=world.analyst, now=later, id=id, link=made.instances[0].id)
    assert back.instances == () and back.suggested == ()
    assert acts(world.north.agency, "behaviour.detach") and acts(world.south.agency, "behaviour.detach")


def test_nobody_takes_back_what_another_agency_stated(world: World) -> None:
    id, held = carded(world.north), seller(world, world.south, "quay", SHARED)
    made = attach(world.south, id, held)
    for link in (made.instances[0].id, held, id):
        with pytest.raises(Hidden):
            confirming.detach(reader=world.north, now=NOW, id=id, link=link)
    assert card(world.south, id).instances_total == 1


def test_a_card_without_words_looks_for_its_market_and_product_together(world: World) -> None:
    id = carded(world.north, words=[])
    held = seller(world, world.north, "drugs", OWN, products=["cannabis"])
    seller(world, world.north, "weapons", OWN, products=["weapons"])
    assert [each.record for each in card(world.north, id).suggested] == [held]
    assert card(world.north, carded(world.north, words=[], markets=[])).suggested == ()


def test_a_practice_answers_a_behaviour_and_shows_it(world: World) -> None:
    id, held = carded(world.north), practice(world.south)
    made = confirming.answer(reader=world.north, now=NOW, id=id, practice=held, said="Three were charged.")
    assert [(each.record, each.said) for each in made.practices] == [(held, ("Three were charged.",))]
    assert made.instances == ()
    (link,) = records.show(reader=world.south, now=NOW, id=held).links
    assert (link.type, link.other, link.outward) == (LinkType.ANSWERS, id, True)
    with pytest.raises(confirming.NoAnswer):
        confirming.answer(reader=world.north, now=NOW, id=id, practice=seller(world, world.north, "x", OWN), said="x")


def test_what_is_no_instance_or_not_said_is_refused_in_its_field(world: World) -> None:
    id, held = carded(world.north), seller(world, world.north, "quay", OWN)
    with pytest.raises(confirming.NoInstance):
        attach(world.north, id, practice(world.north))
    with pytest.raises(confirming.NotSaid, match="sentence why"):
        attach(world.north, id, held, why=" ")
    with pytest.raises(confirming.NotSaid, match="ahead"):
        attach(world.north, id, held, seen_on=NOW.date() + timedelta(days=1))
    with pytest.raises(Hidden):
        attach(world.north, held, id)
    assert card(world.north, id).instances == ()


def test_behaviours_are_found_by_words_and_by_title(world: World) -> None:
    one, other = carded(world.north), carded(world.south, title="A holiday before a move", signs="", words=[])

    def found(q: str = "") -> list[str]:
        return [each.id for each in showing.behaviours(reader=world.north, now=NOW, q=q).rows]

    assert found() == [other, one] and found("discounts escrow") == [one] and found("holiday weapon") == []
