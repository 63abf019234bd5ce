"""What sources hold of two records that came of them: kept beside the intake, for an officer to judge or to leave.

A judgement is made by an officer of the agency, never by a document; so nothing here joins anything.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bowstreet.casework.intake.answers import ClaimRow
from bowstreet.casework.intake.gathering import Ends
from bowstreet.casework.intake.models import Claim, Intake
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Judged
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.repository import importing, recent
from bowstreet.holdings.repository.importing import Named
from bowstreet.vocabulary.readers import Reader

MOST = 10_000
"""Claims kept of one document."""

SHOWN = 100
"""Claims that are told with an intake."""

_LONGEST_GROUND = 4_000


def keep(intake: Intake, pending: importing.Import, judged: Sequence[Judged], ends: Ends) -> tuple[Loss, ...]:
    """Keep what a document holds of two of its records, and return what of it is lost: all on what became no record."""
    waiting = Claim.objects.filter(intake=intake).count()
    pairs = [
        (each, _named(each.left, each.homes[0], ends), _named(each.right, each.homes[1], ends))
        for each in judged[: MOST - waiting]
    ]
    ids = importing.ids_of(pending, {end for _, *both in pairs for end in both if end})
    held = [(each, ids[left], ids[right]) for each, left, right in pairs if left in ids and right in ids]
    made = [
        Claim(
            uid=chance.identifier(intake.agency, f"claim:{intake.id}:{waiting + number}", pending.now),
            intake=intake, left=left, right=right, verdict=each.verdict.value,
            ground=each.ground[:_LONGEST_GROUND], said_by=each.by[:200], said_at=each.at,
        )
        for number, (each, left, right) in enumerate(held)
        if left != right
    ]  # fmt: skip
    with transaction.atomic():
        Claim.objects.bulk_create(made)
    return _lost(judged, [each for each, *_ in held])


def _lost(judged: Sequence[Judged], held: Sequence[Judged]) -> tuple[Loss, ...]:
    dropped = Counter(each.verdict for each in judged) - Counter(each.verdict for each in held)
    cut = sum(len(each.ground) > _LONGEST_GROUND for each in held)
    return (
        *(Loss(f"judgement.{verdict.value}", Why.NO_KIND, count) for verdict, count in dropped.items()),
        *((Loss("judgement.ground", Why.COARSER, cut),) if cut else ()),
    )


def forget(intake: Intake) -> None:
    """Remove all claims of an intake, which is read anew or taken back."""
    Claim.objects.filter(intake=intake).delete()


def told(intake: Intake, reader: Reader, now: datetime) -> tuple[ClaimRow, ...]:
    """Return the claims of an intake that wait and of which both records open to the reader, in their order."""
    if intake.state != "done":
        return ()
    held = list(Claim.objects.filter(intake=intake, decided_at=None).order_by("id")[:MOST])
    ids = {end for each in held for end in (each.left, each.right)}
    open_ = recent.named(reader=reader, now=now, ids=ids, action="intake.claims") if ids else {}
    both = (each for each in held if each.left in open_ and each.right in open_)
    return tuple(
        ClaimRow(
            each.uid, each.left, open_[each.left].title, each.right, open_[each.right].title, each.verdict, each.ground,
            each.said_by, each.said_at,
        )
        for each, _ in zip(both, range(SHOWN), strict=False)
    )  # fmt: skip


def _named(end: tuple[str, str], home: str, ends: Ends) -> Named | None:
    """Return a record of a document by its terms too: the first where it stands under several."""
    within = ends.within(end, home)
    return (*end, within.digest) if within else None
