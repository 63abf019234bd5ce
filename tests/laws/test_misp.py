"""Whatever leaves in MISP comes back as it left, and whatever comes is read: no record, no code, no byte is lost."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.worlds import leaving_drawn as leaving

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.misp import reading, writing
from bowstreet.vocabulary.kinds import catalogue

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
KINDS = tuple(catalogue.ALL)


def back(bundle: Bundle) -> Bundle | None:
    read = reading.read(writing.write(bundle, now=NOW).content)
    assert read.refused == ()
    return read.bundle


@pytest.mark.parametrize("first", range(0, len(KINDS), 11))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(data=some.data())
def test_every_kind_comes_back_as_it_left(first: int, data: some.DataObject) -> None:
    bundle = data.draw(leaving.bundles(KINDS[first : first + 11]))
    assert back(bundle) == bundle
