"""Operations of double_effort, written by `make reference` from the OpenAPI description."""

from bowstreet.client.calling import Calling
from bowstreet.client.shapes.double_effort import DoubleEffort


class Double_effort(Calling):
    """One method for each operation."""

    def double_effort(self, *, reason: str | None = None) -> DoubleEffort:
        """Where your agency and others work on the same targets.

        ``GET /double-effort``
        """
        return self._call(DoubleEffort, "GET", "/double-effort", {"reason": reason})
