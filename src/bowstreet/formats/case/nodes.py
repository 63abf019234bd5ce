"""One node as it is meant: its names by their known prefixes, its values as lists, what stands in it as parts.

A part that is a thing of its own, such as a device within a relationship, becomes a reference here and a node there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from bowstreet.formats.case.namespaces import KNOWN, THINGS, Names
from bowstreet.formats.exchange import contents

_HOLDING: Final = ("@list", "@set")
_TOO_DEEP: Final = 300


class Ref(NamedTuple):
    """A reference to a node, by its whole id."""

    id: str


@dataclass
class Node:
    """A node or a part of one: its id, empty where it has none; its classes; its properties, each a list of values."""

    id: str = ""
    types: tuple[str, ...] = ()
    said: dict[str, list[Any]] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)

    def parts(self, name: str) -> list["Node"]:
        """Return the parts that a property holds."""
        return [each for each in self.said.get(name, ()) if isinstance(each, Node)]

    def refs(self, name: str) -> list[str]:
        """Return the ids that a property refers to."""
        return [each.id for each in self.said.get(name, ()) if isinstance(each, Ref)]

    def text(self, name: str) -> str:
        """Return the first text of a property, empty where there is none."""
        return next((each for each in self.said.get(name, ()) if isinstance(each, str)), "")


class Within(NamedTuple):
    """A thing of its own that stands in a node: the way to it, and what it holds as it was written."""

    steps: tuple[str | int, ...]
    held: dict[str, Any]
    id: str


def meant(held: dict[str, Any], names: Names, own: str) -> tuple[Node, list[Within]]:
    """Return what a node means, and the things of their own in it; ``own`` begins the ids of those without one.

    Raise ``ValueError`` where it is nested too deep.
    """
    reading = _Reading(names, own)
    made = reading.node(held, ())
    return made, reading.within


def classes(held: dict[str, Any], names: Names) -> tuple[str, ...]:
    """Return the classes of an object as they are meant."""
    said = next((value for name, value in held.items() if names.meant(name) == "@type"), ())
    several = said if isinstance(said, list) else [said]
    return tuple(names.meant(each) for each in several if isinstance(each, str) and each)


def is_thing(types: tuple[str, ...]) -> bool:
    """Say whether something of some classes is a thing of its own: no facet, no value, no link in a list.

    >>> is_thing(("uco-observable:Device",)), is_thing(("uco-observable:DeviceFacet",)), is_thing(("uco-types:Hash",))
    (True, False, False)
    """
    return any(
        each.partition(":")[0] in THINGS and not each.endswith(("Facet", "ExternalReference", "Marking"))
        for each in types
    )


def is_part(types: tuple[str, ...]) -> bool:
    """Say whether something of some classes is a part of a thing, such as a facet or a hash.

    >>> is_part(("uco-types:Hash",)), is_part(("uco-observable:Device",)), is_part(("http://other.example/Thing",))
    (True, False, False)
    """
    return not is_thing(types) and any(each.partition(":")[0] in KNOWN for each in types)


def put_together(node: Node, parts: Mapping[str, Node]) -> set[str]:
    """Put in their places the parts that a node refers to and that stand elsewhere, and return their ids.

    Of what such a part refers to in its turn, one more step is gone; a part is never put into itself.
    """
    used: set[str] = set()
    for values in node.said.values():
        for at, each in enumerate(values):
            if isinstance(each, Ref) and (found := parts.get(each.id)) and found is not node:
                used.add(each.id)
                values[at] = replace(found, said={name: list(several) for name, several in found.said.items()})
            if isinstance(part := values[at], Node):
                used |= _put_into(part, parts)
    return used


def _put_into(node: Node, parts: Mapping[str, Node]) -> set[str]:
    used: set[str] = set()
    for values in node.said.values():
        for at, each in enumerate(values):
            if isinstance(each, Ref) and each.id in parts:
                used.add(each.id)
                values[at] = parts[each.id]
    return used


class _Reading:
    def __init__(self, names: Names, own: str) -> None:
        self._names, self._own = names, own
        self.within: list[Within] = []

    def node(self, held: dict[str, Any], steps: tuple[str | int, ...]) -> Node:
        """Return an object that is a node or a part of one; it goes down a level of nesting a call."""
        if len(steps) > _TOO_DEEP:
            raise ValueError(f"More than {contents.DEEPEST} objects or lists stand in each other.")
        made = Node(types=classes(held, self._names))
        for name, value in held.items():
            known = self._names.meant(name)
            if known == "@id":
                made.id = self._names.whole(value) if isinstance(value, str) else ""
            elif known.startswith("@"):
                made.odd += [known] if known != "@type" else []
            else:
                made.said.setdefault(known, []).extend(self._values(value, (*steps, name)))
        return made

    def _values(self, value: Any, steps: tuple[str | int, ...]) -> Iterator[Any]:
        """Yield the values of a property, those of lists in lists one after another."""
        left: list[tuple[Any, tuple[str | int, ...]]] = [(value, steps)]
        while left:
            each, way = left.pop()
            if isinstance(each, list):
                left.extend((one, (*way, at)) for at, one in reversed(list(enumerate(each))))
            elif isinstance(each, dict):
                holder = next((name for name in _HOLDING if name in each), "")
                if holder:
                    left.append((each[holder], (*way, holder)))
                elif "@value" in each:
                    yield from [each["@value"]] if isinstance(each["@value"], str | int | float) else []
                else:
                    yield self._object(each, way)
            elif each is not None:
                yield each

    def _object(self, held: dict[str, Any], steps: tuple[str | int, ...]) -> Any:
        id = next((value for name, value in held.items() if self._names.meant(name) == "@id"), "")
        if len(held) == 1 and isinstance(id, str) and id:
            return Ref(self._names.whole(id))
        if is_thing(classes(held, self._names)):
            known = self._names.whole(id) if isinstance(id, str) and id else f"{self._own}/{len(self.within) + 1}"
            self.within.append(Within(steps, held, known))
            return Ref(known)
        return self.node(held, steps)
