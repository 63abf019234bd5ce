"""What is held is found by every form in which it is told: in the paste box, the search and the exact search."""

import pytest
from tests.worlds.identifiers import SAMPLES
from tests.worlds.repository import NOW, OWN, World, found, ids

from bowstreet.holdings.repository import checking, gathering, recording

NEEDS_COUNTRY = "A licence plate needs its country, as in NL:AB-12-CD; a handle its market, as in handle:MARKET:NAME."


@pytest.fixture
def held(world: World) -> dict[str, list[str]]:
    """Record each sample by the north, and return by its value the records that have it."""
    made: dict[str, list[str]] = {}
    for one in SAMPLES:
        saved = recording.record(reader=world.north, now=NOW, kind=one.kind, body=one.body(), envelope=OWN)
        made.setdefault(one.selector.value, []).append(saved.id)
    return made


def test_all_doors_know_it_by_all_its_forms_and_the_south_by_none(world: World, held: dict[str, list[str]]) -> None:
    forms = [(one, form) for one in SAMPLES for form in one.forms()]
    text = "\n".join(form for _, form in forms)
    page = checking.check(reader=world.north, now=NOW, text=text).page
    by_line = {each.line: each for each in page.results}
    for line, (one, form) in enumerate(forms, 1):
        answer, wanted = by_line[line], set(held[one.selector.value])
        assert answer.answer == "known" and wanted & {each.id for each in answer.records}, (form, answer)
        assert wanted & set(ids(found(world.north, form, limit=200))), form
    for one in SAMPLES:
        first, *_, last = one.forms()
        wanted = set(held[one.selector.value])
        assert wanted & set(ids(found(world.north, one.selector.shown(), selector=True, limit=200))), one
        assert wanted & set(ids(found(world.north, first, selector=True, limit=200, as_of=NOW.date()))), first
        assert not ids(found(world.south, last, selector=True)), last
    hidden = checking.check(reader=world.south, now=NOW, text=text).page
    assert {each.answer for each in hidden.results} == {"hit", "not_an_identifier"}
    assert not any(each.records for each in hidden.results)


@pytest.mark.parametrize(("typed", "answer", "why"), [
    ("NL:77-XYZ-7", "unknown", ""), ("77-XYZ-7 (NL)", "unknown", ""), ("plate nl:77-xyz-7", "unknown", ""),
    ("plate nl 77-xyz-7", "not_an_identifier",
    "A licence plate needs its country, as in NL:AB-12-CD or AB-12-CD (NL)."),
    ("77-XYZ-7", "not_an_identifier", NEEDS_COUNTRY),
    ("nl:77-xyz-7", "not_an_identifier", "It may be a licence plate: write plate: before it."),
    ("WVWZZZ1JZXW000099", "not_an_identifier",
     "It may be a vehicle identification number, but no check digit vouches for it: write vin: before it."),
    ("ferry-lane:nobody", "not_an_identifier",
     "It may be a handle: write it as handle:MARKET:NAME."),
    ("FIN: WVWZZZ1JZXW000099", "unknown", ""), ("E7D705A3286E19EA42F587B344EE6800", "unknown",
     "It may be an old PGP fingerprint, a JA3 or a JA3S: write pgp:, ja3: or ja3s: before it."),
])  # fmt: skip
def test_what_nobody_holds_is_unknown_only_where_its_form_tells_it(
    world: World, typed: str, answer: str, why: str
) -> None:
    (result,) = checking.check(reader=world.north, now=NOW, text=typed).page.results
    assert (result.answer, result.why if why else "") == (answer, why)


def test_a_plate_of_two_countries_is_told_with_both(world: World) -> None:
    for plate in ("NL:77-XYZ-7", "DE:77 XYZ 7"):
        recording.record(reader=world.north, now=NOW, kind="vehicle", body={"plate": plate}, envelope=OWN)
    (result,) = checking.check(reader=world.north, now=NOW, text="77-XYZ-7").page.results
    assert (result.value, result.why) == (
        "DE:77XYZ7", "Another country's plate with these signs is known too: NL:77XYZ7.",
    )  # fmt: skip
    assert found(world.north, "77-xyz-7").total == 2
    assert found(world.north, "77-xyz-7").hits[0].why == "It has this identifier."


PROSE = (
    "Kennzeichen: B-AB 1234", "Kennzeichen M-AB 1234", "number plate NL 12-ABC-3 seen", "licence no 12 papers",
    "registration se 2024 papers", "reg NO: 12345 in file", "plate de 500 g", "Kenteken: GB-123-X",
    "plate: BE 42 km away",
)  # fmt: skip


@pytest.mark.parametrize("typed", PROSE)
def test_what_is_only_surmised_keeps_no_text_away_and_is_not_recorded(world: World, typed: str) -> None:
    vehicle = recording.record(reader=world.north, now=NOW, kind="vehicle", body={"plate": "BA:B1234"}, envelope=OWN).id
    made = world.vendor(world.north, "lampwright", description=[f"They wrote {typed}, and left."])
    assert ids(found(world.north, typed)) == [made]
    assert vehicle not in ids(found(world.north, typed)) and ids(found(world.north, f"{typed} left")) == [made]
    with pytest.raises(gathering.NotRecordedAlone):
        gathering.gather(reader=world.north, now=NOW, chosen=[typed], envelope=OWN)
    assert [each.type for each in checking.check(reader=world.north, now=NOW, text=typed).page.results] == [None]


@pytest.mark.parametrize("written", ["NL:12-ABC-3", "12-ABC-3 (NL)", "NL 12-ABC-3", "NL:12ABC3"])
@pytest.mark.parametrize("typed", ["NL:12-ABC-3", "plate NL:12-ABC-3", "12-ABC-3 (NL)", "Kenteken: NL:12-ABC-3"])
def test_a_plate_is_found_where_a_text_spells_it_with_its_country(world: World, written: str, typed: str) -> None:
    made = world.vendor(world.north, "lampwright", description=[f"A blue van {written} stood there."])
    assert ids(found(world.north, typed)) == [made]
