"""The grounds of the harness: built once a process, outside the database that other tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.guard.grounds import Grounds


@pytest.fixture(scope="session")
def grounds(django_db_blocker: Any) -> Iterator[Grounds]:
    with django_db_blocker.unblock():
        made = Grounds()
        yield made
        made.close()
