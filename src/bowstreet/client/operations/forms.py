"""Operations of forms, written by `make reference` from the OpenAPI description."""

from collections.abc import Mapping
from typing import Any

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.forms import KindList, Sheet
from bowstreet.client.shapes.parts import Saved
from bowstreet.client.shapes.shared import Foreseen


class Forms(Calling):
    """One method for each operation."""

    def record_marking(self, id: str, *, reason: str | None = None) -> Sheet:
        """The form of a record's envelope.

        ``GET /records/{id}/envelope``
        """
        return self._call(Sheet, "GET", f"/records/{quoted(id)}/envelope", {"reason": reason})

    def kinds(self, *, reason: str | None = None) -> KindList:
        """What you may record.

        ``GET /records/new``
        """
        return self._call(KindList, "GET", "/records/new", {"reason": reason})

    def record_blank(
        self, kind: str, *, draft: str | None = None, check: bool | None = None, holds: str | None = None,
        reason: str | None = None,
    ) -> Sheet:  # fmt: skip
        """The form of a new record.

        ``GET /records/new/{kind}``
        """
        return self._call(Sheet, "GET", f"/records/new/{quoted(kind)}", {
            "draft": draft, "check": check, "holds": holds, "reason": reason,
        })  # fmt: skip

    def record_save_new(
        self, kind: str, *, body: Mapping[str, Any], page: str | None = None, seq: int | None = None,
        follows: str | None = None, follows_seq: int | None = None, envelope: Mapping[str, Any] | None = None,
        reason: str | None = None,
    ) -> Saved:  # fmt: skip
        """Record what a form holds, or propose it.

        ``POST /records/new/{kind}``
        """
        return self._call(Saved, "POST", f"/records/new/{quoted(kind)}", {
            "body": body, "page": page, "seq": seq, "follows": follows, "follows_seq": follows_seq,
            "envelope": envelope, "reason": reason,
        })  # fmt: skip

    def record_form(
        self, id: str, *, draft: str | None = None, change: str | None = None, check: bool | None = None,
        reason: str | None = None,
    ) -> Sheet:  # fmt: skip
        """The form of a record, with what others wrote meanwhile.

        ``GET /records/{id}/edit``
        """
        return self._call(Sheet, "GET", f"/records/{quoted(id)}/edit", {
            "draft": draft, "change": change, "check": check, "reason": reason,
        })  # fmt: skip

    def record_edit(
        self, id: str, *, begun: int, body: Mapping[str, Any], page: str | None = None, seq: int | None = None,
        follows: str | None = None, follows_seq: int | None = None, reason: str | None = None,
    ) -> Saved:  # fmt: skip
        """Save another body of a record, or propose it.

        ``POST /records/{id}/edit``
        """
        return self._call(Saved, "POST", f"/records/{quoted(id)}/edit", {
            "begun": begun, "body": body, "page": page, "seq": seq, "follows": follows, "follows_seq": follows_seq,
            "reason": reason,
        })  # fmt: skip

    def record_foresee(
        self, *, kind: str, id: str | None = None, envelope: Mapping[str, Any] | None = None,
        reason: str | None = None,
    ) -> Foreseen:  # fmt: skip
        """Who will see a record under an envelope, before it is saved.

        ``POST /who-will-see``
        """
        return self._call(Foreseen, "POST", "/who-will-see", {
            "kind": kind, "id": id, "envelope": envelope, "reason": reason,
        })  # fmt: skip
