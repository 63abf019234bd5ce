"""The entries of blind matching in the ledger of the agency whose node this is: counts by type, never a value."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bowstreet.casework.deconfliction.blind.papers import About
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role


def enter_asked(
    about: About, what: str, counts: Mapping[str, int], now: datetime, *, result: Result = Result.PERMIT,
    references: Sequence[str] = (),
) -> None:  # fmt: skip
    """Enter what another member asked of this one, an entry for each type; ``references`` are of what it hit."""
    asker = Reader(about.officer, about.sender, Role.INVESTIGATOR, Purpose(about.purpose))
    policy = f"epoch-{about.epoch}.case-{about.case}"
    with transaction.atomic():
        for type, count in sorted(counts.items()):
            recording.record_act(
                actor=asker, event=Event.CONSULTATION, action=f"blind.{what}.{type}", now=now, count=count,
                result=result, agency=about.receiver, policy=policy, records=references,
            )  # fmt: skip


def enter_alarm(agency: str, about: str, kind: str, now: datetime) -> None:
    """Enter an alarm about an agency, one's own or another's, in the ledger of an agency."""
    machine = Reader("machine", agency, Role.OPERATOR, None)
    with transaction.atomic():
        recording.record_act(
            actor=machine, event=Event.MACHINE_RUN, action=f"blind.alarm.{kind}", now=now, count=1, recipients=[about]
        )


def enter_own(
    actor: Reader, action: str, now: datetime, *, count: int = 1, epoch: int = 0, event: Event = Event.ADMIN
) -> None:  # fmt: skip
    """Enter what an officer did with the keys or the index of the own agency."""
    with transaction.atomic():
        recording.record_act(
            actor=actor, event=event, action=f"blind.{action}", now=now, count=count, policy=f"epoch-{epoch}"
        )
