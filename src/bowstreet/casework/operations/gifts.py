"""What agencies gave each other in operations and along leads, of those that are there for a reader."""

from collections.abc import Iterator
from datetime import datetime

from bowstreet.casework.operations import models
from bowstreet.casework.operations.leads import chains
from bowstreet.holdings.agencies import queries, rules
from bowstreet.holdings.repository import undertaken
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.gifts import Gift
from bowstreet.vocabulary.readers import Reader


def given(reader: Reader, now: datetime, since: datetime) -> Iterator[Gift]:
    """Yield leads that were accepted, news that their owner had of them, and tasks done for who leads an operation.

    Of operations those of the reader's agency count, and for whom coordinates for all agencies every one that opens.
    The caller enters the look.
    """
    for chain in chains.all_of(reader, now):
        for each in chain.given:
            if each.state == "accepted" and each.answered_at and each.answered_at >= since:
                yield Gift("lead", each.giver, each.receiver)
        for one in chain.told:
            if one.agency != chain.row.agency and one.at >= since:
                yield Gift("news", one.agency, chain.row.agency)
    yield from _tasks(reader, now, since)


def _tasks(reader: Reader, now: datetime, since: datetime) -> Iterator[Gift]:
    opened = undertaken.under(reach_of(reader, now).sets.body)
    leads = {each.row.uid: each.row.agency for each in opened if each.row.kind == "operation"}
    if not rules.coordinates(reader, queries.card(reader.agency).sort):
        works = models.Partner.objects.filter(agency=reader.agency, state="accepted")
        inside = {*works.values_list("operation", flat=True)}
        leads = {id: lead for id, lead in leads.items() if lead == reader.agency or id in inside}
    for each in models.Task.objects.filter(operation__in=sorted(leads), done_at__gte=since):
        if each.agency != leads[each.operation]:
            yield Gift("task", each.agency, leads[each.operation])
