"""News of leads for notices: what was handed to the reader's agency, answered, brought on, or heard of no more."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bowstreet.casework.notices.answers import Pointer, Sort
from bowstreet.casework.operations.leads import chains, showing
from bowstreet.casework.operations.leads.chains import QUIET, Chain
from bowstreet.vocabulary.readers import LEADERS, Reader


def told(reader: Reader, now: datetime) -> list[Pointer]:
    """Return what there is to tell of the leads that the reader sees; the look is entered as that of their list."""
    found = chains.all_of(reader, now)
    showing.enter(reader, now, "lead.list", found)
    return [each for chain in found for each in _of(chain, reader, now)]


def _of(chain: Chain, reader: Reader, now: datetime) -> Iterator[Pointer]:
    agency, waiting = reader.agency, chain.waiting
    if waiting and waiting.receiver == agency:
        yield _pointer("lead", waiting.at, chain, waiting.uid)
    for each in chain.given:
        if each.giver == agency and each.answered_at:
            yield _pointer("lead_answered", each.answered_at, chain, each.uid)
    if chain.row.agency == agency:
        for one in chain.told:
            if one.agency != agency:
                yield _pointer("lead_stage", one.at, chain, f"{one.stage} {one.at.isoformat()}")
    if reader.role in LEADERS and agency in (chain.row.agency, chain.awaited_of) and chain.stale(now):
        yield _pointer("lead_stale", _since(chain, now), chain, str(_since(chain, now).date()))


def _since(chain: Chain, now: datetime) -> datetime:
    """Return since when a lead is stale: the midnight after its term, or thirty days after the last news."""
    moments = [chain.news_at + QUIET] if chain.news_at else []
    if chain.waiting:
        moments.append(datetime.combine(chain.waiting.due_on + timedelta(days=1), time(), UTC))
    return min((each for each in moments if each <= now), default=now)


def _pointer(sort: Sort, at: datetime, chain: Chain, key: str) -> Pointer:
    return Pointer(sort, at, chain.row.uid[-8:], f"/leads/{chain.row.uid}", f"{chain.row.uid} {key}")
