"""Whether receivers confirmed that what they have was recalled or marked anew, and who is late to.

A receiver beyond this node confirms by its program, an agency of this node also by its receipt.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from bowstreet.casework.notices.answers import Pointer, Sort
from bowstreet.casework.sharing import models
from bowstreet.formats.stix.notices import ANSWERS, FINAL
from bowstreet.holdings.governance import gate
from bowstreet.vocabulary.readers import Reader, Role

TERM: Final = timedelta(hours=72)
"""So long a receiver has: a node that runs answers within the hour, so this leaves a desk a long weekend."""

NOTED: Final = "noted"
"""What an officer of a receiving agency answers by giving a receipt."""

CONFIRMED: Final = FINAL | {NOTED}

MOST: Final = 200
"""So many agreements and receivers are told of."""


class Word(NamedTuple):
    """What a receiver was told of one release, and what it said to that."""

    told_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    remarked_at: datetime | None = None
    remark_reason: str = ""
    late: bool = False


def seen(table: str, reader: Reader, now: datetime) -> tuple[str, list[str]]:
    """Return the condition that the record of a row of a table opens to the reader, and its parameters.

    ``table`` is written by the programmer, never by a reader.
    """
    opens, values = gate.within("r.terms_id", gate.visible(reader, now).meta)
    return f"EXISTS (SELECT 1 FROM repository_record r WHERE r.uid = {table}.record AND {opens})", values  # noqa: S608


def unconfirmed(held: models.Agreement, receiver: str) -> "QuerySet[models.Recalled]":
    """Return what a receiver was told of under an agreement and did not confirm."""
    return models.Recalled.objects.filter(agreement=held, receiver=receiver).exclude(answer__in=CONFIRMED)


def late(every: "QuerySet[models.Release]", now: datetime) -> "QuerySet[models.Release]":
    """Return of some releases those whose recall or stricter marks their receiver did not confirm within the term.

    Who cannot be told by a program, because none is registered, is late as well until the giver has seen to it.
    """
    same = models.Recalled.objects.filter(
        agreement=OuterRef("agreement"), receiver=OuterRef("receiver"), record=OuterRef("record")
    )
    done = same.filter(version=0, at=OuterRef("recalled_at"), answer__in=CONFIRMED)
    marks = same.filter(version__gt=OuterRef("version"), at__lte=now - TERM).exclude(answer__in=CONFIRMED)
    recalled = Q(recalled_at__lte=now - TERM) & ~Exists(done)
    return every.filter(recalled | (Q(recalled_at=None) & Exists(marks)))


def words(found: Sequence[models.Release], now: datetime) -> list[Word]:
    """Return of each of some releases what its receiver was told last, and what it said to that."""
    made = models.Recalled.objects.filter(
        agreement__in={each.agreement_id for each in found}, record__in={each.record for each in found}
    )
    known: dict[tuple[str, str, str], list[models.Recalled]] = {}
    for each in made.order_by("version"):
        known.setdefault((each.agreement_id, each.receiver, each.record), []).append(each)
    some = models.Release.objects.filter(pk__in=[each.pk for each in found])
    over = set(late(some, now).values_list("pk", flat=True))
    return [
        _word(each, known.get((each.agreement_id, each.receiver, each.record), []), each.pk in over) for each in found
    ]


def _word(gone: models.Release, told: Sequence[models.Recalled], is_late: bool) -> Word:
    if gone.recalled_at is not None:
        one = next((each for each in told if not each.version and each.at == gone.recalled_at), None)
    else:
        one = next((each for each in reversed(told) if each.version > gone.version), None)
    if one is None:
        return Word(late=is_late)
    at, why = (one.at, one.reason) if one.version else (None, "")
    return Word(one.told_at, ANSWERS.get(one.answer, ""), one.answered_at, at, why, is_late)


def news(reader: Reader, now: datetime) -> Iterator[Pointer]:
    """Yield for a supervisor of a giver who is late, and for one of a receiver what is to be confirmed."""
    if reader.role is not Role.SUPERVISOR:
        return
    for agreement, receiver, since in _late_of(reader, now):
        at, key = since + TERM, f"{agreement} {receiver} {since.isoformat()}"
        yield _pointer("receipt_late", at, agreement, "late=true", key)
    told = models.Recalled.objects.filter(receiver=reader.agency).exclude(answer__in=CONFIRMED)
    for agreement, since in told.values_list("agreement").annotate(since=Min("at")).order_by("since")[:MOST]:
        yield _pointer("recalled", since, agreement, "", f"{agreement} {since.isoformat()}")


def _late_of(reader: Reader, now: datetime) -> list[tuple[str, str, datetime]]:
    """Return under which agreements of the reader's agency whoever is late, and since when the first was to be."""
    where, values = seen("sharing_release", reader, now)
    gone = models.Release.objects.filter(agreement__giver=reader.agency).extra(where=[where], params=values)  # noqa: S610
    over = late(gone, now)
    recalls = over.exclude(recalled_at=None).values_list("agreement", "receiver").annotate(since=Min("recalled_at"))
    stands = models.Release.objects.filter(
        agreement=OuterRef("agreement"), receiver=OuterRef("receiver"), record=OuterRef("record"), recalled_at=None,
        version__lt=OuterRef("version"),
    )  # fmt: skip
    where, values = seen("sharing_recalled", reader, now)
    told = models.Recalled.objects.filter(agreement__giver=reader.agency, version__gt=0, at__lte=now - TERM)
    told = told.exclude(answer__in=CONFIRMED).filter(Exists(stands)).extra(where=[where], params=values)  # noqa: S610
    marks = told.values_list("agreement", "receiver")
    found: dict[tuple[str, str], datetime] = {}
    for agreement, receiver, since in (*recalls[:MOST], *marks.annotate(since=Min("at"))[:MOST]):
        held = found.get((agreement, receiver))
        found[agreement, receiver] = min(since, held) if held else since
    return sorted((agreement, receiver, since) for (agreement, receiver), since in found.items())


def _pointer(sort: Sort, at: datetime, agreement: str, narrowed: str, key: str) -> Pointer:
    address = f"/agreements/{agreement}/releases"
    return Pointer(sort, at, agreement[-8:], f"{address}?{narrowed}" if narrowed else address, key)
