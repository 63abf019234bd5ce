"""Where one record went, under whichever agreement, and its recall from everybody who got it."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from bowstreet.casework.sharing import departing, models, released, releasing
from bowstreet.casework.sharing.releasing import NothingToRecall
from bowstreet.casework.sharing.shown import RecordReleases, Went
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, showing
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.readers import Reader, Role

MOST: Final = 200
"""So many releases of one record are shown, the newest first."""

_ORDER: Final = ("-at", "receiver", "-version")


def releases(*, reader: Reader, now: datetime, id: str) -> RecordReleases:
    """Return where a record went that the reader may see: what the own agency gave, or what it got; an entry.

    Raise ``Hidden`` for a record that is not there for the reader.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.releases", now):
        uid = showing.visible_row(id, reach_of(reader, now)).uid
    own = Q(agreement__giver=reader.agency) | Q(receiver=reader.agency)
    found = list(models.Release.objects.filter(own, record=uid).select_related("agreement").order_by(*_ORDER)[:MOST])
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="record.releases", now=now, count=len(found), records=[uid]
    )
    by_agreement = {each.agreement_id: each.agreement for each in found}
    shown = {
        id: iter(released.rows([each for each in found if each.agreement_id == id], held, reader, now))
        for id, held in by_agreement.items()
    }
    went = tuple(Went(each.agreement_id, each.agreement.title, next(shown[each.agreement_id])) for each in found)
    open_ = any(each.agreement.giver == reader.agency and each.recalled_at is None for each in found)
    title = next((each.row.title for each in went if each.row.title), "")
    return RecordReleases(uid, title, went, open_ and reader.role is Role.SUPERVISOR)


def recall(*, reader: Reader, now: datetime, id: str, reason: str) -> RecordReleases:
    """Recall a record from everybody who got it under an agreement of the reader's agency; the act of a supervisor.

    One act for each agreement, all of them or none. Raise ``Hidden``, or ``NothingToRecall`` where it went to nobody.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.recall", now):
        uid = showing.visible_row(id, reach_of(reader, now)).uid
    while departing.keep_up(now):
        pass
    gone = models.Release.objects.filter(agreement__giver=reader.agency, record=uid, recalled_at=None)
    agreements = sorted({*gone.values_list("agreement", flat=True)})
    if not agreements:
        raise NothingToRecall()
    with transaction.atomic():
        for each in agreements:
            releasing.recall(reader=reader, now=now, id=each, records=[uid], reason=reason)
    return releases(reader=reader, now=now, id=uid)
