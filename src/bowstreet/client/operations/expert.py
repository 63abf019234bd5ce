"""Operations of expert, written by `make reference` from the OpenAPI description."""

from collections.abc import Sequence
from typing import Any, Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.expert import ExpertList, HelpPage
from bowstreet.client.shapes.shared import ExpertCard, QuestionCard


class Expert(Calling):
    """One method for each operation."""

    def expert_list(
        self, *, q: str | None = None, language: str | None = None, country: str | None = None,
        availability: Literal["", "now", "limited", "away"] | None = None, verified: bool | None = None,
        after: int | None = None, limit: int | None = None, reason: str | None = None,
    ) -> ExpertList:  # fmt: skip
        """Find experts who agreed to be asked.

        ``GET /experts``
        """
        return self._call(ExpertList, "GET", "/experts", {
            "q": q, "language": language, "country": country, "availability": availability, "verified": verified,
            "after": after, "limit": limit, "reason": reason,
        })  # fmt: skip

    def expert_join(
        self, *, competences: str | Sequence[str], languages: str | Sequence[str] | None = None,
        jurisdictions: str | Sequence[str] | None = None, function: str | None = None, unit: str | None = None,
        emails: str | Sequence[str] | None = None, phones: str | Sequence[str] | None = None,
        summary: str | None = None, availability: Literal["now", "limited", "away"] | None = None,
        consent: bool | None = None, named: bool | None = None, reason: str | None = None,
    ) -> ExpertCard:  # fmt: skip
        """List yourself as an expert, with your consent.

        ``POST /experts``
        """
        return self._call(ExpertCard, "POST", "/experts", {
            "competences": several(competences), "languages": several(languages),
            "jurisdictions": several(jurisdictions), "function": function, "unit": unit, "emails": several(emails),
            "phones": several(phones), "summary": summary, "availability": availability, "consent": consent,
            "named": named, "reason": reason,
        })  # fmt: skip

    def expert(self, id: str, *, record: str | None = None, reason: str | None = None) -> ExpertCard:
        """One expert: competences, languages, jurisdictions, availability.

        ``GET /experts/{id}``
        """
        return self._call(ExpertCard, "GET", f"/experts/{quoted(id)}", {"record": record, "reason": reason})

    def expert_verify(
        self, id: str, *, availability: Literal["now", "limited", "away"], reason: str | None = None,
    ) -> ExpertCard:  # fmt: skip
        """Verify an expert's entry and say how available they are.

        ``POST /experts/{id}/verify``
        """
        return self._call(ExpertCard, "POST", f"/experts/{quoted(id)}/verify", {
            "availability": availability, "reason": reason,
        })  # fmt: skip

    def expert_leave(self, id: str, *, reason: str | None = None) -> Any:
        """Withdraw the consent to be listed.

        ``POST /experts/{id}/leave``
        """
        return self._call(Any, "POST", f"/experts/{quoted(id)}/leave", {"reason": reason})

    def expert_for(
        self, id: str, *, language: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> HelpPage:  # fmt: skip
        """Who can help with a record, and why each stands where they stand.

        ``GET /records/{id}/experts``
        """
        return self._call(HelpPage, "GET", f"/records/{quoted(id)}/experts", {
            "language": language, "limit": limit, "reason": reason,
        })  # fmt: skip

    def expert_ask(self, id: str, *, record: str, said: str, reason: str | None = None) -> QuestionCard:
        """Ask an expert about a record.

        ``POST /experts/{id}/questions``
        """
        return self._call(QuestionCard, "POST", f"/experts/{quoted(id)}/questions", {
            "record": record, "said": said, "reason": reason,
        })  # fmt: skip
