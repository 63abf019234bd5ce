"""Tools: uses as far as tool and record open, rates over those alone, faults of versions, what courts held."""

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.worlds.agencies import NOW
from tests.worlds.repository import World

from bowstreet.casework.library.rates import rate
from bowstreet.casework.library.tools import showing, stating
from bowstreet.casework.library.tools.answers import ToolCard
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import recording
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

BODY = {
    "title": "Key reader", "version": "2.1", "maker": "Desk", "licence": "EUPL 1.2", "users": ["all officers"],
    "summary": "Reads Monero keys.",
}  # fmt: skip


def made(reader: Reader, kind: str, body: dict[str, Any], **envelope: Any) -> str:
    return recording.record(reader=reader, now=NOW, kind=kind, body=body, envelope=envelope).id


def tool(reader: Reader, **envelope: Any) -> str:
    return made(reader, "tool", BODY, **envelope)


def practice(reader: Reader, title: str = "Read the key first", **envelope: Any) -> str:
    return made(reader, "practice", {"title": title}, **envelope)


def card(reader: Reader, id: str) -> ToolCard:
    return showing.tool_card(reader=reader, now=NOW, id=id)


def use(reader: Reader, id: str, record: str, worked: str = "yes") -> ToolCard:
    return stating.use(reader=reader, now=NOW, id=id, record=record, worked=worked, said="Two were one.", version="2.0")


def acts(agency: str, action: str) -> list[dict[str, Any]]:
    bodies = [json.loads(body) for body in Act.objects.filter(agency=agency).values_list("body", flat=True)]
    return [each for each in bodies if each["action"] == action]


def test_a_use_says_in_which_version_it_proved_what_and_counts_in_the_rate(world: World) -> None:
    id = tool(world.north)
    use(world.north, id, practice(world.south))
    shown = use(world.south, id, practice(world.south, "Another"), "partly")
    assert {(each.worked, each.version, each.said) for each in shown.uses} == {
        ("partly", "2.0", ("Two were one.",)), ("yes", "2.0", ("Two were one.",)),
    }  # fmt: skip
    assert shown.rate == rate(1, 2) and (shown.maker, shown.users) == ("Desk", ("all officers",))
    assert acts(world.north.agency, "tool.use") and acts(world.south.agency, "tool.use")


def test_a_use_in_what_does_not_open_is_in_no_count_or_rate(world: World) -> None:
    id = tool(world.north)
    use(world.south, id, practice(world.south))
    before, listed = card(world.north, id), showing.tools(reader=world.north, now=NOW)
    hidden = practice(world.south, "Hidden", scope="OWNER")
    use(world.south, id, hidden, "no")
    assert card(world.north, id) == before and showing.tools(reader=world.north, now=NOW) == listed
    assert card(world.south, id).rate == rate(1, 2) and card(world.south, id).uses_total == 2
    with pytest.raises(Hidden):
        use(world.north, id, hidden)
    assert card(replace(world.north, purpose=Purpose.CROSS_CHECKING), id).uses_total == 0


def test_a_fault_is_of_a_version_and_acceptance_of_a_country_with_a_source(world: World) -> None:
    id = tool(world.north)
    stating.fault(
        reader=world.south, now=NOW, id=id, said="Two for one.", source="its maker", version="2.0", mended="2.1"
    )
    stating.acceptance(reader=world.south, now=NOW, id=id, country="nl", held="accepted", source="a case")
    shown = stating.acceptance(reader=world.north, now=NOW, id=id, country="FR", held="not_tried")
    (fault,) = shown.faults
    assert (fault.said, fault.source, fault.version, fault.mended) == ("Two for one.", "its maker", "2.0", "2.1")
    assert {(each.country, each.held, each.source) for each in shown.acceptance} == {
        ("NL", "accepted", "a case"), ("FR", "not_tried", ""),
    }  # fmt: skip
    (row,) = showing.tools(reader=world.south, now=NOW).rows
    assert (row.faults, row.accepted_in) == (1, ("NL",))
    assert acts(world.north.agency, "tool.fault") and acts(world.south.agency, "tool.acceptance")


def test_nobody_states_of_a_tool_that_does_not_open(world: World) -> None:
    id = tool(world.north, scope="OWNER")
    for act in (
        lambda: use(world.south, id, practice(world.south)),
        lambda: stating.fault(reader=world.south, now=NOW, id=id, said="x", source="y"),
        lambda: stating.acceptance(reader=world.south, now=NOW, id=id, country="NL", held="not_tried"),
        lambda: card(world.south, id),
    ):
        with pytest.raises(Hidden):
            act()
    assert showing.tools(reader=world.south, now=NOW).rows == ()


def test_what_cannot_be_weighed_is_refused_in_its_field(world: World) -> None:
    id = tool(world.north)
    asked: dict[str, Any] = {"reader": world.north, "now": NOW, "id": id}
    for field, act in {
        "source": lambda: stating.acceptance(**asked, country="NL", held="refused"),
        "country": lambda: stating.acceptance(**asked, country="XX", held="not_tried"),
        "said": lambda: stating.fault(**asked, said=" ", source="y"),
        "record": lambda: use(world.north, id, tool(world.north)),
    }.items():
        with pytest.raises(stating.WrongStatement) as refused:
            act()
        assert refused.value.field == field
    with pytest.raises(stating.WrongStatement, match="where that is told"):
        stating.fault(**asked, said="x", source="")


def test_a_tool_for_something_is_found_by_that(world: World) -> None:
    id = tool(world.north)
    made(world.north, "tool", {"title": "Tidemark", "summary": "Reckons turnover."})
    found = showing.tools(reader=world.south, now=NOW, q="tool for Monero key")
    assert [each.id for each in found.rows] == [id] and showing.tools(reader=world.south, now=NOW).total == 2
