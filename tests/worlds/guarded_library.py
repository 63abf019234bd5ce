"""Behaviours of the leak harness that a card of the library answered: one that may be seen, and hidden ones."""

from datetime import datetime

from bowstreet.casework.library.behaviours import confirming
from bowstreet.casework.library.models import CardAnswer
from bowstreet.holdings.ledger import chance, keys
from bowstreet.vocabulary.readers import Reader

CARD = "practice/take-over-and-run"
SAID = "The lamps were put out within a week."


def answer(asker: Reader, now: datetime, behaviour: str) -> None:
    """Say that the card answered a behaviour."""
    confirming.answer(reader=asker, now=now, id=behaviour, practice=CARD, said=SAID)


def answer_hidden(asker: Reader, now: datetime, behaviour: str) -> None:
    """Have said that it answered one which may not open even to who said so."""
    sort, _, card = CARD.partition("/")
    CardAnswer.objects.create(
        id=chance.identifier(asker.agency, f"answered:{behaviour}", now), behaviour=behaviour, sort=sort, card=card,
        agency=asker.agency, officer=asker.officer, at=now, said=keys.lock(SAID),
    )  # fmt: skip
