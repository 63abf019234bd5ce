from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bowstreet.formats.stix import comparing, matching, observing, patterns
from bowstreet.formats.stix.matching import Observation
from bowstreet.formats.stix.patterns import Comparison, Joined, Literal, ObjectPath, Observed, Qualifier

NOON = datetime(2031, 1, 1, 12, tzinfo=UTC)
FILE: dict[str, Any] = {
    "type": "file",
    "id": "file--1",
    "name": "tea.exe",
    "size": 5,
    "payload_hex": "4d5a",
    "mtime": "2031-01-01T00:00:00Z",
    "hashes": {"MD5": "a" * 32},
    "tags": [{"k": 1}, "b"],
    "parent_ref": "file--1",
    "child_refs": ["file--1", "file--1"],
}
URL = {"type": "url", "id": "url--1", "value": "tée"}
NET = {"type": "ipv4-addr", "id": "ipv4-addr--1", "value": "10.1.2.3"}


def seen(*objects: dict[str, Any], after: float = 0, lasting: float = 0, number: int = 1) -> Observation:
    first = NOON + timedelta(seconds=after)
    return Observation(first, first + timedelta(seconds=lasting), number, {each["id"]: each for each in objects})


def matches(pattern: str, *observed: Observation) -> bool:
    return matching.matched(patterns.read(pattern), observed or (seen(FILE, URL, NET),)) is not None


def test_a_pattern_is_read_into_its_parts() -> None:
    read = patterns.read(r"[a:'b c'.d[0][*] NOT IN ('x\'y', 1)] OR ([x-y:z = true] WITHIN 5 SECONDS) REPEATS 2 TIMES")
    first = Comparison(
        ObjectPath("a", ("b c", "d", 0, None)), "IN", True, (Literal("text", r"'x\'y'"), Literal("whole", "1"))
    )
    second = Comparison(ObjectPath("x-y", ("z",)), "=", False, (Literal("bool", "true"),))
    inner = Observed(second, True, (Qualifier("WITHIN", ("5",)),))
    assert read == Joined("OR", (Observed(first, True), Observed(inner, False, (Qualifier("REPEATS", ("2",)),))))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "does not begin"),
        ("[a:b = 1", "at sign 9: there should be ], not the end"),
        ("[a:b = 1] [c:d = 1]", "at sign 11"),
        ("[a:b[-1] = 1]", "below nought"),
        ("[a:b = 1] REPEATS -1 TIMES", "below nought"),
        ("[a:b = 1] WITHIN 1 SECONDS WITHIN 1 SECONDS", "two qualifiers WITHIN"),
        ("[file:hashes.MD5 = 'x']", "MD5 is none"),
        ("(" * 100 + "[a:b = 1]" + ")" * 100, "More than 60 brackets"),
        ("[" + "(" * 10_000, "More than 60 brackets"),
        ("[a:b = '" + "x" * 1_000_000 + "']", "more than 1,000,000 signs"),
        ("[a:b = 1]\x00", "at sign 10"),
    ],
    ids=range(11),
)
def test_what_is_no_pattern_is_refused_with_the_place(pattern: str, why: str) -> None:
    with pytest.raises(patterns.WrongPattern) as refused:
        patterns.read(pattern)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    "pattern",
    [
        "[file:name = 'tea.exe' AND file:size > 4]",
        "[file:name LIKE 'te%.ex_']",
        "[file:name MATCHES '^tea']",
        "[file:size IN (1, 5)]",
        "[file:size != 'x']",
        "[file:payload_hex = b'TVo=']",
        "[file:mtime < t'2031-01-02T00:00:00Z']",
        "[file:hashes.MD5 NOT = '" + "b" * 32 + "']",
        "[file:tags[*].k = 1 AND file:tags[1] = 'b']",
        "[file:parent_ref.parent_ref.size = 5]",
        "[file:child_refs[*].child_refs[*].child_refs[*].size = 5]",
        "[EXISTS file:name] AND [NOT EXISTS file:nothing]",
        "[url:value = 'te\u0301e']",
        "[ipv4-addr:value ISSUBSET '10.0.0.0/8' AND ipv4-addr:value ISSUPERSET '10.1.2.3/32']",
    ],
)
def test_a_pattern_matches(pattern: str) -> None:
    assert matches(pattern, *(seen(FILE, URL, NET) for _ in range(2)))


@pytest.mark.parametrize(
    "pattern",
    [
        "[file:name = 'tea.exe' AND url:value = 'tée']",
        "[file:name = 'tea.exe'] AND [url:value = 'tée']",
        "[file:size = '5']",
        "[file:size = true]",
        "[file:size NOT > 'x']",
        "[file:tags[5] = 'b']",
        "[url:value LIKE 'e%']",
        "[ipv4-addr:value ISSUBSET '2001:db8::/32']",
        "[file:name = 'tea.exe'] REPEATS 2 TIMES",
        "[NOT EXISTS file:name]",
    ],
)
def test_a_pattern_does_not_match(pattern: str) -> None:
    assert not matches(pattern)


def test_times_and_numbers_of_observations_count() -> None:
    early, late, often = seen(FILE), seen(URL, after=60, lasting=10), seen(NET, after=100, number=3)
    assert matches("[file:size = 5] FOLLOWEDBY [url:value LIKE '%']", early, late)
    assert not matches("[url:value LIKE '%'] FOLLOWEDBY [file:size = 5]", early, late)
    assert matches("([file:size = 5] AND [url:value LIKE '%']) WITHIN 60 SECONDS", early, late)
    assert not matches("([file:size = 5] AND [url:value LIKE '%']) WITHIN 59.9 SECONDS", early, late)
    assert matches("[ipv4-addr:value LIKE '%'] REPEATS 3 TIMES WITHIN 1 SECONDS", often)
    assert not matches("[ipv4-addr:value LIKE '%'] REPEATS 4 TIMES", often)
    span = "START t'2031-01-01T12:01:10Z' STOP t'2031-01-01T12:01:11Z'"
    assert matches(f"[url:value LIKE '%'] {span}", late)
    assert not matches(f"[url:value LIKE '%'] {span.replace('01:10Z', '01:11Z').replace('11Z', '12Z', 2)}", late)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"[file:name MATCHES '(a)\\1']", "cannot be run in bounded time"),
        ("[file:name MATCHES '(?=a)']", "cannot be run in bounded time"),
        ("[file:mtime = t'2031-02-30T00:00:00Z']", "which there is not"),
        ("[ipv4-addr:value ISSUBSET 'tea']", "no address and no net"),
        ("[file:size = 5] REPEATS 100000 TIMES", "1 to 300 repeats"),
        ("[file:size = " + "9" * 500 + "]", "more than 400 digits"),
        ("([file:size = 5] REPEATS 9 TIMES AND [url:value = 'x']) WITHIN 0 SECONDS", ""),
    ],
    ids=range(7),
)
def test_what_cannot_be_matched_says_so(pattern: str, why: str) -> None:
    if why:
        with pytest.raises(comparing.CannotBeMatched, match=why):
            matches(pattern)
    else:
        assert not matches(pattern, *(seen(FILE, after=each) for each in range(9)))


def test_ways_that_cannot_all_be_tried_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_WAYS", 1_000)
    observed = [seen(FILE, after=each) for each in range(40)]
    with pytest.raises(comparing.CannotBeMatched, match="More than 1,000 ways"):
        matches("([file:size = 5] AND [file:size = 5] AND [file:size = 5]) START t'2020-01-01T00:00:00Z' "
                "STOP t'2021-01-01T00:00:00Z'", *observed)  # fmt: skip


def test_an_expression_of_the_pattern_cannot_blow_up() -> None:
    held = FILE | {"name": "a" * 50_000 + "!"}
    assert not matches("[file:name MATCHES '^(a+)+$']", seen(held))
    assert not matches("[file:name LIKE '" + "%a" * 50 + "%b']", seen(held))


def test_observed_data_are_made_observations() -> None:
    observed = {
        "type": "observed-data",
        "id": "observed-data--1",
        "first_observed": "2031-01-01T12:00:00Z",
        "last_observed": "2031-01-01T12:00:01Z",
        "number_observed": 2,
    }
    named = observed | {"object_refs": ["file--1", "url--9"]}
    inside = observed | {"objects": {"0": NET}}
    wrong = [observed | {"number_observed": 0}, observed | {"first_observed": "x"}, observed | {"last_observed": NOON}]
    read = observing.observations([named, inside, *wrong, FILE])
    assert [list(each.objects) for each in read] == [["file--1"], ["0"]]
    assert [each.number for each in read] == [2, 2]
