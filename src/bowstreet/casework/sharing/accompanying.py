"""What records came of at foreign systems, and leaves beside them byte for byte as it came.

An object leaves where all that came of it leaves whole, and where it binds its receiver by itself as these do: nobody
writes a stricter marking into another's object. One of which no record came leaves with what it speaks of, or with its
whole intake. What stays of what the reader may see is counted; of the rest nothing is said.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Protocol

from bowstreet.casework.intake import marking, returning
from bowstreet.casework.intake.returning import Document
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.formats.exchange.foreign import Thing
from bowstreet.formats.exchange.leaving import Bundle, Original
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.misp import foreign as misp
from bowstreet.formats.stix import foreign as stix
from bowstreet.holdings.repository import whole
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.readers import Reader

UNREAD = "foreign.document"
"""Under which a document is counted whose bytes are gone, or too many to be read."""


class Things(Protocol):
    """A reader of the things of a foreign document."""

    def __call__(self, raw: bytes, /, *, every: bool = False) -> Sequence[Thing]:
        """Return the things of a document in their last versions, or in every one."""
        ...


_READ: Final[Mapping[str, tuple[str, Things]]] = {
    "stix": ("stix", stix.things),
    "misp": ("misp", misp.things),
    "misp-feed": ("misp", misp.things),
}
"""By the format that is written: that of documents whose things may stand in it as they came, and their reader."""


@dataclass(frozen=True)
class Asked:
    """Who takes out under which ceiling, and which intake whole; ``history``: every version of an object."""

    reader: Reader
    now: datetime
    ceiling: Ceiling
    history: bool = False
    intake: str = ""


@dataclass(frozen=True)
class Accompanied:
    """The objects that leave as they came, which of them each record came of, and what of them stays.

    ``staying`` objects do not leave. ``beside`` are records that leave in such an object alone: the makers of others.
    """

    originals: tuple[Original, ...] = ()
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    staying: int = 0
    beside: tuple[Left, ...] = ()

    @property
    def depths(self) -> dict[str, str]:
        """Return to which depth the records leave that leave in an object alone."""
        return {each.id: "identifiers" for each in self.beside}

    def told(self, bundle: Bundle) -> Bundle:
        """Return what leaves, each record with the ids of the objects that it came of."""
        records = (replace(each, foreign=self.claims.get(each.id, ())) for each in bundle.records)
        return replace(bundle, records=tuple(records))


@dataclass(frozen=True)
class _Held:
    """A version of an object, the document that it stands in, and the records that came of it."""

    thing: Thing
    document: Document
    records: frozenset[str]


def accompanied(records: Collection[str], format: str, asked: Asked) -> Accompanied:
    """Return what leaves as it came beside some records that leave in a format; nothing where that holds none."""
    if format not in _READ:
        return Accompanied()
    of, things = _READ[format]
    documents = returning.documents(sorted(records), of, asked.intake)
    if not documents:
        return Accompanied()
    losses: Counter[tuple[str, Why]] = Counter()
    rows = _Rows(asked)
    held = _last((each for each in _held(documents, things, asked, losses) if rows.of(each) is not None), asked.history)
    choosing = _Choosing(records, asked, held, rows)
    choosing.choose()
    losses.update(choosing.staying())
    staying = losses.total()
    losses.update((f"foreign.{each.thing.type}.{name}", Why.ALONE) for each in choosing.going.values()
                  for name in each.thing.dropped)  # fmt: skip
    return Accompanied(
        tuple(each.thing.original for each in choosing.in_order()),
        choosing.claims(),
        tuple(Loss(part, why, count) for (part, why), count in sorted(losses.items())),
        staying,
        tuple(choosing.beside.values()),
    )


def _held(
    documents: Iterable[Document], things: Things, asked: Asked, losses: Counter[tuple[str, Why]]
) -> Iterator[_Held]:
    size = 0
    for document in documents:
        size += document.size
        raw = document.content() if size <= returning.LARGEST else None
        if raw is None:
            losses[UNREAD, Why.NOT_READ] += 1
            continue
        for thing in things(raw, every=asked.history):
            if thing.id in document.things:
                yield _Held(thing, document, document.things[thing.id])


def _last(held: Iterable[_Held], every: bool) -> list[_Held]:
    """Return each version of each object once, where not all are wanted the last of each; the same bytes count once."""
    found: dict[tuple[str, bytes], _Held] = {}
    for each in held:
        key = each.thing.id, each.thing.original.raw if every else b""
        other = found.get(key)
        records = each.records | (other.records if other else frozenset())
        newer = other is None or each.thing.version >= other.thing.version
        found[key] = replace(each if newer or other is None else other, records=records)
    return list(found.values())


class _Rows:
    """How the rows of things open: None where one is not there for the reader, True where it may leave."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._known: dict[Terms, bool | None] = {}

    def of(self, each: _Held) -> bool | None:
        """Say how the row of a thing opens, by the envelope of its intake and its own marks."""
        terms, asked = marking.stricter(each.document.terms, each.thing.parts), self._asked
        if terms not in self._known:
            self._known[terms] = whole.leaves(asked.reader, terms, asked.now, asked.ceiling)
        return self._known[terms]


class _Choosing:
    """Which objects leave. ``going`` are those that do, ``beside`` the records that leave in them alone."""

    def __init__(self, chosen: Collection[str], asked: Asked, held: list[_Held], rows: _Rows) -> None:
        self._asked, self._held, self._rows = asked, held, rows
        self._chosen = set(chosen)
        records = {id for each in held for id in each.records}
        self._opened = whole.opened(reader=asked.reader, now=asked.now, ids=records, ceiling=asked.ceiling)
        self._by_id: dict[str, list[int]] = {}
        for number, each in enumerate(held):
            self._by_id.setdefault(each.thing.id, []).append(number)
        self._why: dict[int, Why | None] = {}
        self.going: dict[int, _Held] = {}
        self.beside: dict[str, Left] = {}
        self._ids: set[str] = set()

    def choose(self) -> None:
        """Choose: first what chosen records came of, then again and again what speaks of what leaves alone."""
        for number, each in enumerate(self._held):
            if each.records & self._chosen:
                self._take(number, each)
        while True:
            before = len(self.going)
            for number, each in enumerate(self._held):
                if not each.records and self._hangs(each):
                    self._take(number, each)
            if len(self.going) == before:
                return

    def in_order(self) -> list[_Held]:
        """Return the objects that leave as they stood, the versions of one after another."""
        first: dict[str, int] = {}
        for number, each in sorted(self.going.items()):
            first.setdefault(each.thing.id, number)
        told = [(first[each.thing.id], each.thing.version, at) for at, each in self.going.items()]
        return [self.going[at] for *_, at in sorted(told)]

    def claims(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of the objects that leave and that each record came of."""
        found: dict[str, dict[str, None]] = {}
        for each in self.going.values():
            for record in each.records & self._chosen:
                found.setdefault(record, {})[each.thing.id] = None
        return {record: tuple(ids) for record, ids in found.items()}

    def staying(self) -> Counter[tuple[str, Why]]:
        """Count by type and reason the objects of what was chosen that stay, and those of no record."""
        found: Counter[tuple[str, Why]] = Counter()
        named = {ref for each in self.going.values() for ref in each.thing.frame}
        for number, each in enumerate(self._held):
            if number in self.going or each.thing.frames:
                continue
            if each.records and not each.records & self._chosen and each.thing.id not in named:
                continue
            why = self._law(number, each) or Why.ALONE
            if self._opens(each):
                found[f"foreign.{each.thing.type}", why] += 1
        return found

    def _take(self, number: int, each: _Held) -> None:
        """Have an object leave, if it may, and with it by what it is read."""
        if number in self.going or self._law(number, each) is not None:
            return
        self.going[number] = each
        self._ids.add(each.thing.id)
        for record in each.records - self._chosen:
            one = self._opened[record]
            self.beside[record] = Left(one.id, one.version, one.owner)
        for ref in each.thing.frame:
            for other in self._by_id.get(ref, ()):
                self._take(other, self._held[other])

    def _hangs(self, each: _Held) -> bool:
        """Say whether all that an object speaks of leaves, and something does; or whether its whole intake is meant."""
        if each.document.intake == self._asked.intake:
            return True
        refs = each.thing.refs
        return bool(refs) and refs <= self._ids and not each.thing.frames

    def _law(self, number: int, each: _Held) -> Why | None:
        """Return why an object may not leave, None where it may."""
        if number not in self._why:
            self._why[number] = self._weighed(each)
        return self._why[number]

    def _weighed(self, each: _Held) -> Why | None:
        came, thing = each.document.terms, each.thing
        several = [self._opened.get(record) for record in each.records]
        if any(one is None or not one.leaves for one in several) or not self._rows.of(each):
            return Why.WITHHELD
        marks = [one.terms for one in several if one] or [marking.stricter(came, thing.parts)]
        if not thing.frames and not all(thing.is_as_strict(one, came) for one in marks):
            return Why.LOOSER
        return Why.ALONE if any(self._missing(ref) for ref in thing.needs) else None

    def _missing(self, ref: str) -> bool:
        """Say whether a thing may not leave in which another stands."""
        return not any(self._law(at, self._held[at]) is None for at in self._by_id.get(ref, ()))

    def _opens(self, each: _Held) -> bool:
        """Say whether the reader may know that there is such an object."""
        return all(record in self._opened or record in self._chosen for record in each.records)
