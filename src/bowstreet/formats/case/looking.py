"""The nodes of a source, each looked at once and forgotten again; what of it others need is kept.

Two walks: the first learns how nodes are called and what marks mean, the second makes drafts. So a source is never in
memory as a whole but for its bytes and its drafts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bowstreet.formats.case import drafting, nodes, splitting
from bowstreet.formats.case.namespaces import Names
from bowstreet.formats.case.nodes import Node
from bowstreet.formats.case.splitting import Frame, Places
from bowstreet.formats.exchange import contents
from bowstreet.formats.exchange.pieces import Refused

_NO_NODE = "This is no node: it says neither what it is nor anything else."
_TOO_LONG = "The node has more than {most:,} bytes."


class Found(NamedTuple):
    """A node: where it begins and ends, its id, its place as a sentence names it, and what it means."""

    start: int
    end: int
    id: str
    place: str
    node: Node


@dataclass
class Known:
    """What the nodes of a source know of each other, by their ids; ``used`` are the parts that some node has."""

    labels: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Node] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    statements: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Looking:
    """A source with the walks through it."""

    def __init__(self, source: bytes, frame: Frame) -> None:
        """Note where the nodes stand; those that cannot be read are refused at once."""
        self._source, self._names, self._is_node = source, frame.names, frame.is_node
        self.refused: list[Refused] = []
        self.known = Known()
        self._spans: list[tuple[int, int, str]] = []
        for number, (start, end, why) in enumerate(frame.spans):
            place = "node" if frame.is_node else f"[{number}]"
            if not why and end - start > splitting.LONGEST_NODE:
                why = _TOO_LONG.format(most=splitting.LONGEST_NODE)
            if why:
                self.refused.append(Refused(start, place, why))
            else:
                self._spans.append((start, end, place))
        self._learn()

    def _learn(self) -> None:
        readable = []
        for span in self._spans:
            try:
                found = list(self._of(*span))
            except ValueError as wrong:
                steps = getattr(wrong, "steps", ())
                self.refused.append(Refused(span[0], span[2] + _way(steps), str(wrong)))
                continue
            readable.append(span)
            for each in found:
                if nodes.is_part(each.node.types):
                    self.known.parts.setdefault(each.id, each.node)
                if label := drafting.label(each.node):
                    self.known.labels.setdefault(each.id, label)
                self._note_statements(each)
        self._spans = readable
        for span in readable if self.known.parts else ():
            for each in self._of(*span):
                self._note_statements(each)

    def _note_statements(self, found: Found) -> None:
        if statements := tuple(_statements(found.node)):
            self.known.statements.setdefault(found.id, statements)

    def found(self) -> Iterator[Found]:
        """Yield the nodes in their order, what stands in one after it."""
        for span in self._spans:
            yield from self._of(*span)

    def _of(self, start: int, end: int, place: str) -> Iterator[Found]:
        """Yield a node and the things of their own in it; raise ``ValueError`` where it cannot be read."""
        raw = self._source[start:end]
        held = contents.read(raw)
        places = Places(raw)
        left: list[tuple[tuple[str | int, ...], dict[str, Any], str, int, int]] = [((), held, "", start, end)]
        while left:
            steps, each, id, begins, ends = left.pop()
            node, within = nodes.meant(each, self._names, _own(self._names, start, steps))
            if not steps and self._is_node and "@context" in node.odd:
                node.odd.remove("@context")
            if not steps and not node.said and not node.types:
                raise ValueError(_NO_NODE)
            self.known.used |= nodes.put_together(node, self.known.parts)
            yield Found(begins, ends, node.id or id or _own(self._names, start, steps), place + _way(steps), node)
            for one in reversed(within):
                way = (*steps, *one.steps)
                span = places.place(way) or (0, len(raw), "")
                left.append((way, one.held, one.id, start + span[0], start + span[1]))


def _own(names: Names, start: int, steps: tuple[str | int, ...]) -> str:
    """Return the id by which a node without one is known: its document and its place there."""
    return f"_:{names.blank}:{start}{_way(steps)}"


def _statements(node: Node) -> Iterator[str]:
    """Yield the statements of a marking."""
    for part in node.parts("uco-marking:definition"):
        if said := part.text("uco-marking:statement"):
            yield said


def _way(steps: tuple[str | int, ...]) -> str:
    return "".join(f"[{each}]" if isinstance(each, int) else f".{contents.shown(each)}" for each in steps)
