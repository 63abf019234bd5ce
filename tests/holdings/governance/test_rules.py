"""Single clauses, their obligations and their sentences; the whole table is enumerated in tests/guard."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.worlds.governance import CLOSED, DAY, EXCHANGE, GROUPED, MEMBER, NOW, OUTSIDER, OWNER, SHARED

from bowstreet.holdings.governance import rules
from bowstreet.holdings.governance.rules import Result
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Action, HandlingCode, IndexPolicy, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import Reader, Release, Role


def _decide(reader: Reader, terms: Terms, action: Action) -> rules.Decision:
    return rules.decide(reader, terms, action, reader.purpose, NOW)


def _says(reader: Reader, terms: Terms, action: Action) -> tuple[str, str]:
    decision = _decide(reader, terms, action)
    return decision.result.value, decision.clause.number


@pytest.mark.parametrize(
    ("reader", "terms", "action", "expected"),
    [
        (OWNER, CLOSED, Action.ERASE, ("permit", "11")),
        (OUTSIDER, CLOSED, Action.DISCOVER, ("hit_only", "8")),
        (OUTSIDER, CLOSED, Action.META, ("forbid", "8")),
        (OUTSIDER, replace(CLOSED, index=IndexPolicy.OWNER_SILENT), Action.DISCOVER, ("hidden", "8")),
        (OUTSIDER, SHARED, Action.IDENTIFIERS, ("permit", "18")),
        (OUTSIDER, replace(SHARED, tlp=Tlp.GREEN), Action.IDENTIFIERS, ("ask_owner", "17")),
        (MEMBER, GROUPED, Action.DISSEMINATE, ("forbid", "10")),
        (replace(MEMBER, role=Role.INVESTIGATOR), GROUPED, Action.DISSEMINATE, ("ask_owner", "15")),
        (MEMBER, GROUPED, Action.EDIT, ("forbid", "12")),
        (replace(OWNER, mfa=False), CLOSED, Action.DISCOVER, ("hidden", "1")),
        (replace(OWNER, purpose=None), CLOSED, Action.DISCOVER, ("hidden", "2")),
        (replace(OWNER, purpose=Purpose.PROSECUTION), CLOSED, Action.META, ("permit", "11")),
        (replace(OWNER, purpose=Purpose.PROSECUTION), CLOSED, Action.BODY, ("forbid", "7")),
        (OWNER, replace(CLOSED, state=State.RESTRICTED), Action.LINK, ("forbid", "11")),
        (OWNER, replace(CLOSED, state=State.RESTRICTED), Action.REMARK, ("permit", "11")),
        (OUTSIDER, replace(SHARED, flags=frozenset({ProtectedFlag.MINOR})), Action.META, ("forbid", "12b")),
        (OUTSIDER, replace(SHARED, flags=frozenset({ProtectedFlag.VICTIM})), Action.BODY, ("ask_owner", "13")),
    ],
)
def test_a_clause_decides(reader: Reader, terms: Terms, action: Action, expected: tuple[str, str]) -> None:
    assert _says(reader, terms, action) == expected


def test_a_check_finds_an_indexed_record_of_another_purpose_and_no_more() -> None:
    checking = replace(OUTSIDER, purpose=Purpose.CROSS_CHECKING)
    assert _decide(checking, SHARED, Action.DISCOVER).result is Result.PERMIT
    assert _decide(checking, SHARED, Action.META).result is Result.FORBID
    fitting = replace(SHARED, purposes=frozenset({Purpose.CROSS_CHECKING}))
    assert _decide(checking, fitting, Action.META).result is Result.PERMIT
    assert _decide(checking, fitting, Action.BODY).result is Result.FORBID
    assert _decide(checking, replace(SHARED, index=IndexPolicy.NONE), Action.DISCOVER).result is Result.HIDDEN


def test_a_membership_counts_on_its_days_only() -> None:
    for days, result in ((-1, Result.HIT_ONLY), (0, Result.PERMIT), (1, Result.HIT_ONLY)):
        then = NOW + timedelta(days=days)
        assert rules.decide(MEMBER, GROUPED, Action.DISCOVER, EXCHANGE, then).result is result


def test_a_restriction_added_later_closes_a_depth_and_what_lies_below() -> None:
    shut = replace(SHARED, restrictions=(Restriction(Action.BODY, "ongoing", "ann", DAY, DAY),))
    assert _says(OUTSIDER, shut, Action.META) == ("permit", "18")
    assert _says(OUTSIDER, shut, Action.BODY) == ("ask_owner", "12a")
    assert _says(OUTSIDER, shut, Action.IDENTIFIERS) == ("ask_owner", "12a")
    assert _says(OWNER, shut, Action.BODY) == ("permit", "11")
    later = NOW + timedelta(days=1)
    assert rules.decide(OUTSIDER, shut, Action.BODY, EXCHANGE, later).result is Result.PERMIT


def test_a_release_opens_its_own_action_and_nothing_that_is_forbidden() -> None:
    victim = replace(SHARED, flags=frozenset({ProtectedFlag.VICTIM}))
    minor = replace(SHARED, flags=frozenset({ProtectedFlag.MINOR}))
    released = replace(
        OUTSIDER,
        releases=tuple(Release(each.digest(), Action.BODY, EXCHANGE, DAY, agency="far") for each in (victim, minor)),
    )
    assert _says(released, victim, Action.BODY) == ("permit", "13")
    assert _says(released, victim, Action.IDENTIFIERS) == ("ask_owner", "13")
    assert _says(released, minor, Action.BODY) == ("forbid", "12b")


def test_obligations_say_what_must_be_done() -> None:
    named = replace(SHARED, recipients=frozenset({"eve"}), flags=frozenset({ProtectedFlag.WITNESS}))
    assert _decide(OUTSIDER, named, Action.BODY).obligations == {"log", "ack_text"}
    masked = replace(SHARED, tlp=Tlp.GREEN)
    assert _decide(OUTSIDER, masked, Action.BODY).obligations == {"log", "mask"}
    conditions = replace(SHARED, handling=frozenset({HandlingCode.H3}), h3_text="call first")
    assert "ack_text" in _decide(OUTSIDER, conditions, Action.BODY).obligations
    assert _decide(OWNER, conditions, Action.DISSEMINATE).obligations == {"log", "watermark"}
    officer = Reader("dpo", "north", Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION_CONTROL)
    assert _decide(officer, CLOSED, Action.ERASE).obligations == {"log", "two_person"}
    assert not _decide(replace(OWNER, mfa=False), CLOSED, Action.BODY).obligations


def test_every_clause_has_a_full_sentence() -> None:
    for clause in rules.CLAUSES:
        assert clause.sentence[0].isupper() and clause.sentence.endswith(".")
