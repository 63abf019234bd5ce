"""STIX beside the programs of OASIS: verdicts, ids and matches are theirs, wherever they have one."""

import json

import pytest
import stix2
from stix2matcher.matcher import match
from tests.worlds import stix, stix_matches, stix_patterns, stix_peer

from bowstreet.formats.stix import checking, comparing, identifying, matching, observing, patterns, shoulds

UNSEEN = ("id", "granular_markings")
"""What is left out before stix2 makes an id: it refuses selectors that point at an id which is not there yet."""


def told(part: range) -> tuple[int, int, int]:
    """Return how many verdicts there were, and how many of them were valid and invalid on both sides."""
    valid = invalid = 0
    for number in part:
        held = stix.broken(number)
        ours, theirs = checking.fault_of(held), stix_peer.verdict(held)
        if theirs is not None:
            assert (ours is None) is theirs, (number, str(ours), json.dumps(held))
            valid, invalid = valid + theirs, invalid + (not theirs)
    return len(part), valid, invalid


@pytest.mark.parametrize("first", [0, 500])
def test_mutated_objects_get_the_verdict_of_the_validator(first: int) -> None:
    count, valid, invalid = told(range(first, first + 500))
    assert valid > count / 8
    assert invalid > count / 3
    assert valid + invalid > count * 0.97


def test_objects_of_every_type_are_valid_on_both_sides() -> None:
    for number in range(len(stix.stix_samples.ALL)):
        held = stix.right(number)
        if held["type"] != "indicator":
            assert checking.fault_of(held) is None
            assert stix_peer.verdict(held) is True


@pytest.mark.parametrize(("version", "first"), [("2.1", 0), ("2.0", 5000)])
def test_patterns_get_the_verdict_of_the_pattern_validator(version: str, first: int) -> None:
    seen = {True: 0, False: 0}
    for number in range(first, first + 400):
        pattern = stix_patterns.pattern(number)
        theirs = stix_peer.pattern_verdict(pattern, version)
        try:
            ours, why = bool(patterns.read(pattern, version)), ""
        except patterns.WrongPattern as wrong:
            ours, why = False, str(wrong)
        assert ours is (theirs or False), (pattern, why)
        seen[ours] += 1
    assert min(seen.values()) > 80


def test_ids_are_those_of_stix2() -> None:
    compared = 0
    for number in range(600):
        held = stix.right(number)
        if held["type"] in identifying.CONTRIBUTORS:
            try:
                parsed = stix2.parse({name: held[name] for name in held if name not in UNSEEN}, allow_custom=True)
            except (stix2.exceptions.STIXError, ValueError):
                continue
            theirs = parsed.get("id", "")
            assert theirs[-22:-21] in ("", "4") or identifying.deterministic_id(held) == theirs
            compared += theirs[-22:-21] == "5"
    assert compared > 100


def test_patterns_match_what_the_matcher_matches() -> None:
    seen = {True: 0, False: 0}
    for number in range(400):
        pattern, bundle = stix_matches.case(number)
        try:
            theirs = bool(match(pattern, [json.loads(json.dumps(bundle))], stix_version="2.1"))
        except Exception:
            continue
        try:
            ours = matching.matched(patterns.read(pattern), observing.observations(bundle["objects"])) is not None
        except comparing.CannotBeMatched:
            ours = False
        assert ours is theirs, (pattern, json.dumps(bundle))
        seen[ours] += 1
    assert min(seen.values()) > 40


def test_warnings_are_given_where_stix2_validator_gives_them() -> None:
    differing = []
    for number in range(400):
        held = stix.right(number)
        theirs = stix_peer.warns(held)
        if theirs is not None and bool(shoulds.warnings_of(held)) is not theirs:
            differing.append((number, held["type"], [str(each) for each in shoulds.warnings_of(held)]))
    assert differing == []
