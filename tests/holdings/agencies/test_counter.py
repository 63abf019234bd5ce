"""The version counter, and what is kept while it stands."""

import threading

import pytest
from django.db import connection, transaction

from bowstreet.holdings.agencies import counter


class Told(Exception):
    """What rolls a transaction back."""


@pytest.fixture
def asked(transactional_db: None) -> list[int]:
    counter.raise_counter()
    return []


def test_an_answer_is_kept_until_the_counter_is_raised_by_anybody(asked: list[int]) -> None:
    @counter.while_it_stands
    def query(number: int) -> int:
        asked.append(number)
        return len(asked)

    assert [query(1), query(1), query(2)] == [1, 1, 2]
    other = threading.Thread(target=lambda: (counter.raise_counter(), connection.close()))
    other.start()
    other.join()
    assert [query(1), query(2), query(1)] == [3, 4, 3]


def test_an_answer_found_inside_a_transaction_does_not_outlive_it(asked: list[int]) -> None:
    value = ["before"]
    query = counter.while_it_stands(lambda: value[0])
    try:
        with transaction.atomic():
            counter.raise_counter()
            value[0] = "rolled back"
            assert query() == "rolled back"
            raise Told()
    except Told:
        value[0] = "after"
    counter.raise_counter()
    assert query() == "after"
