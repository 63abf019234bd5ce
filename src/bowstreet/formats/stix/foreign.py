"""The objects of a foreign document as they came: what each refers to, how it is marked, and which are no foreign ones.

Nothing is drafted here: this is for whoever passes objects on byte for byte, and has to know what that tells.
"""

from collections.abc import Iterable
from typing import Any, Final

from bowstreet.formats.exchange.foreign import Thing
from bowstreet.formats.exchange.leaving import Original
from bowstreet.formats.stix import extension, marks_read, reading, versions
from bowstreet.formats.stix.marks_read import Markings
from bowstreet.formats.stix.reading import Found, WrongObject
from bowstreet.formats.stix.splitting import WrongSource
from bowstreet.formats.stix.taking import Lost

_FRAMES: Final = frozenset({"marking-definition", "extension-definition"})
"""Types of objects that say how others are to be read."""


def things(raw: bytes, *, every: bool = False) -> tuple[Thing, ...]:
    """Return the foreign objects of a document in their order, each in its last version, or in every one.

    What another Bowstreet says of its records, and what only repeats that for others, is none. What cannot be read is
    left out.
    """
    try:
        found = [each for each in reading.read(raw) if isinstance(each, Found)]
    except WrongSource:
        return ()
    last = {id(each) for each in versions.latest(found).values()}
    held = [(each, said) for each in found if (said := _contents(each)) is not None]
    ours = _ours(held)
    markings = Markings()
    for _, said in held:
        if said.get("type") == "marking-definition":
            markings.define(said, Lost())
    return tuple(
        _thing(each, said, markings) for each, said in held if (every or id(each) in last) and each.head.id not in ours
    )


def _contents(found: Found) -> dict[str, Any] | None:
    try:
        return found.contents()
    except WrongObject:
        return None


def _ours(held: Iterable[tuple[Found, dict[str, Any]]]) -> frozenset[str]:
    """Return the ids of objects that another Bowstreet made: its records, its agencies, and what it hung on them."""
    several = list(held)
    ours = {each.head.id for each, said in several if extension.RECORD in _extensions(said)}
    makers = {each.head.created_by_ref for each, _ in several if each.head.id in ours} | {extension.MAKER}
    made = {each.head.id for each, _ in several if each.head.created_by_ref in makers or each.head.id in makers}
    ours |= made
    said_beside = {ref for each, _ in several if each.head.id in ours
                   for ref in (each.head.target_ref, *each.head.object_refs) if ref}  # fmt: skip
    named = {ref for _, said in several for ref in _claimed(said)}
    beside = {each.head.id for each, _ in several if each.head.id in said_beside and each.head.created is None}
    return frozenset((ours | beside) - named)


def _claimed(said: dict[str, Any]) -> tuple[str, ...]:
    own = _extensions(said).get(extension.RECORD)
    named = own.get("foreign") if isinstance(own, dict) else None
    return tuple(each for each in named if isinstance(each, str)) if isinstance(named, list) else ()


def _extensions(said: dict[str, Any]) -> dict[str, Any]:
    held = said.get("extensions")
    return held if isinstance(held, dict) else {}


def _thing(found: Found, said: dict[str, Any], markings: Markings) -> Thing:
    asked, head = marks_read.asked(said, Lost()), found.head
    marks, maker = {*asked.whole, *asked.parts}, {head.created_by_ref or ""} - {""}
    extensions = {each for each in _extensions(said) if each.startswith("extension-definition--")}
    refs = {ref for _, ref in reading.references(said)} - marks - maker - {head.id}
    return Thing(
        Original(head.id, found.raw), head.type, versions.version_of(found), frozenset(refs),
        frozenset(marks | maker | extensions), frozenset(), head.type in _FRAMES,
        markings.marks(head.type, asked._replace(parts=()), Lost()), markings.marks(head.type, asked, Lost()),
    )  # fmt: skip
