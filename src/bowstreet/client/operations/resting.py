"""Operations of resting, written by `make reference` from the OpenAPI description."""

from bowstreet.client.calling import Calling
from bowstreet.client.shapes.resting import RestingList


class Resting(Calling):
    """One method for each operation."""

    def resting_list(self, *, record: str | None = None, reason: str | None = None) -> RestingList:
        """What of your agency’s rests on what was recalled from it or marked anew by its giver.

        ``GET /resting``
        """
        return self._call(RestingList, "GET", "/resting", {"record": record, "reason": reason})
