"""The gate's sets say what the table says, whatever the terms and readers, and nothing kept outlives a change."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.worlds import engines
from tests.worlds.governance import CLOSED, DAY, EXCHANGE, GROUPED, MEMBER, NOW, OUTSIDER, OWNER, SHARED

from bowstreet.holdings.governance import gate, rules, terms, versions
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Scope, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import Membership, Reader, Release, Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

pytestmark = pytest.mark.django_db(transaction=True)

_AGENCIES = st.sampled_from(["north", "south", "far"])
_OFFICERS = st.sampled_from(["ann", "bea"])
_DAYS = st.integers(-2, 2).map(lambda days: DAY + timedelta(days=days))


def _sets(values: type) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


_RESTRICTIONS = st.builds(
    Restriction, st.sampled_from(Action), st.just("why"), st.just("ann"), st.just(DAY), st.none() | _DAYS
)
_TERMS = st.builds(
    Terms,
    owner=_AGENCIES,
    scope=st.sampled_from(Scope),
    recipients=st.frozensets(_AGENCIES | _OFFICERS, max_size=2),
    group=st.none() | st.just("jit"),
    handling=_sets(HandlingCode),
    tlp=st.sampled_from(Tlp),
    classification=st.sampled_from(Classification),
    index=st.sampled_from(IndexPolicy),
    purposes=_sets(Purpose) | st.just(frozenset({EXCHANGE})),
    restrictions=st.lists(_RESTRICTIONS, max_size=2).map(tuple),
    flags=st.just(frozenset()) | _sets(ProtectedFlag),
    state=st.just(State.ACTIVE) | st.sampled_from(State),
)
_READERS = st.builds(
    Reader,
    officer=_OFFICERS,
    agency=_AGENCIES,
    role=st.sampled_from(Role),
    purpose=st.just(EXCHANGE) | st.none() | st.sampled_from(Purpose),
    mfa=st.sampled_from([True, True, False]),
    clearance=st.sampled_from(Classification),
    memberships=st.lists(st.builds(Membership, st.just("jit"), _DAYS, st.none() | _DAYS), max_size=2).map(tuple),
)


@given(
    value=_TERMS,
    reader=_READERS,
    released=st.lists(st.sampled_from(Action), max_size=3),
    days=st.permutations(range(-3, 4)),
)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sets_say_what_the_table_says_on_every_day(
    value: Terms, reader: Reader, released: list[Action], days: list[int]
) -> None:
    given_out = tuple(Release(value.digest(), each, EXCHANGE, DAY, officer=reader.officer) for each in released)
    reader = replace(reader, releases=given_out)
    id = terms.intern(value, now=NOW)
    for day in days:
        now = NOW + timedelta(days=day)
        says = {each: rules.decide(reader, value, each, reader.purpose, now).result for each in Action}
        opened = {each for each in Action if id in gate.permitted(reader, each, now)}
        depths = gate.visible(reader, now)
        assert depths.identifiers <= depths.body <= depths.meta <= depths.discover
        assert opened <= {each for each in Action if says[each] is rules.Result.PERMIT}
        nested = {Action.DISCOVER: depths.discover, Action.META: depths.meta, Action.BODY: depths.body}
        assert all((id in ids) == (action in opened) for action, ids in nested.items())
        if not released:
            assert opened == {each for each in Action if says[each] is rules.Result.PERMIT}


def test_a_release_or_membership_shows_and_ends_with_the_reader_that_carries_it() -> None:
    id = terms.intern(GROUPED, now=NOW)
    assert id in gate.visible(MEMBER, NOW).identifiers
    assert id not in gate.visible(replace(MEMBER, memberships=()), NOW).discover
    release = Release(GROUPED.digest(), Action.LINK, EXCHANGE, DAY, agency="west")
    asked = terms.intern(replace(GROUPED, handling=frozenset({HandlingCode.H3}), h3_text="ask"), now=NOW)
    assert asked not in gate.permitted(MEMBER, Action.LINK, NOW)
    held = replace(MEMBER, releases=(replace(release, terms=terms.terms_of([asked])[asked].digest()),))
    assert asked in gate.permitted(held, Action.LINK, NOW)
    assert asked not in gate.permitted(MEMBER, Action.LINK, NOW)
    assert asked not in gate.permitted(held, Action.LINK, NOW + timedelta(days=1))


def test_a_kept_set_ends_on_the_day_that_changes_it_and_returns_with_the_clock() -> None:
    id = terms.intern(GROUPED, now=NOW)
    for days, seen in ((0, True), (1, False), (0, True), (-1, False), (0, True)):
        assert (id in gate.permitted(MEMBER, Action.BODY, NOW + timedelta(days=days))) is seen


def test_a_kept_set_ends_with_the_last_day_of_a_restriction() -> None:
    restricted = replace(SHARED, restrictions=(Restriction(Action.BODY, "ongoing", "ann", DAY, DAY),))
    shut = terms.intern(restricted, now=NOW)
    for days, opened in ((0, False), (1, True), (0, False)):
        assert (shut in gate.permitted(OUTSIDER, Action.BODY, NOW + timedelta(days=days))) is opened


def test_a_kept_set_ends_with_the_last_day_of_a_release() -> None:
    handled = replace(SHARED, handling=frozenset({HandlingCode.H2}))
    held = terms.intern(handled, now=NOW)
    release = Release(handled.digest(), Action.DISSEMINATE, EXCHANGE, DAY, agency="far")
    reader = replace(OUTSIDER, role=Role.INVESTIGATOR, releases=(release,))
    for days, may_pass in ((0, True), (1, False), (0, True)):
        assert (held in gate.permitted(reader, Action.DISSEMINATE, NOW + timedelta(days=days))) is may_pass


@pytest.mark.parametrize(
    "change",
    [{"mfa": False}, {"suspended": True}, {"role": Role.PARTNER}, {"purpose": Purpose.PROSECUTION}, {"agency": "far"},
     {"officer": "eve"}, {"memberships": ()}, {"clearance": Classification.UNCLASSIFIED}],
)  # fmt: skip
def test_a_set_is_kept_for_one_reader_as_the_reader_is_now(change: dict[str, object]) -> None:
    id = terms.intern(replace(GROUPED, classification=Classification.EU_RESTRICTED), now=NOW)
    named = terms.intern(replace(SHARED, tlp=Tlp.RED, recipients=frozenset({"dan"})), now=NOW)
    west = terms.intern(replace(SHARED, tlp=Tlp.AMBER_STRICT, recipients=frozenset({"west"})), now=NOW)
    cleared = replace(MEMBER, clearance=Classification.EU_RESTRICTED)
    assert gate.permitted(cleared, Action.META, NOW) == {id, named, west}
    changed = replace(cleared, **change)  # type: ignore[arg-type]
    assert gate.permitted(changed, Action.META, NOW) != {id, named, west}


def test_a_set_is_kept_while_nothing_changes(django_assert_num_queries: object) -> None:
    """The version counter is asked each time, past what Django counts."""
    terms.intern(SHARED, now=NOW)
    gate.visible(OUTSIDER, NOW)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert gate.permitted(OUTSIDER, Action.BODY, NOW)


def test_what_another_connection_changes_shows_at_the_next_request() -> None:
    first = terms.intern(SHARED, now=NOW)
    assert gate.permitted(OUTSIDER, Action.BODY, NOW) == {first}
    path = connection.settings_dict["NAME"]
    program = (
        "import sys, django\nfrom django.conf import settings\n"
        "settings.DATABASES['default']['NAME'] = sys.argv[1]\ndjango.setup()\n"
        "from datetime import datetime, UTC\nfrom bowstreet.holdings.governance import terms\n"
        "from bowstreet.vocabulary.envelope import Terms\n"
        "print(terms.intern(Terms.from_json(sys.argv[2]), now=datetime(2030, 1, 1, tzinfo=UTC)))"
    )
    added = replace(SHARED, h3_text="of another process")
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), added.as_json()], capture_output=True, text=True, check=True
    )
    assert gate.permitted(OUTSIDER, Action.BODY, NOW) == {first, int(done.stdout)}
    engines.elsewhere(
        f"DELETE FROM governance_terms WHERE id = {first}", "UPDATE agencies_counter SET value = value + 1"
    )
    assert gate.permitted(OUTSIDER, Action.BODY, NOW) == {int(done.stdout)}


def test_what_a_transaction_took_back_is_never_kept() -> None:
    terms.intern(SHARED, now=NOW)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        wrong = terms.intern(replace(SHARED, h3_text="taken back"), now=NOW)
        counter = versions.read()
        assert wrong in gate.permitted(OUTSIDER, Action.BODY, NOW)
        raise ZeroDivisionError
    closed = terms.intern(CLOSED, now=NOW)
    assert versions.read() == counter, "the counter is used again, for other rows"
    assert closed == wrong or engines.is_postgres(), "and so is the id, where the engine gives ids back"
    assert closed not in gate.permitted(OUTSIDER, Action.BODY, NOW)


def test_check_out_asks_again() -> None:
    seen, closed = terms.intern(SHARED, now=NOW), terms.intern(CLOSED, now=NOW)
    pending = terms.twin(SHARED, "act", NOW)
    gate.check_out(OUTSIDER, [seen], Action.IDENTIFIERS, NOW)
    for ids in ([seen, closed], [pending], [987_654]):
        with pytest.raises(Hidden):
            gate.check_out(OUTSIDER, ids, Action.DISCOVER, NOW)
    for id in (pending, 987_654):
        with pytest.raises(Hidden):
            gate.check_out(OWNER, [id], Action.DISCOVER, NOW)


def test_identifiers_released_without_the_body_stay_shut_in_the_sets() -> None:
    victim = replace(SHARED, flags=frozenset({ProtectedFlag.VICTIM}))
    id = terms.intern(victim, now=NOW)
    reader = replace(OUTSIDER, releases=(Release(victim.digest(), Action.IDENTIFIERS, EXCHANGE, DAY, officer="eve"),))
    assert id not in gate.visible(reader, NOW).identifiers
    with pytest.raises(Hidden):
        gate.check_out(reader, [id], Action.IDENTIFIERS, NOW)


@pytest.mark.parametrize("purpose", [None, Purpose.DATA_PROTECTION_CONTROL])
def test_a_missing_or_impossible_purpose_is_refused_before_anything_is_looked_up(
    purpose: Purpose | None, django_assert_num_queries: object
) -> None:
    reader = replace(OWNER, purpose=purpose)
    with django_assert_num_queries(0):  # type: ignore[operator]
        with pytest.raises(PurposeRefused):
            gate.wants_purpose(reader)
        assert gate.visible(reader, NOW).discover == frozenset()
    gate.wants_purpose(OWNER)


@given(held=st.frozensets(st.integers(1, 300), max_size=120))
@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_within_finds_exactly_the_ids(held: frozenset[int]) -> None:
    sql, params = gate.within("value", held)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 400) "
                       f"SELECT value FROM n WHERE {sql}", params)  # fmt: skip
        assert {row[0] for row in cursor.fetchall()} == held
