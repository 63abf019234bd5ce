"""Operations of lead, written by `make reference` from the OpenAPI description."""

import datetime
from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.lead import Funnel, LeadChain, LeadPackage
from bowstreet.client.shapes.shared import LeadList


class Lead(Calling):
    """One method for each operation."""

    def lead_list(
        self, *, after: int | None = None, limit: int | None = None, reason: str | None = None,
    ) -> LeadList:  # fmt: skip
        """The leads that your agency gave, has, or is to answer.

        ``GET /leads``
        """
        return self._call(LeadList, "GET", "/leads", {"after": after, "limit": limit, "reason": reason})

    def lead_funnel(self, *, reason: str | None = None) -> Funnel:
        """How far the leads came, by country, and in how many days.

        ``GET /leads/funnel``
        """
        return self._call(Funnel, "GET", "/leads/funnel", {"reason": reason})

    def lead(self, id: str, *, reason: str | None = None) -> LeadChain:
        """A lead with its chain: who has it, what is awaited, how it came out.

        ``GET /leads/{id}``
        """
        return self._call(LeadChain, "GET", f"/leads/{quoted(id)}", {"reason": reason})

    def lead_package(self, id: str, *, reason: str | None = None) -> LeadPackage:
        """What an agency needs to act on a lead that it was handed, in one piece.

        ``GET /leads/{id}/package``
        """
        return self._call(LeadPackage, "GET", f"/leads/{quoted(id)}/package", {"reason": reason})

    def lead_hand_over(
        self, id: str, *, to: str, authority: str, asked: Literal["identified", "prosecution"],
        due_on: datetime.date, country: str | None = None,
        instrument: Literal["none", "JIT", "EIO", "MLA", "EPOC"] | None = None, reference: str | None = None,
        operation: str | None = None, reason: str | None = None,
    ) -> LeadChain:  # fmt: skip
        """Hand a lead over to another agency.

        ``POST /leads/{id}/hand-overs``
        """
        return self._call(LeadChain, "POST", f"/leads/{quoted(id)}/hand-overs", {
            "to": to, "authority": authority, "asked": asked, "due_on": due_on, "country": country,
            "instrument": instrument, "reference": reference, "operation": operation, "reason": reason,
        })  # fmt: skip

    def lead_answer(
        self, id: str, *, answer: Literal["accepted", "wrong_address", "cannot_act"], instead: str | None = None,
        why: Literal["", "no_ground", "too_little", "too_old", "no_capacity", "known", "other"] | None = None,
        said: str | None = None, reason: str | None = None,
    ) -> LeadChain:  # fmt: skip
        """Answer a lead that your agency was handed.

        ``POST /leads/{id}/answer``
        """
        return self._call(LeadChain, "POST", f"/leads/{quoted(id)}/answer", {
            "answer": answer, "instead": instead, "why": why, "said": said, "reason": reason,
        })  # fmt: skip

    def lead_stage(
        self, id: str, *,
        stage: Literal["identified", "prosecution", "charged", "convicted", "acquitted", "dropped"], why: Literal[""
        , "no_evidence", "not_found", "no_jurisdiction", "limitation", "no_capacity", "other"] | None = None,
        on: datetime.date | None = None, reason: str | None = None,
    ) -> LeadChain:  # fmt: skip
        """Say to which stage a lead came.

        ``POST /leads/{id}/stages``
        """
        return self._call(LeadChain, "POST", f"/leads/{quoted(id)}/stages", {
            "stage": stage, "why": why, "on": on, "reason": reason,
        })  # fmt: skip
