"""The laws of leaving and coming back: what is written is read back exactly, and what is spoilt costs itself alone."""

import copy
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from tests.worlds import leaving_drawn, leaving_made, stix

from bowstreet.formats.exchange.leaving import Bundle, Leaving, Original
from bowstreet.formats.stix import checking, exchanging, extension, extension_schema, reading, writing
from bowstreet.vocabulary.kinds import catalogue

NOW = datetime(2031, 6, 1, tzinfo=UTC)
QUICK = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
SCHEMA = Draft202012Validator(extension_schema.schema())


def objects(content: bytes) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads(content)["objects"]
    return held


def carried(held: dict[str, Any]) -> dict[str, Any] | None:
    said: dict[str, Any] | None = held.get("extensions", {}).get(extension.RECORD)
    return said


@QUICK
@given(leaving_drawn.bundles())
def test_what_leaves_comes_back_exactly(left: Bundle) -> None:
    written = writing.write(left, now=NOW)
    came = exchanging.read(written.content)
    assert came.bundle == left
    assert (came.losses, came.refused) == ((), ())


@QUICK
@given(leaving_drawn.bundles(), some.lists(some.dictionaries(some.text("abx_", min_size=1), some.text(), max_size=3)))
def test_what_came_from_others_stands_beside_as_it_came(left: Bundle, foreign: list[dict[str, str]]) -> None:
    ids = [f"x-bow-parcel--5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}" for number in range(len(foreign))]
    raws = [json.dumps({"type": "x-bow-parcel", "id": own, **each}, indent=number % 3 or None).encode()
            for number, (own, each) in enumerate(zip(ids, foreign, strict=True))]  # fmt: skip
    told = replace(left, records=tuple(replace(each, foreign=tuple(ids)) for each in left.records))
    written = writing.write(replace(told, originals=tuple(map(Original, ids, raws))), now=NOW)
    came = exchanging.read(written.content)
    assert came.bundle == (told if left.records else None)
    assert [each.text.encode() for each in came.pieces][len(came.pieces) - len(raws) :] == raws
    assert not left.records or came.losses == (), "the records stand for them"


def test_of_a_thousand_records_no_code_is_lost_and_all_is_valid() -> None:
    seen: Counter[str] = Counter()
    for seed in range(87):
        left = leaving_made.bundle(random.Random(seed))
        written = writing.write(left, now=NOW)
        came = exchanging.read(written.content)
        assert came.bundle == left
        assert (came.losses, came.refused) == ((), ())
        held = objects(written.content)
        assert not [fault for fault in map(checking.fault_of, held) if fault]
        assert len({(each["id"], each.get("modified"), str(each)) for each in held}) >= len(left.records)
        assert written.losses == ()
        seen.update(each.kind for each in left.records)
    assert seen.total() > 1_000
    assert set(seen) == set(catalogue.ALL)


def test_what_leaves_fits_the_published_schema() -> None:
    seen = 0
    for seed in range(12):
        for each in objects(writing.write(leaving_made.bundle(random.Random(seed)), now=NOW).content):
            if (said := carried(each)) is not None:
                SCHEMA.validate(said)
                seen += 1
    assert seen > 150


def test_versions_of_a_record_are_told_apart_by_later_and_later_times() -> None:
    for seed in range(30):
        left = leaving_made.bundle(random.Random(seed))
        told: dict[str, list[str]] = {}
        for each in objects(writing.write(left, now=NOW).content):
            if "record" in (carried(each) or {}):
                told.setdefault(each["id"], []).append(each["modified"])
        for times in told.values():
            moments = [datetime.fromisoformat(each) for each in times]
            assert moments == sorted(set(moments))


def test_a_spoilt_extension_costs_its_object_alone_and_is_told() -> None:
    spoilt = restored = 0
    for seed in range(150):
        chance = random.Random(seed)
        left = leaving_made.bundle(chance, records=2)
        held = objects(writing.write(Bundle(left.records), now=NOW).content)
        chosen = chance.choice([each for each in held if "record" in (carried(each) or {})])
        said = carried(chosen)
        assert said is not None
        before = copy.deepcopy(said)
        _spoil(said, chance)
        came = exchanging.read(json.dumps({"type": "bundle", "id": "bundle--1", "objects": held}).encode())
        assert came.bundle is not None
        assert [each.text for each in came.pieces] == [json.dumps(each) for each in held]
        whole = set(map(_told, left.records))
        others = {each for each in whole if each[0] != before["record"]}
        assert {_told(each) for each in came.bundle.records if each.id != before["record"]} >= others
        lost = any(each.part.endswith(".extensions") for each in came.losses)
        spoilt += lost
        restored += not lost
        assert lost is (len(came.bundle.records) < len(left.records)) is bool(came.refused)
    assert spoilt > 100 and restored > 3


def _told(record: Leaving) -> tuple[str, int]:
    return record.id, record.version


def _spoil(said: dict[str, Any], chance: random.Random) -> None:
    """Change one value somewhere in an extension, or take one out."""
    place: Any = said
    while True:
        key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.3:
            break
        place = inner
    if chance.random() < 0.2:
        del place[key]
    else:
        place[key] = copy.deepcopy(chance.choice((*stix.VALUES, "\0", "x" * 200_000)))


def test_whatever_is_done_to_objects_they_are_read_or_refused_and_nothing_is_lost_in_silence() -> None:
    for first in range(0, 1_200, 60):
        held = [stix.broken(number) for number in range(first, first + 60)]
        source = json.dumps({"type": "bundle", "id": "bundle--1", "objects": held}).encode()
        came = exchanging.read(source)
        there = [part for part in reading.read(source) if isinstance(part, reading.Found)]
        assert len(came.pieces) + sum(each.place.endswith("]") for each in came.refused) >= len(there)
        for piece in came.pieces:
            assert source[piece.at : piece.at + len(piece.text.encode())] == piece.text.encode()
            for draft in piece.drafts:
                kind = catalogue.ALL[draft.kind]
                assert kind.check(draft.body) == draft.body
                assert kind.key(draft.body) or draft.known_as
                assert draft.cites == (f"piece:{piece.number}",)
