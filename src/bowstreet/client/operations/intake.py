"""Operations of intake, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.sending import File
from bowstreet.client.shapes.codes import Verdict
from bowstreet.client.shapes.intake import IntakeList, IntakeView, MappingCard, MappingList, Teaching, ToTeach, Undoing
from bowstreet.client.shapes.parts import IntakeGlance


class Intake(Calling):
    """One method for each operation."""

    def intake_list(
        self, *, cursor: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> IntakeList:  # fmt: skip
        """What your agency brought in.

        ``GET /intake``
        """
        return self._call(IntakeList, "GET", "/intake", {"cursor": cursor, "limit": limit, "reason": reason})

    def intake_bring(
        self, *, files: Sequence[File], mapping: str | None = None, title: str | None = None,
        seen_on: datetime.date | None = None, look: bool | None = None, envelope: Mapping[str, Any] | None = None,
        reason: str | None = None,
    ) -> IntakeGlance:  # fmt: skip
        """Hand files in.

        ``POST /intake``
        """
        return self._handed_in(IntakeGlance, "/intake", {
            "mapping": mapping, "title": title, "seen_on": seen_on, "look": look, "envelope": envelope,
            "reason": reason,
        }, files)  # fmt: skip

    def intake(
        self, id: str, *, cursor: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> IntakeView:  # fmt: skip
        """One intake with its counts and its reject list.

        ``GET /intake/{id}``
        """
        return self._call(IntakeView, "GET", f"/intake/{quoted(id)}", {
            "cursor": cursor, "limit": limit, "reason": reason,
        })  # fmt: skip

    def intake_rejects(self, id: str, sha256: str, *, reason: str | None = None) -> str:
        """The reject list of one source as CSV.

        ``GET /intake/{id}/rejects/{sha256}.csv``
        """
        return self._text(f"/intake/{quoted(id)}/rejects/{quoted(sha256)}.csv", {"reason": reason})

    def intake_accept(
        self, id: str, *, as_document: bool | None = None, left_out: str | Sequence[str] | None = None,
        envelope: Mapping[str, Any] | None = None, reason: str | None = None,
    ) -> IntakeView:  # fmt: skip
        """Admit what a first look found.

        ``POST /intake/{id}/accept``
        """
        return self._call(IntakeView, "POST", f"/intake/{quoted(id)}/accept", {
            "as_document": as_document, "left_out": several(left_out), "envelope": envelope, "reason": reason,
        })  # fmt: skip

    def intake_decline(self, id: str, *, reason: str | None = None) -> IntakeView:
        """Decline what a first look found.

        ``POST /intake/{id}/decline``
        """
        return self._call(IntakeView, "POST", f"/intake/{quoted(id)}/decline", {"reason": reason})

    def intake_claim(
        self, id: str, claim: str, *, verdict: Verdict | None = None, note: str | None = None,
        reason: str | None = None,
    ) -> IntakeView:  # fmt: skip
        """Answer what a source holds of two records.

        ``POST /intake/{id}/claims/{claim}``
        """
        return self._call(IntakeView, "POST", f"/intake/{quoted(id)}/claims/{quoted(claim)}", {
            "verdict": verdict, "note": note, "reason": reason,
        })  # fmt: skip

    def intake_undo_preview(self, id: str, *, reason: str | None = None) -> Undoing:
        """What goes when an intake is taken back.

        ``GET /intake/{id}/undo``
        """
        return self._call(Undoing, "GET", f"/intake/{quoted(id)}/undo", {"reason": reason})

    def intake_undo(self, id: str, *, reason: str | None = None) -> IntakeView:
        """Take an intake back.

        ``POST /intake/{id}/undo``
        """
        return self._call(IntakeView, "POST", f"/intake/{quoted(id)}/undo", {"reason": reason})

    def mapping_choose(self, *, reason: str | None = None) -> ToTeach:
        """Files that no mapping knew.

        ``GET /unknown-files``
        """
        return self._call(ToTeach, "GET", "/unknown-files", {"reason": reason})

    def mapping_look(
        self, *, intake: str, number: int | None = None, part: str | None = None, reason: str | None = None,
    ) -> Teaching:  # fmt: skip
        """A table of a file, and what its columns may be.

        ``GET /table-looks``
        """
        return self._call(Teaching, "GET", "/table-looks", {
            "intake": intake, "number": number, "part": part, "reason": reason,
        })  # fmt: skip

    def mapping_preview(
        self, *, intake: str, number: int | None = None, part: str | None = None, name: str | None = None,
        title: str | None = None, sort: str | None = None, market: str | None = None,
        becomes: str | Sequence[str] | None = None, types: str | Sequence[str] | None = None,
        forms: str | Sequence[str] | None = None, needed: str | Sequence[str] | None = None,
        reason: str | None = None,
    ) -> Teaching:  # fmt: skip
        """What the first rows become.

        ``POST /table-looks``
        """
        return self._call(Teaching, "POST", "/table-looks", {
            "intake": intake, "number": number, "part": part, "name": name, "title": title, "sort": sort,
            "market": market, "becomes": several(becomes), "types": several(types), "forms": several(forms),
            "needed": several(needed), "reason": reason,
        })  # fmt: skip

    def mapping_teach(
        self, *, intake: str, number: int | None = None, part: str | None = None, name: str | None = None,
        title: str | None = None, sort: str | None = None, market: str | None = None,
        becomes: str | Sequence[str] | None = None, types: str | Sequence[str] | None = None,
        forms: str | Sequence[str] | None = None, needed: str | Sequence[str] | None = None,
        reason: str | None = None,
    ) -> IntakeGlance:  # fmt: skip
        """Save the mapping and read the file by it.

        ``POST /taught-tables``
        """
        return self._call(IntakeGlance, "POST", "/taught-tables", {
            "intake": intake, "number": number, "part": part, "name": name, "title": title, "sort": sort,
            "market": market, "becomes": several(becomes), "types": several(types), "forms": several(forms),
            "needed": several(needed), "reason": reason,
        })  # fmt: skip

    def mapping_list(self, *, reason: str | None = None) -> MappingList:
        """The mappings that you may use.

        ``GET /mappings``
        """
        return self._call(MappingList, "GET", "/mappings", {"reason": reason})

    def mapping_new(self, *, name: str, text: str, reason: str | None = None) -> MappingCard:
        """Teach it a new table.

        ``POST /mappings``
        """
        return self._call(MappingCard, "POST", "/mappings", {"name": name, "text": text, "reason": reason})

    def mapping(self, name: str, *, reason: str | None = None) -> MappingCard:
        """One mapping.

        ``GET /mappings/{name}``
        """
        return self._call(MappingCard, "GET", f"/mappings/{quoted(name)}", {"reason": reason})
