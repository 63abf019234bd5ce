"""Why a reader may see a record, and what stays closed."""

from dataclasses import replace

from tests.worlds.governance import CLOSED, DAY, EXCHANGE, GROUPED, MEMBER, NOW, OUTSIDER, OWNER, SHARED

from bowstreet.holdings.governance import explaining
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, HandlingCode, IndexPolicy, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import Reader, Release, Role


def _lines(reader: Reader, terms: Terms, *, allowed: bool) -> list[tuple[str, str]]:
    every = explaining.reasons(reader, terms, NOW)
    return [(line.sentence, line.clause) for line in every if line.allowed is allowed]


def test_the_owner_reads_that_the_agency_owns_it() -> None:
    assert _lines(OWNER, CLOSED, allowed=True) == [
        ("Your purpose is one of the record's.", "7"),
        ("Your agency owns it.", "11"),
    ]
    assert _lines(OWNER, CLOSED, allowed=False) == []


def test_a_member_reads_group_tlp_and_what_stays_closed() -> None:
    handled = replace(GROUPED, handling=frozenset({HandlingCode.H2}))
    reader = replace(MEMBER, role=Role.INVESTIGATOR)
    assert _lines(reader, handled, allowed=True) == [
        ("Your purpose is one of the record's.", "7"),
        ("Your agency is in the group jit.", "8"),
        ("TLP:AMBER reaches that group.", "8"),
        ("Your role (investigator) opens it.", "10"),
    ]
    assert ("Not to be passed on without a release of the owner.", "15") in _lines(reader, handled, allowed=False)


def test_of_what_was_given_the_owner_reads_by_whom_and_who_is_asked() -> None:
    codes = frozenset({HandlingCode.H1, HandlingCode.H2})
    given = replace(CLOSED, handling=codes, given_by="Harbour Watch")
    assert ("Your agency owns it. It was given by Harbour Watch.", "11") in _lines(OWNER, given, allowed=True)
    lead = replace(OWNER, role=Role.SUPERVISOR)
    assert _lines(lead, given, allowed=False) == [
        ("Not to be passed on without the leave of Harbour Watch: ask who gave it.", "15"),
        ("Not to be used in court without the leave of Harbour Watch: ask who gave it.", "16"),
    ]
    conditioned = replace(given, handling=frozenset({HandlingCode.H3}), h3_text="Call us first.")
    assert _lines(lead, conditioned, allowed=False)[0] == (
        "Not to be linked before Harbour Watch clears it: ask who gave it.", "14",
    )  # fmt: skip
    witness = replace(given, flags=frozenset({ProtectedFlag.WITNESS}))
    assert {clause for _, clause in _lines(lead, witness, allowed=False)} == {"15", "16"}, "the giver is why, not 13"
    free = replace(given, handling=frozenset({HandlingCode.H0}), tlp=Tlp.GREEN)
    assert _lines(lead, free, allowed=False) == []
    leave = Release(given.digest(), Action.COURT, EXCHANGE, DAY, agency=OWNER.agency)
    assert ("Harbour Watch has released it to you: court.", "16") in _lines(
        replace(lead, releases=(leave,)), given, allowed=True
    )


def test_whoever_may_not_know_of_it_learns_no_reason() -> None:
    assert explaining.reasons(OUTSIDER, replace(CLOSED, index=IndexPolicy.NONE), NOW) == ()
    assert explaining.reasons(OUTSIDER, replace(SHARED, state=State.ERASED), NOW) == ()
    assert explaining.reasons(replace(OWNER, purpose=None), CLOSED, NOW) == ()


def test_a_hit_gives_no_clause_that_allows() -> None:
    assert _lines(OUTSIDER, CLOSED, allowed=True) == []
    assert ("Only that the owner holds it: ask the owner.", "8") in _lines(OUTSIDER, CLOSED, allowed=False)


def test_a_release_and_a_name_are_told() -> None:
    victim = replace(SHARED, flags=frozenset({ProtectedFlag.VICTIM}))
    release = Release(victim.digest(), Action.BODY, EXCHANGE, DAY, officer="eve")
    assert ("The owner has released it to you: body.", "13") in _lines(
        replace(OUTSIDER, releases=(release,)), victim, allowed=True
    )
    named = replace(victim, recipients=frozenset({"eve"}))
    assert ("You are named by the owner.", "8") in _lines(OUTSIDER, named, allowed=True)
    assert ("Identifiers stay masked without a release of the owner.", "13") in _lines(OUTSIDER, victim, allowed=False)


def test_checks_restrictions_and_tombstones_have_their_sentence() -> None:
    checking = replace(OUTSIDER, purpose=Purpose.CROSS_CHECKING)
    assert _lines(checking, SHARED, allowed=True)[0][0].startswith("Your purpose checks for double effort")
    assert ("Title and content stay closed. The purpose is not one of the record's.", "7") in _lines(
        checking, SHARED, allowed=False
    )
    assert "6" in [clause for _, clause in _lines(OWNER, replace(CLOSED, state=State.RESTRICTED), allowed=True)]
    officer = Reader("dpo", "north", Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION_CONTROL)
    assert [line.clause for line in explaining.reasons(officer, replace(CLOSED, state=State.ERASED), NOW)] == ["3"]
