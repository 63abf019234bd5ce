"""Operations of request, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Sequence
from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.codes import Action
from bowstreet.client.shapes.request import AskSheet, RequestCard, RequestList


class Request(Calling):
    """One method for each operation."""

    def request_list(self, *, reason: str | None = None) -> RequestList:
        """Requests to answer, and those of your side.

        ``GET /requests``
        """
        return self._call(RequestList, "GET", "/requests", {"reason": reason})

    def request(self, id: str, *, reason: str | None = None) -> RequestCard:
        """One request with its answer.

        ``GET /requests/{id}``
        """
        return self._call(RequestCard, "GET", f"/requests/{quoted(id)}", {"reason": reason})

    def request_sheet(self, id: str, *, reason: str | None = None) -> AskSheet:
        """What the owner of a record may be asked for.

        ``GET /records/{id}/ask``
        """
        return self._call(AskSheet, "GET", f"/records/{quoted(id)}/ask", {"reason": reason})

    def request_new(
        self, id: str, *, until: datetime.date, actions: str | Sequence[Action] | None = None,
        why: str | None = None, whole_agency: bool | None = None, reason: str | None = None,
    ) -> RequestCard:  # fmt: skip
        """Ask the owner of a record to release it.

        ``POST /records/{id}/ask``
        """
        return self._call(RequestCard, "POST", f"/records/{quoted(id)}/ask", {
            "until": until, "actions": several(actions), "why": why, "whole_agency": whole_agency, "reason": reason,
        })  # fmt: skip

    def request_answer(
        self, id: str, *, answer: Literal["approved", "declined"], actions: str | Sequence[Action] | None = None,
        until: datetime.date | None = None, officer_alone: bool | None = None, said: str | None = None,
        reason: str | None = None,
    ) -> RequestCard:  # fmt: skip
        """Approve a request, or less of it, or decline it.

        ``POST /requests/{id}/answer``
        """
        return self._call(RequestCard, "POST", f"/requests/{quoted(id)}/answer", {
            "answer": answer, "actions": several(actions), "until": until, "officer_alone": officer_alone, "said": said,
            "reason": reason,
        })  # fmt: skip

    def request_withdraw(self, id: str, *, reason: str | None = None) -> RequestCard:
        """Withdraw a request, or take back what was released.

        ``POST /requests/{id}/withdraw``
        """
        return self._call(RequestCard, "POST", f"/requests/{quoted(id)}/withdraw", {"reason": reason})
