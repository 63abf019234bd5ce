"""The check on request: does another agency hold this? One identifier or a hundred thousand, each a hit or no hit.

What was asked for is in the ledger, and counted against the day's quota, before any of it is answered. The owners are
told afterwards, by a follower, so that a hit, a silent hit and no hit take the same way.
"""

from datetime import datetime

from bowstreet.casework.deconfliction.personas import covering
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import checking
from bowstreet.holdings.repository.checking import CheckPage, Step
from bowstreet.vocabulary import guessability
from bowstreet.vocabulary.readers import LEA_ROLES, Reader


def check(
    *, reader: Reader, now: datetime, text: str, first: int = 0, limit: int = checking.MOST
) -> CheckPage:  # fmt: skip
    """Return of each identifier in a text whether another agency holds it, and whether the reader knows it.

    Every thousand of them are one look-up. Raise ``looking.QuotaSpent`` where more of a type are asked for than may be.
    """
    found = checking.check(reader=reader, now=now, text=text, covers=covering.covers, first=first, limit=limit)
    asked = (each.type for step in found.steps for each in step.asked)
    spends = guessability.spent(asked) if reader.role in LEA_ROLES else {}
    for number, step in enumerate(found.steps):
        _enter(reader, now, step, {} if number else spends)
    return found.page


def _enter(reader: Reader, now: datetime, step: Step, spends: guessability.Spends) -> None:
    others = [(id, owner) for id, owner in step.owners.items() if owner != reader.agency]
    # Who holds it in no record is not told by the ledger, which supervisors read.
    holders = [
        ("", agency)
        for held in step.held.values()
        for agency in (*(each for each in held.open if each not in held.covert), *held.silent)
    ]
    why = "\n".join(filter(None, (reader.case, reader.reason)))
    told = [[*pair, each.open, each.silent, each.covert] for pair, each in step.held.items() if not each.common]
    covered = [pair for pair, each in step.held.items() if each.covered]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="check", now=now, count=step.lines,
        query="\n".join(f"{each.type}:{each.value}" for each in step.asked) or None,
        records=list(step.owners), touched=[*others, *holders], spends=spends,
        told={"held": told, "covered": covered, "why": why},
    )  # fmt: skip
