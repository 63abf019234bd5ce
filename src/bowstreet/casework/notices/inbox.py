"""The inbox: what opens to an officer now, in order, and what of it was read.

A notice is made when it is read, of what the rooms above say that opens to the reader at that moment. So what was
closed since is in no list and no count, and nothing of it lies here to be found.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from bowstreet.casework.notices.answers import SORTS, NoticeList, NoticeRow, Pointer, SortCount
from bowstreet.casework.notices.models import Seen, Setting
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import keys, looking, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import Hidden

KEPT = timedelta(days=90)
"""So long a notice stands; what still waits stands on the page of its room."""

STEP = 500


def admit(reader: Reader) -> None:
    """Raise ``Hidden`` for who is told nothing: officers of the law in a session with second factor are."""
    gate.wants_purpose(reader)
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()


def listed(
    *,
    reader: Reader,
    now: datetime,
    told: Iterable[Pointer],
    which: str = "all",
    sort: str = "",
    after: int = 0,
    limit: int = 50,
) -> NoticeList:
    """Return the reader's inbox of what is told to the reader now; the look is in the ledger before it is given."""
    held = notices(reader, now, told)
    unread = sum(not each.read for each in held)
    chosen = [each for each in held if which == "all" or not each.read]
    counted = Counter(each.sort for each in chosen)
    chosen = [each for each in chosen if sort in ("", each.sort)]
    looking.note(actor=reader, event=Event.CONSULTATION, action="notice.list", now=now, count=len(chosen))
    return NoticeList(
        tuple(chosen[after : after + limit]), which, sort, unread, len(held),
        tuple(SortCount(each, counted[each]) for each in SORTS if counted[each]), after, len(chosen) > after + limit,
    )  # fmt: skip


def mark(*, reader: Reader, now: datetime, told: Iterable[Pointer], id: str | None = None) -> Sequence[NoticeRow]:
    """Mark a notice read, or all that there are, and return them; raise ``Hidden`` for one that is not there."""
    held = notices(reader, now, told)
    meant = [each for each in held if id is None or each.id == id]
    if id is not None and not meant:
        raise Hidden()
    with transaction.atomic():
        Seen.objects.bulk_create(
            [Seen(officer=reader.officer, notice=each.id, at=now) for each in meant if not each.read],
            ignore_conflicts=True, batch_size=STEP,
        )  # fmt: skip
        recording.record_act(
            actor=reader, event=Event.CONSULTATION, action="notice.read", now=now,
            count=sum(not each.read for each in meant),
        )  # fmt: skip
    return [NoticeRow(each.id, each.sort, each.at, each.reference, each.address, True) for each in meant]


def keep_up(now: datetime) -> bool:
    """Forget a step of what was read so long ago that its notice stands no more, and say whether there is more."""
    gone = list(Seen.objects.filter(at__lt=now - KEPT).order_by("at", "id").values_list("id", flat=True)[:STEP])
    if gone:
        Seen.objects.filter(id__in=gone).delete()
    return len(gone) == STEP


def notices(reader: Reader, now: datetime, told: Iterable[Pointer]) -> list[NoticeRow]:
    """Return what is told as notices of the inbox, unread ones first, the newest of each first."""
    off = Setting.objects.filter(officer=reader.officer).values_list("not_in_inbox", flat=True).first() or ""
    return [each for each in every(reader, now, told) if each.sort not in off.split()]


def every(reader: Reader, now: datetime, told: Iterable[Pointer]) -> list[NoticeRow]:
    """Return what is told as notices, whether the officer has them in the inbox or not. The caller enters the look."""
    admit(reader)
    some = sorted((each for each in told if each.at >= now - KEPT), key=_order)
    ids = keys.tags(f"notice {reader.officer} {each.sort} {each.reference} {each.key}" for each in some)
    seen = set(Seen.objects.filter(officer=reader.officer).values_list("notice", flat=True))
    by_id = {
        id: NoticeRow(id, each.sort, each.at, each.reference, each.address, id in seen)
        for id, each in zip(ids, some, strict=True)
    }
    return sorted(by_id.values(), key=lambda each: each.read)


def _order(each: Pointer) -> tuple[float, str, str, str]:
    return -each.at.timestamp(), each.sort, each.reference, each.key
