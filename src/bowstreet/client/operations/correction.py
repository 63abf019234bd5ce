"""Operations of correction, written by `make reference` from the OpenAPI description."""

from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.correction import CorrectionList, CorrectionView, CorrectSheet


class Correction(Calling):
    """One method for each operation."""

    def correction_list(self, *, reason: str | None = None) -> CorrectionList:
        """Corrections to decide on, and those of your side.

        ``GET /corrections``
        """
        return self._call(CorrectionList, "GET", "/corrections", {"reason": reason})

    def correction(self, id: str, *, reason: str | None = None) -> CorrectionView:
        """One correction with what came of it.

        ``GET /corrections/{id}``
        """
        return self._call(CorrectionView, "GET", f"/corrections/{quoted(id)}", {"reason": reason})

    def correction_sheet(self, id: str, *, reason: str | None = None) -> CorrectSheet:
        """What of another agency's record may be corrected.

        ``GET /records/{id}/correct``
        """
        return self._call(CorrectSheet, "GET", f"/records/{quoted(id)}/correct", {"reason": reason})

    def correction_new(
        self, id: str, *, field: str, sort: Literal["replace", "add", "remove"], before: str | None = None,
        after: str | None = None, why: str | None = None, evidence: str | None = None, reason: str | None = None,
    ) -> CorrectionView:  # fmt: skip
        """Propose a correction of another agency's record.

        ``POST /records/{id}/correct``
        """
        return self._call(CorrectionView, "POST", f"/records/{quoted(id)}/correct", {
            "field": field, "sort": sort, "before": before, "after": after, "why": why, "evidence": evidence,
            "reason": reason,
        })  # fmt: skip

    def correction_answer(
        self, id: str, *, answer: Literal["accepted", "declined"], version: int | None = None,
        said: str | None = None, reason: str | None = None,
    ) -> CorrectionView:  # fmt: skip
        """Accept a correction, or decline it.

        ``POST /corrections/{id}/answer``
        """
        return self._call(CorrectionView, "POST", f"/corrections/{quoted(id)}/answer", {
            "answer": answer, "version": version, "said": said, "reason": reason,
        })  # fmt: skip

    def correction_withdraw(self, id: str, *, reason: str | None = None) -> CorrectionView:
        """Withdraw a correction.

        ``POST /corrections/{id}/withdraw``
        """
        return self._call(CorrectionView, "POST", f"/corrections/{quoted(id)}/withdraw", {"reason": reason})
