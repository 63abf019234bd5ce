"""The envelope: what it must hold, how it is stored, and how several are combined."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary import envelope as envelopes
from bowstreet.vocabulary import giving
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms, WrongEnvelope
from bowstreet.vocabulary.evaluation import Grade, InfoAccuracy, SourceReliability
from bowstreet.vocabulary.handling import (
    Action,
    Classification,
    HandlingCode,
    IndexPolicy,
    Pap,
    Scope,
    State,
    Tlp,
    rank,
)
from bowstreet.vocabulary.lawfulness import Basis, ProtectedFlag, Purpose, SpecialCategory, SubjectCategory

GRADES = st.builds(Grade, st.sampled_from(SourceReliability), st.sampled_from(InfoAccuracy))
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    scope = draw(st.sampled_from(Scope))
    handling = draw(st.frozensets(st.sampled_from(HandlingCode), min_size=1))
    return Terms(
        owner=draw(st.sampled_from(["north", "south"])),
        scope=scope,
        recipients=draw(st.frozensets(st.sampled_from(["east", "west", "far"]), min_size=1))
        if scope is Scope.NAMED
        else frozenset(),
        group=draw(st.sampled_from(["tide", "reef"])) if scope is Scope.GROUP else None,
        handling=handling,
        h3_text="ask first" if HandlingCode.H3 in handling else "",
        tlp=draw(st.sampled_from(Tlp)),
        pap=draw(st.sampled_from(Pap)),
        classification=draw(st.sampled_from(Classification)),
        index=draw(st.sampled_from(IndexPolicy)),
        purposes=draw(st.frozensets(st.sampled_from(Purpose), min_size=1)) | {Purpose.CROSS_CHECKING},
        restrictions=tuple(
            Restriction(action, "no", "officer", date(2026, 1, 1))
            for action in sorted(draw(st.sets(st.sampled_from(Action), max_size=2)))
        ),
        flags=draw(st.frozensets(st.sampled_from(ProtectedFlag))),
        special=draw(st.frozensets(st.sampled_from(SpecialCategory))),
        state=draw(st.sampled_from([State.ACTIVE, State.RESTRICTED])),
    )


ENVELOPES = st.builds(
    Envelope,
    terms(),
    st.builds(
        Particulars,
        legal_basis=st.just("national act, article 1"),
        review_on=DAYS,
        grade=GRADES,
        basis=st.sampled_from(Basis),
        strict_necessity=st.just("needed for this case"),
        automation=st.frozensets(st.sampled_from(["link_proposals", "statistics", "findings"])),
        legal_hold=st.booleans(),
        erase_on=st.none() | DAYS,
    ),
)


def sound(**changes: object) -> Envelope:
    return Envelope(
        replace(Terms(owner="north", purposes=frozenset({Purpose.CROSS_CHECKING})), **changes),
        Particulars(legal_basis="national act, article 1", review_on=date(2027, 1, 1)),
    )


@given(ENVELOPES)
def test_stored_form_reads_back_equal(envelope: Envelope) -> None:
    assert Terms.from_json(envelope.terms.as_json()) == envelope.terms
    assert Particulars.from_json(envelope.particulars.as_json()) == envelope.particulars


@given(st.lists(ENVELOPES, min_size=1, max_size=4))
def test_combination_is_never_more_open_than_a_part(parts: list[Envelope]) -> None:
    whole = envelopes.strictest(parts, owner="north")
    for part in parts:
        for name in ("scope", "tlp", "pap", "classification", "index", "state"):
            assert rank(getattr(whole.terms, name)) >= rank(getattr(part.terms, name)), name
        assert whole.terms.purposes <= part.terms.purposes
        assert whole.terms.flags >= part.terms.flags
        assert whole.terms.special >= part.terms.special
        assert whole.terms.handling >= part.terms.handling - {HandlingCode.H0}
        assert whole.particulars.grade.source >= part.particulars.grade.source
        assert whole.particulars.review_on <= part.particulars.review_on
        assert rank(whole.particulars.basis) >= rank(part.particulars.basis)
        assert whole.particulars.automation <= part.particulars.automation
        assert whole.particulars.legal_hold >= part.particulars.legal_hold
        if part.particulars.erase_on:
            assert whole.particulars.erase_on and whole.particulars.erase_on <= part.particulars.erase_on
    if whole.terms.scope is Scope.NAMED:
        assert all(whole.terms.recipients <= part.terms.recipients for part in parts if part.terms.recipients)


@given(st.lists(ENVELOPES, min_size=2, max_size=3))
def test_combination_does_not_depend_on_order(parts: list[Envelope]) -> None:
    forward = envelopes.strictest(parts, owner="north").terms
    backward = envelopes.strictest(parts[::-1], owner="north").terms
    assert replace(forward, h3_text="") == replace(backward, h3_text="")


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (sound(purposes=frozenset()), "purpose"),
        (sound(owner=""), "owner"),
        (sound(handling=frozenset()), "handling code"),
        (sound(handling=frozenset({HandlingCode.H3})), "H3"),
        (sound(scope=Scope.NAMED), "recipient"),
        (sound(scope=Scope.GROUP), "group"),
        (sound(group="tide"), "group"),
        (sound(special=frozenset({SpecialCategory.HEALTH})), "strictly necessary"),
        (Envelope(sound().terms, replace(sound().particulars, review_on=None)), "reviewed"),
        (Envelope(sound().terms, replace(sound().particulars, legal_basis="")), "legal basis"),
        (
            Envelope(sound().terms, replace(sound().particulars, subject_category=SubjectCategory.VICTIM)),
            "protected marks",
        ),
    ],
)
def test_an_unlawful_envelope_is_refused_with_its_reason(wrong: Envelope, word: str) -> None:
    with pytest.raises(WrongEnvelope, match=word):
        envelopes.check(wrong)


def test_a_category_brings_its_mark() -> None:
    given = replace(sound().particulars, subject_category=SubjectCategory.POSSIBLE_VICTIM)
    marked = envelopes.mark(Envelope(sound().terms, given))
    assert marked.terms.flags == {ProtectedFlag.VICTIM}
    envelopes.check(marked)
    unknown = replace(given, subject_category=SubjectCategory.UNDETERMINED)
    assert envelopes.mark(Envelope(sound().terms, unknown)).terms.state is State.UNDETERMINED


def test_sources_without_a_common_purpose_make_nothing() -> None:
    other = sound(purposes=frozenset({Purpose.TRAINING}))
    with pytest.raises(WrongEnvelope, match="no purpose"):
        envelopes.strictest([sound(), other], owner="north")


def test_terms_of_ones_own_have_the_digest_they_always_had_and_a_giver_makes_another() -> None:
    own = Terms("north")
    assert own.digest() == "204e1fc9513648ca8c7593690dbd26ecc05e7f96273ebc027c7ab3de864d16bf"
    given = replace(own, given_by="south")
    assert "given_by" not in own.as_json()
    assert given.digest() != own.digest()
    assert [Terms.from_json(each.as_json()) for each in (own, given)] == [own, given]
    with pytest.raises(TypeError):
        Terms.from_json(own.as_json()[:-1] + ',"given_by":["south"]}')


def test_what_is_made_of_things_that_others_gave_names_them_all_but_its_owner() -> None:
    given = [sound(given_by=each) for each in ("south", "", "north", "east + south")]
    assert envelopes.strictest(given, owner="north").terms.given_by == "east + south"


def test_who_gave_it_is_named_in_one_line_and_never_by_nothing() -> None:
    assert giving.giver("  \u200b", "", "north") == giving.UNNAMED
    assert giving.giver("a\n  b\u202e", "", "north") == "a b[U+202E]"
    assert len(giving.giver("x" * 500, "", "north")) == giving.LONGEST
    assert giving.giver("north", "", "north") == ""
    assert giving.giver("south", "east + north", "north") == "east"
    assert len(giving.several(giving.giver("south", " + ".join(map(str, range(99))), "north"))) == giving.MOST
