"""What of an envelope opens to other agencies: codes with the docket, texts with the content, masked or whole."""

from dataclasses import fields, replace
from datetime import date

import pytest

from bowstreet.vocabulary import opening
from bowstreet.vocabulary.envelope import Particulars, Restriction, Terms
from bowstreet.vocabulary.handling import Action, HandlingCode
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.masking import MASK, prepared
from bowstreet.vocabulary.opening import Texts

SAID = "wrote as jo@example.org, says Baker"
NAMES = prepared(["Baker"])
TEXTS = [each.name for each in fields(Particulars) if type(each.default) is str]
FULL = replace(Particulars(review_on=date(2027, 1, 1), legal_hold=True), **dict.fromkeys(TEXTS, SAID))
ASKED = Restriction(Action.COURT, SAID, "officer-1", date(2026, 1, 1))
TERMS = Terms(
    "north", recipients=frozenset({"south", "east", "officer-2"}), handling=frozenset({HandlingCode.H3}), h3_text=SAID,
    restrictions=(ASKED,),
)  # fmt: skip
EXPECTED = {Texts.WHOLE: SAID, Texts.MASKED: f"wrote as {MASK}, says {MASK}", Texts.CLOSED: ""}


@pytest.mark.parametrize("texts", Texts)
def test_every_text_of_the_particulars_opens_as_far_as_it_may_and_officers_not_at_all(texts: Texts) -> None:
    shown = opening.particulars(FULL, texts, NAMES)
    for name in TEXTS:
        assert getattr(shown, name) == ("" if name in opening.OFFICERS else EXPECTED[texts]), name
    assert (shown.review_on, shown.legal_hold, shown.grade) == (FULL.review_on, True, FULL.grade)


def test_what_machines_may_do_is_told_in_its_codes_alone() -> None:
    free = replace(FULL, automation=frozenset({"statistics", SAID}))
    assert opening.particulars(free, Texts.WHOLE).automation == frozenset({"statistics"})


def test_each_field_that_opens_with_the_docket_is_a_code_a_day_or_a_yes() -> None:
    assert not {name for name in opening.CODES if type(getattr(Particulars(), name)) is str}
    assert {each.name for each in fields(Particulars)} >= opening.CODES


@pytest.mark.parametrize("texts", Texts)
def test_conditions_stay_with_the_docket_masked_and_a_reader_is_told_of_nobody_else(texts: Texts) -> None:
    shown = opening.terms(TERMS, frozenset({"officer-9", "south"}), texts, NAMES)
    asked = EXPECTED[Texts.WHOLE if texts is Texts.WHOLE else Texts.MASKED]
    assert (shown.h3_text, shown.restrictions[0].text, shown.restrictions[0].set_by) == (asked, asked, "")
    assert shown.recipients == frozenset({"south"})


def test_the_names_of_a_whole_body_are_its_market_and_all_that_it_calls_things() -> None:
    kind = catalogue.kind("vendor_account")
    names = kind.told(kind.check({"market": "saltmarket", "handle": "quayside", "rating": ["4"]}))
    assert {"saltmarket", "quayside"} <= set(names.lower)
    text = "Saltmarket is watched, leave quayside alone"
    assert opening.said(text, Texts.MASKED, names) == f"{MASK} is watched, leave {MASK} alone"


def test_a_place_in_a_dataset_is_no_text_and_what_only_begins_so_is() -> None:
    assert opening.said("observation:crawl/0a/17", Texts.MASKED) == "observation:crawl/0a/17"
    assert "jo@" not in opening.said("observation:crawl/0a/17 jo@example.org", Texts.MASKED)


def test_a_country_as_written_is_masked_like_other_text() -> None:
    kind = catalogue.kind("vendor_account")
    body = kind.check({"market": "Saltmarket", "handle": "quayside", "ships_from": ["NL, ask jo@example.org"]})
    assert "jo@" not in repr(kind.texts(body)["open"]) and "jo@" not in kind.shown("ships_from", SAID, body, "body")
