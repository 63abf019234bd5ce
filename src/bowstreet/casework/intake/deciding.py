"""An officer answers what a source holds of two records: by a judgement of the own agency, or by leaving it.

No document joins records. What becomes of a claim is a judgement like any other, made by the officer who answered,
for the source's ground or for another, with the source named among its evidence.
"""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.intake import claiming, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.intake.models import Claim, Intake
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import judging
from bowstreet.holdings.repository.connecting import LONGEST_EVIDENCE
from bowstreet.holdings.repository.judging import JudgedSo
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid

_GROUND = "Say what your judgement rests on: the source gives no ground for it."


def decide(
    *, reader: Reader, now: datetime, id: str, claim: str, verdict: Verdict | None = None, note: str = ""
) -> IntakeView:
    """Judge the two records of a claim as the officer holds, or leave it where no ``verdict`` is given.

    Who holds what the source does may take over its ground where that opens; every other judgement wants a ``note``.
    Raise ``Hidden`` for a claim that is answered or that the officer may not see, and what ``judging.judge`` raises.
    """
    found = watching.opened(reader, now, id, "intake.show", Action.IDENTIFIERS)
    if found.state != "done":
        raise Hidden()
    with transaction.atomic():
        held = Claim.objects.filter(intake=found, uid=claim, decided_at=None).exclude(uid="").first()
        if held is None:
            raise Hidden()
        made = _judged(reader, now, found, held, verdict, note.strip()) if verdict else _left(reader, now, held)
        Claim.objects.filter(pk=held.pk).update(decided_at=now, decided_by=reader.officer, judgement=made)
    return watching.intake(reader=reader, now=now, id=id)


def _judged(reader: Reader, now: datetime, found: Intake, held: Claim, verdict: Verdict, note: str) -> str:
    takes_over = verdict.value == held.verdict and bool(claiming.grounded([held], reader, now))
    ground = note or (held.ground if takes_over else "")
    if not ground:
        raise Invalid(_GROUND)
    try:
        return judging.judge(
            reader=reader, now=now, id=held.left, other=held.right, verdict=verdict, note=ground,
            source=_source(found, held),
        ).id  # fmt: skip
    except JudgedSo:
        return ""


def _left(reader: Reader, now: datetime, held: Claim) -> str:
    recording.record_act(
        actor=reader, event=Event.COMBINATION, action="intake.claim.leave", now=now, records=[held.left, held.right]
    )
    return ""


def _source(found: Intake, held: Claim) -> str:
    """Return the line that names what a claim comes from and what it said."""
    by, on = held.said_by or "its source", f" on {held.said_at:%Y-%m-%d}" if held.said_at else ""
    return f"Intake {found.id[-8:]}: said to be held {held.verdict} by {by}{on}"[:LONGEST_EVIDENCE]
