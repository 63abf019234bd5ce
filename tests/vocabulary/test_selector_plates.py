"""Licence plates: a word alone makes none, a country counts where it is set apart, and the rest is a surmise."""

import pytest

from bowstreet.vocabulary.selector_surmising import surmised
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, read, recognise, scan

T = SelectorType
NOT_PLATES = (
    "Kennzeichen: B-AB 1234", "Kennzeichen M-AB 1234", "Kenteken: GB-123-X", "number plate NL 12-ABC-3 seen",
    "reg NO: 12345 in file", "licence no 12 of 2024", "plate: BE 42 km away", "Registration: DE: 2014 to 2016 records",
    "registration se 2024", "registration in 2024", "plate de 500 g", "registration at 18 hours",
    "Kennzeichen LA-AB 123", "licence no 12 papers", "plate: BE: 42 km away", "plate BE: 42 KM", "plate BE:500G",
    "Registration: DE: 2014", "Registration DE:2014", "registration (DE) 2014", "Kenteken 2014 (NL)",
    "registration AT: 5PM", "registration AT:18H30", "registration in: 12 of 24", "plate BY: 2ND",
    "reg NO: AB 12345", "REG NO:AB12345", "licence NO:AB12345", "Licence CC: BY-SA 4.0", "registration ID: AB12345",
    "plate NL:12-ABC-3 seen", "number plate NL:12-ABC-3 SEEN", "Kennzeichen DE:B-AB 1234 am Tor",
    "matrícula ES 1234 BCD", "immatriculation FR-AB-123-CD", "vrm GB AB12 CDE", "reg IN:12 of 24 boxes",
    "plate no: 4", "vehicle plate: IT AB 123 CD (blue)", "licence plate US 7ABC123, red", "ID:AB12345", "RE:2ND",
    "plate IS:1 OF 22", "Registration GB: 12345678", "Registration DE:20240115", "registration number GB:123456",
    "registration DE:HRB 12345", "plate DE:20240115", "Kfz-Kennzeichen: DE-AB 123", "targa IT AB 123 CD",
    "AT:5PM", "TO:12B", "AT:18H30", "MODEL X3 (US)", "COVID-19 (US)", "PS:2 MORE 2", "BE:42KM", "BE:42 KM (NL)",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_PLATES)
def test_nothing_is_a_plate_by_its_word_or_by_two_letters_alone(text: str) -> None:
    assert [each for each in recognise(text) if each.type is T.LICENCE_PLATE] == []


@pytest.mark.parametrize("text", [
    *(each for each in NOT_PLATES if "NL:12-ABC-3 s" not in each.replace("S", "s") and "DE:B-AB 1234" not in each),
    "plate NL:12-ABC-3 I saw", "PLATE NL:12-ABC WAS SEEN", "PLATE GB:AB12 CDE WAS SEEN", "plate GB:AB12 WAS seen",
    "Registration DE: A4 2014 edition", "registration DE: COVID19 form", "number plate IL:12345 times",
    "registration in:room12b", "plate by:abc123", "registration DE:12-05-2014", "plate NL: 12",
])  # fmt: skip
def test_no_such_thing_is_found_in_free_text(text: str) -> None:
    for around in (text, f"They say: {text}, and left.", f"{text}\nnext line"):
        assert [each for each in scan(around) if each.selector.type is T.LICENCE_PLATE] == [], around


@pytest.mark.parametrize(("text", "value", "stands"), [
    ("number plate NL:12-ABC-3 seen", "NL:12ABC3", "NL:12-ABC-3"),
    ("PLATE NL:12-ABC-3 WAS SEEN", "NL:12ABC3", "NL:12-ABC-3"),
    ("Kennzeichen DE:B-AB 1234 am Tor", "DE:BAB1234", "DE:B-AB 1234"),
    ("van, plate DE:B-AB 1234 E, blue", "DE:BAB1234E", "DE:B-AB 1234 E"),
    ("plate GB:AB12 CDE.", "GB:AB12CDE", "GB:AB12 CDE"),
    ("Kenteken NL: 12-ABC-3 in blue", "NL:12ABC3", "NL: 12-ABC-3"),
    ("registration 1234 BCD (ES) left", "ES:1234BCD", "1234 BCD (ES)"),
    ("plate NL:12-ABC-3 The van", "NL:12ABC3", "NL:12-ABC-3"),
])  # fmt: skip
def test_a_plate_in_free_text_ends_where_it_ends(text: str, value: str, stands: str) -> None:
    (found,) = scan(text)
    assert (found.selector, text[found.start : found.end]) == (Selector(T.LICENCE_PLATE, value), stands)


@pytest.mark.parametrize(("text", "value"), [
    ("plate NL : 12-ABC-3", "NL:12ABC3"), ("Kennzeichen: DE: B-AB 1234", "DE:BAB1234"),
    ("Kenteken GB-123-X (NL)", "NL:GB123X"),
    ("plate:nl:77-xyz-7", "NL:77XYZ7"), ("plate no nl:77-xyz-7", "NL:77XYZ7"), ("plate:IL:1234567", "IL:1234567"),
    ("number plate IL:1234567", "IL:1234567"), ("licence_plate:DE:2014", "DE:2014"),
    ("licence_plate:NO:12345", "NO:12345"),
    ("licence_plate:US:ILUVNY1", "US:ILUVNY1"), ("plate: nl: 77 xyz 7", "NL:77XYZ7"),
    ("reg IN:MH 12 AB 1234", "IN:MH12AB1234"),
    ("plate DE:B-1", "DE:B1"), ("registration number: FR: AB-123-CD", "FR:AB123CD"),
])  # fmt: skip
def test_a_country_that_is_set_apart_makes_it_one(text: str, value: str) -> None:
    assert Selector(T.LICENCE_PLATE, value) in recognise(text)


@pytest.mark.parametrize(("text", "values"), [
    ("Kennzeichen: B-AB 1234", ["BAB1234"]), ("Kenteken NL 12-ABC-3", ["NL:12ABC3", "NL12ABC3"]),
    ("Kennzeichen LA-AB 123", ["LA:AB123", "LAAB123"]), ("NL 12 ABC 3", ["NL:12ABC3", "NL12ABC3"]),
    ("Kenteken: NL 12 ABC 3", ["NL:12ABC3", "NL12ABC3"]), ("Kennzeichen nl-12-abc-3", ["NL:12ABC3", "NL12ABC3"]),
    ("number plate NL 12-ABC-3 seen", []), ("plate de 500 g", []), ("licence no 12 of 2024", []), ("two words 12", []),
    ("plate: BE 42 km away", []), ("plate DE: see B-AB 1234", []), ("Kfz-Kennzeichen: HH-AB 123", ["HHAB123"]),
])  # fmt: skip
def test_without_it_the_signs_are_a_surmise(text: str, values: list[str]) -> None:
    assert [each.value for each in surmised(text) if each.type is T.LICENCE_PLATE] == values


@pytest.mark.parametrize("text", [
    "BE: 42 km away", "DE: 2014 to 2016", "AT: 18 hours", "NO: 12345 in file", "NL:12-ABC-3 seen", "BE: 42 km",
    "DE: 2014",
    "NL:1-2-3-4-5-6-7", "FR: AB 123 CD blue",
])  # fmt: skip
def test_a_field_for_plates_refuses_what_has_not_their_form(text: str) -> None:
    with pytest.raises(NotASelector, match="few short groups"):
        read(T.LICENCE_PLATE, text)


@pytest.mark.parametrize("text", ["NL:ab-12-cd", "nl: ab 12 cd", "IN:DL 1C AA 1234", "IL:12-345-67", "PL:PO 1AB23"])
def test_a_field_for_plates_takes_them_as_people_write_them(text: str) -> None:
    value = read(T.LICENCE_PLATE, text).value
    assert read(T.LICENCE_PLATE, value).value == value
