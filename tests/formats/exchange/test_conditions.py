"""What leaves as a statement binds whoever takes it in, also where what carries the record whole did not come along."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from tests.worlds import leaving, leaving_drawn, misp
from tests.worlds.leaving import NOW

from bowstreet.formats.case import reading as case
from bowstreet.formats.case import writing as case_writing
from bowstreet.formats.case.beside import Beside
from bowstreet.formats.exchange import conditions
from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.misp import carrying, reading
from bowstreet.formats.misp import writing as misp_writing
from bowstreet.formats.stix import exchanging
from bowstreet.formats.stix import writing as stix
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, Pap, Tlp

H3 = frozenset({HandlingCode.H3})
SECRET = replace(
    leaving.ENVELOPE,
    terms=replace(leaving.ENVELOPE.terms, classification=Classification.EU_RESTRICTED, pap=Pap.RED),
)


@given(leaving_drawn.terms())
def test_statements_mean_what_they_were_made_of(terms: Terms) -> None:
    meant = conditions.together(map(conditions.read, conditions.statements(terms)))
    secret = terms.classification is not Classification.UNCLASSIFIED
    assert (meant.pap, meant.classification) == (terms.pap, terms.classification if secret else None)
    assert meant.handling == terms.handling | (H3 if terms.restrictions else frozenset())
    assert all(each.text in meant.h3_text for each in terms.restrictions) and terms.h3_text in meant.h3_text
    nodes = Beside()
    nodes.marks(terms)
    said = [str(each["uco-core:name"]) for each in nodes.nodes()]
    assert conditions.together(map(conditions.read, said)) == meant._replace(
        tlp=terms.tlp, classification=terms.classification
    )


@pytest.mark.parametrize("text", ["© Tea Ltd", "H4", "H1 and so on", "TLP:PURPLE", "Classification: none", ""])
def test_other_statements_mean_nothing_to_us(text: str) -> None:
    assert conditions.read(text) == conditions.NOTHING


@pytest.mark.parametrize(("begins", "again"), [("TLP", " "), ("Classification: ", "A "), ("H3: ", "x\0")])
def test_a_long_statement_takes_no_time_and_little_room(begins: str, again: str) -> None:
    meant = conditions.read(begins + again * 1_000_000 + "!")
    assert len(meant.h3_text) in (0, conditions.LONGEST)
    assert "\0" not in conditions.together([meant, conditions.ABSENT]).h3_text


def test_an_identifier_of_stix_without_its_record_is_handled_as_that_record_was() -> None:
    left = Bundle((leaving.record(envelope=SECRET),))
    objects = json.loads(stix.write(left, now=NOW).content)["objects"]
    alone = [each for each in objects if each["type"] in ("user-account", "marking-definition")]
    [piece] = [each for each in exchanging.read(json.dumps(alone).encode()).pieces if each.sort == "user-account"]
    _asks_the_same(piece.marks)
    [without] = [each for each in alone if each["type"] == "user-account"]
    apart = exchanging.read(json.dumps([without]).encode())
    assert (apart.pieces[0].marks.pap, apart.pieces[0].marks.classification) == (Pap.RED, Classification.EU_RESTRICTED)
    assert HandlingCode.H1 in apart.pieces[0].marks.handling
    assert [each.count for each in apart.losses if each.part.endswith("object_marking_refs")] == [2], (
        "H3 and a condition"
    )


def test_what_stands_in_an_event_of_ours_is_handled_as_the_event_says() -> None:
    event = json.loads(
        misp_writing.write(Bundle((replace(misp.record("domain", 1), envelope=SECRET),)), now=NOW).content
    )
    assert event["Event"]["distribution"] == "0"
    event["Event"]["Object"] = [each for each in event["Event"]["Object"] if not carrying.is_carrier(each)]
    pieces = reading.read(json.dumps(event).encode()).pieces
    assert [each.sort for each in pieces] == ["event", "object"]
    for each in pieces:
        assert each.marks.handling == SECRET.terms.handling
        assert each.marks.classification is Classification.EU_RESTRICTED and each.marks.h3_text == conditions.UNSAID


def test_a_node_of_case_without_our_facets_is_handled_as_its_marks_say() -> None:
    graph = json.loads(case_writing.write(Bundle((leaving.record(envelope=SECRET),)), now=NOW).content)
    node = next(each for each in graph["@graph"] if each.get("uco-core:hasFacet"))
    node["uco-core:hasFacet"] = [
        each for each in node["uco-core:hasFacet"] if "bowstreet:RecordFacet" not in each.get("@type", ())
    ]
    found = case.read(json.dumps(graph).encode())
    _asks_the_same(next(each for each in found.pieces if each.id == node["@id"]).marks)


def _asks_the_same(marks: Any) -> None:
    terms = SECRET.terms
    assert (marks.tlp, marks.pap, marks.classification) == (terms.tlp, terms.pap, terms.classification)
    assert marks.handling == terms.handling
    assert terms.h3_text in marks.h3_text and terms.restrictions[0].text in marks.h3_text


MARKS: tuple[tuple[dict[str, Any], Tlp | None], ...] = (
    ({"name": "TLP:GREEN", "definition_type": "tlp", "definition": {"tlp": "red"}}, Tlp.RED),
    ({"name": "TLP:RED", "definition_type": "tlp", "definition": {"tlp": "green"}}, Tlp.RED),
    ({"definition_type": "tlp", "definition": {"tlp": "purple"}}, Tlp.RED),
    ({"extensions": {"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {"tlp_2_0": "amber+strict"}}},
     Tlp.AMBER_STRICT),
    ({"definition_type": "statement", "definition": {"statement": "Tea"}}, None),
)  # fmt: skip


@pytest.mark.parametrize(("said", "level"), MARKS)
def test_of_all_that_a_marking_says_the_strictest_counts(said: dict[str, Any], level: Tlp | None) -> None:
    own = "marking-definition--0f0f0f0f-1111-4222-8333-444444444444"
    incident = {"type": "incident", "id": "incident--0f0f0f0f-1111-4222-8333-444444444444", "name": "Outage",
                "object_marking_refs": [own]}  # fmt: skip
    found = exchanging.read(json.dumps([incident, {"type": "marking-definition", "id": own, **said}]).encode())
    assert found.pieces[0].marks.tlp is level


def test_a_marking_that_stands_twice_means_the_stricter_of_both() -> None:
    own = "marking-definition--0f0f0f0f-1111-4222-8333-444444444444"
    twice = [{"type": "marking-definition", "id": own, "name": f"TLP:{each}"} for each in ("RED", "CLEAR")]
    incident = {"type": "incident", "id": "incident--0f0f0f0f-1111-4222-8333-444444444444", "name": "Outage",
                "object_marking_refs": [own]}  # fmt: skip
    assert exchanging.read(json.dumps([incident, *twice]).encode()).pieces[0].marks.tlp is Tlp.RED


def test_a_condition_is_told_with_its_day() -> None:
    held = Restriction(Action.COURT, "ask us", "north", date(2026, 1, 1), date(2027, 1, 1))
    assert conditions.condition(held) == "Condition of north: ask us (for court its owner is asked until 2027-01-01)"
