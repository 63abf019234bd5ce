"""Whatever leaves as CASE comes back as it left: no record, version, code, link or judgement is lost."""

import json
import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.worlds import leaving_drawn, leaving_made

from bowstreet.formats.case import reading, writing
from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
KINDS = tuple(catalogue.ALL)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


@pytest.mark.parametrize("first", range(0, len(KINDS), 11))
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(data=some.data())
def test_every_kind_comes_back_as_it_left(first: int, data: some.DataObject) -> None:
    bundle = data.draw(leaving_drawn.bundles(KINDS[first : first + 11]))
    read = reading.read(writing.write(bundle, now=NOW).content)
    assert read.refused == () and read.bundle == bundle
    alive = {each.id for each in bundle.records if _newest(bundle.records, each.id) is not State.ERASED}
    assert sum(len(each.drafts) for each in read.pieces) == len(alive)


def test_of_a_thousand_records_no_code_is_lost() -> None:
    seen: Counter[str] = Counter()
    for seed in range(87):
        left = leaving_made.bundle(random.Random(seed))
        came = reading.read(writing.write(left, now=NOW).content)
        assert came.bundle == left
        alive = {each.id for each in left.records if _newest(left.records, each.id) is not State.ERASED}
        hanging = Counter({"Relationship": sum(not {each.left, each.right} <= alive for each in left.links)})
        hanging.update(f"judgement.{each.verdict}" for each in left.judgements if not {each.left, each.right} <= alive)
        assert (came.refused, {each.part: each.count for each in came.losses}) == ((), dict(+hanging))
        seen.update(each.kind for each in left.records)
    assert seen.total() > 1_000
    assert set(seen) == set(KINDS)


def _newest(records: tuple[Leaving, ...], id: str) -> State:
    newest = max((each for each in records if each.id == id), key=lambda each: each.version)
    return newest.envelope.terms.state


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(
        some.sampled_from(["@id", "@type", "@value", "@list", "@graph", "uco-core:hasFacet", "uco-core:name", "x",
                           "uco-core:source", "bowstreet:body", "uco-core:objectMarking"]), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_whatever_is_read_each_piece_has_its_bytes(held: object) -> None:
    raw = json.dumps(
        {"@graph": [held, {"@id": "urn:x:1", "@type": "uco-identity:Person", "uco-core:name": "Wren"}]}
    ).encode()
    read = reading.read(raw)
    assert [each.id for each in read.pieces][-1] == "urn:x:1"
    for each in read.pieces:
        assert raw[each.at :].startswith(each.text.encode())
