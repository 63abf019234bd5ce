"""Operations of situation, written by `make reference` from the OpenAPI description."""

import datetime

from bowstreet.client.calling import Calling
from bowstreet.client.shapes.situation import GiveAndGet


class Situation(Calling):
    """One method for each operation."""

    def situation_balance(self, *, since: datetime.date | None = None, reason: str | None = None) -> GiveAndGet:
        """What your agency gave others and what it got of them.

        ``GET /give-and-get``
        """
        return self._call(GiveAndGet, "GET", "/give-and-get", {"since": since, "reason": reason})
