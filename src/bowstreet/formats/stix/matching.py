"""Does a pattern match what was observed? Observations with the cyber-observables in them, and the times of each.

A comparison is asked of one object at a time: what AND joins within square brackets is true of the same object.
Observations that AND or FOLLOWEDBY join are different ones. How many ways to put observations together are tried is
bounded; where that does not settle it, ``CannotBeMatched`` says so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bowstreet.formats.stix import comparing
from bowstreet.formats.stix.comparing import CannotBeMatched
from bowstreet.formats.stix.patterns import Comparison, Joined, Observed, Part, Qualifier

MOST_WAYS = 200_000
"""Ways to put observations together that are tried for one pattern."""

MOST_REPEATS = 300
"""How often an observation can be asked to be repeated."""

Way = tuple[int, ...]
"""Numbers of observations that make a part of a pattern true; one may stand as often as it was observed."""


class Observation(NamedTuple):
    """What was observed between two moments, ``number`` times, as cyber-observables by their ids."""

    first: datetime
    last: datetime
    number: int
    objects: dict[str, dict[str, Any]]


def matched(pattern: Part, observations: Sequence[Observation]) -> Way | None:
    """Return the numbers of the observations by which a pattern is true, None where it is not.

    Raise ``CannotBeMatched`` where that cannot be told in bounded time.
    """
    return next(_Matcher(observations).ways(pattern), None)


class _Ways:
    """Ways that are found when they are asked for, and kept for the next who asks."""

    def __init__(self, found: Iterator[Way]) -> None:
        self._found, self._kept = found, list[Way]()

    def __iter__(self) -> Iterator[Way]:
        at = 0
        while True:
            if at == len(self._kept):
                way = next(self._found, None)
                if way is None:
                    return
                self._kept.append(way)
            yield self._kept[at]
            at += 1


class _Matcher:
    def __init__(self, observations: Sequence[Observation]) -> None:
        self._observations, self._tried = observations, 0

    def ways(self, part: Part) -> Iterator[Way]:
        """Yield the ways in which a part is true."""
        if isinstance(part, Observed):
            yield from self._observed(part)
        elif isinstance(part, Joined):
            yield from self._joined(part)

    def _try(self) -> None:
        self._tried += 1
        if self._tried > MOST_WAYS:
            raise CannotBeMatched(f"More than {MOST_WAYS:,} ways to put observations together were tried.")

    def _observed(self, part: Observed) -> Iterator[Way]:
        if part.bracketed:
            asked = _objects_matching(part.inside)
            found: Iterator[Way] = (
                (number,) for number, each in enumerate(self._observations) if asked(each.objects)
            )  # fmt: skip
        else:
            found = self.ways(part.inside)
        for at, qualifier in enumerate(part.qualifiers):
            later = part.qualifiers[at + 1 :]
            found = self._qualified(found, qualifier, next((each for each in later if each.name == "WITHIN"), None))
        return found

    def _joined(self, part: Joined) -> Iterator[Way]:
        if part.operator == "OR":
            for each in part.parts:
                yield from self.ways(each)
            return
        first, *others = part.parts
        found = self.ways(first)
        for each in others:
            found = self._both(found, _Ways(self.ways(each)), part.operator == "FOLLOWEDBY")
        yield from found

    def _both(self, left: Iterator[Way], right: Iterable[Way], in_order: bool) -> Iterator[Way]:
        for one in left:
            for other in right:
                self._try()
                if self._are_there(one + other) and (not in_order or self._follows(one, other)):
                    yield one + other

    def _are_there(self, way: Way) -> bool:
        """Say whether each observation was made as often as a way needs it."""
        if len(set(way)) == len(way):
            return True
        return all(self._observations[number].number >= count for number, count in Counter(way).items())

    def _follows(self, one: Way, other: Way) -> bool:
        last_begun = max(self._observations[number].first for number in one)
        return last_begun <= min(self._observations[number].last for number in other)

    def _qualified(self, found: Iterator[Way], by: Qualifier, within: Qualifier | None) -> Iterator[Way]:
        if by.name == "REPEATS":
            return self._repeated(list(found), int(by.values[0]), _duration(within) if within else None)
        if by.name == "WITHIN":
            duration = _duration(by)
            return (way for way in found if self._is_within(way, duration))
        start, stop = (comparing.time(value[2:-1]) for value in by.values)
        if start is None or stop is None:
            raise CannotBeMatched("The pattern names a time that there is not.")
        return (way for way in found if start < stop and self._is_between(way, start, stop))

    def _is_within(self, way: Way, duration: timedelta) -> bool:
        observed = [self._observations[number] for number in way]
        begin = min(each.last for each in observed)
        return all(each.first - begin <= duration for each in observed)

    def _is_between(self, way: Way, start: datetime, stop: datetime) -> bool:
        observed = [self._observations[number] for number in way]
        return all(each.first < stop and each.last >= start for each in observed)

    def _repeated(self, ways: list[Way], times: int, within: timedelta | None) -> Iterator[Way]:
        """Yield so many ways taken together. Where all have to lie within a time, only those that can are tried."""
        if not 0 < times <= MOST_REPEATS:
            raise CannotBeMatched(f"A pattern can ask for 1 to {MOST_REPEATS} repeats.")
        if within is None or times == 1:
            yield from self._chosen(ways, times, ())
            return
        for way in ways:
            begin = min(self._observations[number].last for number in way)
            near = [each for each in ways if self._is_near(each, begin, within)]
            if self._capacity(near) >= times * len(way):
                yield from self._chosen(near, times, ())

    def _is_near(self, way: Way, begin: datetime, within: timedelta) -> bool:
        observed = [self._observations[number] for number in way]
        return all(each.last >= begin and each.first - begin <= within for each in observed)

    def _capacity(self, ways: list[Way]) -> int:
        return sum(self._observations[number].number for number in {number for way in ways for number in way})

    def _chosen(self, ways: list[Way], times: int, taken: Way) -> Iterator[Way]:
        if times == 0:
            yield taken
            return
        for at, way in enumerate(ways):
            self._try()
            if self._are_there(taken + way):
                yield from self._chosen(ways[at:], times - 1, taken + way)


def _duration(within: Qualifier) -> timedelta:
    try:
        return timedelta(seconds=float(within.values[0]))
    except OverflowError:
        return timedelta.max / 4


Objects = dict[str, dict[str, Any]]


def _objects_matching(part: Part) -> Callable[[Objects], set[str]]:
    """Return a function that says of which objects a comparison, or several joined, is true."""
    if isinstance(part, Joined):
        asked = [_objects_matching(each) for each in part.parts]
        if part.operator == "AND":
            return lambda objects: set.intersection(*(each(objects) for each in asked))
        return lambda objects: set().union(*(each(objects) for each in asked))
    if not isinstance(part, Comparison):
        raise CannotBeMatched("An observation stands within another.")
    path, negated = part.path, part.negated
    if part.operator == "EXISTS":
        return lambda objects: {
            own for own, held in _of_type(objects, path.type) if bool(_reached(held, path.steps, objects)) != negated
        }
    test = comparing.test(part)
    return lambda objects: {
        own
        for own, held in _of_type(objects, path.type)
        if any(test(value) for value in _reached(held, path.steps, objects))
    }


def _of_type(objects: Objects, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((own, held) for own, held in objects.items() if held.get("type") == kind)


def _reached(held: dict[str, Any], steps: tuple[str | int | None, ...], objects: Objects) -> list[Any]:
    """Return the values to which a path leads. What is reached twice is kept once, so that cycles cannot multiply."""
    reached: list[Any] = [held]
    for step in steps:
        taken = [one for each in reached for one in _stepped(each, step, objects)]
        reached = list({id(each): each for each in taken}.values())
    return reached


def _stepped(value: Any, step: str | int | None, objects: Objects) -> list[Any]:
    if isinstance(step, str):
        if not isinstance(value, dict) or step not in value:
            return []
        return _resolved(step, comparing.octets(step, value[step]), objects)
    if not isinstance(value, list):
        return []
    if step is None:
        return value
    return [value[step]] if step < len(value) else []


def _resolved(name: str, value: Any, objects: Objects) -> list[Any]:
    """Return what a property holds, the objects in place of the ids that name them."""
    if name.endswith("_ref"):
        return [objects[value]] if isinstance(value, str) and value in objects else []
    if name.endswith("_refs"):
        named = (
            [objects[each] for each in value if isinstance(each, str) and each in objects]
            if isinstance(value, list)
            else []
        )
        return [named] if named else []
    return [value]
