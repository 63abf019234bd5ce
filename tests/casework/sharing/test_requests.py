"""What an owner releases opens what was asked for, of that record alone, to whom and for what it was released."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.worlds import agencies
from tests.worlds.repository import NOW, SHARED, World

from bowstreet.casework.sharing import exporting, models
from bowstreet.casework.sharing.requests import asking, showing
from bowstreet.casework.sharing.requests.answers import RequestCard
from bowstreet.holdings.agencies import enrolling, sessions
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import editing, leaving, recording, rows, saving
from bowstreet.holdings.repository import showing as records
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.ceilings import NO_CEILING
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

UNTIL = NOW.date() + timedelta(days=10)
CLOSED = {**SHARED, "handling": ["H2"]}
"""Open to every agency but for identifiers (rule 17), passing on (15) and court (16)."""
DEEP = ("identifiers", "disseminate", "court")


def anew(reader: Reader, now: datetime = NOW, purpose: Purpose | None = None) -> Reader:
    """Return the reader that an officer is at the next request."""
    made = sessions.reader_for(
        officer_id=reader.officer, purpose=purpose or reader.purpose, case=None, reason=None, session="web:test",
        mfa=True, now=now,
    )  # fmt: skip
    assert made is not None
    return made


def investigator(lead: Reader) -> Reader:
    """Enrol an investigator of a supervisor's agency."""
    link = enrolling.enrol(reader=lead, now=NOW, name="Sam Reed", login="i.one", role=Role.INVESTIGATOR)
    return agencies.accept(link.path).reader(purpose=lead.purpose)


def opens(reader: Reader, id: str, now: datetime = NOW, purpose: Purpose | None = None) -> set[str]:
    """Return which of the closed actions a record opens to an officer at the next request."""
    fresh, row = anew(reader, now, purpose), rows.by_uids([id])[id]
    return {each for each in DEEP if row.terms_id in gate.permitted(fresh, Action(each), now)}


def ask(world: World, id: str, *actions: str, **more: Any) -> RequestCard:
    said = {"actions": actions or ("identifiers",), "until": UNTIL, "why": "A seller of ours uses that key", **more}
    return asking.ask(reader=world.south, now=NOW, id=id, **said)


def approve(world: World, made: RequestCard, **more: Any) -> RequestCard:
    said = {"actions": made.actions, **more}
    return asking.answer(reader=world.north, now=NOW, id=made.id, answer="approved", **said)


def test_an_approval_opens_what_was_asked_of_that_record_alone_and_only_to_whom_and_what_for(world: World) -> None:
    one, twin = (world.vendor(world.north, each, CLOSED) for each in ("baker", "miller"))
    assert rows.by_uids([one])[one].terms_id == rows.by_uids([twin])[twin].terms_id, "they share terms"
    colleague = investigator(world.south)
    made = ask(world, one)
    assert opens(world.south, one) == set() and made.state == "open"
    given = approve(world, made)
    assert (given.state, given.given, given.last_day) == ("approved", ("identifiers",), UNTIL)
    assert opens(world.south, one) == {"identifiers"}
    assert opens(world.south, twin) == set(), "the next record of equal terms is still to be asked for"
    assert opens(colleague, one) == set(), "the officer alone"
    assert opens(world.south, one, purpose=Purpose.INFORMATION_EXCHANGE) == set(), "that purpose alone"
    assert opens(world.south, one, NOW + timedelta(days=10)) == {"identifiers"}, "its last day is included"
    assert opens(world.south, one, NOW + timedelta(days=11)) == set()
    shown = records.show(reader=anew(world.south), now=NOW, id=one)
    assert "The owner has released it to you: identifiers." in [each.sentence for each in shown.why]


def test_taking_back_and_withdrawing_close_it_at_the_next_request(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    for who, state in ((world.north, "taken_back"), (world.south, "withdrawn")):
        made = approve(world, ask(world, one))
        assert opens(world.south, one) == {"identifiers"}
        assert asking.withdraw(reader=who, now=NOW, id=made.id).state == state
        assert opens(world.south, one) == set()
        with pytest.raises(asking.Settled):
            asking.withdraw(reader=who, now=NOW, id=made.id)


def test_an_owner_narrows_what_for_whom_and_how_long_and_widens_nothing(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    colleague = investigator(world.south)
    whole = approve(world, ask(world, one, "identifiers", "court", whole_agency=True))
    assert opens(world.south, one) == {"identifiers", "court"} and opens(colleague, one) == {"identifiers"}, "by role"
    asking.withdraw(reader=world.north, now=NOW, id=whole.id)
    made = ask(world, one, "identifiers", "court", whole_agency=True)
    for wrong in (
        {"actions": ()}, {"actions": ["disseminate"]}, {"until": UNTIL + timedelta(days=1)},
        {"until": NOW.date() - timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(asking.WrongRequest):
            approve(world, made, **wrong)
    less = approve(world, made, actions=["court"], until=NOW.date(), officer_alone=True)
    assert (less.given, less.last_day, less.to_agency) == (("court",), NOW.date(), False)
    assert opens(world.south, one) == {"court"} and opens(colleague, one) == set()
    assert opens(world.south, one, NOW + timedelta(days=1)) == set()
    assert showing.request(reader=world.south, now=NOW + timedelta(days=1), id=made.id).state == "over"


def test_an_export_carries_what_was_released_and_otherwise_says_who_is_asked(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    with pytest.raises(exporting.NothingLeaves, match="owner’s leave"):
        exporting.export(reader=anew(world.south), now=NOW, choice=Chosen((one,)), format="csv", ceiling=NO_CEILING)
    before = leaving.leaves(reader=anew(world.south), now=NOW, choice=Chosen((one,)))
    assert before.asking == {"north": 1} and not before.records
    approve(world, ask(world, one, "disseminate"))
    (left,) = leaving.leaves(reader=anew(world.south), now=NOW, choice=Chosen((one,))).records
    assert "handle" in left.masked and type(left.envelope.terms) is Terms, "no deeper, and nothing told of it"
    card = exporting.export(reader=anew(world.south), now=NOW, choice=Chosen((one,)), format="stix", ceiling=NO_CEILING)
    carried = exporting.download(reader=anew(world.south), now=NOW, id=card.id)
    assert one in (text := carried.path.read_text(encoding="utf-8")) and "apart" not in text


def test_what_the_reader_does_not_see_cannot_be_asked_for(world: World) -> None:
    hit = world.vendor(world.north, "baker")
    hidden = world.vendor(world.north, "miller", {**SHARED, "scope": "OWNER", "index": "none"})
    for id in (hit, hidden, "01900000-0000-7000-8000-000000000000"):
        with pytest.raises(Hidden):
            ask(world, id, "identifiers")
        with pytest.raises(Hidden):
            showing.sheet(reader=world.south, now=NOW, id=id)
    assert not models.Request.objects.exists()


def test_only_what_its_owner_may_release_is_asked_for(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    given = world.given(world.north, "miller", "Far East", CLOSED)
    minor = world.vendor(world.north, "child", {**CLOSED, "flags": ["minor"]})
    victim = world.vendor(world.north, "victim", {**CLOSED, "flags": ["victim"]})
    assert showing.sheet(reader=world.south, now=NOW, id=one).actions == ("identifiers", "disseminate", "court")
    assert showing.sheet(reader=world.south, now=NOW, id=given).actions == ("identifiers",), "the rest is the giver's"
    for id, action in ((one, "link"), (one, "edit"), (given, "disseminate")):
        with pytest.raises(asking.NotToBeAsked):
            ask(world, id, action)
    with pytest.raises(Hidden):
        ask(world, minor)
    with pytest.raises(asking.WrongRequest, match="both"):
        ask(world, victim, "identifiers")
    made = approve(world, ask(world, victim, "body", "identifiers"))
    assert opens(world.south, victim) == {"identifiers"} and made.given == ("body", "identifiers")


def test_who_answers(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    made = ask(world, one)
    for who in (world.analyst, replace(world.north, role=Role.COORDINATOR), world.south):
        with pytest.raises(Hidden):
            asking.answer(reader=who, now=NOW, id=made.id, answer="approved")
    (waiting,) = showing.requests(reader=world.north, now=NOW).to_answer
    assert waiting.answers and waiting.title == "baker on Lantern Market"
    assert showing.to_answer(world.north, NOW) == 1
    with pytest.raises(asking.WrongRequest, match="why not"):
        asking.answer(reader=world.north, now=NOW, id=made.id, answer="declined", said=" ")
    done = asking.answer(reader=world.north, now=NOW, id=made.id, answer="declined", said="Our case is not yet open.")
    assert (done.state, done.said, done.answered_by) == ("declined", "Our case is not yet open.", "Robin Vale")
    assert opens(world.south, one) == set()
    with pytest.raises(asking.Settled):
        approve(world, made)


def test_the_investigator_responsible_answers_too_and_a_third_agency_sees_nothing(world: World) -> None:
    officer = investigator(world.north)
    one = world.vendor(officer, "baker", {**CLOSED})
    made = ask(world, one)
    done = asking.answer(reader=officer, now=NOW, id=made.id, answer="approved", actions=["identifiers"])
    assert done.state == "approved"
    with pytest.raises(Hidden):
        showing.request(reader=replace(world.south, agency="east", officer="x"), now=NOW, id=made.id)


def test_a_record_set_apart_is_told_found_and_marked_as_before(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    row = rows.by_uids([one])[one]
    told, key = terms.terms_of([row.terms_id])[row.terms_id], row.key_hash
    made = approve(world, ask(world, one))
    row = rows.by_uids([one])[one]
    assert row.version == 2 and row.key_hash == key and terms.terms_of([row.terms_id])[row.terms_id] == told
    assert "apart" not in told.as_json() and terms.decisive([row.terms_id])[row.terms_id][0] != told
    assert world.vendor(world.north, "baker", CLOSED, aliases=["the baker"]) == one, "found by its natural key"
    assert opens(world.south, one) == {"identifiers"}, "what is added to it later is released too"
    again = approve(world, ask(world, one, "court"))
    assert rows.by_uids([one])[one].terms_id == row.terms_id, "set apart once"
    assert opens(world.south, one) == {"identifiers", "court"}
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"pap": "RED"})
    assert opens(world.south, one) == set(), "what its owner marks anew is released anew"
    for each in (made, again):
        assert showing.request(reader=world.south, now=NOW, id=each.id).state == "lapsed"
    version = rows.by_uids([one])[one].version
    editing.undo(reader=world.north, now=NOW, id=one, version=version)
    assert opens(world.south, one) == {"identifiers", "court"}
    recording.amend(reader=world.north, now=NOW, id=one, body={"aliases": ["b."]})
    assert opens(world.south, one) == {"identifiers", "court"}


def test_each_act_is_in_the_ledgers_of_both_sides(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    before = following.after("acts", 0, 10_000)[-1].place
    made = approve(world, ask(world, one))
    asking.withdraw(reader=world.north, now=NOW, id=made.id)
    told = [(each.agency, each.fields["action"]) for each in following.after("acts", before)
            if each.fields["action"].startswith("request.")]  # fmt: skip
    acts = ("request.new", "request.answer:approved", "request.taken_back")
    assert sorted(told) == sorted((agency, each) for each in acts for agency in ("north", "south"))
    held = models.Request.objects.get()
    assert b"seller" not in bytes(held.why), "sentences are locked where they lie"


def test_what_is_no_request_is_refused_by_its_field(world: World) -> None:
    one = world.vendor(world.north, "baker", CLOSED)
    for field, said in (
        ("why", {"why": " \u200b"}), ("until", {"until": NOW.date() - timedelta(days=1)}),
        ("until", {"until": NOW.date() + timedelta(days=367)}),
    ):  # fmt: skip
        with pytest.raises(asking.WrongRequest) as refused:
            ask(world, one, **said)
        assert refused.value.field == field
    with pytest.raises(asking.WrongRequest):
        asking.ask(reader=world.south, now=NOW, id=one, actions=[], until=UNTIL, why="x")
    ask(world, one)
    with pytest.raises(asking.Asked):
        ask(world, one, "court")
