"""Leads as they are read: the list, one with its chain, and how far they came."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from statistics import median

from bowstreet.casework.operations import joint, models
from bowstreet.casework.operations.leads import chains
from bowstreet.casework.operations.leads.answers import (
    STAGES,
    Funnel,
    FunnelRow,
    FunnelStage,
    LeadChain,
    LeadList,
    LeadRow,
)
from bowstreet.casework.operations.leads.chains import Chain
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, dockets, rows
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import Hidden

REACHED = ("handed_over", "accepted", *STAGES)
"""What the funnel counts, in its order."""


def leads(*, reader: Reader, now: datetime, after: int = 0, limit: int = 50) -> LeadList:
    """Return the leads that the reader may see: to be answered first, come back, stale, under way, and over."""
    return _listed(chains.all_of(reader, now), reader, now, "lead.list", after, limit)


def of_operation(*, reader: Reader, now: datetime, id: str, after: int = 0, limit: int = 50) -> LeadList:
    """Return the leads that came from an operation and open to the reader, whose agency works in it.

    A stage is a code and a day, so that nothing of a national file can stand here. Raise ``Hidden`` for any other.
    """
    with denying.denied(reader, "operation.leads", now):
        each = joint.there(id, reader, now)
        if each.part == "invited":
            raise Hidden()
    found = [one for one in chains.all_of(reader, now) if one.operation == each.row.uid]
    return _listed(found, reader, now, "operation.leads", after, limit)


def _listed(some: list[Chain], reader: Reader, now: datetime, action: str, after: int, limit: int) -> LeadList:
    found = sorted(some, key=lambda each: _place(each, reader, now))
    page = found[after : after + limit]
    enter(reader, now, action, page)
    bodies, cards = rows.bodies(each.row for each in page), queries.cards()
    made = tuple(
        LeadRow(
            each.row.uid, _title(each, bodies[each.row.id], cards[each.row.agency]), each.row.agency, each.holder,
            each.country, each.stage, each.awaited, each.awaited_of == reader.agency,
            each.waiting.due_on if each.waiting else None, each.stale(now),
            (now - each.news_at).days if each.news_at else None,
        )
        for each in page
    )  # fmt: skip
    return LeadList(
        made, len(found), sum(_to_answer(each, reader) for each in found), sum(each.stale(now) for each in found),
        after, len(found) > after + limit,
    )  # fmt: skip


def lead(*, reader: Reader, now: datetime, id: str) -> LeadChain:
    """Return a lead with its chain; raise ``Hidden`` for one that is not there for the reader."""
    with denying.denied(reader, "lead.show", now):
        each = chains.there(id, reader, now)
    enter(reader, now, "lead.show", [each])
    return _shown(each, reader, now)


def funnel(*, reader: Reader, now: datetime) -> Funnel:
    """Return how many of the leads that the reader sees came to which stage, by country, and in how many days."""
    found = [each for each in chains.all_of(reader, now) if each.given or each.told]
    enter(reader, now, "lead.funnel", found)
    by_country: dict[str, list[Chain]] = defaultdict(list)
    for each in found:
        by_country[each.country].append(each)
    made = [_row(country, some, reader, now) for country, some in sorted(by_country.items())]
    return Funnel(tuple(sorted(made, key=lambda row: -row.leads)), _row("", found, reader, now))


def to_answer(reader: Reader, now: datetime) -> int:
    """Return how many leads wait for the answer of the reader's agency, for a page that leads there."""
    open = reach_of(reader, now).sets.body
    asked = models.HandOver.objects.filter(receiver=reader.agency, state="waiting").values_list("lead", flat=True)
    waiting = sum(each.terms_id in open for each in rows.by_uids(asked).values())
    looking.note(actor=reader, event=Event.CONSULTATION, action="lead.count", now=now, count=waiting)
    return waiting


def stale(reader: Reader, now: datetime) -> int:
    """Return how many stale leads the reader's agency owns or is to move on, for who oversees it."""
    found = [each for each in chains.all_of(reader, now) if each.stale(now)]
    count = sum(reader.agency in (each.row.agency, each.awaited_of) for each in found)
    looking.note(actor=reader, event=Event.CONSULTATION, action="lead.stale", now=now, count=count)
    return count


def _shown(each: Chain, reader: Reader, now: datetime) -> LeadChain:
    card, body = queries.card(each.row.agency), rows.body_of(each.row.id, each.row.version)
    sides = [one for one in each.given if reader.agency in (one.giver, one.receiver)]
    names = queries.officer_names({*(one.by for one in sides), *(one.answered_by for one in sides)} - {""})
    waiting = each.waiting
    told = each.told[-1] if each.told else None
    may = _may(each, reader)
    return LeadChain(
        each.row.uid, _title(each, body, card), each.row.agency, card.contact, each.holder, each.stage,
        told.why if told else "", each.awaited, waiting.due_on if waiting else None, each.stale(now),
        each.line(reader.agency, names, now.date()),
        chains.hand_over_row(waiting, reader.agency, names, now.date()) if waiting else None,
        each.operation if each.row.agency == reader.agency else "", may, each.ahead if "stage" in may else (),
    )  # fmt: skip


def _may(each: Chain, reader: Reader) -> tuple[str, ...]:
    if reader.role not in LEA_ROLES:
        return ()
    may = ["answer"] if _to_answer(each, reader) else []
    may += ["package"] if each.to(reader.agency) else []
    if each.holder == reader.agency:
        may += ["stage"] if each.ahead else []
        may += ["hand_over"] if not each.over else []
    return tuple(may)


def _to_answer(each: Chain, reader: Reader) -> bool:
    return each.waiting is not None and each.waiting.receiver == reader.agency


def _place(each: Chain, reader: Reader, now: datetime) -> tuple[int, float]:
    if _to_answer(each, reader):
        place = 0
    elif each.awaited == "hand_over" and each.given and each.holder == reader.agency:
        place = 1
    elif each.over:
        place = 5
    else:
        place = 2 if each.stale(now) else 3 if each.given or each.told else 4
    heard = each.news_at or each.row.recorded_at
    return place, -heard.timestamp()


def _title(each: Chain, body: dict[str, object], card: AgencyCard) -> str:
    return dockets.title(each.row, each.reach.depth_of(each.row.terms_id) or "meta", body, card)


def _row(country: str, some: list[Chain], reader: Reader, now: datetime) -> FunnelRow:
    took: dict[str, list[int | None]] = defaultdict(list)
    for each in some:
        for stage, days in _reached(each, reader, now):
            took[stage].append(days)
    stages = []
    for stage in REACHED:
        waited = [float(each) for each in took[stage] if each is not None]
        stages.append(FunnelStage(stage, len(took[stage]), median(waited) if waited else None))
    return FunnelRow(country, len(some), sum(each.stale(now) for each in some), tuple(stages))


def _reached(each: Chain, reader: Reader, now: datetime) -> Iterable[tuple[str, int | None]]:
    """Yield what a lead came to for the first time, and how many days after what it came to before."""
    seen: set[str] = set()
    before = None
    for step in each.line(reader.agency, {}, now.date()):
        if step.code in REACHED and step.code not in seen:
            seen.add(step.code)
            yield step.code, max((step.on - before).days, 0) if before else None
            before = step.on


def enter(reader: Reader, now: datetime, action: str, shown: list[Chain]) -> None:
    """Ask the gate once more for what is about to go out, and enter the look."""
    if shown:
        dockets.check_out(reader, [each.row for each in shown], shown[0].reach, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[each.row.uid for each in shown],
        touched=[(each.row.uid, each.row.agency) for each in shown if each.row.agency != reader.agency],
    )  # fmt: skip
