"""Telling handlers and coordinators, in the transaction of the follower that learns of a meeting."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bowstreet.casework.deconfliction import models
from bowstreet.casework.deconfliction.personas import covering
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.repository.hitting import Pair

ASKED, HOLDS = "asked", "holds"


class Came(NamedTuple):
    """That an agency came upon an identifier: asked for it (then by whom, and why), or holds it."""

    pair: Pair
    agency: str
    how: str
    at: datetime
    officer: str = ""
    why: str = ""


def alert(some: Iterable[Came]) -> None:
    """Alert the handler of each persona that is met; who was alerted of the same is not alerted again.

    A handler's own check of the own persona alerts nobody.
    """
    came = list(some)
    under = covering.under({each.pair for each in came}) if came else {}
    models.Alert.objects.bulk_create(
        [
            models.Alert(cover=cover, agency=each.agency, how=each.how, officer=each.officer, why=keys.lock(each.why),
                         at=each.at)
            for each in came
            for cover in under.get(each.pair, ())
            if each.officer != cover.persona.handler
        ],
        ignore_conflicts=True,
    )  # fmt: skip
