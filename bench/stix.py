"""STIX read, judged and its patterns parsed, beside stix2, stix2-validator and stix2-patterns on the same objects.

Objects and patterns are invented, of every type in turn. The objects that are timed are those that both sides read and
find valid; before, ten thousand mutated objects and two thousand patterns get a verdict from both sides, and any that
differ are counted. Where the peer stops with an exception of its own it has no verdict.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from bench.measure import Line, compared, pairs, tell

OBJECTS, JUDGED, MUTATED, PATTERNS = 2_000, 300, 10_000, 2_000
READ_GOAL, CHECK_GOAL, PATTERN_GOAL = 40, 80, 8


def lines() -> Iterator[Line]:
    """Measure reading, judging and patterns, and count verdicts that differ."""
    yield from _verdicts()
    parts, bundle = _valid()
    judged = parts[:JUDGED]
    yield compared(
        "STIX: objects of a bundle with all contents, looked through for doubled names; peer: stix2.parse",
        len(parts), pairs(_contents(bundle), _parse(bundle)), READ_GOAL,
    )  # fmt: skip
    heads = pairs(_read(bundle), _parse(bundle))
    line = compared("STIX: heads alone (ids, times, references) with bytes and places", len(parts), heads, 0)
    yield Line(line.what, line.ours, line.peer, line.ratio, "", True)
    line = compared(
        "STIX: pieces with drafts, links, marks and losses; peer: stix2.parse",
        len(parts), pairs(_pieces(bundle), _parse(bundle)), 0,
    )  # fmt: skip
    yield Line(line.what, line.ours, line.peer, line.ratio, "", True)
    yield compared(
        "STIX: verdicts on objects; peer: stix2-validator",
        len(judged), pairs(_judge(judged), _validate(judged), 3), CHECK_GOAL,
    )  # fmt: skip
    patterns = _right_patterns()
    yield compared(
        "STIX: patterns; peer: stix2-patterns",
        len(patterns), pairs(_patterns(patterns), _their_patterns(patterns), 3), PATTERN_GOAL,
    )  # fmt: skip


def _verdicts() -> Iterator[Line]:
    from tests.worlds import stix, stix_patterns, stix_peer

    from bowstreet.formats.stix import checking, patterns

    counted = {True: 0, False: 0, None: 0}
    differing = 0
    for number in range(MUTATED):
        held = stix.broken(number)
        theirs = stix_peer.verdict(held)
        counted[theirs] += 1
        differing += theirs is not None and (checking.fault_of(held) is None) is not theirs
    valid, invalid, none = f"{counted[True]:,} valid", f"{counted[False]:,} invalid", f"{counted[None]:,} none"
    yield Line(
        "STIX: verdicts on 10,000 mutated objects that differ from stix2-validator's",
        str(differing), f"{valid}, {invalid}, {none}", "", "0", differing == 0,
    )  # fmt: skip
    differing = 0
    for number in range(PATTERNS):
        pattern = stix_patterns.pattern(number)
        try:
            ours = bool(patterns.read(pattern))
        except patterns.WrongPattern:
            ours = False
        differing += ours is not (stix_peer.pattern_verdict(pattern) or False)
    yield Line(f"STIX: verdicts on {PATTERNS:,} patterns that differ from stix2-patterns'", str(differing), "", "", "0",
               differing == 0)  # fmt: skip


def _valid() -> tuple[list[dict[str, Any]], bytes]:
    """Return objects that both sides read and find valid, and a bundle of them."""
    import stix2
    from tests.worlds import stix

    from bowstreet.formats.stix import checking

    held = []
    for number in range(OBJECTS):
        made = stix.right(number)
        try:
            stix2.parse(made, allow_custom=True)
        except (stix2.exceptions.STIXError, ValueError):
            continue
        if checking.fault_of(made) is None:
            held.append(made)
    frame = {"type": "bundle", "id": "bundle--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "objects": held}
    return held, json.dumps(frame).encode()


def _right_patterns() -> list[str]:
    from tests.worlds import stix_patterns

    from bowstreet.formats.stix import patterns

    found = []
    for number in range(600):
        pattern = stix_patterns.right_pattern(number)
        try:
            patterns.read(pattern)
        except patterns.WrongPattern:
            continue
        found.append(pattern)
    return found


def _read(bundle: bytes) -> Callable[[int], None]:
    from bowstreet.formats.stix import reading

    def do(_: int) -> None:
        for each in reading.read(bundle):
            assert isinstance(each, reading.Found)

    return do


def _contents(bundle: bytes) -> Callable[[int], None]:
    from bowstreet.formats.stix import reading

    def do(_: int) -> None:
        for each in reading.whole(reading.read(bundle)):
            assert isinstance(each, tuple)

    return do


def _pieces(bundle: bytes) -> Callable[[int], None]:
    from bowstreet.formats.stix import exchanging

    def do(_: int) -> None:
        came = exchanging.read(bundle)
        assert came.pieces
        assert not came.refused

    return do


def _parse(bundle: bytes) -> Callable[[int], None]:
    import stix2

    text = bundle.decode()
    return lambda _: stix2.parse(text, allow_custom=True)


def _judge(judged: list[dict[str, Any]]) -> Callable[[int], None]:
    from bowstreet.formats.stix import checking

    def do(_: int) -> None:
        for held in judged:
            assert checking.fault_of(held) is None

    return do


def _validate(judged: list[dict[str, Any]]) -> Callable[[int], None]:
    from stix2validator import ValidationOptions, validate_parsed_json

    options = ValidationOptions(version="2.1", silent=True)

    def do(_: int) -> None:
        for held in judged:
            assert validate_parsed_json(held, options).is_valid

    return do


def _patterns(found: list[str]) -> Callable[[int], None]:
    from bowstreet.formats.stix import patterns

    def do(_: int) -> None:
        for pattern in found:
            patterns.read(pattern)

    return do


def _their_patterns(found: list[str]) -> Callable[[int], None]:
    from stix2patterns.validator import run_validator

    def do(_: int) -> None:
        for pattern in found:
            assert not run_validator(pattern, "2.1")

    return do


if __name__ == "__main__":
    tell(lines())
