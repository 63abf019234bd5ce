"""The door of the home page: what I brought in, and what I saw and changed last."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.casework.intake import watching
from bowstreet.casework.intake.answers import IntakeGlance
from bowstreet.holdings.repository import recent
from bowstreet.holdings.repository.answers import Glance
from bowstreet.interfaces.doors.audience import RECORD_READERS, RECORDERS
from bowstreet.interfaces.doors.door import Door
from bowstreet.vocabulary.readers import Reader


@dataclass(frozen=True)
class Home:
    """What an officer meets first."""

    intakes: tuple[IntakeGlance, ...]
    seen: tuple[Glance, ...]
    edited: tuple[Glance, ...]


def home(*, reader: Reader, now: datetime) -> Home:
    """Gather what this officer brought in, saw and changed last."""
    brought = watching.own(reader=reader, now=now, limit=5) if reader.role in RECORDERS else ()
    return Home(brought, recent.seen(reader=reader, now=now, limit=8), recent.edited(reader=reader, now=now, limit=8))


DOORS = (
    Door("home", "What waits for you", home, answer=Home, web="/", api="/home", page="home.html", roles=RECORD_READERS),
)
