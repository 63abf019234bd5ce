"""Which parts stand in a source of MISP and where: events, attributes, objects and reports, each with its place.

MISP writes an event alone, wrapped in ``{"Event": ...}``, in a list, in a ``response`` of its REST interface, or an
attribute or an object by itself. What is broken costs itself alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bowstreet.formats.exchange import cutting

EVENT, ATTRIBUTE, OBJECT, REPORT = "event", "attribute", "object", "event-report"
"""The sorts of parts."""

_HEAD = 65_536
_LISTS = {"Attribute": ATTRIBUTE, "Object": OBJECT, "EventReport": REPORT}
_NAMES = re.compile(
    rb'"(Event|Attribute|Object|EventReport|Orgc|Org|threat_level_id|analysis|distribution|sharing_group_id|to_ids'
    rb"|ObjectReference|template_uuid|template_version|meta-category|orgc_id|published|publish_timestamp|RelatedEvent"
    rb'|ShadowAttribute|attribute_count|event_creator_email|disable_correlation|object_relation|category|info)"\s*:'
)
_CERTAIN = re.compile(rb'"Event"\s*:\s*\{')
_OTHERS = re.compile(rb'"(?:spec_version|@context|@graph|misp-attribute|\$schema)"\s*:|"type"\s*:\s*"bundle"')
_OF_EVENT = frozenset(("info", "Orgc", "orgc_id", "threat_level_id", "analysis", *_LISTS))
_ENOUGH = 3
"""So many names of MISP make a source one."""

_TOP = 4
"""So many wrappings may stand round an event."""


class WrongSource(ValueError):
    """A source that is refused whole; the message says why in a sentence."""


class Part(NamedTuple):
    """One part: its sort, its number among the events (0 for what stands in none), and where its bytes stand.

    ``frame`` are the bytes of an event with its lists of parts emptied; of others it is empty. ``shown`` is where the
    text of a part stands that tells nothing of another part: of an event with such lists the stretch between them that
    has its title, else the longest. ``why`` says what is wrong with the source from ``start`` on, if anything is.
    """

    sort: str
    event: int
    start: int
    end: int
    frame: bytes = b""
    why: str = ""
    place: str = ""
    shown: tuple[int, int] | None = None


def recognises(head: bytes) -> bool:
    """Say whether a source that begins with these bytes is of MISP.

    >>> recognises(b'{"Event": {"info": "x"}}'), recognises(b'{"type": "bundle", "objects": []}')
    (True, False)
    """
    head = head[:_HEAD]
    at = cutting.begin(head)
    if head[at : at + 1] not in (b"{", b"["):
        return False
    if _OTHERS.search(head[:2_000]):
        return False
    return _CERTAIN.search(head) is not None or len({each[1] for each in _NAMES.finditer(head)}) >= _ENOUGH


def parts(source: bytes, events: int = 0) -> Iterator[Part]:
    """Yield the parts of a source in their order; raise ``WrongSource`` where it is of no known shape.

    ``events`` were counted in sources before.
    """
    start = cutting.begin(source)
    if source[start : start + 1] not in (b"{", b"["):
        raise WrongSource("The source is empty." if start >= len(source) else "The source is no object and no list.")
    yield from _Walk(source, events).value(start, len(source.rstrip()), "", _TOP)


class _Walk:
    """A walk through one source; it counts the events."""

    def __init__(self, source: bytes, events: int) -> None:
        """Begin at the first event, so many stood in other sources."""
        self.source = source
        self.events = events

    def value(self, start: int, end: int, place: str, left: int) -> Iterator[Part]:
        """Yield the parts of a value that may wrap others."""
        opening = self.source[start : start + 1]
        if opening == b"[" and left:
            for number, each in enumerate(cutting.elements(self.source, start, end)):
                here = f"{place}[{number}]"
                if each.why:
                    yield Part("", self.events, each.start, each.end, why=each.why, place=here)
                else:
                    yield from self.value(each.start, each.end, here, left - 1)
        elif opening == b"{":
            yield from self._object(start, end, place, left)
        else:
            yield Part("", self.events, start, end, why="This is no event, attribute or object.", place=place)

    def _object(self, start: int, end: int, place: str, left: int) -> Iterator[Part]:
        found, end = cutting.members(self.source, start, end)
        names = [each.name for each in found]
        if twice := next((each for each in names if each and names.count(each) > 1), ""):
            yield from self._doubled(found, twice, start, end, place)
        elif "response" in names and left:
            yield from self._wrapped(found, "response", place, left)
        elif "Event" in names and "event_id" not in names and left:
            yield from self._wrapped(found, "Event", place, left)
        elif "template_uuid" in names or {"meta-category", "Attribute"} <= set(names):
            yield Part(OBJECT, 0, start, end, place=place)
        elif "type" in names and "value" in names:
            yield Part(ATTRIBUTE, 0, start, end, place=place)
        elif _is_list_alone(names):
            yield from self._lists(found, 0, place)
        elif len(names) and names[0] and all(map(_is_uuid, names)):
            why = "This is the table of contents of a feed; its events stand in files beside it."
            yield Part("", 0, start, end, why=why, place=place)
        elif _OF_EVENT & set(names):
            yield from self._event(found, start, end, place)
        else:
            yield Part("", self.events, start, end, why="This is no event, attribute or object.", place=place)

    def _doubled(
        self, found: list[cutting.Member], twice: str, start: int, end: int, place: str
    ) -> Iterator[Part]:  # fmt: skip
        """Refuse an object in which a name stands twice; of an event whose head it spoils the parts can be read."""
        why = f"The name '{twice[:60]}' stands twice."
        names = [each.name for each in found]
        wraps = {"response", "Event"} & set(names)
        has_parts = any(map(self._is_list, found)) and _OF_EVENT & (set(names) - _LISTS.keys())
        if wraps or not has_parts or any(names.count(each) > 1 for each in _LISTS):
            yield Part("", self.events, start, end, why=why, place=place)
            return
        self.events += 1
        yield Part(EVENT, self.events, start, end, why=why, place=place)
        yield from self._lists(found, self.events, place)

    def _wrapped(self, found: list[cutting.Member], name: str, place: str, left: int) -> Iterator[Part]:
        for each in found:
            if each.name == name:
                yield from self.value(each.start, each.end, _under(place, name), left - 1)
            elif each.why:
                yield Part("", self.events, each.start, each.end, why=each.why, place=place)

    def _event(self, found: list[cutting.Member], start: int, end: int, place: str) -> Iterator[Part]:
        self.events += 1
        number, frame, after = self.events, [], start
        for each in filter(self._is_list, found):
            frame += [self.source[after : each.start], b"[]"]
            after = each.end
        broken = next((each for each in found if each.why), None)
        tail = b"}" if broken else self.source[after:end]
        cut = self.source[after : broken.start].rstrip(b", \t\r\n") if broken else b""
        shown = self._stretch(found, start) if frame else (start, end)
        yield Part(EVENT, number, start, end, b"".join([*frame, cut, tail]), place=place, shown=shown)
        yield from self._lists(found, number, place)

    def _is_list(self, each: cutting.Member) -> bool:
        return each.name in _LISTS and self.source[each.start : each.start + 1] in (b"[", b"{")

    def _stretch(self, found: list[cutting.Member], start: int) -> tuple[int, int]:
        """Return where the names of an event stand that are not its lists of parts: those beside its title."""
        runs: list[list[int]] = [[]]
        titled = 0
        after = start + 1
        for each in found:
            if self._is_list(each) or each.why:
                runs.append([])
            else:
                runs[-1] += [cutting.past_blank(self.source, after), each.end]
                titled = len(runs) - 1 if each.name == "info" else titled
            after = each.end
        run = runs[titled] or max(runs, key=lambda run: run[-1] - run[0] if run else 0)
        return (run[0], run[-1]) if run else (start, start + 1)

    def _lists(self, found: list[cutting.Member], event: int, place: str) -> Iterator[Part]:
        for each in found:
            if each.why:
                yield Part("", event, each.start, each.end, why=each.why, place=place)
            elif each.name in _LISTS and self.source[each.start : each.start + 1] == b"{":
                yield Part(_LISTS[each.name], event, each.start, each.end, place=_under(place, each.name))
            elif each.name in _LISTS and self.source[each.start : each.start + 1] == b"[":
                for number, one in enumerate(cutting.elements(self.source, each.start, each.end)):
                    here = f"{_under(place, each.name)}[{number}]"
                    yield Part("" if one.why else _LISTS[each.name], event, one.start, one.end, why=one.why, place=here)


def _is_list_alone(names: list[str]) -> bool:
    """Say whether an object holds nothing but lists of parts, as an answer to a search for attributes does."""
    return bool(names) and set(names) <= _LISTS.keys() and "Object" not in names


_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _is_uuid(name: str) -> bool:
    return _UUID.fullmatch(name) is not None


def _under(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
