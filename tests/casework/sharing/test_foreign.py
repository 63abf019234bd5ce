"""What came from a foreign system leaves again as it came, under the law of its records, or is counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world
from tests.worlds.foreign import OPEN, brought, bundle, objects

from bowstreet.casework.sharing import exporting, telling
from bowstreet.casework.sharing.answers import Balance
from bowstreet.formats.stix import exchanging, marking
from bowstreet.holdings.files import originals
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import saving
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.holdings.repository.models import Link, Record
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

pytestmark = pytest.mark.django_db(transaction=True)

AMBER, RED = marking.TLP["amber"], marking.TLP["red"]


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def made(type: str, number: int, **more: Any) -> dict[str, Any]:
    own = f"{type}--5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}"
    return {"type": type, "spec_version": "2.1", "id": own, "created": "2031-01-01T00:00:00.000Z",
            "modified": "2031-01-01T00:00:00.000Z", **more}  # fmt: skip


MAKER = made("identity", 1, name="Tide Registry", identity_class="organization")
ACTOR = made(
    "threat-actor", 2, name="Lamp Reeve", created_by_ref=MAKER["id"], lang="en", x_custom={"b": 1, "a": [1.0, None]},
    extensions={"extension-definition--3c7e5a90-5b1f-4f8a-8b67-0d1e2f3a4b5c": {
        "extension_type": "property-extension", "rank": 5}},
)  # fmt: skip
SIGN = made("indicator", 3, name="A name", pattern="[domain-name:value = 'lamp.example']", pattern_type="stix",
            valid_from="2031-01-01T00:00:00Z", indicator_types=["malicious-activity"])  # fmt: skip
OTHER = made("x-other", 4, name="A thing", num=1.5, of_ref=ACTOR["id"])
FREE = made("x-other", 5, name="Another thing")
POINTS = made("relationship", 6, relationship_type="indicates", source_ref=SIGN["id"], target_ref=ACTOR["id"])
SEEN = made("sighting", 7, sighting_of_ref=SIGN["id"], count=4)
ALL = (MAKER, ACTOR, SIGN, OTHER, FREE, POINTS, SEEN)


def texts(*several: dict[str, Any]) -> list[bytes]:
    """Return objects as a foreign system might write them."""
    return [json.dumps(each, indent=number % 3 or None).encode() for number, each in enumerate(several)]


def left(officer: Reader, **more: Any) -> tuple[dict[str, list[bytes]], Balance]:
    """Take everything out and return the bytes of each object by its id, and the balance."""
    asked = {"choice": Chosen(q=""), **more}
    card = exporting.export(reader=officer, now=world.NOW, format="stix", **asked)
    assert exporting.look(reader=officer, now=world.NOW, format="stix", **asked).balance == card.balance
    content = exporting.download(reader=officer, now=world.NOW, id=card.id).path.read_bytes()
    return objects(content), card.balance


def stays(balance: Balance) -> dict[str, tuple[str, int]]:
    return {each.part: (each.why, each.count) for each in balance.losses if each.part.startswith("foreign.")}


def test_foreign_objects_leave_byte_for_byte_with_what_hangs_on_them(officer: Reader, tmp_path: Path) -> None:
    parts = texts(*ALL)
    brought(officer, tmp_path, bundle(parts))
    found, balance = left(officer)
    for each, raw in zip(ALL, parts, strict=True):
        assert found.get(each["id"]) == (None if each is FREE else [raw]), each["type"]
    assert stays(balance) == {"foreign.x-other": ("alone", 1)}
    assert balance.originals == 6
    assert balance.completeness == "1 object of another system does not leave as it came."


def test_what_its_own_marking_binds_less_than_its_record_stays_and_is_counted(officer: Reader, tmp_path: Path) -> None:
    amber = {**SIGN, "object_marking_refs": [AMBER]}
    part = {**ACTOR, "object_marking_refs": [AMBER], "granular_markings": [
        {"selectors": ["name"], "marking_ref": RED}]}  # fmt: skip
    green = made("tool", 8, name="A spoon", object_marking_refs=[marking.TLP["green"]])
    points = {**POINTS, "object_marking_refs": [AMBER]}
    raw = texts(MAKER, part, amber, green, points)
    brought(officer, tmp_path, bundle(raw), {**OPEN, "tlp": "AMBER"})
    found, balance = left(officer, ceiling=Ceiling())
    assert [found.get(each["id"]) for each in (part, amber, points)] == [[raw[1]], [raw[2]], [raw[4]]]
    assert green["id"] not in found and MAKER["id"] not in found
    assert stays(balance) == {"foreign.tool": ("looser", 1), "foreign.identity": ("looser", 1)}
    assert balance.completeness == "2 objects of other systems do not leave as they came."


@pytest.mark.parametrize("more", [{"handling": ["H2"]}, {"pap": "AMBER"}, {"handling": ["H3"], "h3_text": "ask us"}])
def test_conditions_that_an_object_does_not_say_keep_it_here(
    officer: Reader, tmp_path: Path, more: dict[str, Any]
) -> None:
    brought(officer, tmp_path, bundle(texts(MAKER, ACTOR)), {**OPEN, **more})
    found, balance = left(officer)
    assert not {MAKER["id"], ACTOR["id"]} & found.keys()
    assert stays(balance) == {"foreign.threat-actor": ("looser", 1), "foreign.identity": ("looser", 1)}


def test_over_the_ceiling_nothing_leaves_as_it_came(officer: Reader, tmp_path: Path) -> None:
    red = {**ACTOR, "object_marking_refs": [RED]}
    seen = {**OTHER, "object_marking_refs": [RED]}
    brought(officer, tmp_path, bundle(texts(MAKER, red, seen, {**SEEN, "sighting_of_ref": ACTOR["id"]})))
    found, balance = left(officer, ceiling=Ceiling(tlp=Tlp.AMBER))
    assert MAKER["id"] in found and not {red["id"], seen["id"], SEEN["id"]} & found.keys()
    assert balance.above == 1
    assert stays(balance) == {"foreign.x-other": ("withheld", 1), "foreign.sighting": ("alone", 1)}


def test_nothing_tells_of_what_the_reader_may_not_see(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, bundle(texts(MAKER, ACTOR, {**SEEN, "sighting_of_ref": ACTOR["id"]})))
    other = world.supervisor("harbour-south")
    found, balance = left(other)
    assert found.keys() >= {MAKER["id"], ACTOR["id"], SEEN["id"]}
    [actor] = Record.objects.exclude(kind="organisation").values_list("uid", flat=True)
    saving.change_marks(reader=officer, now=world.NOW, id=actor, changes={"scope": "OWNER"})
    found, balance = left(other)
    assert MAKER["id"] in found and not {ACTOR["id"], SEEN["id"]} & found.keys()
    assert "foreign.threat-actor" not in stays(balance)
    assert actor not in json.dumps([each.part for each in balance.losses])


def test_the_maker_of_what_leaves_leaves_too_and_is_entered(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, bundle(texts(MAKER, ACTOR)))
    ids = dict(Record.objects.values_list("kind", "uid"))
    maker = ids.pop("organisation")
    [actor] = ids.values()
    place = following.after("acts", 0, 1_000_000)[-1].place
    found, balance = left(officer, choice=Chosen((actor,)))
    assert (MAKER["id"] in found, balance.records, balance.originals) == (True, 1, 2)
    [entry] = [each for each in following.after("acts", place, 100) if each.fields["action"] == "export.stix"]
    assert sorted(entry.fields["records"]) == sorted([actor, maker])
    saving.change_marks(reader=officer, now=world.NOW, id=maker, changes={"handling": ["H2"]})
    found, balance = left(officer, choice=Chosen((actor,)))
    assert MAKER["id"] not in found and stays(balance) == {"foreign.identity": ("looser", 1)}


def test_the_last_version_leaves_or_all_and_what_was_taken_back_is_told(officer: Reader, tmp_path: Path) -> None:
    newer = {**ACTOR, "modified": "2031-02-01T00:00:00.000Z", "name": "Lamp Reeve the Second"}
    first, second = texts(ACTOR, newer)
    brought(officer, tmp_path, bundle([first, second]))
    assert left(officer)[0][ACTOR["id"]] == [second]
    assert left(officer, history=True)[0][ACTOR["id"]] == [first, second]
    [back] = texts({**newer, "modified": "2031-03-01T00:00:00.000Z", "revoked": True})
    brought(officer, tmp_path, bundle([back]))
    assert left(officer)[0][ACTOR["id"]] == [back]
    assert left(officer, history=True)[0][ACTOR["id"]] == [first, second, back]


def test_an_original_that_is_gone_or_was_touched_is_counted_and_never_left_out_in_silence(
    officer: Reader, tmp_path: Path
) -> None:
    seen = brought(officer, tmp_path, bundle(texts(MAKER, ACTOR)))
    place = originals.path_of(seen.sources[0].sha256)
    place.chmod(0o600)
    place.write_bytes(place.read_bytes().replace(b"Lamp Reeve", b"Lamp Thief"))
    found, balance = left(officer)
    assert not {MAKER["id"], ACTOR["id"]} & found.keys()
    assert stays(balance) == {"foreign.document": ("not_read", 1)}


def test_another_bowstreet_keeps_them_and_makes_no_thing_twice(officer: Reader, tmp_path: Path) -> None:
    parts = texts(*ALL)
    brought(officer, tmp_path, bundle(parts))
    card = exporting.export(reader=officer, now=world.NOW, format="stix", choice=Chosen(q=""))
    raw = exporting.download(reader=officer, now=world.NOW, id=card.id).path.read_bytes()
    came = exchanging.read(raw)
    kinds = sorted(Record.objects.filter(agency=officer.agency).values_list("kind", flat=True))
    assert sorted(draft.kind for piece in came.pieces for draft in piece.drafts) == kinds
    assert {each.part for each in came.losses} == {"sighting.count", "x-other"}, "what no field of ours says"
    other = world.supervisor("harbour-south")
    brought(other, tmp_path, raw)
    assert sorted(Record.objects.filter(agency=other.agency).values_list("kind", flat=True)) == kinds
    types = [Link.objects.filter(agency=each.agency).values_list("type", flat=True) for each in (officer, other)]
    links = list(map(sorted, types))
    assert links[0] == links[1] != []
    mine = [id for id, agency in Record.objects.values_list("uid", "agency") if agency == other.agency]
    found, balance = left(other, choice=Chosen(tuple(mine)))
    for each, text in zip(ALL, parts, strict=True):
        assert found.get(each["id"]) == (None if each is FREE else [text]), each["type"]
    assert stays(balance) == {}


def test_a_whole_intake_takes_along_what_hangs_on_nothing(officer: Reader, tmp_path: Path) -> None:
    rules = made("marking-definition", 9, definition_type="statement", definition={"statement": "Ask the Registry."})
    rules.pop("modified")
    free = {**FREE, "object_marking_refs": [rules["id"]]}
    parts = texts(MAKER, ACTOR, free, rules, SEEN)
    seen = brought(officer, tmp_path, bundle(parts))
    brought(officer, tmp_path, bundle(texts(made("tool", 8, name="A spoon"))))
    found, balance = left(officer, choice=Chosen(intake=seen.id))
    for each, raw in zip((MAKER, ACTOR, free, rules, SEEN), parts, strict=True):
        assert found[each["id"]] == [raw]
    assert (balance.records, balance.completeness) == (2, telling.WHOLE)
    with pytest.raises(Hidden):
        left(world.supervisor("harbour-south"), choice=Chosen(intake=seen.id))


def test_what_was_rejected_never_leaves(officer: Reader, tmp_path: Path) -> None:
    sort = made("threat-actor", 9, name="Without a category", object_marking_refs=[AMBER])
    silent = {name: value for name, value in OPEN.items() if not name.startswith(("subject", "category"))}
    seen = brought(officer, tmp_path, bundle(texts(made("tool", 8, name="A spoon"), sort)), silent)
    assert seen.sources[0].rejected == 1
    found, _ = left(officer, choice=Chosen(intake=seen.id))
    assert sort["id"] not in found


def test_an_intake_of_a_table_is_taken_out_too(officer: Reader, tmp_path: Path) -> None:
    seen = world.taken_in(officer, world.table(tmp_path / "sellers.csv", world.sellers(3)), envelope=OPEN)
    world.taken_in(officer, world.table(tmp_path / "more.csv", world.sellers(5)), envelope=OPEN)
    _, balance = left(officer, choice=Chosen(intake=seen.id))
    assert balance.records == 4, "three sellers and their market, not the two of the other table"


def test_a_version_that_came_in_closed_changes_nothing_for_whom_it_is_closed_to(
    officer: Reader, tmp_path: Path
) -> None:
    brought(officer, tmp_path, bundle(texts(MAKER, ACTOR)))
    other = world.supervisor("harbour-south")
    before = left(other)
    newer = {**ACTOR, "modified": "2031-03-01T00:00:00.000Z", "revoked": True}
    brought(
        officer, tmp_path, bundle(texts(newer, {**SEEN, "sighting_of_ref": ACTOR["id"]})), {**OPEN, "scope": "OWNER"}
    )
    after = left(other)
    assert (after[0][ACTOR["id"]], after[1]) == (before[0][ACTOR["id"]], before[1])
    assert left(officer)[0][ACTOR["id"]] == texts(newer)


def test_an_object_of_two_records_leaves_with_both_or_not_at_all(officer: Reader, tmp_path: Path) -> None:
    several = {
        "0": {"type": "domain-name", "value": "lamp.example"},
        "1": {"type": "domain-name", "value": "reeve.example"},
    }
    seen = made("observed-data", 9, first_observed="2031-01-01T00:00:00Z", last_observed="2031-01-01T00:00:00Z",
                number_observed=1, objects=several)  # fmt: skip
    brought(officer, tmp_path, bundle(texts(seen)))
    other = world.supervisor("harbour-south")
    assert seen["id"] in left(other)[0]
    ids = sorted(Record.objects.values_list("uid", flat=True))
    assert len(ids) > 1
    closed = {"restrictions": [{"action": "identifiers", "text": "ask us", "set_by": "", "set_on": "2026-01-01",
                                "valid_until": None}]}  # fmt: skip
    saving.change_marks(reader=officer, now=world.NOW, id=ids[0], changes=closed)
    found, balance = left(other)
    assert seen["id"] not in found and stays(balance) == {"foreign.observed-data": ("withheld", 1)}
    saving.change_marks(reader=officer, now=world.NOW, id=ids[0], changes={"scope": "OWNER"})
    found, balance = left(other)
    assert seen["id"] not in found and stays(balance) == {}
