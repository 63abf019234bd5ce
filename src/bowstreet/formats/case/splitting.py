"""Where in a source of JSON-LD its nodes begin and end, and which context they stand in.

A source is an object with a list ``@graph``, a list of nodes, an object that encloses its nodes, or one node. What is
broken costs itself alone. Nothing here calls itself as deep as a source is nested.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from bowstreet.formats.case.namespaces import Names
from bowstreet.formats.exchange import contents, cutting
from bowstreet.formats.exchange.cutting import Span

LONGEST: Final = 128 << 20
"""Bytes that a source may have."""

LONGEST_NODE: Final = 8_000_000
"""Bytes that one node may have."""

_LONGEST_CONTEXT: Final = 1_000_000
_LISTS: Final = ("@graph", "uco-core:object")


class WrongSource(ValueError):
    """A source that is refused whole; the message says why in a sentence."""


class Frame(NamedTuple):
    """What stands around the nodes: the names of its context, where the nodes are, and what else it says.

    ``is_node``: the whole source is one node.
    """

    names: Names
    spans: Iterator[Span]
    said: tuple[str, ...] = ()
    is_node: bool = False


def frame(source: bytes) -> Frame:
    """Return the frame of a source; raise ``WrongSource`` where it is of no known shape."""
    if len(source) > LONGEST:
        raise WrongSource(f"The source has more than {LONGEST:,} bytes.")
    start = cutting.begin(source)
    opening = source[start : start + 1]
    end = len(source.rstrip())
    if opening == b"[":
        return Frame(Names(), cutting.elements(source, start, end))
    if opening != b"{":
        raise WrongSource("The source is empty." if not opening else "The source is no object and no list of JSON.")
    return _of_object(source, start, end)


def _of_object(source: bytes, start: int, end: int) -> Frame:
    members, stop = cutting.members(source, start, end)
    if stop < end:
        members.append(cutting.Member("", stop, end, cutting.REST.format(left=end - stop)))
    names = Names(_context(source, members))
    faults = [each for each in members if each.why]
    for wanted in _LISTS:
        found = [each for each in members if names.meant(each.name) == wanted and not each.why]
        if len(found) > 1:
            raise WrongSource(f"The name '{contents.shown(found[0].name)}' stands twice in the frame of the source.")
        held = next((each for each in found if source[each.start : each.start + 1] in (b"[", b"{")), None)
        if held and (wanted == "@graph" or source[held.start : held.start + 1] == b"["):
            said = tuple(each.name for each in members if each is not held and each.name not in ("", "@context"))
            return Frame(names, _elements(source, held, faults), said)
    return Frame(names, iter((Span(start, end, faults[0].why if faults else ""),)), is_node=True)


def _elements(source: bytes, held: cutting.Member, faults: list[cutting.Member]) -> Iterator[Span]:
    if source[held.start : held.start + 1] == b"[":
        yield from cutting.elements(source, held.start, held.end)
    else:
        yield Span(held.start, held.end)
    yield from (Span(each.start, each.end, each.why) for each in faults)


def _context(source: bytes, members: list[cutting.Member]) -> Any:
    """Return what the context of a frame holds; one that cannot be read is as good as one that lies elsewhere."""
    found = [each for each in members if each.name == "@context" and not each.why]
    if not found:
        return None
    one = found[0]
    if len(found) > 1 or one.end - one.start > _LONGEST_CONTEXT:
        return 0
    try:
        return contents.read(b'{"context":%b}' % source[one.start : one.end])["context"]
    except contents.WrongContents:
        return 0


class Places:
    """Where parts of one node stand, found by the way to them; each object or list on the way is cut once."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._cut: dict[tuple[str | int, ...], dict[str | int, Span]] = {}

    def place(self, steps: tuple[str | int, ...]) -> Span | None:
        """Return where the part stands to which some steps lead, None where it is not found."""
        span = Span(cutting.begin(self._raw), len(self._raw))
        for at, step in enumerate(steps):
            way = steps[:at]
            if way not in self._cut:
                self._cut[way] = self._parts(span)
            found = self._cut[way].get(step)
            if found is None:
                return None
            span = found
        return span

    def _parts(self, span: Span) -> dict[str | int, Span]:
        opening = self._raw[span.start : span.start + 1]
        if opening == b"[":
            return dict(enumerate(cutting.elements(self._raw, span.start, span.end)))
        if opening == b"{":
            parts = cutting.members(self._raw, span.start, span.end).members
            return {each.name: Span(each.start, each.end) for each in parts}
        return {}
