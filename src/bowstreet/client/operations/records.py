"""Operations of records, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.codes import Basis, LinkType, Verdict
from bowstreet.client.shapes.parts import Recorded, Saved
from bowstreet.client.shapes.records import EntityView, History, Judged, Linked, RecordReleases, RecordView, ViewedAs


class Records(Calling):
    """One method for each operation."""

    def record(
        self, id: str, *, as_of: datetime.date | None = None, version: int | None = None, done: int | None = None,
        reason: str | None = None,
    ) -> RecordView:  # fmt: skip
        """All that you may see of one record.

        ``GET /records/{id}``
        """
        return self._call(RecordView, "GET", f"/records/{quoted(id)}", {
            "as_of": as_of, "version": version, "done": done, "reason": reason,
        })  # fmt: skip

    def record_history(self, id: str, *, reason: str | None = None) -> History:
        """The story of a record: its versions, the judgements on it, its links.

        ``GET /records/{id}/history``
        """
        return self._call(History, "GET", f"/records/{quoted(id)}/history", {"reason": reason})

    def record_view_as(self, id: str, *, officer: str, reason: str | None = None) -> ViewedAs:
        """The same clauses for another officer; an entry in the ledger.

        ``GET /records/{id}/view-as``
        """
        return self._call(ViewedAs, "GET", f"/records/{quoted(id)}/view-as", {"officer": officer, "reason": reason})

    def record_new(
        self, *, kind: str, body: Mapping[str, Any], envelope: Mapping[str, Any] | None = None,
        reason: str | None = None,
    ) -> Recorded:  # fmt: skip
        """Record something new for your agency.

        ``POST /records``
        """
        return self._call(Recorded, "POST", "/records", {
            "kind": kind, "body": body, "envelope": envelope, "reason": reason,
        })  # fmt: skip

    def record_amend(self, id: str, *, body: Mapping[str, Any], reason: str | None = None) -> Recorded:
        """Add to what your agency knows of a record.

        ``POST /records/{id}/statements``
        """
        return self._call(Recorded, "POST", f"/records/{quoted(id)}/statements", {"body": body, "reason": reason})

    def record_re_mark(self, id: str, *, changes: Mapping[str, Any], reason: str | None = None) -> Saved:
        """Change the envelope of a record, or propose it.

        ``POST /records/{id}/envelope``
        """
        return self._call(Saved, "POST", f"/records/{quoted(id)}/envelope", {"changes": changes, "reason": reason})

    def record_link(
        self, id: str, *, other: str, type: LinkType, basis: Basis | None = None, grade: str | None = None,
        evidence: str | Sequence[str] | None = None, first_seen: datetime.date | None = None,
        last_seen: datetime.date | None = None, reason: str | None = None,
    ) -> Linked:  # fmt: skip
        """Link a record with another one.

        ``POST /records/{id}/links``
        """
        return self._call(Linked, "POST", f"/records/{quoted(id)}/links", {
            "other": other, "type": type, "basis": basis, "grade": grade, "evidence": several(evidence),
            "first_seen": first_seen, "last_seen": last_seen, "reason": reason,
        })  # fmt: skip

    def entity(self, id: str, *, as_of: datetime.date | None = None, reason: str | None = None) -> EntityView:
        """What judgements join around a record, the statements of several agencies side by side.

        ``GET /entities/{id}``
        """
        return self._call(EntityView, "GET", f"/entities/{quoted(id)}", {"as_of": as_of, "reason": reason})

    def record_pair(self, id: str, *, other: str, reason: str | None = None) -> EntityView:
        """Two records side by side, to be judged.

        ``GET /records/{id}/judgements``
        """
        return self._call(EntityView, "GET", f"/records/{quoted(id)}/judgements", {"other": other, "reason": reason})

    def record_judge(
        self, id: str, *, other: str, verdict: Verdict, note: str | None = None,
        evidence: str | Sequence[str] | None = None, reason: str | None = None,
    ) -> Judged:  # fmt: skip
        """Judge two records: one thing, not one thing, or nobody can say.

        ``POST /records/{id}/judgements``
        """
        return self._call(Judged, "POST", f"/records/{quoted(id)}/judgements", {
            "other": other, "verdict": verdict, "note": note, "evidence": several(evidence), "reason": reason,
        })  # fmt: skip

    def record_undo(self, id: str, *, version: int, reason: str | None = None) -> Recorded:
        """Take the last change of a record back.

        ``POST /records/{id}/undo``
        """
        return self._call(Recorded, "POST", f"/records/{quoted(id)}/undo", {"version": version, "reason": reason})

    def record_withdraw(self, id: str, *, reason: str) -> Saved:
        """Take a record back into the trash, or propose to.

        ``POST /records/{id}/withdraw``
        """
        return self._call(Saved, "POST", f"/records/{quoted(id)}/withdraw", {"reason": reason})

    def record_restore(self, id: str, *, reason: str | None = None) -> Saved:
        """Bring a record back out of the trash, or propose to.

        ``POST /records/{id}/restore``
        """
        return self._call(Saved, "POST", f"/records/{quoted(id)}/restore", {"reason": reason})

    def record_releases(self, id: str, *, reason: str | None = None) -> RecordReleases:
        """Where a record went under agreements, with receipts and recalls.

        ``GET /records/{id}/releases``
        """
        return self._call(RecordReleases, "GET", f"/records/{quoted(id)}/releases", {"reason": reason})

    def record_recall(self, id: str, *, reason: str) -> RecordReleases:
        """Recall a record from everybody who got it.

        ``POST /records/{id}/recalls``
        """
        return self._call(RecordReleases, "POST", f"/records/{quoted(id)}/recalls", {"reason": reason})
