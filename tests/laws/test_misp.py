"""Whatever leaves in MISP comes back as it left, and whatever comes is read: no record, no code, no byte is lost."""

import json
import random
from collections import Counter
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.worlds import leaving_drawn, leaving_made, misp

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.misp import carrying, feeds, reading, writing
from bowstreet.vocabulary.handling import HandlingCode, Scope, Tlp
from bowstreet.vocabulary.kinds import catalogue

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WIDEST = {Scope.LEA: 1, Scope.COMMUNITY: 3}
OPEN = {Tlp.GREEN: 1, Tlp.CLEAR: 3}
QUICK = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)


@QUICK
@given(leaving_drawn.bundles())
def test_what_leaves_comes_back_exactly(left: Bundle) -> None:
    came = reading.read(writing.write(left, now=NOW).content)
    assert came.bundle == left
    assert came.refused == ()


def test_of_a_thousand_records_no_code_is_lost_and_none_is_opened() -> None:
    seen: Counter[str] = Counter()
    for seed in range(87):
        left = leaving_made.bundle(random.Random(seed))
        written = writing.write(left, now=NOW)
        came = reading.read(written.content)
        assert came.bundle == left
        assert (came.refused, came.losses) == ((), ())
        held = json.loads(written.content)
        for event in (each["Event"] for each in held.get("response", [held])):
            tags = {each["name"] for each in event["Tag"]}
            for each in filter(carrying.is_carrier, event["Object"]):
                terms = carrying.read(each, 0, "").record.envelope.terms
                assert {f"tlp:{terms.tlp.lower()}", f"PAP:{terms.pap}"} <= tags
                assert {f'bowstreet:handling="{code}"' for code in terms.handling} <= tags
                widest = (
                    0 if HandlingCode.H2 in terms.handling else min(WIDEST.get(terms.scope, 0), OPEN.get(terms.tlp, 0))
                )
                assert int(event["distribution"]) <= widest
        withheld = Counter(f"{each.kind}.{name}" for each in left.records for name in each.masked)
        assert withheld == {each.part: each.count for each in written.losses if each.why is Why.WITHHELD}
        seen.update(each.kind for each in left.records)
    assert seen.total() > 1_000
    assert set(seen) == set(catalogue.ALL)


def test_a_feed_of_many_events_comes_back_as_one(tmp_path: object) -> None:
    import io
    import zipfile

    for seed in range(5):
        left = leaving_made.bundle(random.Random(1_000 + seed))
        packed = zipfile.ZipFile(io.BytesIO(feeds.write(left, now=NOW).content))
        found = feeds.read({name: packed.read(name) for name in packed.namelist()})
        assert (found.bundle, found.refused) == (left, ())


SOURCE = writing.write(misp.bundle(), now=NOW).content[:6_000]


@settings(max_examples=150, deadline=None)
@given(data=some.data())
def test_whatever_is_broken_is_a_sentence_and_each_piece_stands_at_its_place(data: some.DataObject) -> None:
    raw = bytearray(SOURCE)
    for _ in range(data.draw(some.integers(1, 6))):
        at = data.draw(some.integers(0, len(raw)))
        what = data.draw(
            some.sampled_from([b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\xff", b"null", b'{"a":1,"a":2}'])
        )
        raw[at : at + data.draw(some.integers(0, 9))] = what
    found = reading.read(bytes(raw))
    for each in found.pieces:
        assert bytes(raw[each.at :]).startswith(each.text.encode()) or "\ufffd" in each.text
    for wrong in found.refused:
        assert wrong.sentence.endswith(".") and len(wrong.sentence) < 400
