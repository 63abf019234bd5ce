"""Objects handed in to a collection, what became of them, and objects taken out of it: the giver's officers alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import orjson
from django.db import transaction

from bowstreet.casework.intake import bringing, naming, outcomes, watching
from bowstreet.casework.intake.bringing import Sent
from bowstreet.casework.intake.outcomes import Outcomes
from bowstreet.casework.sharing import collecting, models, noticing
from bowstreet.casework.sharing.collecting import Asked
from bowstreet.casework.sharing.viewing import Kept, View
from bowstreet.formats.stix import apart, reading, taking
from bowstreet.formats.stix.notices import ANSWERS
from bowstreet.formats.stix.reading import Found, Head
from bowstreet.formats.stix.splitting import WrongSource
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

LARGEST = 32 << 20
"""So many bytes are handed in at once."""

MOST_TOLD = 10_000
"""So many objects of one fate are told of one by one; of more their number alone."""

LONGEST_MESSAGE = 300
"""Signs of what is said of one object."""

LONGEST_ID = 300
"""Signs of an id by which it is known what became of it."""

FRAMES = frozenset({"marking-definition", "identity", "extension-definition"})
"""Types of what others are read by."""

_STEP = 200
_WAITS = frozenset({"quarantined", "reading", "looked", "admitting"})
_FOR_A_WORD = "Waits for the word of an officer."


class NotWritable(Refusal):
    """A collection that one may read alone."""

    def __init__(self) -> None:
        """Say whose it is."""
        super().__init__("Objects are handed in to this collection, or taken out, by its giver alone.")


class StillReferredTo(Refusal):
    """An object that others in the collection are read by."""

    sort = Sort.CONFLICT

    def __init__(self, id: str, other: str = "") -> None:
        """Name both, so that it is known what to take out first."""
        super().__init__(
            f"{id} is not taken out while other objects of this collection refer to it, as {other} does. Take those"
            " out first."
            if other
            else f"{id} is not taken out: every object of this collection refers to it, or will."
        )


class NotObjects(Invalid):
    """What was handed in holds no objects of STIX that could be read."""


class Fate(NamedTuple):
    """An object that was handed in, its version, and what there is to say: why it waits, or why it was not taken."""

    id: str
    version: str
    message: str = ""


@dataclass(frozen=True)
class Sending:
    """What was handed in and what became of each object, in the order in which they came."""

    id: str
    at: datetime
    taken: tuple[Fate, ...] = ()
    failed: tuple[Fate, ...] = ()
    waiting: tuple[Fate, ...] = ()

    @property
    def total(self) -> int:
        """How many objects were handed in."""
        return len(self.taken) + len(self.failed) + len(self.waiting)


def hand_in(*, reader: Reader, now: datetime, id: str, file: Sent) -> Sending:
    """Take objects in for the reader's agency, which gives under the agreement: they wait for an officer's word.

    What is accepted is recorded as the agency's own, and stands in the collection where the agreement lets it. Raise
    ``NotWritable`` or ``NotObjects``.
    """
    held = collecting.standing(reader, now, id, "collection.hand-in")
    if notice := noticing.handed_in(reader, now, held, file, writes=collecting.may_write(held, reader)):
        return _noticed(reader, notice, now)
    with denying.denied(reader, "collection.hand-in", now, NotWritable):
        if not collecting.may_write(held, reader):
            raise NotWritable()
    told = _objects(Path(file.path).read_bytes())
    with transaction.atomic():
        made = bringing.bring(
            reader=reader, now=now, files=[file], mapping=naming.EXCHANGE, title=f"For {held.title}"[:200], look=True,
            trace=True,
        )  # fmt: skip
        sent = models.HandedIn.objects.create(
            id=collecting.outer_id(made.id), intake=made.id, agreement=held, agency=reader.agency, at=now,
            objects_sent=orjson.dumps([tuple(each) for each in told]).decode(),
        )  # fmt: skip
    return _waiting(sent, told, "")


def sending(*, reader: Reader, now: datetime, id: str) -> Sending:
    """Return what became of objects that were handed in, as far as their intake opens to the reader."""
    gate.wants_purpose(reader)
    if noticing.standing(reader.agency, id):
        return _noticed(reader, id, now)
    with denying.denied(reader, "collection.sending", now):
        sent = models.HandedIn.objects.filter(id=id.strip().lower(), agency=reader.agency).first()
        if sent is None:
            raise Hidden()
    view = watching.intake(reader=reader, now=now, id=sent.intake, limit=1)
    told = [Fate(*each) for each in orjson.loads(sent.objects_sent)]
    if view.state in _WAITS:
        return _waiting(sent, told, _FOR_A_WORD if view.state == "looked" else view.sentence)
    why = outcomes.UNTOLD if view.state == "done" else view.sentence
    return _settled(sent, told, outcomes.of(reader=reader, now=now, id=sent.intake), why or outcomes.UNTOLD)


def take_out(
    *, reader: Reader, now: datetime, id: str, object: str, versions: tuple[str, ...] = ("all",)
) -> None:  # fmt: skip
    """Take an object out of a collection, all its versions or some: who may hand in may take out.

    The record stays as it is; a later version of it comes into the collection again. Raise ``NotWritable``,
    ``Hidden``, or ``StillReferredTo``: others would be read by nothing.
    """
    held = collecting.standing(reader, now, id, "collection.take-out")
    view = View(held, reader, now)
    with denying.denied(reader, "collection.take-out", now, NotWritable):
        found = collecting.objects_of(view, Asked(ids=(object,), versions=versions))
        if not found:
            raise Hidden()
        if not collecting.may_write(held, reader):
            raise NotWritable()
    _check_alone(view, found[0])
    with transaction.atomic():
        kept = models.KeptObject.objects.filter(agreement=held, stix_id=object)
        several = kept.filter(version__in={each.version for each in found}).values_list("pk", "record", "terms_id")
        open_to = view.sets.body | {0}
        kept.filter(pk__in=[pk for pk, record, terms_id in several if record or terms_id in open_to]).delete()
        left = [kept.order_by(order).first() for order in ("added_at", "-added_at")]
        for end, each in zip(("first", "last"), left, strict=True):
            if each is not None:
                kept.filter(record=each.record, version=each.version).update(**{end: True})
        records = sorted({each.record for each in found if each.record})
        if left[-1] is None:
            models.SharedObject.objects.filter(agreement=held, record__in=records).update(last=False)
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action="collection.take-out", now=now, records=records, count=1
        )


def _check_alone(view: View, one: Kept) -> None:
    """Raise ``StillReferredTo`` for what others are read by while one that the reader sees refers to it.

    The agency and the extensions stand as long as the collection does: all that comes later refers to them too.
    """
    if one.id.partition("--")[0] not in FRAMES:
        return
    if not one.record and not one.terms_id:
        raise StillReferredTo(one.id)
    line = view.line().also("stix_id <> %s", one.id).also("text LIKE %s", f'%"{one.id}"%')
    rest = line
    while some := rest.rows(_STEP):
        if others := view.lets(some):
            raise StillReferredTo(one.id, others[0].id)
        rest = line.also("added_at > %s", some[-1].added_at)


def _noticed(reader: Reader, status: str, now: datetime) -> Sending:
    """Return what became of recalls and receipts: receipts are taken, recalls as far as they could be followed."""
    found, is_over = noticing.standing(reader.agency, status) or ([], True)
    sentence = ANSWERS.get(found[0].answer, "") if found else ""
    told = tuple(Fate(each.recall, apart.version_of(each.at), sentence) for each in found)
    at = found[0].at if found else now
    return Sending(status, at, taken=told) if is_over else Sending(status, at, waiting=told)


def _objects(raw: bytes) -> list[Fate]:
    """Return the objects of an envelope in their order; one that cannot be read has its place for an id, and why."""
    heads = reading.heads(raw)
    if heads is not None:
        return [Fate(each.id, version) for each, version in zip(heads, _versions(heads), strict=True)]
    try:
        parts = list(reading.read(raw))
    except WrongSource as why:
        raise NotObjects(str(why)) from None
    found = [each.head for each in parts if isinstance(each, Found)]
    if not found:
        raise NotObjects("No object of STIX 2.1 that can be read is in what was handed in.")
    versions = iter(_versions(found))
    return [
        Fate(each.head.id, next(versions))
        if isinstance(each, Found)
        else Fate(f"objects[{each.number}]", apart.UNVERSIONED, each.why[:LONGEST_MESSAGE])
        for each in parts
    ]


def _versions(found: Sequence[Head]) -> list[str]:
    """Return the version of each object."""
    times = [each.modified or each.created for each in found]
    try:
        told = iter(apart.versions_of([at for at in times if at]))
    except OverflowError:
        raise NotObjects("A time in it lies before the year 1 or after the year 9999.") from None
    return [next(told) if at else apart.UNVERSIONED for at in times]


def _waiting(sent: models.HandedIn, told: Sequence[Fate], why: str) -> Sending:
    """Return how what was handed in waits; what could not be read at all has failed already."""
    return Sending(
        sent.id, sent.at, failed=tuple(each for each in told if each.message),
        waiting=tuple(each._replace(message=why[:LONGEST_MESSAGE]) for each in told if not each.message),
    )  # fmt: skip


def _settled(sent: models.HandedIn, told: Sequence[Fate], found: Outcomes, why: str) -> Sending:
    """Return what became of each object; ``why`` is what is said of all that were not taken and of nothing more."""
    taken: list[Fate] = []
    failed: list[Fate] = []
    refused = {_key(place): reason for place, reason in found.refused.items()}
    for number, each in enumerate(told):
        reason = each.message or refused.get(f"objects[{number}]") or refused.get(f"{each.id} {each.version}")
        if not reason and each.id[:LONGEST_ID] in found.taken:
            taken.append(each)
        else:
            failed.append(each._replace(message=(reason or why)[:LONGEST_MESSAGE]))
    return Sending(sent.id, sent.at, tuple(taken), tuple(failed))


def _key(place: str) -> str:
    """Return a place, or an id and a time as its version is told."""
    id, _, told = place.partition(" ")
    if id.startswith("objects["):
        return place
    at = taking.moment(told)
    return f"{id} {apart.version_of(at) if at else apart.UNVERSIONED}"
