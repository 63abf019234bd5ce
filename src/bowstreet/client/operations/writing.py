"""Operations of writing, written by `make reference` from the OpenAPI description."""

from collections.abc import Mapping, Sequence
from typing import Any

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.downloading import Download
from bowstreet.client.sending import File
from bowstreet.client.shapes.writing import (
    Attached,
    Changes,
    ChangeView,
    Decision,
    Drafts,
    Kept,
    KeptAt,
    Picture,
    Trash,
)


class Writing(Calling):
    """One method for each operation."""

    def trash(self, *, reason: str | None = None) -> Trash:
        """What your agency has taken back.

        ``GET /trash``
        """
        return self._call(Trash, "GET", "/trash", {"reason": reason})

    def attachment_add(self, id: str, *, files: Sequence[File], reason: str | None = None) -> Attached:
        """Add files to a record, or propose to.

        ``POST /records/{id}/attachments``
        """
        return self._handed_in(Attached, f"/records/{quoted(id)}/attachments", {"reason": reason}, files)

    def attachment_download(self, id: str, attachment: str, *, reason: str | None = None) -> Download:
        """The bytes of a file, to be kept and not rendered.

        ``GET /records/{id}/attachments/{attachment}``
        """
        return self._carried(f"/records/{quoted(id)}/attachments/{quoted(attachment)}", {"reason": reason})

    def attachment_look(self, id: str, attachment: str, *, reason: str) -> Picture:
        """Open a picture for a reason.

        ``POST /records/{id}/attachments/{attachment}/look``
        """
        return self._call(Picture, "POST", f"/records/{quoted(id)}/attachments/{quoted(attachment)}/look", {
            "reason": reason,
        })  # fmt: skip

    def attachment_picture(self, id: str, attachment: str, *, ticket: str, reason: str | None = None) -> Download:
        """The picture that was opened a moment ago.

        ``GET /records/{id}/attachments/{attachment}/picture``
        """
        return self._carried(f"/records/{quoted(id)}/attachments/{quoted(attachment)}/picture", {
            "ticket": ticket, "reason": reason,
        })  # fmt: skip

    def attachment_remove(self, id: str, attachment: str, *, reason: str | None = None) -> Attached:
        """Take a file out of a record, or propose to.

        ``POST /records/{id}/attachments/{attachment}/remove``
        """
        return self._call(Attached, "POST", f"/records/{quoted(id)}/attachments/{quoted(attachment)}/remove", {
            "reason": reason,
        })  # fmt: skip

    def drafts(self, *, reason: str | None = None) -> Drafts:
        """What you have written and not recorded.

        ``GET /drafts``
        """
        return self._call(Drafts, "GET", "/drafts", {"reason": reason})

    def draft_keep(
        self, *, kind: str, page: str | None = None, seq: int | None = None, follows: str | None = None,
        follows_seq: int | None = None, id: str | None = None, begun: int | None = None,
        body: Mapping[str, Any] | None = None, envelope: Mapping[str, Any] | None = None, reason: str | None = None,
    ) -> KeptAt:  # fmt: skip
        """Keep what stands on a page, for you alone.

        ``POST /drafts``
        """
        return self._call(KeptAt, "POST", "/drafts", {
            "kind": kind, "page": page, "seq": seq, "follows": follows, "follows_seq": follows_seq, "id": id,
            "begun": begun, "body": body, "envelope": envelope, "reason": reason,
        })  # fmt: skip

    def draft_discard(self, page: str, *, reason: str | None = None) -> Kept:
        """Throw a draft away.

        ``POST /drafts/{page}/discard``
        """
        return self._call(Kept, "POST", f"/drafts/{quoted(page)}/discard", {"reason": reason})

    def draft_hand_over(self, page: str, *, officer: str, reason: str | None = None) -> Kept:
        """Give a draft to a colleague.

        ``POST /drafts/{page}/hand-over``
        """
        return self._call(Kept, "POST", f"/drafts/{quoted(page)}/hand-over", {"officer": officer, "reason": reason})

    def changes(self, *, reason: str | None = None) -> Changes:
        """Changes of your agency that wait for a second officer.

        ``GET /changes``
        """
        return self._call(Changes, "GET", "/changes", {"reason": reason})

    def change(self, id: str, *, reason: str | None = None) -> ChangeView:
        """A proposed change as a difference.

        ``GET /changes/{id}``
        """
        return self._call(ChangeView, "GET", f"/changes/{quoted(id)}", {"reason": reason})

    def change_download(self, id: str, number: int, *, reason: str | None = None) -> Download:
        """The bytes of a file of a change that waits, to be kept and not rendered.

        ``GET /changes/{id}/files/{number}``
        """
        return self._carried(f"/changes/{quoted(id)}/files/{quoted(number)}", {"reason": reason})

    def change_approve(self, id: str, *, reason: str | None = None) -> Decision:
        """Approve a change that somebody else proposed.

        ``POST /changes/{id}/approve``
        """
        return self._call(Decision, "POST", f"/changes/{quoted(id)}/approve", {"reason": reason})

    def change_decline(self, id: str, *, reason: str) -> Decision:
        """Decline a change that somebody else proposed.

        ``POST /changes/{id}/decline``
        """
        return self._call(Decision, "POST", f"/changes/{quoted(id)}/decline", {"reason": reason})

    def change_take_back(self, id: str, *, reason: str | None = None) -> Decision:
        """Take a change of your own back.

        ``POST /changes/{id}/take-back``
        """
        return self._call(Decision, "POST", f"/changes/{quoted(id)}/take-back", {"reason": reason})
