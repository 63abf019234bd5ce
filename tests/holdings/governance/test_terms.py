"""Terms as rows: each value once, never changed, twins left out until they are opened."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from tests.worlds.governance import CLOSED, NOW, OWNER, SHARED

from bowstreet.holdings.governance import gate, terms, versions
from bowstreet.vocabulary.handling import Action

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_value_is_recorded_once_and_only_a_new_one_raises_the_counter() -> None:
    before = versions.read()
    first = terms.intern(CLOSED, now=NOW)
    raised = versions.read()
    assert raised != before
    assert terms.intern(replace(CLOSED), now=NOW) == first == terms.id_of(CLOSED)
    assert versions.read() == raised
    assert terms.intern(SHARED, now=NOW) != first
    assert terms.terms_of([first, 987_654]) == {first: CLOSED}
    assert terms.id_of(replace(SHARED, owner="nobody")) is None


@pytest.mark.parametrize("change", ["value = '{}'", "digest = 'x'", "act = 'x'", "pending = TRUE", "id = id + 100"])
def test_the_database_refuses_to_change_a_value(change: str) -> None:
    id = terms.intern(CLOSED, now=NOW)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE governance_terms SET {change} WHERE id = %s", [id])
    assert terms.terms_of([id]) == {id: CLOSED}


def test_a_twin_is_left_out_until_it_is_opened() -> None:
    interned = terms.intern(CLOSED, now=NOW)
    twin = terms.twin(CLOSED, "act-1", NOW)
    assert terms.twin(CLOSED, "act-1", NOW) == twin != interned
    assert terms.twin(CLOSED, "act-2", NOW) not in (twin, interned)
    assert terms.terms_of([twin]) == {twin: CLOSED}
    assert gate.permitted(OWNER, Action.BODY, NOW) == {interned}
    terms.open_twin(twin)
    assert gate.permitted(OWNER, Action.BODY, NOW) == {interned, twin}
    assert terms.intern(CLOSED, now=NOW) == interned


def test_a_twin_is_opened_or_dropped_once() -> None:
    twin = terms.twin(CLOSED, "act", NOW)
    terms.open_twin(twin)
    for act in (terms.open_twin, terms.drop_twin):
        with pytest.raises(terms.NoSuchTwin):
            act(twin)
    with pytest.raises(terms.NoSuchTwin):
        terms.twin(CLOSED, "act", NOW)
    with pytest.raises(terms.NoSuchTwin):
        terms.twin(CLOSED, "", NOW)
    dropped = terms.twin(CLOSED, "another", NOW)
    terms.drop_twin(dropped)
    assert terms.terms_of([dropped]) == {}
    interned = terms.intern(CLOSED, now=NOW)
    with pytest.raises(terms.NoSuchTwin):
        terms.drop_twin(interned)


def test_a_twin_that_is_taken_back_with_its_transaction_stays_closed() -> None:
    twin = terms.twin(CLOSED, "act", NOW)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        terms.open_twin(twin)
        assert gate.permitted(OWNER, Action.BODY, NOW) == {twin}
        raise ZeroDivisionError
    other = terms.intern(SHARED, now=NOW)
    assert gate.permitted(OWNER, Action.BODY, NOW) == {other}
