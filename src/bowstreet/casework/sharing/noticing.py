"""Recalls, stricter marks and receipts that come in, from a peer that was pulled from or into a collection here.

A recall takes back what came of an object by the same way, and nothing else: from a peer, what was pulled from it; into
a collection, what was handed in to it. What holds nothing but that goes to the trash, from where an officer can restore
it; for what others have said more of, an officer decides. Stricter marks are put on all that came so, whoever has said
more of it: they bind what came, and only ever narrow.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from bowstreet.casework.intake import marking, tracing
from bowstreet.casework.intake.bringing import Sent
from bowstreet.casework.sharing import models, speaking, wire
from bowstreet.casework.sharing.egress import NotReached
from bowstreet.formats.stix import notices, reading
from bowstreet.formats.stix.notices import ASKS, FINAL, RECEIPT, Recall
from bowstreet.formats.stix.reading import Found
from bowstreet.formats.stix.splitting import WrongSource
from bowstreet.holdings.agencies import founding
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import advancing, obeying, saving
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

_REASON = "Recalled by its giver"


def hear(
    found: Iterable[Found], reader: Reader, now: datetime, *, peer: models.Peer | None = None,
    agreement: models.Agreement | None = None,
) -> str:  # fmt: skip
    """Keep recalls and stricter marks to be followed, and note receipts, in the caller's transaction; return their id.

    One that came before changes nothing.
    """
    status = chance.identifier(reader.agency, f"notice:{now.isoformat()}", now)
    for each in found:
        said = notices.read(each)
        if isinstance(said, Recall):
            models.Notice.objects.get_or_create(
                peer=peer, agreement=agreement, recall=said.id,
                defaults={
                    "agency": reader.agency, "officer": reader.officer, "purpose": str(reader.purpose), "at": now,
                    "objects_meant": json.dumps(said.objects), "reason": said.reason, "status": status,
                    "marks": said.marks.as_json() if said.marks else "",
                },
            )  # fmt: skip
        elif said is not None:
            given = (peer.agreement, peer.name) if peer else (agreement, reader.agency)
            receipted(given[0], given[1], said.recall, said.answer, now)
    return status


def receipted(agreement: models.Agreement | None, receiver: str, recall: str, answer: str, now: datetime) -> None:
    """Note what a receiver answered to a recall or to stricter marks, in the caller's transaction.

    What answers none changes nothing; what answers the latest marks of a record answers the earlier ones.
    """
    type, _, id = recall.partition("--")
    said = models.Recalled.objects.filter(agreement=agreement, receiver=receiver).exclude(answer__in=FINAL)
    for each in said.filter(id=id).exclude(answer=answer):
        if bool(each.marks) != (type == notices.REMARK) or (answer == "marked" and not each.marks):
            continue
        same = Q(record=each.record, version__gt=0, version__lte=each.version) if each.marks else Q(pk=each.pk)
        said.filter(same).update(answer=answer, answered_at=now)
        if not each.marks:
            models.Release.objects.filter(
                agreement=agreement, receiver=receiver, record=each.record, received_at=None
            ).exclude(recalled_at=None).update(received_at=now)  # fmt: skip


def keep_up(now: datetime) -> bool:
    """Follow the recalls and stricter marks that came in, as far as what came of their objects stands.

    Marks bind also where the officer who answers for the peer may do so no longer.
    """
    open_ = ~Q(answer__in=FINAL) | (~Q(marks="") & Q(settled=False))
    for each in models.Notice.objects.filter(open_).order_by("id"):
        try:
            reader = speaking.named(each.officer, each.agency, each.purpose, each.status, now)
        except NotReached:
            if not each.marks:
                continue
            reader = founding.operator(each.agency)
        follow(each, reader, now)
    return False


def follow(notice: models.Notice, reader: Reader, now: datetime) -> None:
    """Take back, or mark anew, what came of the objects meant, and keep what became of it; again it changes nothing."""
    meant = list(json.loads(notice.objects_meant))
    every, named = ways(notice)
    records, waits = tracing.of(named, meant), tracing.waits(named)
    if notice.marks and records:
        answer = _marked(notice, records, reader, now)
    elif waits:
        answer = "received"
    elif not records:
        answer = "unknown"
    else:
        answer = "withdrawn" if _all_taken_back(records, every, reader, notice.reason, now) else "kept"
    if answer != notice.answer:
        with transaction.atomic():
            models.Notice.objects.filter(pk=notice.pk).update(answer=answer)
            recording.record_act(
                actor=reader, event=Event.ALTERATION, action="node.recalled", now=now, records=records[:50],
                count=len(records), policy=answer,
            )  # fmt: skip
        notice.answer = answer
    if notice.marks and not waits:
        models.Notice.objects.filter(pk=notice.pk, settled=False).update(settled=True)


def _marked(notice: models.Notice, records: Sequence[str], reader: Reader, now: datetime) -> str:
    """Mark what came of an object as strictly as its giver has it, and return the answer."""
    asked, _ = marking.taken_in(Terms.from_json(notice.marks), notice.agency, now.date())
    with transaction.atomic():
        for each in records:
            obeying.obey(reader=reader, now=now, id=each, asked=asked)
    return "marked"


def ways(notice: models.Notice) -> tuple[list[str], list[str]]:
    """Return the intakes of the way by which a notice came, and those of them that hold what it names."""
    meant = list(json.loads(notice.objects_meant))
    if notice.peer_id is not None:
        pulled = models.PulledObject.objects.filter(peer=notice.peer_id)
        every = models.PulledIn.objects.filter(peer=notice.peer_id).values_list("intake", flat=True)
        named = pulled.filter(stix_id__in=meant).values_list("intake", flat=True).distinct()
        return list(every), list(named)
    handed = models.HandedIn.objects.filter(agreement=notice.agreement_id, agency=notice.agency)
    holding = [
        each.intake for each in handed if {id for id, *_ in json.loads(each.objects_sent)} & set(meant)
    ]  # fmt: skip
    return list(handed.values_list("intake", flat=True)), holding


def _all_taken_back(records: Sequence[str], acts: Sequence[str], reader: Reader, reason: str, now: datetime) -> bool:
    """Take back those records that hold nothing but what came this way, and say whether these are all."""
    alone = tracing.alone(acts, records)
    stands = advancing.standing(records)
    kept = [each for each in records if each in stands and not stands[each].pending
            and not _taken_back(each, alone, reader, reason, now)]  # fmt: skip
    return not kept


def _taken_back(record: str, alone: set[str], reader: Reader, reason: str, now: datetime) -> bool:
    if record not in alone:
        return False
    try:
        saving.withdraw(reader=reader, now=now, id=record, reason=f"{_REASON}: {reason}" if reason else _REASON)
    except Refusal:
        return False
    stands = advancing.standing([record])
    return record not in stands or stands[record].pending


def answer(held: models.Peer, now: datetime) -> None:
    """Send a peer the receipts for its recalls and stricter marks that it does not have; raise ``NotReached``.

    A peer that takes none from its receivers is asked no more for that one.
    """
    line = speaking.line(held)
    for each in models.Notice.objects.filter(peer=held).exclude(answer="").order_by("id"):
        if each.told != each.answer:
            made = notices.receipt(each.recall, each.answer, held.agency, now)
            try:
                wire.post(line, [made.text])
            except wire.Refused:
                models.Notice.objects.filter(pk=each.pk).update(told=each.answer)
                continue
            models.Notice.objects.filter(pk=each.pk).update(told=each.answer)


def handed_in(reader: Reader, now: datetime, held: models.Agreement, file: Sent, *, writes: bool) -> str | None:
    """Take in recalls and stricter marks, from who may write, and receipts; return the id of what became of them.

    None for other objects. They wait for nobody's word: all that they do is to take back and to narrow.
    """
    raw = Path(file.path).read_bytes()
    if not any(b'"%b"' % each.encode() in raw for each in (*ASKS, RECEIPT)):
        return None
    try:
        parts = list(reading.read(raw))
    except WrongSource:
        return None
    found = [each for each in parts if isinstance(each, Found) and notices.is_one(each)]
    if not found or len(found) < len(parts):
        return None
    if not writes and any(each.head.type in ASKS for each in found):
        return None
    with transaction.atomic():
        status = hear(found, reader, now, agreement=held)
        recording.record_act(
            actor=reader, event=Event.COLLECTION, action="collection.notice", now=now, records=[held.id],
            count=len(found), also_agencies=[held.giver],
        )  # fmt: skip
    for each in models.Notice.objects.filter(status=status):
        follow(each, reader, now)
    return status


def standing(agency: str, status: str) -> tuple[list[models.Notice], bool] | None:
    """Return the notices that came in together, and whether all are answered for good; None where there are none."""
    found = list(models.Notice.objects.filter(status=status, agency=agency).order_by("id"))
    return (found, all(each.answer in FINAL for each in found)) if found else None
