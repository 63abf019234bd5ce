"""What the invented officers say of behaviours and tools: instances and answers, uses, faults, acceptance in court."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bowstreet.casework.library.behaviours import confirming
from bowstreet.casework.library.tools import stating
from bowstreet.vocabulary.readers import Reader


@dataclass(frozen=True)
class Confirmed:
    """What an officer attaches to a behaviour (its title): a thing of a story by its name, on which day, and why."""

    officer: str
    behaviour: str
    thing: str
    day: date
    why: str


@dataclass(frozen=True)
class Answered:
    """Which practice, by its title, or which card of the library an officer says answered a behaviour, and how."""

    officer: str
    behaviour: str
    practice: str
    said: str


POST, EXIT = "Letters posted in one go", "Withdrawals slow before the end"
DIRECT = "Payment outside the market"

CONFIRMED = (
    Confirmed("investigator.noord", POST, "sighting", date(2025, 10, 21), "Six letters in ten minutes, paid in coins."),
    Confirmed("investigator.noord", POST, "noord office", date(2025, 12, 9), "The same driver, eight letters."),
    Confirmed("investigator.garonne", POST, "overdose", date(2025, 7, 6), "The parcel came with two more that day."),
    Confirmed("analyst.elbe", EXIT, "exit", date(2026, 5, 26), "Three days of excuses before the market was gone."),
    Confirmed("analyst.duero", DIRECT, "duero wallet", date(2026, 2, 3), "Given to a buyer in a message."),
    Confirmed("investigator.duero", DIRECT, "threat", date(2026, 2, 3), "The dispute was on a payment made directly."),
)
ANSWERED = (
    Answered("investigator.noord", POST, "Test purchases by parcel locker", "The posting office in four of six."),
    Answered("analyst.elbe", EXIT, "practice/act-on-an-exit-scam", "Two exchanges held the deposits back."),
    Answered("analyst.garonne", DIRECT, "Reading the key before the name", "Two wallets were one seller's."),
)


def confirm(reader: Callable[[str], Reader], known: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Attach and answer through the officers' acts; ``known`` are ids by title, ``made`` those of the stories' things.

    ``reader`` returns an officer at work by the sign-in name.
    """
    for each in CONFIRMED:
        confirming.attach(
            reader=reader(each.officer), now=datetime.now(UTC), id=known[each.behaviour], record=made[each.thing],
            why=each.why, seen_on=each.day,
        )  # fmt: skip
    for told in ANSWERED:
        confirming.answer(
            reader=reader(told.officer), now=datetime.now(UTC), id=known[told.behaviour],
            practice=known.get(told.practice, told.practice), said=told.said,
        )  # fmt: skip
    _weigh(reader, known, made)


def _weigh(reader: Callable[[str], Reader], known: Mapping[str, str], made: Mapping[str, str]) -> None:
    """State what two tools proved, a fault of each, and what courts held."""
    keys, turnover = known["Key reader"], known["Tidemark"]
    method, practice = known["Weekly turnover from feedback"], known["Reading the key before the name"]
    for who, tool, record, worked, said, version in (
        ("analyst.garonne", keys, practice, "yes", "Two torn keys were one, and the court had both.", "2.1"),
        ("investigator.noord", keys, made["breakwater"], "partly", "One of three blocks could be read.", "2.0"),
        ("analyst.elbe", turnover, method, "no", "Off by a half where sellers buy from themselves.", "0.9"),
    ):
        stating.use(
            reader=reader(who), now=datetime.now(UTC), id=tool, record=record, worked=worked, said=said, version=version
        )
    for who, tool, said, source, version, mended in (
        ("analyst.noord", keys, "Takes two keys in one block for one.", "found by its makers", "2.0", "2.1"),
        ("analyst.elbe", turnover, "Counts feedback of a cancelled sale.", "checked against a seizure", "0.9", ""),
    ):
        stating.fault(
            reader=reader(who), now=datetime.now(UTC), id=tool, said=said, source=source, version=version, mended=mended
        )
    for who, tool, country, held, source in (
        ("supervisor.noord", keys, "NL", "accepted", "invented case NL-K-26-18"),
        ("analyst.garonne", keys, "FR", "not_tried", ""),
        ("supervisor.elbe", turnover, "DE", "refused", "invented case DE-K-25-40: its error is not known"),
    ):
        stating.acceptance(
            reader=reader(who), now=datetime.now(UTC), id=tool, country=country, held=held, source=source
        )
