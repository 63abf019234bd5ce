"""What went under an agreement, page by page, the newest first: to its giver all that the reader may know of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from bowstreet.casework.sharing import agreeing, confirming, giving, models
from bowstreet.casework.sharing.shown import Receiving, ReleaseList, ReleaseRow
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, onlookers
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, recent
from bowstreet.holdings.repository.advancing import Written
from bowstreet.vocabulary.readers import Reader, Role

MOST: Final = 1_000
"""So many records are released at once, and so far is counted what is new for a receiver."""

COUNTED: Final = 10_000
"""So far is counted what went."""

MAY_RELEASE: Final = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR, Role.COORDINATOR})
_ORDER: Final = ("-at", "record", "receiver", "version")


def releases(  # noqa: PLR0913
    *, reader: Reader, now: datetime, id: str, record: str = "", recalled: bool = False, late: bool = False,
    cursor: str | None = None, limit: int = 50,
) -> ReleaseList:  # fmt: skip
    """Return a page of what went under an agreement, the newest first; a receiver is told what it got.

    Narrowed to one ``record``, to what was ``recalled``, with the answers, or to what its receivers are ``late`` to
    confirm. On the first page, whoever may release is told how many records would be new for each receiver, as many as
    the officer may see.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.releases", now):
        held = agreeing.of(reader, id)
    told = record.strip().lower()
    every = known(held, reader, now).filter(**{"record": told} if told else {})
    every = every.exclude(recalled_at=None) if recalled else every
    every = confirming.late(every, now) if late else every
    found = list(_after(every, cursor, _scope(reader, held)).order_by(*_ORDER)[: limit + 1])
    page = found[:limit]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="agreement.releases", now=now, count=len(page), records=[held.id]
    )
    return ReleaseList(
        id=held.id,
        total=every[: COUNTED + 1].count(),
        releases=rows(page, held, reader, now),
        own=held.giver == reader.agency,
        record=told,
        receivers=() if cursor is not None else _receiving(held, reader, now),
        next=cursors.seal(_place(page[-1]), _scope(reader, held)) if len(found) > limit else None,
    )


def known(held: models.Agreement, reader: Reader, now: datetime) -> "QuerySet[models.Release]":
    """Return the releases of an agreement as far as the reader may know of them."""
    every = models.Release.objects.filter(agreement=held)
    if held.giver != reader.agency:
        return every.filter(receiver=reader.agency)
    seen, values = confirming.seen("sharing_release", reader, now)
    return every.extra(where=[seen], params=values)  # noqa: S610


def fresh(held: models.Agreement, reader: Reader, receiver: str, now: datetime) -> list[Written]:
    """Return what would be new for a receiver: what leaves now, opens to it, and did not go to it in that version."""
    here, purposes = receiver in queries.cards(), agreeing.sieve_of(held).purposes
    gone = models.Release.objects.filter(agreement=held, receiver=receiver)
    went = gone.filter(record=OuterRef("record"), version=OuterRef("version"))
    reached: dict[int, bool] = {}
    found: list[Written] = []
    for line, one in giving.passing(held, reader, now, None, Q(~Exists(went))):
        if here and one.terms_id not in reached:
            reached[one.terms_id] = onlookers.reaches(
                one.terms, agency=receiver, asker=held.giver, purposes=purposes, now=now
            )
        if here and not reached[one.terms_id]:
            continue
        if line.version == one.version or not gone.filter(record=one.id, version=one.version).exists():
            found.append(one)
        if len(found) == MOST:
            break
    return found


def _receiving(held: models.Agreement, reader: Reader, now: datetime) -> tuple[Receiving, ...]:
    may = held.giver == reader.agency and reader.role in MAY_RELEASE
    if not may or not agreeing.stands(held, now.date()):
        return ()
    told = agreeing.card(held, reader)
    named = [(each.slug, each.name) for each in told.receivers] + [(each.name, each.name) for each in told.parties]
    return tuple(Receiving(code, name, len(fresh(held, reader, code, now))) for code, name in named)


def rows(
    page: Sequence[models.Release], held: models.Agreement, reader: Reader, now: datetime
) -> tuple[ReleaseRow, ...]:  # fmt: skip
    """Return some releases of an agreement as the reader is told of them, in their order."""
    titles = recent.named(reader=reader, now=now, ids={each.record for each in page}, action="agreement.releases")
    own = held.giver == reader.agency
    names = queries.officer_names({each.by for each in page if own or each.collected})
    return tuple(
        ReleaseRow(
            each.record, titles[each.record].title if each.record in titles else "", each.version, each.receiver,
            each.at, names.get(each.by, ""), each.collected, each.received_at, each.recalled_at, each.recall_reason,
            *told,
        )
        for each, told in zip(page, confirming.words(page, now), strict=True)
    )  # fmt: skip


def _after(
    every: "QuerySet[models.Release]", cursor: str | None, scope: str
) -> "QuerySet[models.Release]":  # fmt: skip
    if cursor is None:
        return every
    told, record, receiver, version = cursors.open_sealed(cursor, scope)
    at = datetime.fromisoformat(str(told))
    rest = Q(record__gt=record) | Q(record=record, receiver__gt=receiver)
    rest |= Q(record=record, receiver=receiver, version__gt=version)
    return every.filter(Q(at__lte=at) & (Q(at__lt=at) | rest))


def _place(each: models.Release) -> list[str | int]:
    return [each.at.isoformat(), each.record, each.receiver, each.version]


def _scope(reader: Reader, held: models.Agreement) -> str:
    return f"releases:{held.id}:{reader.officer}:{reader.purpose}"
