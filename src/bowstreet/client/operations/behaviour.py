"""Operations of behaviour, written by `make reference` from the OpenAPI description."""

import datetime

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.behaviour import BehaviourCard, BehaviourList, BehaviourRows


class Behaviour(Calling):
    """One method for each operation."""

    def behaviour_list(
        self, *, q: str | None = None, after: int | None = None, limit: int | None = None,
        reason: str | None = None,
    ) -> BehaviourList:  # fmt: skip
        """Behaviours, how often and until when they were seen.

        ``GET /behaviours``
        """
        return self._call(BehaviourList, "GET", "/behaviours", {
            "q": q, "after": after, "limit": limit, "reason": reason,
        })  # fmt: skip

    def behaviour(self, id: str, *, limit: int | None = None, reason: str | None = None) -> BehaviourCard:
        """A behaviour: instances, sightings, practices, suggestions.

        ``GET /behaviours/{id}``
        """
        return self._call(BehaviourCard, "GET", f"/behaviours/{quoted(id)}", {"limit": limit, "reason": reason})

    def behaviour_rows(
        self, id: str, *, limit: int | None = None, since: datetime.date | None = None,
        until: datetime.date | None = None, reason: str | None = None,
    ) -> BehaviourRows:  # fmt: skip
        """Rows of datasets that show a sign of a behaviour.

        ``GET /behaviours/{id}/rows``
        """
        return self._call(BehaviourRows, "GET", f"/behaviours/{quoted(id)}/rows", {
            "limit": limit, "since": since, "until": until, "reason": reason,
        })  # fmt: skip

    def behaviour_attach(
        self, id: str, *, record: str, why: str | None = None, seen_on: datetime.date | None = None,
        row: str | None = None, reason: str | None = None,
    ) -> BehaviourCard:  # fmt: skip
        """Attach a record to a behaviour as an instance.

        ``POST /behaviours/{id}/instances``
        """
        return self._call(BehaviourCard, "POST", f"/behaviours/{quoted(id)}/instances", {
            "record": record, "why": why, "seen_on": seen_on, "row": row, "reason": reason,
        })  # fmt: skip

    def behaviour_answer(
        self, id: str, *, practice: str, said: str | None = None, reason: str | None = None,
    ) -> BehaviourCard:  # fmt: skip
        """Say which practice answered a behaviour.

        ``POST /behaviours/{id}/practices``
        """
        return self._call(BehaviourCard, "POST", f"/behaviours/{quoted(id)}/practices", {
            "practice": practice, "said": said, "reason": reason,
        })  # fmt: skip

    def behaviour_detach(self, id: str, *, link: str, reason: str | None = None) -> BehaviourCard:
        """Take back an instance or an answer.

        ``POST /behaviours/{id}/detach``
        """
        return self._call(BehaviourCard, "POST", f"/behaviours/{quoted(id)}/detach", {"link": link, "reason": reason})

    def behaviour_decline(self, id: str, *, record: str, reason: str | None = None) -> BehaviourCard:
        """Decline a suggested instance.

        ``POST /behaviours/{id}/decline``
        """
        return self._call(BehaviourCard, "POST", f"/behaviours/{quoted(id)}/decline", {
            "record": record, "reason": reason,
        })  # fmt: skip
