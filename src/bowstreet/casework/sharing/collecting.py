"""What stands under an agreement read as a collection of objects of STIX, by whoever collects it with a program.

Every object is asked for at the gate whenever it is read: as its record is marked now, to the depth that opens now,
within what the agreement lets leave now. What does not open is left out without a trace.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bowstreet.casework.sharing import agreeing, models, viewing
from bowstreet.casework.sharing.giving import OtherPurpose
from bowstreet.casework.sharing.viewing import Kept, Line, View
from bowstreet.holdings.agencies import queries, sessions
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

MOST: Final = 1_000
"""So many objects are given at once."""

LARGEST: Final = 32 << 20
"""So many bytes of objects are given at once, or one object alone."""

ORDER: Final = (Purpose.INFORMATION_EXCHANGE, *(each for each in Purpose if each is not Purpose.INFORMATION_EXCHANGE))
"""Which purpose counts where a program names none: the first of these that agreement and token have in common."""

_WRITERS = LEA_ROLES - {Role.PROSECUTOR}
SPEC: Final = "2.1"
"""The version of STIX that all objects are of."""

_STEP, _SPARE = 200, 20


@dataclass(frozen=True)
class CollectionCard:
    """An agreement as a collection. ``id`` is a UUID of version 4, as TAXII asks; ``writes``: one may hand in."""

    id: str
    title: str
    giver: str
    writes: bool


@dataclass(frozen=True)
class Asked:
    """What is asked for of a collection; empty parts narrow nothing.

    ``versions`` holds ``last``, ``first``, ``all`` or times of versions as they are told.
    """

    after: datetime | None = None
    next: str | None = None
    limit: int = MOST
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[str, ...] = ("last",)
    specs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collected:
    """A page of a collection in its order, each object with its bytes.

    ``since`` is the moment to go on from where nothing is on it.
    """

    items: tuple[Kept, ...]
    next: str | None
    since: datetime


def entering(
    reader: Reader, among: Collection[Purpose], *, id: str | None = None, named: str | None = None
) -> Reader:  # fmt: skip
    """Return a reader with the purpose that a request counts for, and the agreement as its reason.

    That is the purpose ``named``, else the first in ``ORDER`` that is among those of the token and of the agreement.
    Raise ``PurposeRefused`` where none is left. An agreement that is not there for the reader changes nothing.
    """
    if named is not None and named not in among:
        raise PurposeRefused()
    usable = [each for each in ORDER if each in among and sessions.may_use(reader.role, each)]
    try:
        wanted = agreeing.sieve_of(_of(reader, id)).purposes if id is not None else frozenset[Purpose]()
    except Hidden:
        wanted = frozenset()
    chosen = Purpose(named) if named else next((each for each in usable if each in wanted), next(iter(usable), None))
    made = sessions.with_choice(reader, purpose=chosen, case=reader.case, reason=reader.reason)
    gate.wants_purpose(made)
    return replace(made, reason=made.reason or (f"Collection {id.strip()[-8:]}" if id else "Collections"))


def collections(*, reader: Reader, now: datetime) -> tuple[CollectionCard, ...]:
    """Return the collections that the reader's agency has part in today, in the order in which they were agreed."""
    found = agreeing.agreements(reader=reader, now=now).agreements
    held = [_of(reader, each.id) for each in reversed(found) if each.state == "standing"]
    ids = [each.id for each in held]
    looking.note(actor=reader, event=Event.CONSULTATION, action="collection.list", now=now, records=ids)
    return tuple(_shown(each, reader) for each in held if agreeing.stands(each, now.date()))


def collection(*, reader: Reader, now: datetime, id: str) -> CollectionCard:
    """Return one collection; raise ``Hidden`` for what is none for the reader today."""
    held = standing(reader, now, id, "collection.show")
    looking.note(actor=reader, event=Event.CONSULTATION, action="collection.show", now=now, records=[held.id])
    return _shown(held, reader)


def objects(
    *, reader: Reader, now: datetime, id: str, asked: Asked, action: str = "collection.objects"
) -> Collected:  # fmt: skip
    """Return a page of the objects of a collection, the oldest first, as far as they open to the reader.

    A disclosure in the ledger, and in the giver's for each record. Raise ``Hidden`` or ``OtherPurpose``.
    """
    held = standing(reader, now, id, action)
    view = View(held, reader, now)
    found = objects_of(view, asked)
    page = _page(found, asked.limit)
    view.check_out(page)
    records = sorted(viewing.ends(page))
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action=action, now=now, count=len(page), records=records,
        touched=[(each, held.giver) for each in records if held.giver != reader.agency],
        policy=held.id,
    )  # fmt: skip
    more = cursors.seal([page[-1].added_at.isoformat()], _scope(reader, held)) if len(found) > len(page) else None
    return Collected(tuple(viewing.whole(page)), more, asked.after or held.made_at)


def one(*, reader: Reader, now: datetime, id: str, asked: Asked, action: str) -> Collected:
    """Return what is asked for of one object; raise ``Hidden`` where none of it opens, whatever is asked for."""
    found = objects(reader=reader, now=now, id=id, asked=asked, action=action)
    if not found.items:
        held = standing(reader, now, id, action)
        with denying.denied(reader, action, now):
            if not objects_of(View(held, reader, now), Asked(limit=1, ids=asked.ids, versions=("all",))):
                raise Hidden()
    return found


def standing(reader: Reader, now: datetime, id: str, action: str) -> models.Agreement:
    """Return an agreement in force for the reader's purpose; raise ``Hidden`` or ``OtherPurpose``."""
    gate.wants_purpose(reader)
    with denying.denied(reader, action, now, OtherPurpose):
        held = _of(reader, id)
        if not agreeing.stands(held, now.date()):
            raise Hidden()
        if reader.purpose not in agreeing.sieve_of(held).purposes:
            raise OtherPurpose()
    return held


def may_write(held: models.Agreement, reader: Reader) -> bool:
    """Say whether a reader may hand objects in to a collection: an officer of the giver who records."""
    return held.giver == reader.agency and reader.role in _WRITERS


def objects_of(view: View, asked: Asked) -> list[Kept]:
    """Return one more than is asked for, where there are so many."""
    line, place = _narrowed(view.line(), asked), asked.after
    if asked.next is not None:
        (at,) = cursors.open_sealed(asked.next, _scope(view.reader, view.held))
        place = max(filter(None, (place, datetime.fromisoformat(str(at)))))
    found: list[Kept] = []
    wanted = 0 if asked.specs and SPEC not in asked.specs else asked.limit + 1
    while len(found) < wanted:
        most = max(_STEP, wanted - len(found) + _SPARE)
        step = (line.also("added_at > %s", place) if place else line).rows(most)
        found += view.once(view.lets(step))
        if len(step) < most:
            break
        place = step[-1].added_at
    return found[:wanted]


def _page(found: list[Kept], limit: int) -> list[Kept]:
    """Return the first of some objects, as many as are given at once."""
    unread = viewing.sizes([each.pk for each in found if each.raw is None])
    if not unread and limit * viewing.SHORT <= LARGEST:
        return found[:limit]
    page: list[Kept] = []
    size = 0
    for each in found[:limit]:
        size += unread.get(each.pk, len(each.raw or b""))
        if page and size > LARGEST:
            break
        page.append(each)
    return page


def _narrowed(line: Line, asked: Asked) -> Line:
    if asked.ids:
        line = line.of("stix_id", viewing.IDS, asked.ids)
    if asked.types:
        line = line.of("type", line.by, asked.types)
    if asked.versions == ("last",):
        return line.also("last")
    if "all" in asked.versions:
        return line
    ends = [end for end in ("first", "last") if end in asked.versions]
    named = " OR ".join((f"version {dialect.IN_TEXTS}", *ends))
    return line.also(f"({named})", json.dumps(asked.versions))


def _of(reader: Reader, id: str) -> models.Agreement:
    """Return an agreement by the id that it has as a collection, or by its own."""
    told = id.strip().lower()
    return agreeing.of(reader, f"{told[:14]}7{told[15:]}" if told[14:15] == "4" else told)


def outer_id(id: str) -> str:
    """Return an id as the standard asks for: written with the version 4, else the same.

    >>> outer_id("019a0000-0000-7000-8000-0123456789ab")
    '019a0000-0000-4000-8000-0123456789ab'
    """
    return f"{id[:14]}4{id[15:]}"


def _shown(held: models.Agreement, reader: Reader) -> CollectionCard:
    return CollectionCard(outer_id(held.id), held.title, queries.card(held.giver).name, may_write(held, reader))


def _scope(reader: Reader, held: models.Agreement) -> str:
    return f"collection:{held.id}:{reader.officer}:{reader.purpose}"
