"""A pattern of STIX matched against records: each that the reader may see is one observation of what it says.

A record is looked at where a value that the pattern names finds it, exactly as a search does; what it holds is then
told as cyber-observables, to the depth that opens, and the pattern is asked of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final

import orjson

from bowstreet.casework.sharing import bundling
from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.formats.stix import apart, comparing, matching, patterns
from bowstreet.formats.stix.comparing import CannotBeMatched
from bowstreet.formats.stix.matching import Observation
from bowstreet.formats.stix.patterns import Joined, Observed, Part
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import finding, leaving, rows
from bowstreet.holdings.repository.choosing import EVERYTHING
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

MOST_VALUES: Final = 50
"""So many values of a pattern are looked for."""

MOST: Final = 200
"""So many records that one value finds are looked at, the newest first."""


class NotAPattern(Invalid):
    """A text that is no pattern, or one that cannot be matched here; the sentence says why and where."""

    field = "pattern"


@dataclass(frozen=True)
class Matching:
    """A record that makes one of the pattern's observations true; ``part`` is the number of that, from 1."""

    record: str
    kind: str
    title: str
    part: int


@dataclass(frozen=True)
class PatternMatch:
    """What a pattern finds: whether the whole of it is true of what the reader may see, and of which records what.

    ``parts`` is how many observations it has, ``looked`` how many records were looked at.
    """

    is_true: bool
    parts: int
    looked: int
    records: tuple[Matching, ...]


def match(*, reader: Reader, now: datetime, pattern: str) -> PatternMatch:
    """Match a pattern against what the reader may see; an entry in the ledger. Raise ``NotAPattern``."""
    gate.wants_purpose(reader)
    part = _read(pattern)
    ids = _candidates(reader, now, _values(part))
    made = leaving.given(reader=reader, now=now, ids=ids, lets=lambda _: True)
    told = [bundling.record(each) for each in made.records]
    observations = [_observed(each) for each in told]
    brackets = list(_brackets(part))
    try:
        whole = matching.matched(part, observations)
        found = tuple(
            Matching(record.id, record.kind, record.title, number)
            for number, each in enumerate(brackets, 1)
            for record, one in zip(told, observations, strict=True)
            if matching.matched(each, [one]) is not None
        )
    except CannotBeMatched as wrong:
        raise NotAPattern(str(wrong)) from None
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="pattern.match", now=now, count=len(found), query=pattern,
        records=sorted({each.record for each in found}),
    )  # fmt: skip
    return PatternMatch(whole is not None, len(brackets), len(told), found)


def _read(pattern: str) -> Part:
    try:
        return patterns.read(pattern)
    except patterns.WrongPattern as wrong:
        raise NotAPattern(str(wrong)) from None


def _values(part: Part) -> list[str]:
    """Return the values that a pattern names; raise ``NotAPattern`` where there are none, or too many."""
    named = [
        str(comparing.constant(each))
        for one in patterns.comparisons(part)
        if one.operator in ("=", "IN") and not one.negated
        for each in one.values
        if each.sort == "text"
    ]
    found = list(dict.fromkeys(each for each in named if each.strip()))
    if not found:
        raise NotAPattern("A pattern finds records by the values that it names with = or IN; this one names none.")
    if len(found) > MOST_VALUES:
        raise NotAPattern(f"Up to {MOST_VALUES} values of a pattern are looked for; this one names {len(found):,}.")
    return found


def _candidates(reader: Reader, now: datetime, values: Sequence[str]) -> list[str]:
    numbers = {one for each in values for one in finding.all_of(reader, now, each, EVERYTHING, MOST)}
    return sorted(row.uid for row in rows.by_ids(numbers).values())


def _observed(record: Leaving) -> Observation:
    """Return what a record says as one observation, between the days on which it was seen."""
    objects: dict[str, dict[str, Any]] = {}
    for _, singles in apart.of_records([record]):
        for each in map(orjson.loads, (one.text for one in singles)):
            if "created" not in each:
                objects[each["id"]] = each
    first = datetime.combine(record.first_seen, time.min, UTC) if record.first_seen else record.created_at
    last = datetime.combine(record.last_seen, time.max, UTC) if record.last_seen else record.modified_at
    return Observation(first, max(first, last), 1, objects)


def _brackets(part: Part) -> list[Observed]:
    """Return the observations of a pattern that stand in square brackets, without what qualifies them."""
    if isinstance(part, Observed):
        return [part._replace(qualifiers=())] if part.bracketed else _brackets(part.inside)
    return [one for each in part.parts for one in _brackets(each)] if isinstance(part, Joined) else []
