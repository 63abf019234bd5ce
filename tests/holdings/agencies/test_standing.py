import pytest
from tests.worlds import agencies as world
from tests.worlds.agencies import Two

from bowstreet.holdings.agencies import changing, founding, queries, standing
from bowstreet.holdings.agencies.models import Agency
from bowstreet.vocabulary import envelope as envelopes
from bowstreet.vocabulary.handling import HandlingCode, IndexPolicy, Scope, Tlp
from bowstreet.vocabulary.lawfulness import ContentKind, LegalRegime, Purpose, SubjectCategory
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden

NOW = world.NOW
SHARED = (Scope.LEA, Tlp.GREEN, {HandlingCode.H0}, IndexPolicy.HIT)


def envelope(two: Two, content: ContentKind, kind: str = "", purpose: Purpose | None = None) -> envelopes.Envelope:
    reader = two.analyst.reader(purpose=purpose)
    return queries.standing_envelope(agency="north", kind_code=kind, content_kind=content, reader=reader, now=NOW)


@pytest.mark.parametrize(
    ("content", "marks"),
    [
        (ContentKind.CRIMINAL_DATA, (Scope.OWNER, Tlp.AMBER_STRICT, {HandlingCode.H2}, IndexPolicy.HIT)),
        (ContentKind.INVESTIGATION_PRACTICE, SHARED),
        (ContentKind.TOOL_METHOD, SHARED),
        (ContentKind.BEHAVIOUR_PATTERN, SHARED),
        (ContentKind.OPERATION_FOCUS, (Scope.OWNER, Tlp.RED, {HandlingCode.H2}, IndexPolicy.NONE)),
        (ContentKind.EXPERT_CONTACT, (Scope.LEA, Tlp.GREEN, {HandlingCode.H2}, IndexPolicy.HIT)),
    ],
)
def test_defaults_by_content(two: Two, content: ContentKind, marks: tuple[object, ...]) -> None:
    made = envelope(two, content)
    envelopes.check(made)
    assert (made.terms.scope, made.terms.tlp, made.terms.handling, made.terms.index) == marks
    assert made.terms.owner == "north"
    assert made.particulars.review_on is not None
    assert made.particulars.review_on > NOW.date()


def test_experts_are_held_under_data_protection_law_with_consent(two: Two) -> None:
    made = envelope(two, ContentKind.EXPERT_CONTACT).particulars
    assert made.legal_regime is LegalRegime.GDPR
    assert "consent" in made.legal_basis


def test_the_sessions_purpose_is_added(two: Two) -> None:
    plain = envelope(two, ContentKind.CRIMINAL_DATA).terms.purposes
    assert plain == set(standing.FIRST_PURPOSES)
    more = envelope(two, ContentKind.CRIMINAL_DATA, purpose=Purpose.VICTIM_PROTECTION).terms.purposes
    assert more == plain | {Purpose.VICTIM_PROTECTION}


def test_a_supervisor_changes_it_and_the_ledger_knows(two: Two) -> None:
    wish = {
        "legal_basis": "Police act 12",
        "category": {"vendor_account": {"category": "suspect", "ground": "offered for sale"}},
        "content": {"criminal_data": {"scope": "LEA"}},
        "retention": "short",
    }
    with pytest.raises(Hidden):
        founding.set_standing(reader=two.analyst.reader(), standing=wish, now=NOW)
    founding.set_standing(reader=two.north.reader(), standing=wish, now=NOW)
    made = envelope(two, ContentKind.CRIMINAL_DATA, "vendor_account")
    assert (made.terms.scope, made.terms.tlp) == (Scope.LEA, Tlp.AMBER_STRICT)
    assert made.particulars.subject_category is SubjectCategory.SUSPECT
    assert made.particulars.legal_basis == "Police act 12"
    assert made.particulars.review_on == NOW.date().replace(year=NOW.year + 1)
    assert world.actions(two.north)[0] == "agency.standing"


@pytest.mark.parametrize(
    "wish",
    [
        {"colour": "red"},
        {"purposes": []},
        {"purposes": ["fun"]},
        {"legal_basis": " "},
        {"content": {"gossip": {}}},
        {"content": {"criminal_data": {"handling": []}}},
        {"content": {"criminal_data": {"handling": ["H3"]}}},
        {"content": {"criminal_data": {"scope": "NAMED"}}},
        {"content": {"criminal_data": {"scope": "GROUP"}}},
        {"content": {"criminal_data": {"tlp": "PINK"}}},
        {"content": ["criminal_data"]},
        {"category": {"person": {"category": "undetermined", "ground": "x"}}},
        {"category": {"person": {"category": "suspect"}}},
        {"category": {"person": {"category": "crook", "ground": "x"}}},
        {"retention": "for ever"},
        {"retention": {"years": 2}},
    ],
)
def test_what_the_law_does_not_allow_is_refused(wish: dict[str, object]) -> None:
    with pytest.raises(standing.WrongStanding):
        standing.read(wish)


def test_an_agency_is_made_once_and_described_well(two: Two) -> None:
    with pytest.raises(founding.AgencyExists):
        world.found("north")
    for slug, country in (("North", "NL"), ("x", "NL"), ("east", "nl"), ("east", "NLD")):
        with pytest.raises(founding.WrongAgency):
            world.found(slug, country)
    assert set(queries.cards()) == {"north", "south"}


def test_the_private_half_of_the_sealing_key_is_not_kept(two: Two) -> None:
    made = world.found("east")
    assert queries.sealing_key("east") != made.private_sealing_key
    assert made.private_sealing_key not in str(Agency.objects.filter(slug="east").values())


def test_only_the_operator_makes_agencies(two: Two) -> None:
    for role in set(Role) - {Role.OPERATOR}:
        actor = founding.operator().__class__(officer="x", agency="north", role=role, purpose=None)
        with pytest.raises(Hidden):
            founding.found_agency(slug="east", name="E", country="NL", sort="x", contact="c", now=NOW, actor=actor)


def test_names_of_officers(two: Two) -> None:
    assert queries.officer_names([two.analyst.id, "operator", ""]) == {two.analyst.id: "Sam Quill"}
    with pytest.raises(Hidden):
        queries.card("nowhere")


WHOLE = {"legal_basis": "Police Act, article 12", "instrument": "national_power", "purposes": ["prosecution"]}


def test_a_supervisor_changes_parts_and_what_is_as_for_every_agency_is_not_kept(two: world.Two) -> None:
    grouped = {
        "criminal_data": {"scope": "GROUP", "group": "team", "tlp": "RED"},
        "tool_method": {"retention": "short"},
    }
    kept = {"category": {"person": {"category": "suspect", "ground": "said so"}}, "legal_regime": "LED_national"}
    founding.set_standing(reader=two.north.reader(), standing={**kept, "content": grouped}, now=NOW)
    marks = ["criminal_data:scope:LEA", "criminal_data:handling:H1+H2", "criminal_data:tlp:AMBER+STRICT"]
    made = changing.change_standing(reader=two.north.reader(), now=NOW, **WHOLE, marks=marks)
    assert made.own == {
        **kept, "legal_basis": "Police Act, article 12", "purposes": ["prosecution"],
        "content": {"criminal_data": {"scope": "LEA", "handling": ["H1", "H2"]}, "tool_method": {"retention": "short"}},
    }  # fmt: skip
    assert world.actions(two.north)[0] == "agency.standing"
    back = {"legal_basis": standing.DEFAULTS["legal_basis"], "instrument": "national_power",
            "purposes": [*reversed(standing.DEFAULTS["purposes"])]}  # fmt: skip
    marks = ["criminal_data:scope:OWNER", "criminal_data:handling:H2"]
    made = changing.change_standing(reader=two.north.reader(), now=NOW, **back, marks=marks)
    assert made.own == {**kept, "content": {"tool_method": {"retention": "short"}}}


@pytest.mark.parametrize(
    "wrong",
    [{"instrument": "none"}, {"marks": ["criminal_data:colour:red"]}, {"marks": ["criminal_data:tlp:RAINBOW"]},
     {"marks": ["gossip:tlp:RED"]}, {"purposes": ["fun"]}, {"retention": "for ever"}, {"second_person": ["ghost"]},
     {"marks": ["criminal_data:scope:GROUP"]}],
)  # fmt: skip
def test_a_change_that_cannot_be_used_is_refused_beside_its_form_and_changes_nothing(
    two: world.Two, wrong: dict[str, object]
) -> None:
    with pytest.raises(changing.WrongChange) as why:
        changing.change_standing(reader=two.north.reader(), now=NOW, **{**WHOLE, **wrong})  # type: ignore[arg-type]
    assert why.value.field == "standing" and why.value.sentence
    assert founding.standing_of(reader=two.north.reader(), now=NOW).own == {}


def test_nobody_but_a_supervisor_changes_it(two: world.Two) -> None:
    with pytest.raises(Hidden):
        changing.change_standing(reader=two.analyst.reader(), now=NOW, **WHOLE)
