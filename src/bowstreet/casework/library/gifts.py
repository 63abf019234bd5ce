"""What advice experts gave officers of other agencies, of the records that are there for a reader."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from bowstreet.casework.library import asking
from bowstreet.casework.library.models import Question
from bowstreet.holdings.repository import rows
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.gifts import Gift
from bowstreet.vocabulary.readers import Reader


def given(reader: Reader, now: datetime, since: datetime) -> Iterator[Gift]:
    """Yield the questions answered since a moment that the reader's agency asked or was asked; the caller enters it."""
    side = Q(agency=reader.agency) | Q(expert_agency=reader.agency)
    found = list(Question.objects.filter(side, answered_at__gte=since, answer=asking.HELPS))
    seen, opens = rows.by_uids({each.record for each in found}), reach_of(reader, now).sets.meta
    for each in found:
        if each.agency != each.expert_agency and each.record in seen and seen[each.record].terms_id in opens:
            yield Gift("advice", each.expert_agency, each.agency)
