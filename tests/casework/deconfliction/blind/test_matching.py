"""A whole run between three members: who hits whom, what each is told, and what stands in whose ledger."""

import json

import pytest
from tests.worlds import blind
from tests.worlds.blind import Circle

from bowstreet.casework.deconfliction.blind import asking, sodium, tags
from bowstreet.casework.deconfliction.blind.index import NOTHING, Index
from bowstreet.holdings.ledger.models import Act

PHONE, OTHER_PHONE = ("phone", "+31205550100"), ("phone", "+31205550199")
HANDLE = ("handle", "tide-market:lampreeve")


def _entries(agency: str) -> list[dict[str, object]]:
    return [
        json.loads(each) for each in Act.objects.filter(agency=agency).order_by("number").values_list("body", flat=True)
    ]


def test_what_two_hold_is_a_hit_and_nothing_else_is(circle: Circle) -> None:
    held = circle.hold("east", [PHONE, HANDLE])
    circle.hold("west", [HANDLE])
    found = circle.asks("north").matched([PHONE, OTHER_PHONE, HANDLE])
    references = {(each.type, each.value): each.reference for each in held}
    assert set(found.hits) == {PHONE, HANDLE}
    assert found.hits[PHONE] == [asking.Hit("east", "desk east", references[PHONE])]
    assert [each.agency for each in found.hits[HANDLE]] == ["east", "west"]
    assert found.unanswered == []


def test_a_type_is_part_of_the_tag(circle: Circle) -> None:
    circle.hold("east", [("phone", "12345")])
    circle.hold("west", [PHONE])
    assert not circle.asks("north").matched([("handle", "12345")]).hits


@pytest.mark.parametrize("pair", [{"east"}, {"north"}, {"west"}])
def test_any_two_of_three_members_do(circle: Circle, pair: set[str]) -> None:
    """One may be away, whichever: the tag is the same."""
    before = circle.asks("north").tagged([PHONE])
    circle.away = pair
    assert circle.asks("north").tagged([PHONE]) == before


def test_with_two_away_nothing_is_answered(circle: Circle) -> None:
    circle.away = {"east", "west"}
    with pytest.raises(asking.TooFew, match="needs 2 members to answer, and 1 did"):
        circle.asks("north").tagged([PHONE])


def test_the_tag_is_the_output_of_the_rfc_under_the_key_that_nobody_has(circle: Circle) -> None:
    from bowstreet.casework.deconfliction.blind import shares
    from bowstreet.casework.deconfliction.blind.suite import Mode, Suite

    by = shares.weights([1, 3])
    parts = [circle.members[name].folder.secrets(blind.PASSPHRASE)["phone"] for name in ("east", "west")]
    key = sodium.plus(sodium.times(by[1], parts[0]), sodium.times(by[3], parts[1]))
    whole = Suite(Mode.VOPRF).evaluate(key, tags.input_of(*PHONE, 1))
    assert circle.asks("north").tagged([PHONE])[PHONE] == whole[: tags.SIZE]


def test_a_member_with_another_key_is_found_out_and_another_takes_its_place(circle: Circle) -> None:
    """An evaluator could know an asker's tags again by a key that only this one gets."""
    before = circle.asks("north").tagged([PHONE])
    east = circle.members["east"]
    assert east.evaluator is not None
    east.evaluator = blind.lying(east.evaluator, "phone", sodium.random_scalar())
    assert circle.asks("north").tagged([PHONE]) == before
    circle.away = {"west"}
    with pytest.raises(asking.TooFew, match="east does not prove"):
        circle.asks("north").tagged([PHONE])


def test_no_two_requests_for_one_value_are_alike(circle: Circle) -> None:
    for _ in range(3):
        circle.asks("north").tagged([PHONE])
    elements = [each for sent in circle.sent for each in json.loads(sent.body)["asked"]["phone"]]
    assert len(elements) == 6
    assert len(set(elements)) == 3, "both members that are asked get one element, each time another"


def test_a_silent_hit_is_answered_like_none_and_told_to_the_owner(circle: Circle) -> None:
    held = circle.hold("east", [PHONE], silent=True)
    circle.hold("west", [HANDLE])
    circle.sent.clear()
    assert not circle.asks("north").matched([PHONE]).hits
    assert not circle.asks("north").matched([OTHER_PHONE]).hits
    answers = [each.answer for each in circle.sent if each.path == "/match" and each.receiver == "east"]
    assert answers[0] == answers[1]
    told = circle.purse("east").told()
    assert [(each.agency, each.purpose, each.reference) for each in told] == [
        ("north", "cross_checking", held[0].reference)
    ]


def test_answers_to_a_hit_and_to_none_are_as_long(circle: Circle) -> None:
    circle.hold("east", [PHONE])
    circle.hold("west", [HANDLE])
    circle.sent.clear()
    assert circle.asks("north").matched([PHONE]).hits
    assert not circle.asks("north").matched([OTHER_PHONE]).hits
    by_member = [[len(each.answer) for each in circle.sent if each.path == "/match" and each.receiver == name]
                 for name in ("east", "west")]  # fmt: skip
    assert all(len(set(each)) == 1 for each in by_member)
    assert NOTHING.encode() in circle.sent[-1].answer


def test_every_evaluation_is_in_the_members_own_ledger_as_counts_by_type(circle: Circle) -> None:
    circle.asks("north").tagged([PHONE, OTHER_PHONE, HANDLE])
    for name in ("north", "east"):
        told = [(each["action"], each["count"], each["actor_agency"], each["result"]) for each in _entries(name)]
        assert told == [("blind.evaluate.handle", 1, "north", "permit"), ("blind.evaluate.phone", 2, "north", "permit")]
    assert _entries("west") == [], "two of three are asked"


def test_the_officer_and_the_case_are_marks_that_only_their_agency_reads(circle: Circle) -> None:
    circle.asks("north", officer="o-77", case="case 4711").tagged([PHONE])
    north = circle.members["north"].identity
    entry = _entries("east")[0]
    assert entry["actor"] == north.mark("o-77")
    assert north.mark("case 4711") in str(entry["policy"])
    assert "4711" not in json.dumps(entry)


def test_an_old_index_is_refused_with_a_sentence(circle: Circle) -> None:
    circle.hold("east", [PHONE])
    circle.hold("west", [PHONE])
    old = circle.members["east"].folder.index.read_bytes()
    circle.accept(circle.deal(2))
    for each in circle.members.values():
        each.folder.rotate(2)
    circle.begin()
    circle.hold("west", [PHONE])
    circle.members["east"].folder.index.write_bytes(old)
    found = circle.asks("north").matched([PHONE])
    assert [each.agency for each in found.hits[PHONE]] == ["west"]
    assert "The index is of epoch 1 and the key of epoch 2" in found.unanswered[0]


def test_after_rotating_an_evaluator_that_was_not_begun_anew_refuses(circle: Circle) -> None:
    circle.accept(circle.deal(2))
    for each in circle.members.values():
        each.folder.rotate(2)
    with pytest.raises(asking.TooFew, match="The key in force here is of epoch 2"):
        circle.asks("north").tagged([PHONE])


def test_tags_of_two_epochs_have_nothing_in_common(circle: Circle) -> None:
    before = circle.asks("north").tagged([PHONE])
    circle.accept(circle.deal(2))
    for each in circle.members.values():
        each.folder.rotate(2)
    circle.begin()
    assert circle.asks("north").tagged([PHONE]) != before


def test_an_index_is_found_in_where_it_lies(circle: Circle) -> None:
    pairs = [("monero", f"value {each}") for each in range(200)]
    held = circle.hold("east", pairs)
    tagged = circle.asks("east").tagged(pairs)
    with Index(circle.members["east"].folder.index, 1) as index:
        assert len(index) == 200
        assert list(index) == sorted(tagged.values())
        found = [index.find(tag) for tag in tagged.values()]
        assert [each.reference for each in found if each] == [each.reference for each in held]
        assert index.find(bytes(16)) is None
        assert index.find(b"\xff" * 16) is None
        assert index.entries() == {each.reference: tagged[each.type, each.value] for each in held}
    assert circle.members["east"].folder.index.stat().st_size < 200 * 25 + 60
