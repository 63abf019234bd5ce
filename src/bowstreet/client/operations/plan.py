"""Operations of plan, written by `make reference` from the OpenAPI description."""

from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.plan import PlanCard, PlanList


class Plan(Calling):
    """One method for each operation."""

    def plan_list(self, *, which: Literal["ahead", "over"] | None = None, reason: str | None = None) -> PlanList:
        """The actions that you planned, and where others plan the same.

        ``GET /plans``
        """
        return self._call(PlanList, "GET", "/plans", {"which": which, "reason": reason})

    def plan_new(
        self, *, title: str, kind: Literal["market", "forum", "account", "area"], since: str, until: str,
        place: str | None = None, contact: str | None = None, latitude: float | None = None,
        longitude: float | None = None, metres: int | None = None, reason: str | None = None,
    ) -> PlanCard:  # fmt: skip
        """Plan an action, and hear who is there at the same time.

        ``POST /plans``
        """
        return self._call(PlanCard, "POST", "/plans", {
            "title": title, "kind": kind, "since": since, "until": until, "place": place, "contact": contact,
            "latitude": latitude, "longitude": longitude, "metres": metres, "reason": reason,
        })  # fmt: skip

    def plan(self, id: str, *, reason: str | None = None) -> PlanCard:
        """One planned action with its conflicts.

        ``GET /plans/{id}``
        """
        return self._call(PlanCard, "GET", f"/plans/{quoted(id)}", {"reason": reason})

    def plan_off(self, id: str, *, reason: str | None = None) -> PlanCard:
        """Call a planned action off.

        ``POST /plans/{id}/off``
        """
        return self._call(PlanCard, "POST", f"/plans/{quoted(id)}/off", {"reason": reason})
