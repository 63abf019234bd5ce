"""Objects handed in to a collection, what became of them, and objects taken out of it: the giver's officers alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from django.db import transaction

from bowstreet.casework.intake import bringing, naming, watching
from bowstreet.casework.intake.bringing import Sent
from bowstreet.casework.sharing import collecting, models, noticing
from bowstreet.casework.sharing.collecting import Asked
from bowstreet.casework.sharing.viewing import View
from bowstreet.formats.stix import apart, reading
from bowstreet.formats.stix.notices import ANSWERS
from bowstreet.formats.stix.reading import Found, Head
from bowstreet.formats.stix.splitting import WrongSource
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal

LARGEST = 32 << 20
"""So many bytes are handed in at once."""

MOST_TOLD = 1_000
"""So many objects are told of one by one."""

_WAITS = frozenset({"quarantined", "reading", "looked", "admitting"})
_FAILED = frozenset({"failed", "taking_back", "taken_back"})


class NotWritable(Refusal):
    """A collection that one may read alone."""

    def __init__(self) -> None:
        """Say whose it is."""
        super().__init__("Objects are handed in to this collection, or taken out, by its giver alone.")


class NotObjects(Invalid):
    """What was handed in holds no objects of STIX that could be read."""


@dataclass(frozen=True)
class Sending:
    """What was handed in, and how it stands; ``sentence`` says what it waits for, or what went wrong.

    ``objects`` holds (id, version) pairs, the first ``MOST_TOLD``.
    """

    id: str
    at: datetime
    pending: bool
    total: int
    succeeded: int
    failed: int
    objects: tuple[tuple[str, str], ...]
    sentence: str


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
    told, wrong = _objects(Path(file.path).read_bytes())
    with transaction.atomic():
        made = bringing.bring(
            reader=reader, now=now, files=[file], mapping=naming.EXCHANGE, title=f"For {held.title}"[:200], look=True,
            trace=True,
        )  # fmt: skip
        sent = models.HandedIn.objects.create(
            id=collecting.outer_id(made.id), intake=made.id, agreement=held, agency=reader.agency, at=now,
            objects_sent=orjson.dumps(told).decode(), wrong=wrong,
        )  # fmt: skip
    return _sending(sent, told, made.state, 0, "")


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
    told = [(id, version) for id, version in orjson.loads(sent.objects_sent)]
    return _sending(sent, told, view.state, view.totals.observed, view.sentence)


def take_out(
    *, reader: Reader, now: datetime, id: str, object: str, versions: tuple[str, ...] = ("all",)
) -> None:  # fmt: skip
    """Take an object out of a collection, all its versions or some: who may hand in may take out.

    The record stays as it is; a later version of it comes into the collection again. Raise ``NotWritable`` or
    ``Hidden``.
    """
    held = collecting.standing(reader, now, id, "collection.take-out")
    with denying.denied(reader, "collection.take-out", now, NotWritable):
        found = collecting.objects_of(View(held, reader, now), Asked(ids=(object,), versions=versions))
        if not found:
            raise Hidden()
        if not collecting.may_write(held, reader):
            raise NotWritable()
    with transaction.atomic():
        kept = models.KeptObject.objects.filter(agreement=held, stix_id=object)
        kept.filter(version__in={each.version for each in found}).delete()
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


def _noticed(reader: Reader, status: str, now: datetime) -> Sending:
    """Return what became of recalls and receipts: receipts are taken, recalls as far as they could be followed."""
    found, is_over = noticing.standing(reader.agency, status) or ([], True)
    told = tuple((each.recall, "") for each in found)
    sentence = ANSWERS.get(found[0].answer, "") if found else ""
    return Sending(status, found[0].at if found else now, not is_over, len(told), len(told) if is_over else 0, 0, told,
                   sentence)  # fmt: skip


def _objects(raw: bytes) -> tuple[list[tuple[str, str]], int]:
    """Return ids and versions of the objects of an envelope, and how many could not be read."""
    wrong, found = 0, reading.heads(raw)
    if found is None:
        try:
            parts = list(reading.read(raw))
        except WrongSource as why:
            raise NotObjects(str(why)) from None
        found = [each.head for each in parts if isinstance(each, Found)]
        wrong = len(parts) - len(found)
    if not found:
        raise NotObjects("No object of STIX 2.1 that can be read is in what was handed in.")
    return list(zip((each.id for each in found), _versions(found), strict=True)), wrong


def _versions(found: Sequence[Head]) -> list[str]:
    """Return the version of each object; empty where it says no time."""
    times = [each.modified or each.created for each in found]
    try:
        told = iter(apart.versions_of([at for at in times if at]))
    except OverflowError:
        raise NotObjects("A time in it lies before the year 1 or after the year 9999.") from None
    return [next(told) if at else "" for at in times]


def _sending(sent: models.HandedIn, told: list[tuple[str, str]], state: str, observed: int, sentence: str) -> Sending:
    total, waits = len(told) + sent.wrong, state in _WAITS
    done = 0 if waits or state in _FAILED else min(observed, total)
    said = "Waits for the word of an officer." if state == "looked" else sentence
    return Sending(sent.id, sent.at, waits, total, done, 0 if waits else total - done, tuple(told[:MOST_TOLD]), said)
