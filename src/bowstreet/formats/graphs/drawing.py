"""What both graph formats write: nodes and edges with typed attributes, out of what leaves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bowstreet.formats.exchange import flattening
from bowstreet.formats.exchange.leaving import Bundle, Leaving
from bowstreet.formats.exchange.losses import Loss, Why

Value = str | int | bool
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no document in XML may hold."""

TYPES: dict[str, type[Value]] = {"version": int, "legal_hold": bool}
"""The attributes that are no text."""

_EDGE = ("type", "basis", "grade", "by", "first_seen", "last_seen", "at", "evidence")


@dataclass(frozen=True)
class Node:
    """A record in the version that leaves last."""

    id: str
    label: str
    attributes: dict[str, Value]


@dataclass(frozen=True)
class Edge:
    """A link, or a judgement, whose type is then ``judged_same`` and the like."""

    id: str
    source: str
    target: str
    attributes: dict[str, Value]


@dataclass(frozen=True)
class Graph:
    """Nodes and edges, and the names of all their attributes in order."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    of_nodes: tuple[str, ...]
    of_edges: tuple[str, ...] = _EDGE


def drawn(bundle: Bundle, losses: list[Loss]) -> Graph:
    """Return the graph of what leaves. A node is a record's last version; earlier ones are added to the losses."""
    last = {each.id: each for each in sorted(bundle.records, key=lambda each: each.version)}
    earlier = len(bundle.records) - len(last)
    if earlier:
        losses.append(Loss("record.version", Why.NO_FIELD, earlier))
    named = tuple(name for name in flattening.columns(last.values()) if name not in ("id", "title"))
    nodes = [_node(each, losses) for each in last.values()]
    return Graph(nodes, list(_edges(bundle, losses)), named)


def _node(one: Leaving, losses: list[Loss]) -> Node:
    cells = flattening.row(one, losses)
    return Node(
        one.id, _clean(one.title, "record.title", losses),
        {name: _typed(name, _clean(cell, f"{one.kind}.{name}", losses)) for name, cell in cells.items()
         if cell and name not in ("id", "title")},
    )  # fmt: skip


def _edges(bundle: Bundle, losses: list[Loss]) -> Iterator[Edge]:
    for number, link in enumerate(bundle.links):
        told = flattening.link(link)
        yield Edge(f"link-{number}", link.left, link.right, _attributes(told, "link", losses))
    for number, one in enumerate(bundle.judgements):
        told = flattening.judgement(one)
        held = {"type": f"judged_{one.verdict.value}", "by": told["by"], "at": told["at"], "evidence": told["ground"]}
        yield Edge(f"judgement-{number}", one.left, one.right, _attributes(held, "judgement", losses))


def _attributes(told: dict[str, str], sort: str, losses: list[Loss]) -> dict[str, Value]:
    return {name: _clean(told[name], f"{sort}.{name}", losses) for name in _EDGE if told.get(name)}


def _typed(name: str, cell: str) -> Value:
    if TYPES.get(name) is int:
        return int(cell)
    return cell == "yes" if TYPES.get(name) is bool else cell


def _clean(text: str, part: str, losses: list[Loss]) -> str:
    clean = NO_XML.sub("\ufffd", text)
    if clean != text:
        losses.append(Loss(part, Why.COARSER))
    return clean
