import json

import pytest
from tests.worlds import stix

from bowstreet.formats.exchange import cutting
from bowstreet.formats.stix import reading
from bowstreet.formats.stix.reading import Found, Unreadable, WrongSource

ID = b'"type":"identity","id":"identity--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"'
GOOD = [json.dumps(stix.right(number), ensure_ascii=False).encode() for number in (4, 7, 20)]
DEEP = 10**6


def bundle(*parts: bytes) -> bytes:
    return b'{"type": "bundle", "objects": [\n ' + b" ,\n ".join(parts) + b"] }"


def odd(*within: bytes) -> bytes:
    return b"{" + b",".join((ID, *within)) + b"}"


def split(source: bytes) -> tuple[list[Found], list[Unreadable]]:
    read = list(reading.read(source))
    assert all(source[each.start : each.start + len(each.raw)] == each.raw for each in read if isinstance(each, Found))
    assert [each.number for each in read] == list(range(len(read)))
    found = [each for each in read if isinstance(each, Found)]
    return found, [each for each in read if isinstance(each, Unreadable)]


def test_an_object_comes_with_its_head_its_bytes_and_its_place() -> None:
    source = bundle(GOOD[0], odd(b'"created":"2031-01-01T00:00:00.000Z"', b'"revoked":true', b'"x_ref":"a--1"'))
    found, unreadable = split(source)
    assert unreadable == []
    assert [each.raw for each in found] == [GOOD[0], source[found[1].start : -3]]
    head = found[1].head
    assert (head.type, head.revoked, head.modified) == ("identity", True, None)
    assert head.created is not None
    assert head.created.isoformat() == "2031-01-01T00:00:00+00:00"
    assert list(reading.references(found[1].contents())) == [("x_ref", "a--1")]


def test_contents_are_read_some_objects_at_a_time_and_what_is_broken_costs_itself_alone() -> None:
    twice, deep = odd(b'"x":1,"x":2'), odd(b'"x":' + b"[" * 300 + b"]" * 300)
    escaped = odd(b'"x\\u003a":{"y":1}')
    for parts in (GOOD, [*GOOD, twice, GOOD[0]], [deep, *GOOD], [escaped, odd(b'"x":18446744073709551616')], []):
        for some in (1, 2, 64):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(reading, "TOGETHER", some)
                whole = list(reading.whole(reading.read(bundle(*parts))))
            assert len(whole) == len(parts)
            for raw, each in zip(parts, whole, strict=True):
                if isinstance(each, Unreadable):
                    with pytest.raises(reading.WrongObject) as wrong:
                        reading.contents(raw)
                    assert each.why == str(wrong.value)
                else:
                    assert (each[0].raw, each[1]) == (raw, reading.contents(raw))
    assert [type(each) for each in reading.whole(reading.read(bundle(*GOOD, twice)))] == [tuple] * 3 + [Unreadable]


def test_heads_are_read_in_one_step_where_nothing_wants_care(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = b'{"more":false,"objects":[' + b",".join(GOOD) + b"]}"
    assert reading.heads(plain) == [each.head for each in split(plain)[0]]
    for odd_one in (odd(b'"revoked":"yes"'), b'{"type":"identity","id":"identity--1"}', b'{"type":"identity"'):
        assert reading.heads(bundle(GOOD[0], odd_one)) is None
    for frame in (b'{"objects":[],"objects":[%b]}', b'{"type":"note","objects":[%b]}', b'{"x":[1],"objects":[%b]}'):
        assert reading.heads(frame % GOOD[0]) is None
    assert reading.heads(b'{"objects":[' + b"[" * DEEP + b"]" * DEEP + b"]}") is None
    monkeypatch.setattr(reading, "LONGEST_OBJECT", len(plain) - 1)
    assert reading.heads(plain) is None


@pytest.mark.parametrize(
    "source",
    [
        b"[" + b",".join(GOOD) + b"]",
        b"\xef\xbb\xbf" + bundle(*GOOD),
        b'{"more":false,"objects":[' + b",".join(GOOD) + b"]}",
        b'{"type":"bundle","x":{"a":[1]},"objects":[' + b",".join(GOOD) + b'],"y":[2]}',
        json.dumps(json.loads(bundle(*GOOD)), indent=4).encode(),
    ],
    ids=["list", "mark", "envelope", "frame", "pretty"],
)
def test_sources_of_every_shape_are_read(source: bytes) -> None:
    found, unreadable = split(source)
    assert [each.contents() for each in found] == [json.loads(each) for each in GOOD]
    assert unreadable == []


@pytest.mark.parametrize(
    "one",
    [GOOD[0], odd(b'"objects":[{"a":1}]'), b" " + odd(b'"x":{"objects":[1]}') + b"\n"],
    ids=["sdo", "own", "inner"],
)
def test_one_object_is_a_source(one: bytes) -> None:
    assert [each.raw for each in split(one)[0]] == [one.strip()]


@pytest.mark.parametrize("source", [b"{}", b'{"type":"bundle","id":"x"}', bundle()])
def test_a_source_may_hold_nothing(source: bytes) -> None:
    assert split(source) == ([], [])


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"", "empty"),
        (b"5", "no object and no list"),
        (b"<html>", "no object and no list"),
        (b"{", "no JSON"),
        (b'{"x":' + b"[" * DEEP, "no JSON"),
        (b'{"type":"bundle","objects":5}', "no list"),
        (b'{"type":"bundle","type":"bundle"}', "stands twice"),
        (b'{"obj\\u0065cts":[]}', "no list"),
    ],
    ids=range(8),
)
def test_what_is_no_source_is_refused_whole(source: bytes, why: str) -> None:
    with pytest.raises(WrongSource, match=why):
        list(reading.read(source))


BROKEN = {
    "deep list": (odd(b'"x":' + b"[" * DEEP + b"]" * DEEP), "stand in each other"),
    "deep object": (odd(b'"x":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP), "stand in each other"),
    "nan": (odd(b'"x":NaN'), "from its sign 77"),
    "infinity": (odd(b'"x":-Infinity'), "not JSON"),
    "surrogate": (odd(b'"x":"\\ud800"'), "surrogate"),
    "number": (b"5", "not an object"),
    "text": (b'"{"', "not an object"),
    "list": (b"[{}]", "not an object"),
    "no type": (b'{"id":"x"}', "no type"),
    "other type": (b"{" + ID.replace(b'"identity"', b"5", 1) + b"}", "no type"),
    "other id": (b'{"type":"identity","id":{}}', "no id"),
    "wrong id": (b'{"type":"identity","id":"identity--x"}', "but 'identity--x'"),
    "torn text": (odd(b'"name":"torn'), "not JSON"),
    "no quotes": (odd(b'"name":torn'), "not JSON"),
    "comma": (odd(b'"x":1,'), "not JSON"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_costs_itself_alone(name: str) -> None:
    broken, why = BROKEN[name]
    found, unreadable = split(bundle(GOOD[0], broken, *GOOD[1:]))
    assert [each.raw for each in found] == GOOD
    assert [each.number for each in unreadable] == [1]
    assert why in unreadable[0].why


def test_a_mark_of_bytes_within_is_told_and_the_object_behind_it_read() -> None:
    found, unreadable = split(bundle(GOOD[0], b"\xef\xbb\xbf" + odd(), GOOD[1]))
    assert len(found) == 3
    assert "not JSON" in unreadable[0].why


def test_an_object_that_is_too_long_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_OBJECT", 5_000)
    found, unreadable = split(bundle(GOOD[0], odd(b'"x":"' + b"y" * 5_000 + b'"'), GOOD[1]))
    assert len(found) == 2
    assert "more than 5,000 bytes" in unreadable[0].why
    monkeypatch.setattr(reading, "LONGEST", 5_000)
    with pytest.raises(WrongSource, match="more than 5,000 bytes"):
        list(reading.read(b" " * 5_001))


@pytest.mark.parametrize(
    ("within", "why"),
    [
        (b'"name":"a","name":"b"', "The name 'name' stands twice."),
        (b'"x":{"a":1,"a" :2}', "x: The name 'a' stands twice."),
        (b'"x" : 1,"y":[{"a":1,"a":2}]', "y[0]: The name 'a' stands twice."),
        (b'"x":{"a":":","a":"\\u003a"}', "x: The name 'a' stands twice."),
        (b'"x":{"a":1,"\\u0061":2}', "x: The name 'a' stands twice."),
        (b'"x":1e999', "A number of the object is larger than any that can be held."),
        (b'"x":' + b"9" * 30, "A number of the object is larger than any that can be held."),
        (b'"x":' + b"9" * 9_999, "A number of the object is larger than any that can be held."),
        (b'"x":"\xff"', "The object is not UTF-8 from its byte 78 on."),
        (b'"x":' + b"[" * 300 + b"]" * 300, "More than 250 objects or lists stand in each other."),
    ],
    ids=range(10),
)
def test_contents_that_cannot_be_are_refused_with_the_place(within: bytes, why: str) -> None:
    read = split(bundle(GOOD[0], odd(within)))
    assert len(read[0]) == 2
    with pytest.raises(reading.WrongObject) as refused:
        read[0][1].contents()
    assert str(refused.value) == why


def test_wrong_heads_are_read_as_far_as_they_can_be() -> None:
    (found,), _ = split(odd(b'"created":5', b'"modified":"2031-01-01"', b'"revoked":"yes"', b'"object_refs":["a",1]'))
    assert (found.head.created, found.head.modified, found.head.revoked) == (None, None, False)
    assert found.head.object_refs == ("a",)


def test_a_time_without_its_zone_is_none_and_an_id_may_begin_with_another_type() -> None:
    naive = odd(b'"modified":"2031-01-01T00:00:00"')
    other = b'{"type":"x-y","id":"x-y-z--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}'
    found, unreadable = split(bundle(naive, other))
    assert [each.head.modified for each in found] == [None, None]
    assert unreadable == []


@pytest.mark.parametrize("behind", [b" x", b"]}", b',{"a":1}'])
def test_what_stands_behind_the_objects_is_not_lost_in_silence(behind: bytes) -> None:
    found, unreadable = split(bundle(*GOOD) + behind)
    assert len(found) == 3
    assert len(unreadable) == 1


def test_a_list_that_is_not_closed_is_read_to_its_end() -> None:
    found, unreadable = split(bundle(*GOOD)[:-3])
    assert len(found) == 3
    assert "not closed" in unreadable[0].why


@pytest.mark.parametrize("part", [b"{x},", b'{"a":"},', b'{"a":1,{"b":2},', b"[[{,"])
def test_many_broken_parts_are_passed_without_going_back(part: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    follow = cutting.balanced_end
    monkeypatch.setattr(
        cutting, "balanced_end", lambda source, place: asked.append(follow(source, place)) or asked[-1]
    )  # fmt: skip
    split(bundle(part * 2_000))
    assert asked.count(-1) <= 1
