"""What went to whom under an agreement: released by the giver, received with a receipt, recalled with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bowstreet.casework.sharing import (
    agreeing,
    confirming,
    departing,
    disclosing,
    models,
    recalling,
    released,
    stowing,
)
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.casework.sharing.giving import NotInForce
from bowstreet.casework.sharing.shown import AgreementCard, ReleaseList
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

_SLICE = 500


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
        if held.giver != reader.agency or reader.role not in released.MAY_RELEASE:
            raise Hidden()
    told = agreeing.card(held, reader)
    if receiver not in {*(each.slug for each in told.receivers), *(each.name for each in told.parties)}:
        raise NoReceiver()
    if not agreeing.stands(held, now.date()):
        raise NotInForce()
    with transaction.atomic():
        left = [Left(one.id, one.version, one.agency) for one in released.fresh(held, reader, receiver, now)]
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
    return released.releases(reader=reader, now=now, id=id)


def receive(*, reader: Reader, now: datetime, id: str) -> ReleaseList:
    """Give a receipt for all that was released to the reader's agency under an agreement and has none yet.

    What was recalled from it or marked anew, and not confirmed by its program, is confirmed so, too.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.receive", now):
        held = agreeing.of(reader, id)
        if held.giver == reader.agency:
            raise Hidden()
    with transaction.atomic():
        recalling.note(now)
        mine = models.Release.objects.filter(agreement=held, receiver=reader.agency, received_at=None)
        open_ = confirming.unconfirmed(held, reader.agency)
        ids = sorted({*mine.values_list("record", flat=True), *open_.values_list("record", flat=True)})
        mine.update(received_at=now, received_by=reader.officer)
        open_.update(answer=confirming.NOTED, answered_at=now)
        if ids:
            recording.record_act(
                actor=reader, event=Event.COLLECTION, action="agreement.receive", now=now, count=len(ids),
                records=ids[: disclosing.MOST_NAMED], also_agencies=[held.giver],
            )  # fmt: skip
    return released.releases(reader=reader, now=now, id=id)


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
        some = released.known(held, reader, now).filter(recalled_at=None)
        meant = some.filter(record__in=records) if records else some
        chosen = list(meant.values_list("pk", "receiver", "record"))
        if not chosen:
            raise NothingToRecall()
        ids = sorted({record for _, _, record in chosen})
        _mark(held, [pk for pk, _, _ in chosen], ids, reason.strip()[:2000], now)
        by_receiver: dict[str, list[str]] = {}
        for _, receiver, record in chosen:
            by_receiver.setdefault(receiver, []).append(record)
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action="agreement.recall", now=now, count=len(ids),
            records=ids[: disclosing.MOST_NAMED], reason=reason.strip(),
        )  # fmt: skip
        _tell(reader, now, "agreement.recall", by_receiver, agreeing.card(held, reader))
    return released.releases(reader=reader, now=now, id=id)


def _mark(held: models.Agreement, pks: Sequence[int], ids: Sequence[str], reason: str, now: datetime) -> None:
    """Mark releases as recalled, and have their records leave no more in the version that they have."""
    for first in range(0, len(pks), _SLICE):
        models.Release.objects.filter(pk__in=pks[first : first + _SLICE]).update(recalled_at=now, recall_reason=reason)
    for first in range(0, len(ids), _SLICE):
        some = ids[first : first + _SLICE]
        models.SharedObject.objects.filter(agreement=held, record__in=some).update(last=False)
        stowing.forget(held, some)


def _tell(reader: Reader, now: datetime, action: str, by_receiver: dict[str, list[str]], told: AgreementCard) -> None:
    """Enter at each receiver of this node what concerns it."""
    here = {each.slug for each in told.receivers}
    for receiver, records in sorted(by_receiver.items()):
        if receiver in here:
            recording.record_act(
                actor=reader, event=Event.DISCLOSURE, action=action, now=now, agency=receiver, recipients=[receiver],
                records=sorted({*records})[: disclosing.MOST_NAMED], count=len({*records}),
            )  # fmt: skip
