"""Relationships, sightings and references between objects as links between their drafts."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.stix.taking import Taken
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType

SORTS: Final = frozenset(("relationship", "sighting"))
"""The types of objects that relate others."""

_SAME: Final = "duplicate-of"
_MENTIONING: Final = frozenset(("object_refs",))
_KNOWN: Final = {each.replace("_", "-"): each for each in LinkType} | {"owns": LinkType.CONTROLS}


class Relation(NamedTuple):
    """That an object stands to another, by their ids; ``same``: the source holds both to be one thing.

    ``sort`` and ``name`` say where it stood, ``number`` in which piece; ``grade``, ``evidence``, ``by`` and
    ``home`` are of links that were restored.
    """

    source: str
    type: LinkType
    target: str
    sort: str
    name: str
    number: int
    first: date | None = None
    last: date | None = None
    basis: Basis = Basis.FACT
    same: bool = False
    ground: str = ""
    grade: Grade | None = None
    evidence: tuple[str, ...] = ()
    by: str = ""
    home: str = ""


def of_relationship(taken: Taken, number: int) -> Iterator[Relation]:
    """Yield what a relationship or a sighting says."""
    if taken.sort == "sighting":
        yield from _of_sighting(taken, number)
        return
    word = taken.text("relationship_type")
    source, target = taken.text("source_ref"), taken.text("target_ref")
    if word == _SAME:
        ground = taken.long_text("description")
        yield Relation(source, LinkType.RELATED_TO, target, taken.sort, "target_ref", number, same=True, ground=ground)
        return
    if word not in _KNOWN:
        taken.lose("relationship_type", Why.COARSER)
    first, last = _days(taken, "start_time", "stop_time")
    type = _KNOWN.get(word, LinkType.RELATED_TO)
    yield Relation(source, type, target, taken.sort, "target_ref", number, first, last)


def _of_sighting(taken: Taken, number: int) -> Iterator[Relation]:
    seen = taken.text("sighting_of_ref")
    first, last = _days(taken, "first_seen", "last_seen")
    for name in ("where_sighted_refs", "observed_data_refs"):
        for own in taken.texts(name):
            type = LinkType.LOCATED_AT if own.startswith("location--") else LinkType.RELATED_TO
            yield Relation(seen, type, own, taken.sort, name, number, first, last)


def of_object(own: str, taken: Taken, number: int) -> Iterator[Relation]:
    """Yield what an object says of others in its own properties."""
    for name, target in taken.references():
        if target == own:
            taken.refuse(name, "The object names itself, which says nothing, and is not taken.")
            taken.lose(name, Why.NOT_READ)
            continue
        type = LinkType.MENTIONS if name in _MENTIONING else LinkType.RELATED_TO
        yield Relation(own, type, target, taken.sort, name, number)


def _days(taken: Taken, begins: str, ends: str) -> tuple[date | None, date | None]:
    first, last = taken.day(begins), taken.day(ends)
    if first and last and last < first:
        taken.lose(ends, Why.NOT_READ)
        return first, None
    return first, last
