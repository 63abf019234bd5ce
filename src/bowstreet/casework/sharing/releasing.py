"""What went to whom under an agreement: released by the giver, received with a receipt, recalled with a reason."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from bowstreet.casework.sharing import agreeing, departing, disclosing, giving, models, recalling, stowing
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.casework.sharing.giving import NotInForce
from bowstreet.casework.sharing.shown import AgreementCard, ReleaseList, ReleaseRow
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, onlookers
from bowstreet.holdings.ledger import looking, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import advancing, denying
from bowstreet.holdings.repository.advancing import Written
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

MOST = 1_000
"""So many records are released at once."""

MOST_SHOWN = 200
"""So many releases are told of at once, the newest."""

_MAY_RELEASE = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR, Role.COORDINATOR})


class NoReceiver(Invalid):
    """Somebody who does not receive under the agreement."""

    field = "receiver"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This is no receiver of the agreement.")


class NothingToRecall(Refusal):
    """Nothing that was released, or not yet recalled, is meant."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Nothing of this was released under the agreement, or it is recalled already.")


def release(*, reader: Reader, now: datetime, id: str, receiver: str) -> ReleaseList:
    """Note that what is new under an agreement went to a receiver, in the versions in which it leaves now.

    An agency of this node is released only what opens to its officers. One disclosure here, one entry at such a
    receiver. What was recalled does not go again in that version.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.release", now):
        held = agreeing.of(reader, id)
        if held.giver != reader.agency or reader.role not in _MAY_RELEASE:
            raise Hidden()
    told = agreeing.card(held, reader)
    if receiver not in {*(each.slug for each in told.receivers), *(each.name for each in told.parties)}:
        raise NoReceiver()
    if not agreeing.stands(held, now.date()):
        raise NotInForce()
    with transaction.atomic():
        gone = models.Release.objects.filter(agreement=held, receiver=receiver)
        known = set(gone.values_list("record", "version"))
        found = list(islice((one for one in _for(held, reader, receiver, now) if _named(one) not in known), MOST))
        left = [Left(one.id, one.version, one.agency) for one in found]
        models.Release.objects.bulk_create(
            [
                models.Release(
                    agreement=held, receiver=receiver, record=each.id, version=each.version, at=now, by=reader.officer
                )
                for each in left
            ]
        )  # fmt: skip
        if left:
            disclosing.disclose(reader, now, "agreement.release", left, recipients=[receiver])
            _tell(reader, now, "agreement.release", {receiver: [each.id for each in left]}, told)
    return releases(reader=reader, now=now, id=id)


def receive(*, reader: Reader, now: datetime, id: str) -> ReleaseList:
    """Give a receipt for all that was released to the reader's agency under an agreement and has none yet."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.receive", now):
        held = agreeing.of(reader, id)
        if held.giver == reader.agency:
            raise Hidden()
    with transaction.atomic():
        mine = models.Release.objects.filter(agreement=held, receiver=reader.agency, received_at=None)
        ids = sorted({*mine.values_list("record", flat=True)})
        mine.update(received_at=now, received_by=reader.officer)
        if ids:
            recording.record_act(
                actor=reader, event=Event.COLLECTION, action="agreement.receive", now=now, count=len(ids),
                records=ids[: disclosing.MOST_NAMED], also_agencies=[held.giver],
            )  # fmt: skip
    return releases(reader=reader, now=now, id=id)


def recall(*, reader: Reader, now: datetime, id: str, records: Sequence[str] = (), reason: str) -> ReleaseList:
    """Recall what was released under an agreement, all of it or some records; the act of a supervisor of the giver.

    The copies are marked, each receiver on this node finds it in its ledger, receipts stay. What is recalled leaves
    no more under this agreement in the version that it has.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.recall", now):
        held = agreeing.of(reader, id)
        if held.giver != reader.agency or reader.role is not Role.SUPERVISOR:
            raise Hidden()
    if is_blank(reason):
        raise Invalid("Say why it is recalled.")
    while departing.keep_up(now):
        pass
    with transaction.atomic():
        some = _released(held, reader, now).filter(recalled_at=None)
        wanted = {*records} or {*some.values_list("record", flat=True)}
        chosen = list(some.filter(record__in=wanted))
        if not chosen:
            raise NothingToRecall()
        ids = [each.record for each in chosen]
        some.filter(record__in=ids).update(recalled_at=now, recall_reason=reason.strip()[:2000])
        models.SharedObject.objects.filter(agreement=held, record__in=ids).update(last=False)
        stowing.forget(held, ids)
        by_receiver: dict[str, list[str]] = {}
        for each in chosen:
            by_receiver.setdefault(each.receiver, []).append(each.record)
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action="agreement.recall", now=now, count=len({*ids}),
            records=sorted({*ids})[: disclosing.MOST_NAMED], reason=reason.strip(),
        )  # fmt: skip
        _tell(reader, now, "agreement.recall", by_receiver, agreeing.card(held, reader))
    return releases(reader=reader, now=now, id=id)


def releases(*, reader: Reader, now: datetime, id: str) -> ReleaseList:
    """Return what went under an agreement: to its giver all that the reader may see, to a receiver what it got."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.releases", now):
        held = agreeing.of(reader, id)
    own = held.giver == reader.agency
    every = _released(held, reader, now)
    found = list(every.order_by("-at", "record", "receiver")[:MOST_SHOWN])
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="agreement.releases", now=now, count=len(found),
        records=[held.id],
    )  # fmt: skip
    return ReleaseList(
        held.id,
        every.count(),
        tuple(
            ReleaseRow(
                each.record, each.version, each.receiver, each.at, each.received_at, each.recalled_at,
                each.recall_reason, *told,
            )
            for each, told in zip(found, recalling.told(found), strict=True)
        ),
        own,
    )  # fmt: skip


def _for(held: models.Agreement, reader: Reader, receiver: str, now: datetime) -> Iterator[Written]:
    """Yield what leaves now and opens to the receiver: what its officers may not see is not released to them."""
    here, purposes = receiver in queries.cards(), agreeing.sieve_of(held).purposes
    reached: dict[int, bool] = {}
    for _, one in giving.passing(held, reader, now, None):
        if here and one.terms_id not in reached:
            reached[one.terms_id] = onlookers.reaches(one.terms, agency=receiver, purposes=purposes, now=now)
        if not here or reached[one.terms_id]:
            yield one


def _named(one: Written) -> tuple[str, int]:
    return one.id, one.version


def _released(held: models.Agreement, reader: Reader, now: datetime) -> "QuerySet[models.Release]":
    """Return the releases of an agreement as far as the reader may know of them."""
    every = models.Release.objects.filter(agreement=held)
    if held.giver != reader.agency:
        return every.filter(receiver=reader.agency)
    seen = gate.visible(reader, now).meta
    standing = advancing.standing({*every.values_list("record", flat=True)})
    return every.filter(record__in=[id for id, one in standing.items() if one.terms_id in seen and not one.pending])


def _tell(reader: Reader, now: datetime, action: str, by_receiver: dict[str, list[str]], told: AgreementCard) -> None:
    """Enter at each receiver of this node what concerns it."""
    here = {each.slug for each in told.receivers}
    for receiver, records in sorted(by_receiver.items()):
        if receiver in here:
            recording.record_act(
                actor=reader, event=Event.DISCLOSURE, action=action, now=now, agency=receiver, recipients=[receiver],
                records=sorted({*records})[: disclosing.MOST_NAMED], count=len({*records}),
            )  # fmt: skip
