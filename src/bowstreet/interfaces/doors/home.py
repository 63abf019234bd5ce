"""The door of the home page: what I brought in, and what I saw and changed last."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.casework.deconfliction import tickets
from bowstreet.casework.deconfliction.answers import TicketCard
from bowstreet.casework.intake import watching
from bowstreet.casework.intake.answers import IntakeGlance
from bowstreet.casework.library import directory, questions
from bowstreet.casework.library.expert_answers import ExpertCard, QuestionCard
from bowstreet.holdings.repository import recent
from bowstreet.holdings.repository.answers import Glance
from bowstreet.interfaces.doors.audience import RECORD_READERS, RECORDERS
from bowstreet.interfaces.doors.door import Door
from bowstreet.vocabulary.readers import Reader

_TICKETS = 5
_QUESTIONS = 5


@dataclass(frozen=True)
class Home:
    """What an officer meets first; ``tickets`` are those of the agency whose clock ends first.

    ``questions`` wait for this officer's answer as an expert; ``entry`` is the own one, where it is to be verified.
    """

    intakes: tuple[IntakeGlance, ...]
    tickets: tuple[TicketCard, ...]
    open_tickets: int
    seen: tuple[Glance, ...]
    edited: tuple[Glance, ...]
    questions: tuple[QuestionCard, ...] = ()
    entry: ExpertCard | None = None


def home(*, reader: Reader, now: datetime) -> Home:
    """Gather the agency's open tickets, what this officer brought in, saw and changed last."""
    brought = watching.own(reader=reader, now=now, limit=5) if reader.role in RECORDERS else ()
    inbox = tickets.tickets(reader=reader, now=now, limit=_TICKETS) if reader.role in RECORDERS else None
    met = (inbox.tickets, inbox.open) if inbox else ((), 0)
    entry = directory.own(reader=reader, now=now) if reader.role in RECORDERS else None
    return Home(
        brought, *met, recent.seen(reader=reader, now=now, limit=8), recent.edited(reader=reader, now=now, limit=8),
        questions.waiting(reader=reader, now=now, limit=_QUESTIONS) if reader.role in RECORDERS else (),
        entry if entry and entry.stale else None,
    )  # fmt: skip


DOORS = (
    Door("home", "What waits for you", home, answer=Home, web="/", api="/home", page="home.html", roles=RECORD_READERS),
)
