"""Telling receivers of recalls and stricter marks: a notice in the collection that they read, or handed in to theirs.

A notice names an object and says why; it holds nothing of what is meant. In a collection it is marked for its one
receiver, so nobody else learns that anything was recalled. What a receiver answers stands beside the release.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bowstreet.casework.sharing import agreeing, models, noticing, speaking, wire
from bowstreet.casework.sharing.lining import SPAN
from bowstreet.formats.stix import notices
from bowstreet.formats.stix.apart import Single
from bowstreet.formats.stix.notices import FINAL, RECALL, REMARK
from bowstreet.formats.stix.record_objects import NotLeaving, stix_id
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import terms
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.repository import advancing
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode, IndexPolicy, Pap, Scope, Tlp, rank

STEP: Final = 200
"""So many recalls and stricter marks are made known in one round."""


def keep_up(now: datetime) -> bool:
    """Note whom recalls are to be told to, and put those into collections that are read; say whether there is more."""
    here = note(now)
    waits = models.Recalled.objects.filter(told_at=None, receiver__in=here, agreement__kept__isnull=False)
    for made in waits.order_by("at", "id")[:STEP]:
        _stand(made, now)
    return False


def note(now: datetime) -> list[str]:
    """Note whom recalls are to be told to, and return the agencies of this node."""
    here = list(queries.cards())
    _note_some(here, now)
    return here


def _note_some(here: Sequence[str], now: datetime) -> None:
    """Note recalls that can be told; those of records that are gone are passed by, however many they are."""
    place, noted = 0, 0
    while noted < STEP and (some := list(_unknown(here).filter(pk__gt=place)[:STEP])):
        stands = advancing.standing({each.record for each in some})
        with transaction.atomic():
            for each in some:
                if each.record in stands:
                    _note(each, stands[each.record].kind, now)
                    noted += 1
        place = some[-1].pk


def _unknown(here: Sequence[str]) -> "QuerySet[models.Release]":
    """Return releases that were recalled and of which no notice was made, to receivers that one can be told to."""
    same = models.Recalled.objects.filter(
        agreement=OuterRef("agreement"), receiver=OuterRef("receiver"), record=OuterRef("record"),
        at=OuterRef("recalled_at"), version=0,
    )  # fmt: skip
    peer = models.Peer.objects.filter(agreement=OuterRef("agreement"), name=OuterRef("receiver"), state="standing")
    found = models.Release.objects.filter(~Exists(same), recalled_at__isnull=False)
    return found.filter(Q(receiver__in=here) | Exists(peer)).order_by("id")


def _note(each: models.Release, kind: str, now: datetime) -> None:
    at = each.recalled_at or now
    _make(each.agreement, each.receiver, each.record, kind, at, reason=each.recall_reason)


def mark_anew(
    held: models.Agreement, receiver: str, one: advancing.Written, marks: Terms, reason: str, now: datetime
) -> None:
    """Note that a receiver is to be told how a record is marked now, in the caller's transaction."""
    _make(held, receiver, one.id, one.kind, now, reason=reason, version=one.version, marks=marks.as_json())


def _make(  # noqa: PLR0913
    held: models.Agreement, receiver: str, record: str, kind: str, at: datetime, *, reason: str, version: int = 0,
    marks: str = "",
) -> None:  # fmt: skip
    """Make what a receiver is told, once; nothing of what STIX cannot name."""
    try:
        named = stix_id(record, kind)
    except NotLeaving:
        return
    what = f"remark:{version}" if version else "recall"
    own = chance.identifier(held.giver, f"{what}:{receiver}:{record}:{at.isoformat()}", at)
    models.Recalled.objects.get_or_create(
        agreement=held, receiver=receiver, record=record, at=at, version=version,
        defaults={"id": f"{own[:14]}4{own[15:]}", "stix_id": named, "reason": reason, "marks": marks},
    )  # fmt: skip


def _stand(made: models.Recalled, now: datetime) -> None:
    """Put a notice into the collection of its agreement, behind all that stands there, marked for its receiver."""
    with transaction.atomic():
        held = models.Agreement.objects.get(id=made.agreement_id)
        single = _object(made, held.giver)
        terms_id = terms.intern(_marks(held, made), now=now)
        held.kept_at = max(now, held.kept_at + SPAN) if held.kept_at else now
        models.KeptObject.objects.create(
            agreement=held, added_at=_free(held, held.kept_at, made.id), stix_id=single.id, type=single.type,
            version=single.version, record="", other="", terms_id=terms_id, depth="",
            digest=hashlib.sha256(single.text).hexdigest(), again=False, first=True, last=True, size=len(single.text),
            text=single.text.decode(),
        )  # fmt: skip
        held.save(update_fields=["kept_at"])
        models.Recalled.objects.filter(pk=made.pk).update(told_at=now)


def _object(made: models.Recalled, giver: str) -> Single:
    if made.marks:
        return notices.remark(made.id, [made.stix_id], made.reason, giver, made.at, Terms.from_json(made.marks))
    return notices.recall(made.id, [made.stix_id], made.reason, giver, made.at)


def _free(held: models.Agreement, since: datetime, id: str) -> datetime:
    """Return the moment of a notice in its span: a keyed hash of its id tells which, and no two are the same."""
    told = f"{settings.SECRET_KEY}\x00{held.id}\x00{id}"
    span = SPAN // timedelta(microseconds=1)
    place = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % span
    kept = models.KeptObject.objects.filter(agreement=held)
    tried: Iterator[datetime] = (since + timedelta(microseconds=(place + step) % span) for step in range(span))
    return next(at for at in tried if not kept.filter(added_at=at).exists())


def _marks(held: models.Agreement, made: models.Recalled) -> Terms:
    """Return the terms of a notice: for its receiver alone, under the agreement's ceiling and purposes."""
    sieve = agreeing.sieve_of(held)
    ceiling, record = sieve.ceiling, advancing.standing([made.record]).get(made.record)
    same = sieve.purposes & record.terms.purposes if record else frozenset()
    return Terms(
        owner=held.giver, scope=Scope.NAMED, recipients=frozenset({made.receiver}),
        handling=frozenset({min(filter(None, (ceiling.handling, HandlingCode.H2)), key=rank)}),
        tlp=min(filter(None, (ceiling.tlp, Tlp.AMBER_STRICT)), key=rank),
        pap=min(filter(None, (ceiling.pap, Pap.AMBER)), key=rank), classification=Classification.UNCLASSIFIED,
        index=IndexPolicy.NONE, purposes=same or sieve.purposes,
    )  # fmt: skip


def tell(held: models.Peer, now: datetime) -> None:
    """Hand what a peer is to be told and does not know in to its collection, and ask what became of the others.

    Raise ``NotReached`` where it cannot be asked.
    """
    line = speaking.line(held)
    for made in models.Recalled.objects.filter(agreement=held.agreement_id, receiver=held.name).exclude(
        answer__in=FINAL
    ):
        if made.told_at is None:
            told = wire.post(line, [_object(made, held.agency).text])
        elif made.status:
            try:
                told = wire.status(line, made.status)
            except wire.Lost:
                models.Recalled.objects.filter(pk=made.pk).update(status="")
                continue
        else:
            continue
        with transaction.atomic():
            models.Recalled.objects.filter(pk=made.pk).update(
                told_at=made.told_at or now, status="" if told.is_over else told.id
            )
            answer = notices.answer_of(told.said)
            if answer:
                type = REMARK if made.marks else RECALL
                noticing.receipted(held.agreement, held.name, f"{type}--{made.id}", answer, now)
