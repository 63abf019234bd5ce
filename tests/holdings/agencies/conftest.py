"""A world of two agencies."""

import pytest
from tests.worlds import agencies


@pytest.fixture
def two(transactional_db: None) -> agencies.Two:
    return agencies.two()
