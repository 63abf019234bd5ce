"""What agencies released to each other, corrected for each other, and gave under agreements, as far as it opens."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.corrections.showing import ACCEPTED
from bowstreet.casework.sharing.requests.showing import APPROVED
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import rows
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.gifts import Gift
from bowstreet.vocabulary.readers import Reader


def given(reader: Reader, now: datetime, since: datetime) -> Iterator[Gift]:
    """Yield what the reader's agency and others gave each other since a moment; the caller enters the look.

    What was asked for and released, corrections that were accepted, and records that went under an agreement and are
    not recalled. Of each, the record has to be there for the reader.
    """
    side = Q(owner=reader.agency) | Q(agency=reader.agency)
    asked = models.Request.objects.filter(side, state=APPROVED, answered_at__gte=since)
    corrected = models.Correction.objects.filter(side, state=ACCEPTED, ended_at__gte=since)
    met = [(each.record, Gift("content", each.owner, each.agency)) for each in asked]
    met += [(each.record, Gift("correction", each.agency, each.owner)) for each in corrected]
    seen, opens = rows.by_uids({record for record, _ in met}), reach_of(reader, now).sets.meta
    yield from (gift for record, gift in met if record in seen and seen[record].terms_id in opens)
    yield from _records(reader, now, since)


def _records(reader: Reader, now: datetime, since: datetime) -> Iterator[Gift]:
    opens, values = gate.within("r.terms_id", gate.visible(reader, now).meta)
    seen = f"EXISTS (SELECT 1 FROM repository_record r WHERE r.uid = sharing_release.record AND {opens})"  # noqa: S608
    side = Q(agreement__giver=reader.agency) | Q(receiver=reader.agency)
    went = models.Release.objects.filter(side, at__gte=since, recalled_at=None).extra(where=[seen], params=values)  # noqa: S610
    pairs = went.values_list("agreement__giver", "receiver").annotate(n=Count("record", distinct=True)).order_by()
    yield from (Gift("record", giver, receiver, n) for giver, receiver, n in pairs)
