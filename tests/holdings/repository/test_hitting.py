"""Which other agencies hold an identifier: whatever they share, in the same statements for hit, silence and no hit."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.worlds.repository import KEY, NOW, OWN, World

from bowstreet.holdings.repository import hitting, saving
from bowstreet.holdings.repository.hitting import NOBODY, Held
from bowstreet.vocabulary.handling import Classification
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader

PAIR = ("pgp_fingerprint", KEY)
OTHER = ("pgp_fingerprint", KEY[::-1])


def asked(reader: Reader) -> Held:
    return hitting.held([PAIR, OTHER], reader, NOW).get(PAIR, NOBODY)


@pytest.mark.parametrize("shut", [
    {"scope": "OWNER", "tlp": "RED", "handling": ["H1", "H2"]},
    {"scope": "NAMED", "recipients": ["south"]}, {"scope": "LEA", "tlp": "CLEAR", "handling": ["H0"]},
])  # fmt: skip
def test_scope_tlp_and_handling_hide_no_hit(world: World, shut: dict[str, object]) -> None:
    world.vendor(world.south, "lampwright", {**OWN, **shut}, pgp=[KEY])
    assert asked(world.north) == Held(("south",))
    assert asked(world.south) == NOBODY, "one's own is no hit"


@pytest.mark.parametrize(("said", "found"), [
    ({"index": "none"}, NOBODY), ({"index": "owner_silent"}, Held((), ("south",))),
    ({"classification": "EU_RESTRICTED"}, NOBODY), ({"state": "restricted"}, NOBODY),
    ({"subject_category": "undetermined", "category_ground": "not looked at yet"}, NOBODY),
    ({"purposes": ["subject_category_determination"]}, NOBODY),
])  # fmt: skip
def test_index_classification_state_and_purpose_do(world: World, said: dict[str, object], found: Held) -> None:
    world.vendor(world.south, "lampwright", {**OWN, **said}, pgp=[KEY])
    assert asked(world.north) == found


def test_a_differing_purpose_never_hides_a_double_effort_from_who_checks(world: World) -> None:
    world.vendor(world.south, "lampwright", {**OWN, "purposes": ["subject_category_determination"]}, pgp=[KEY])
    assert asked(replace(world.north, purpose=Purpose.CROSS_CHECKING)) == Held(("south",))


def test_clearance_lets_classified_ones_answer(world: World) -> None:
    world.vendor(world.south, "lampwright", {**OWN, "classification": "EU_RESTRICTED"}, pgp=[KEY])
    assert asked(replace(world.north, clearance=Classification.EU_CONFIDENTIAL)) == Held(("south",))


def test_an_open_record_beside_a_silent_one_is_told(world: World) -> None:
    world.vendor(world.south, "lampwright", {**OWN, "index": "owner_silent"}, pgp=[KEY])
    world.vendor(world.south, "quayside", pgp=[KEY])
    assert asked(world.north) == Held(("south",))


def test_what_is_taken_back_holds_nothing(world: World) -> None:
    made = world.vendor(world.south, "lampwright", pgp=[KEY])
    saving.withdraw(reader=world.south, now=NOW, id=made, reason="written by mistake")
    assert asked(world.north) == NOBODY


def test_hit_silence_and_no_hit_run_the_same_statements(world: World) -> None:
    values = {"none": KEY, "hit": KEY[1:] + "0", "owner_silent": KEY[2:] + "00", "nobody": KEY[3:] + "000"}
    for index in ("none", "hit", "owner_silent"):
        world.vendor(world.south, f"seller {index}", {**OWN, "index": index}, pgp=[values[index]])
    hitting.held([PAIR], world.north, NOW)
    shapes = []
    for value in values.values():
        with CaptureQueriesContext(connection) as seen:
            hitting.held([("pgp_fingerprint", value)], world.north, NOW)
        shapes.append([re.sub(r"'[^']*'|\d+", "?", each["sql"]) for each in seen.captured_queries])
    assert all(each == shapes[0] for each in shapes)


def test_a_reference_is_of_two_agencies_and_a_value(world: World) -> None:
    one = hitting.reference(PAIR, "north", "south")
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", one)
    assert one == hitting.reference(PAIR, "south", "north")
    assert len({one, hitting.reference(OTHER, "north", "south"), hitting.reference(PAIR, "north", "east")}) == 3
