"""The parts of foreign events as they came: each event without its parts, and each part with what it stands in.

Nothing is drafted here: this is for whoever passes events on, and has to know what that tells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from bowstreet.formats.exchange import contents, foreign
from bowstreet.formats.exchange.leaving import Original
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.formats.misp import carrying, marking, objects, shapes, values, writing
from bowstreet.formats.misp.shapes import Part, WrongSource
from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Terms

_LISTS: Final = {shapes.ATTRIBUTE: "Attribute", shapes.OBJECT: "Object", shapes.REPORT: "EventReport"}
_OTHERS: Final = ("RelatedEvent", "ShadowAttribute")
"""What a server says in an event of other events, and of what others propose: no part of it."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_WIDTH: Final = {"0": 0, "4": 0, "1": 1, "2": 1, "3": 3}
"""How wide a distribution is beside those that we write: a sharing group is a circle that the source itself names."""


@dataclass(frozen=True)
class Told(foreign.Thing):
    """An event or a part of one; ``distributions`` are those that are said of it."""

    distributions: tuple[str, ...] = ()

    def reaches_no_further(self, terms: Terms, came: Terms) -> bool:
        """Say whether no distribution is wider than the one that we would write.

        Where the distribution itself closed the record, it is weighed by what the intake allowed.
        """
        closes = handling.strictest([came.scope, *filter(None, (self.parts.scope,))]) == terms.scope
        allowing = replace(came, tlp=terms.tlp) if closes else terms
        most = max(int(writing.widest(terms)), int(writing.widest(allowing)))
        return all(_WIDTH.get(each, 3) <= most for each in self.distributions)


@dataclass
class _Event:
    """One event of a document: its own part, and those that stand in it."""

    marks: Marks = marking.UNMARKED
    id: str = ""
    held: dict[str, Any] = field(default_factory=dict)
    parts: list[tuple[Part, bytes, dict[str, Any]]] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        """Say whether another Bowstreet made the event."""
        return any(carrying.is_carrier(held) for _, _, held in self.parts)


def things(raw: bytes, *, every: bool = False) -> tuple[Told, ...]:
    """Return the events of a document and their parts; those that another Bowstreet made are none.

    What stands in no event, or in one without an id, cannot be told again. ``every`` changes nothing: a document holds
    one version of each.
    """
    events: dict[int, _Event] = {}
    try:
        for part in shapes.parts(raw):
            _read(raw, part, events)
    except WrongSource:
        return ()
    return tuple(each for event in events.values() if event.id and not event.is_ours for each in _things(event))


def _read(raw: bytes, part: Part, events: dict[int, _Event]) -> None:
    if part.why or not part.event:
        return
    text = part.frame or raw[part.start : part.end]
    try:
        held = contents.read(text)
    except contents.WrongContents:
        return
    event = events.setdefault(part.event, _Event())
    if part.sort == shapes.EVENT:
        event.marks, _ = marking.marks(held, event=True)
        event.id, event.held = values.uuid(held), held
    else:
        event.parts.append((part, text, held))


def _things(event: _Event) -> Iterator[Told]:
    alone = {name: each for name, each in event.held.items() if name not in _OTHERS}
    yield _told(Original(event.id, orjson.dumps(alone)), shapes.EVENT, event.held, event.marks)
    for part, text, held in event.parts:
        if own := values.uuid(held):
            original = Original(own, text, event.id, _LISTS[part.sort])
            yield _told(original, part.sort, held, marking.marks(held, event.marks)[0])


def _told(original: Original, sort: str, held: Mapping[str, Any], marks: Marks) -> Told:
    parts, said = marks, objects.attributes_of(held) if sort == shapes.OBJECT else []
    for each in said:
        parts, _ = marking.marks(each, parts)
    within = frozenset({original.part_of} - {""})
    changed = values.moment(held.get("timestamp"))
    told = [
        text for each in (held, *said) if (text := values.text(each.get("distribution"))) not in ("", marking.INHERIT)
    ]
    dropped = tuple(name for name in _OTHERS if sort == shapes.EVENT and held.get(name))
    return Told(
        original, sort, changed or _NEVER, within, within, within, False, marks, parts, dropped, tuple(told),
    )  # fmt: skip
