"""Whatever is written is read again byte for byte, and whatever is read is judged and no more."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from tests.worlds import stix, stix_patterns

from bowstreet.formats.stix import checking, identifying, patterns, reading, writing
from bowstreet.formats.stix.reading import Found

OWN = "bundle--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"
MOMENT = some.builds(
    lambda after, zone: (datetime(1, 2, 1, tzinfo=UTC) + timedelta(microseconds=after)).astimezone(zone),
    some.integers(0, 10**17), some.sampled_from((UTC, timezone(timedelta(hours=-7)))),
)  # fmt: skip
TEXT = some.text(some.characters(exclude_categories=["Cs"]), max_size=8)
FLOAT = some.floats(allow_nan=False, allow_infinity=False)
VALUE = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(-(2**63), 2**63), FLOAT, TEXT),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
FOREIGN = some.builds(
    lambda more, indent, ascii_only: json.dumps(
        {"type": "x-y", "id": "x-y--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"} | more,
        indent=indent,
        ensure_ascii=ascii_only,
    ).encode(),
    some.dictionaries(TEXT.filter(lambda name: name not in ("type", "id")), VALUE, max_size=4),
    some.sampled_from((None, 0, 3)),
    some.booleans(),
)


def found(source: bytes) -> list[Found]:
    read = list(reading.read(source))
    assert all(isinstance(each, Found) for each in read)
    return [each for each in read if isinstance(each, Found)]


@settings(max_examples=150, deadline=None)
@given(some.lists(FOREIGN, max_size=5))
def test_foreign_objects_come_back_byte_for_byte(parts: list[bytes]) -> None:
    once = found(b'{"objects" :\n[' + b"\t,".join(parts) + b"]}")
    written = writing.bundle(once, OWN)
    again = found(written)
    assert [each.raw for each in again] == parts
    assert writing.bundle(again, OWN) == written
    assert [each.contents() for each in again] == [json.loads(each) for each in parts]


@settings(max_examples=150, deadline=None)
@given(
    some.lists(FOREIGN | some.sampled_from((b"{", b'{"type":"x-y"}', b'{"type":1,"id":"x"}')), max_size=4),
    some.sampled_from((b'{"objects":[%b]}', b'{"type":"bundle","objects":[%b]}', b'{"type":"note","objects":[%b]}',
                       b'{"objects":[],"objects":[%b]}', b'{"x":{"y":[1]},"objects":[%b]}', b"[%b]")),
)  # fmt: skip
def test_heads_read_in_one_step_are_those_that_are_found(parts: list[bytes], frame: bytes) -> None:
    source = frame % b" ,".join(parts)
    at_once = reading.heads(source)
    if at_once is not None:
        read = list(reading.read(source))
        assert [each.head for each in read if isinstance(each, Found)] == at_once and len(read) == len(at_once)


@settings(max_examples=150, deadline=None)
@given(some.lists(MOMENT, max_size=4))
def test_many_moments_are_written_as_each_alone(many: list[datetime]) -> None:
    whole = [each.replace(microsecond=each.microsecond // 1000 * 1000) for each in many]
    for moments in (many, whole, [each.replace(microsecond=0) for each in many]):
        assert writing.moments(moments) == [writing.moment(each) for each in moments]


@settings(max_examples=150, deadline=None)
@given(
    some.lists(FOREIGN | some.sampled_from((b"{", b'{"a":1,"a":2}', b"5", b'{"a":"', b"]")), max_size=4),
    some.integers(0, 60),
)
def test_no_source_stops_the_reader(parts: list[bytes], cut: int) -> None:
    source = b'{"type":"bundle","objects":[' + b",".join(parts) + b"]}"
    try:
        for each in reading.read(source[: len(source) - cut]):
            if isinstance(each, Found):
                checking.fault_of(each.contents())
    except (reading.WrongSource, reading.WrongObject) as wrong:
        assert str(wrong).endswith(".")


@settings(max_examples=150, deadline=None)
@given(VALUE, some.integers(0, 47), some.data())
def test_no_value_in_any_place_stops_the_judge(value: Any, number: int, data: some.DataObject) -> None:
    held = stix.right(number)
    name = data.draw(some.sampled_from([*held, "objects", "cpe", "lang", "granular_markings", "extensions"]))
    fault = checking.fault_of(held | {name: value})
    assert fault is None or str(fault).endswith(".")
    if isinstance(value, dict):
        identifying.deterministic_id({"type": "file", "extensions": value, "hashes": value})


@settings(max_examples=150, deadline=None)
@given(some.integers(0, 10**9), some.lists(some.sampled_from(stix_patterns.SCRAPS), max_size=5), some.integers(0, 99))
def test_no_pattern_stops_the_parser(number: int, scraps: list[str], place: int) -> None:
    pattern = stix_patterns.right_pattern(number)
    try:
        patterns.read(pattern[:place] + "".join(scraps) + pattern[place:])
    except patterns.WrongPattern as wrong:
        assert str(wrong).endswith(".")
