"""Agreements narrow what the gate lets, their lines only grow, and what went is received and recalled."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casework.sharing.test_exporting import entered, last_place
from tests.worlds.repository import GIVEN, NOW, OWN, World

from bowstreet.casework.sharing import agreeing, giving, lining, models, released, releasing, rules
from bowstreet.casework.sharing.agreeing import NotYours, Settled, WrongAgreement
from bowstreet.casework.sharing.giving import NotInForce, OtherPurpose
from bowstreet.casework.sharing.rules import Candidate, Sieve
from bowstreet.casework.sharing.shown import AgreementCard, Party, ReleaseList
from bowstreet.holdings.agencies import founding, queries
from bowstreet.holdings.repository import recording, saving
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action, HandlingCode, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden

STRICT = Ceiling(tlp=Tlp.AMBER_STRICT)


def agreed(world: World, **more: Any) -> AgreementCard:
    said = {"title": "Sellers for south", "receivers": ["south"], "purposes": [Purpose.OPERATIONAL_ANALYSIS],
            "ceiling": STRICT, **more}  # fmt: skip
    return agreeing.make(reader=world.north, now=NOW, **said)


def lined_up(moment: Any = NOW) -> None:
    while lining.keep_up(moment):
        pass


def ids(world: World, card: AgreementCard, reader: Any = None, **more: Any) -> list[str]:
    return [each.record for each in giving.leaving_under(reader=reader or world.south, now=NOW, id=card.id,
                                                         **more).added]  # fmt: skip


def test_what_stands_under_it_is_the_givers_open_to_the_receiver_and_within_filter_and_ceiling(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    world.vendor(world.north, "hushed", OWN)
    world.vendor(world.north, "red", {**GIVEN, "tlp": "RED", "recipients": [world.south.officer]})
    world.vendor(world.north, "witness", {**GIVEN, "flags": ["undercover"]})
    recording.record(reader=world.north, now=NOW, kind="document", body={"title": "Note"}, envelope={**GIVEN})
    world.vendor(world.south, "own", OWN)
    card = agreed(world, kinds=["vendor_account"])
    lined_up()
    assert ids(world, card) == [one]
    assert ids(world, agreed(world, grade="A1")) == []
    found = giving.leaving_under(reader=world.south, now=NOW, id=card.id)
    assert [each.id for each in found.bundle.records] == [one] and found.next is None
    assert world.north.officer not in repr(found)


def test_a_re_mark_takes_out_at_once_and_a_new_version_stands_last(world: World) -> None:
    one, two = (world.vendor(world.north, name, GIVEN) for name in ("quay", "reeve"))
    card = agreed(world)
    lined_up()
    assert sorted(ids(world, card)) == sorted([one, two])
    recording.amend(reader=world.north, now=NOW, id=one, body={"aliases": ["wick"]})
    lined_up()
    assert ids(world, card) == [two, one]
    saving.change_marks(reader=world.north, now=NOW, id=two, changes={"tlp": "RED"})
    assert ids(world, card) == [one]


def test_the_line_only_grows_also_where_the_clock_goes_back(world: World) -> None:
    card = agreed(world)
    for number in range(6):
        world.vendor(world.north, f"quay-{number}", GIVEN)
        lined_up(NOW - timedelta(days=number))
    line = list(models.SharedObject.objects.filter(agreement=card.id).order_by("id").values_list("added_at", flat=True))
    assert len(line) == 6 and all(one + timedelta(microseconds=1) <= other for one, other in pairwise(line))
    walked, after = [], None
    while True:
        page = giving.leaving_under(reader=world.south, now=NOW, id=card.id, after=after, limit=2)
        walked += [each.added_at for each in page.added]
        after = page.next
        if after is None:
            break
    assert walked == line


def test_no_place_in_line_tells_of_what_is_hidden_beside_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = agreed(world)
    seen = world.vendor(world.north, "quay", GIVEN)
    world.vendor(world.north, "hushed", OWN)
    hidden = world.vendor(world.north, "reeve", {**GIVEN, "scope": "OWNER", "recipients": []})
    lined_up()
    line = models.SharedObject.objects.filter(agreement=card.id)
    with_it = line.get(record=seen).added_at
    assert line.filter(record=hidden).exists(), "nothing hidden stands in line, so this proves nothing"
    line.delete()
    models.Agreement.objects.filter(id=card.id).update(place=0, lined_at=None)
    monkeypatch.setattr(lining.advancing, "between", _without(hidden))
    lined_up()
    assert line.get().added_at == with_it
    assert ids(world, card) == [seen]


def _without(hidden: str) -> Any:
    found = lining.advancing.between
    return lambda *asked: [each for each in found(*asked) if each.id != hidden and each.kind == "vendor_account"][:1]


def test_a_page_ends_where_a_moment_does(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lining, "SPAN", timedelta(microseconds=3))
    made = {world.vendor(world.north, f"quay-{number}", GIVEN) for number in range(12)}
    card = agreed(world)
    lined_up()
    most = max(Counter(models.SharedObject.objects.values_list("added_at", flat=True)).values())
    walked, after = [], None
    while True:
        page = giving.leaving_under(reader=world.south, now=NOW, id=card.id, after=after, limit=most)
        walked.append({each.added_at for each in page.added})
        made -= {each.record for each in page.added}
        after = page.next
        if after is None:
            break
    assert not made and len(walked) > 1 and not any(one & other for one, other in pairwise(walked))


def test_following_in_steps_makes_the_same_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [world.vendor(world.north, f"quay-{number}", GIVEN) for number in range(7)]
    card = agreed(world)
    monkeypatch.setattr(lining, "STEP", 2)
    monkeypatch.setattr(giving, "_STEP", 2)
    lined_up()
    assert sorted(ids(world, card)) == sorted(made)
    lined_up()
    assert models.SharedObject.objects.count() == 7


def test_an_agreement_that_has_not_begun_has_ended_or_is_for_another_purpose_gives_nothing(world: World) -> None:
    later = agreed(world, since=NOW.date() + timedelta(days=1))
    over = agreed(world)
    agreeing.end(reader=world.north, now=NOW, id=over.id)
    for card in (later, over):
        with pytest.raises(NotInForce):
            ids(world, card)
    with pytest.raises(OtherPurpose):
        ids(world, agreed(world), replace(world.south, purpose=Purpose.PROSECUTION))
    with pytest.raises(Settled):
        agreeing.end(reader=world.north, now=NOW, id=over.id)


def test_who_has_no_part_in_it_finds_nothing_and_a_receiver_sees_itself_alone(world: World) -> None:
    founding.found_agency(slug="east", name="East", country="DE", sort="national_unit", contact="e@e.example", now=NOW,
                          actor=founding.operator())  # fmt: skip
    card = agreed(world, receivers=["south", "east"], parties=[Party("Harbour Police")])
    seen = agreeing.agreements(reader=world.south, now=NOW).agreements[0]
    assert [each.slug for each in seen.receivers] == ["south"] and seen.parties == () and seen.made_by == ""
    assert world.north.name not in repr(seen) and "east" not in repr(seen).lower()
    west = replace(world.south, agency="west")
    assert agreeing.agreements(reader=west, now=NOW).agreements == ()
    for id in (card.id, "nothing"):
        for act in (giving.leaving_under, giving.show, released.releases, agreeing.end):
            with pytest.raises(Hidden):
                act(reader=west, now=NOW, id=id)
    with pytest.raises(Hidden):
        agreeing.end(reader=world.south, now=NOW, id=card.id)


def test_another_supervisor_signs_where_the_agency_wants_two(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "wants_second_person", lambda **_: True)
    card = agreed(world)
    assert (card.state, card.may_sign) == ("proposed", False)
    assert agreeing.agreements(reader=world.south, now=NOW).agreements == ()
    with pytest.raises(NotYours):
        agreeing.sign(reader=world.north, now=NOW, id=card.id)
    other = replace(world.north, officer=world.analyst.officer)
    assert agreeing.sign(reader=other, now=NOW, id=card.id).state == "standing"
    assert len(agreeing.agreements(reader=world.south, now=NOW).agreements) == 1


@pytest.mark.parametrize(("field", "said"), [
    ("title", {"title": " "}), ("receivers", {"receivers": ["nobody"]}), ("receivers", {"receivers": ["north"]}),
    ("receivers", {"receivers": []}), ("parties", {"parties": [Party(" ")]}),
    ("parties", {"parties": [Party("x: ed25519:y")]}), ("purposes", {"purposes": []}),
    ("purposes", {"purposes": [Purpose.TRAINING]}), ("kinds", {"kinds": ["x"]}), ("grade", {"grade": "Z9"}),
    ("until", {"until": NOW.date() - timedelta(days=1)}),
])  # fmt: skip
def test_a_wrong_agreement_is_refused_with_its_field(world: World, field: str, said: dict[str, Any]) -> None:
    with pytest.raises(WrongAgreement) as refused:
        agreed(world, **said)
    assert refused.value.field == field


def test_a_private_party_receives_under_no_agreement(world: World) -> None:
    founding.found_agency(slug="bourse", name="Bourse", country="DE", sort="partner", contact="b@b.example", now=NOW,
                          actor=founding.operator())  # fmt: skip
    with pytest.raises(WrongAgreement, match="private party"):
        agreed(world, receivers=["bourse"])


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_only_a_supervisor_makes_one(world: World, role: Role) -> None:
    with pytest.raises(Exception, match=r"There is nothing here for you|purpose"):
        agreeing.make(reader=replace(world.north, role=role), now=NOW, title="x", receivers=["south"],
                      purposes=[Purpose.PROSECUTION], ceiling=STRICT)  # fmt: skip


def test_acts_are_entered_at_the_giver_and_at_each_receiver(world: World) -> None:
    place = last_place()
    card = agreed(world)
    told = entered("agreement.make", place)
    assert told.keys() == {"north", "south"} and told["south"]["records"] == [card.id]
    assert not {"session", "case", "reason"} & told["south"].keys()


def test_what_went_is_received_recalled_and_does_not_go_again(world: World) -> None:
    one, two = (world.vendor(world.north, name, GIVEN) for name in ("quay", "reeve"))
    card = agreed(world)
    lined_up()
    with pytest.raises(releasing.NoReceiver):
        releasing.release(reader=world.north, now=NOW, id=card.id, receiver="nobody")
    place = last_place()
    gone = releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    assert {each.record for each in gone.releases} == {one, two}
    told = entered("agreement.release", place)
    assert told["north"]["recipients"] == ["south"] and told["south"]["count"] == 2
    assert len(releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south").releases) == 2
    mine = releasing.receive(reader=world.south, now=NOW, id=card.id)
    assert all(each.received_at for each in mine.releases)
    place = last_place()
    recalled = releasing.recall(reader=world.north, now=NOW, id=card.id, records=[one], reason="a wrong name")
    assert {each.record: bool(each.recalled_at) for each in recalled.releases} == {one: True, two: False}
    assert entered("agreement.recall", place)["south"]["records"] == [one]
    assert ids(world, card) == [two]
    seen = released.releases(reader=world.south, now=NOW, id=card.id)
    assert all(each.received_at for each in seen.releases) and "a wrong name" in repr(seen)
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    assert models.Release.objects.count() == 2
    with pytest.raises(releasing.NothingToRecall):
        releasing.recall(reader=world.north, now=NOW, id=card.id, records=[one, "nothing"], reason="again")
    for act in (releasing.receive, releasing.release):
        with pytest.raises(Hidden):
            act(reader=world.north if act is releasing.receive else world.south, now=NOW, id=card.id,
                **({} if act is releasing.receive else {"receiver": "south"}))  # fmt: skip


def test_what_does_not_open_to_a_receiver_is_not_released_to_it(world: World) -> None:
    seen = world.vendor(world.north, "quay", GIVEN)
    world.vendor(world.north, "hushed", OWN)
    card = agreed(world, parties=[Party("Harbour Police")])
    lined_up()
    place = last_place()
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    assert entered("agreement.release", place)["south"]["records"] == [seen]
    assert [each.record for each in released.releases(reader=world.south, now=NOW, id=card.id).releases] == [seen]
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="Harbour Police")
    assert models.Release.objects.filter(receiver="Harbour Police").count() == 2


SIEVE = Sieve("north", frozenset({Purpose.PROSECUTION}), Ceiling(tlp=Tlp.AMBER, handling=HandlingCode.H2))
FREE = Terms("north", tlp=Tlp.AMBER, handling=frozenset({HandlingCode.H2}), purposes=frozenset({Purpose.PROSECUTION}))


@given(
    st.sampled_from(list(Tlp)), st.sets(st.sampled_from(list(HandlingCode)), min_size=1),
    st.sampled_from(list(State)), st.sets(st.sampled_from(list(ProtectedFlag)), max_size=1),
    st.sampled_from(["north", "south"]), st.sets(st.sampled_from([Purpose.PROSECUTION, Purpose.CROSS_CHECKING])),
)  # fmt: skip
@settings(max_examples=300)
def test_a_sieve_lets_through_what_all_its_conditions_let(
    tlp: Tlp, codes: set[HandlingCode], state: State, flags: set[ProtectedFlag], owner: str, purposes: set[Purpose]
) -> None:
    terms = replace(FREE, tlp=tlp, handling=frozenset(codes), state=state, flags=frozenset(flags), owner=owner,
                    purposes=frozenset(purposes))  # fmt: skip
    wanted = (
        tlp in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER) and HandlingCode.H3 not in codes and state is State.ACTIVE
        and not flags and owner == "north" and Purpose.PROSECUTION in purposes
    )  # fmt: skip
    assert rules.passes(SIEVE, Candidate("market", None, Grade.read("X4"), terms), NOW.date()) is wanted


def test_a_restriction_in_force_keeps_a_record_in() -> None:
    from bowstreet.vocabulary.envelope import Restriction

    held = Restriction(Action.DISSEMINATE, "ask us", "north", NOW.date(), NOW.date())
    one = Candidate("market", None, Grade.read("X4"), replace(FREE, restrictions=(held,)))
    assert not rules.passes(SIEVE, one, NOW.date())
    assert rules.passes(SIEVE, one, NOW.date() + timedelta(days=1))


def test_what_went_is_told_page_by_page_with_what_is_new_for_each_receiver(world: World) -> None:
    made = [world.vendor(world.north, f"quay-{number}", GIVEN) for number in range(5)]
    card = agreed(world, parties=[Party("Harbour Police")])
    lined_up()

    def told(**asked: Any) -> ReleaseList:
        return released.releases(reader=world.north, now=NOW, id=card.id, **asked)

    hushed = world.vendor(world.north, "hushed", OWN)
    lined_up()
    before = {each.code: each.new for each in told().receivers}
    assert before == {"south": 5, "Harbour Police": 6}
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="Harbour Police")
    releasing.release(reader=world.north, now=NOW + timedelta(hours=1), id=card.id, receiver="south")
    assert {each.code: each.new for each in told().receivers} == {"south": 0, "Harbour Police": 0}
    pages, cursor = [], None
    while True:
        page = told(limit=2, cursor=cursor)
        pages.append(page)
        cursor = page.next
        if cursor is None:
            break
    rows = [(each.record, each.receiver) for page in pages for each in page.releases]
    assert rows == [(each, "south") for each in sorted(made)] + [
        (each, "Harbour Police") for each in sorted([*made, hushed])
    ]
    assert {page.total for page in pages} == {11} and all(page.receivers == () for page in pages[1:])
    assert {each.title for each in pages[0].releases} <= {f"quay-{number} on Lantern Market" for number in range(5)}
    releasing.recall(reader=world.north, now=NOW, id=card.id, records=[made[3]], reason="a wrong name")
    only = told(record=made[3])
    assert {each.receiver for each in only.releases} == {"south", "Harbour Police"} and only.total == 2
    assert {each.record for each in told(recalled=True).releases} == {made[3]}
    mine = released.releases(reader=world.south, now=NOW, id=card.id)
    assert mine.receivers == () and {each.receiver for each in mine.releases} == {"south"}
    assert {each.by for each in mine.releases} == {""}


def test_a_party_with_a_key_from_before_keeps_its_name(world: World) -> None:
    card = agreed(world, parties=[Party("Harbour Police")])
    models.Agreement.objects.filter(id=card.id).update(parties='[["Harbour Police", "ed25519:x"]]')
    [told] = agreeing.agreements(reader=world.north, now=NOW).agreements
    assert told.parties == (Party("Harbour Police"),)
