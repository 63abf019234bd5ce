"""Operations of operation, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Sequence
from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.operation import Across, OperationBoard, OperationList, PrivateLayer
from bowstreet.client.shapes.shared import LeadList


class Operation(Calling):
    """One method for each operation."""

    def operation_list(self, *, reason: str | None = None) -> OperationList:
        """The operations that your agency leads, takes part in or is invited to.

        ``GET /operations``
        """
        return self._call(OperationList, "GET", "/operations", {"reason": reason})

    def operation_begin(
        self, *, title: str, reference: str | None = None, summary: str | None = None,
        markets: str | Sequence[str] | None = None, products: str | Sequence[str] | None = None,
        begins_on: datetime.date | None = None, action_on: datetime.date | None = None,
        partners: str | Sequence[str] | None = None, reason: str | None = None,
    ) -> OperationBoard:  # fmt: skip
        """Begin an operation and invite others.

        ``POST /operations``
        """
        return self._call(OperationBoard, "POST", "/operations", {
            "title": title, "reference": reference, "summary": summary, "markets": several(markets),
            "products": several(products), "begins_on": begins_on, "action_on": action_on,
            "partners": several(partners), "reason": reason,
        })  # fmt: skip

    def operation_across(self, *, reason: str | None = None) -> Across:
        """How the operations stand in all countries, as far as they open.

        ``GET /operations/across``
        """
        return self._call(Across, "GET", "/operations/across", {"reason": reason})

    def operation(self, id: str, *, reason: str | None = None) -> OperationBoard:
        """The board of an operation: partners, phase, tasks, decisions, pool, scope.

        ``GET /operations/{id}``
        """
        return self._call(OperationBoard, "GET", f"/operations/{quoted(id)}", {"reason": reason})

    def operation_leads(
        self, id: str, *, after: int | None = None, limit: int | None = None, reason: str | None = None,
    ) -> LeadList:  # fmt: skip
        """The leads that came from an operation, and how far each is.

        ``GET /operations/{id}/leads``
        """
        return self._call(LeadList, "GET", f"/operations/{quoted(id)}/leads", {
            "after": after, "limit": limit, "reason": reason,
        })  # fmt: skip

    def operation_invite(self, id: str, *, agency: str, reason: str | None = None) -> OperationBoard:
        """Invite an agency to an operation.

        ``POST /operations/{id}/partners``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/partners", {
            "agency": agency, "reason": reason,
        })  # fmt: skip

    def operation_answer(
        self, id: str, *, answer: Literal["accept", "decline"], said: str | None = None, reason: str | None = None,
    ) -> OperationList:  # fmt: skip
        """Accept or decline an invitation.

        ``POST /operations/{id}/answer``
        """
        return self._call(OperationList, "POST", f"/operations/{quoted(id)}/answer", {
            "answer": answer, "said": said, "reason": reason,
        })  # fmt: skip

    def operation_stage(
        self, id: str, *, stage: Literal["planned", "running", "action", "abandoned"],
        action_on: datetime.date | None = None, reason: str | None = None,
    ) -> OperationBoard:  # fmt: skip
        """Set the phase of an operation, and the action day.

        ``POST /operations/{id}/stage``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/stage", {
            "stage": stage, "action_on": action_on, "reason": reason,
        })  # fmt: skip

    def operation_task(
        self, id: str, *, agency: str, title: str, due_on: datetime.date | None = None, reason: str | None = None,
    ) -> OperationBoard:  # fmt: skip
        """Give an agency of an operation a task.

        ``POST /operations/{id}/tasks``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/tasks", {
            "agency": agency, "title": title, "due_on": due_on, "reason": reason,
        })  # fmt: skip

    def operation_done(self, id: str, task: str, *, reason: str | None = None) -> OperationBoard:
        """Say that a task of your agency is done.

        ``POST /operations/{id}/tasks/{task}/done``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/tasks/{quoted(task)}/done", {
            "reason": reason,
        })  # fmt: skip

    def operation_decide(self, id: str, *, text: str, reason: str | None = None) -> OperationBoard:
        """Write a decision into the log of an operation.

        ``POST /operations/{id}/decisions``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/decisions", {
            "text": text, "reason": reason,
        })  # fmt: skip

    def operation_pool(self, id: str, *, record: str, reason: str | None = None) -> OperationBoard:
        """Put a record of your agency into the shared pool of an operation.

        ``POST /operations/{id}/pool``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/pool", {
            "record": record, "reason": reason,
        })  # fmt: skip

    def operation_unpool(self, id: str, record: str, *, reason: str | None = None) -> OperationBoard:
        """Take a record of your agency out of the shared pool of an operation.

        ``POST /operations/{id}/pool/{record}/out``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/pool/{quoted(record)}/out", {
            "reason": reason,
        })  # fmt: skip

    def operation_layer(self, id: str, *, reason: str | None = None) -> PrivateLayer:
        """What your agency keeps to an operation for itself alone.

        ``GET /operations/{id}/layer``
        """
        return self._call(PrivateLayer, "GET", f"/operations/{quoted(id)}/layer", {"reason": reason})

    def operation_keep(
        self, id: str, *, note: str | None = None, about: str | None = None, reason: str | None = None,
    ) -> PrivateLayer:  # fmt: skip
        """Keep a note or a record to an operation for your agency alone.

        ``POST /operations/{id}/layer``
        """
        return self._call(PrivateLayer, "POST", f"/operations/{quoted(id)}/layer", {
            "note": note, "about": about, "reason": reason,
        })  # fmt: skip

    def operation_drop(self, id: str, kept: str, *, reason: str | None = None) -> PrivateLayer:
        """Take something out of what your agency keeps to an operation.

        ``POST /operations/{id}/layer/{kept}/drop``
        """
        return self._call(PrivateLayer, "POST", f"/operations/{quoted(id)}/layer/{quoted(kept)}/drop", {
            "reason": reason,
        })  # fmt: skip

    def operation_target(self, id: str, *, identifiers: str, reason: str | None = None) -> OperationBoard:
        """Put identifiers into the scope of an operation.

        ``POST /operations/{id}/targets``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/targets", {
            "identifiers": identifiers, "reason": reason,
        })  # fmt: skip

    def operation_untarget(self, id: str, target: str, *, reason: str | None = None) -> OperationBoard:
        """Take an identifier out of the scope of an operation.

        ``POST /operations/{id}/targets/{target}/out``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/targets/{quoted(target)}/out", {
            "reason": reason,
        })  # fmt: skip

    def operation_instrument(
        self, id: str, *, code: Literal["JIT", "EIO", "MLA", "EPOC"], to: str, title: str,
        reference: str | None = None, due_on: datetime.date | None = None, reason: str | None = None,
    ) -> OperationBoard:  # fmt: skip
        """Note a legal instrument of an operation.

        ``POST /operations/{id}/instruments``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/instruments", {
            "code": code, "to": to, "title": title, "reference": reference, "due_on": due_on, "reason": reason,
        })  # fmt: skip

    def operation_step(
        self, id: str, instrument: str, *,
        state: Literal["prepared", "sent", "received", "granted", "refused", "executed", "withdrawn"],
        on: datetime.date | None = None, reason: str | None = None,
    ) -> OperationBoard:  # fmt: skip
        """Say to which state a legal instrument of an operation came.

        ``POST /operations/{id}/instruments/{instrument}/steps``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/instruments/{quoted(instrument)}/steps", {
            "state": state, "on": on, "reason": reason,
        })  # fmt: skip

    def operation_close(
        self, id: str, *, outcome: str, lesson: str, happened: str, advice: str, reason: str | None = None,
    ) -> OperationBoard:  # fmt: skip
        """Close an operation with its outcome and a lesson.

        ``POST /operations/{id}/close``
        """
        return self._call(OperationBoard, "POST", f"/operations/{quoted(id)}/close", {
            "outcome": outcome, "lesson": lesson, "happened": happened, "advice": advice, "reason": reason,
        })  # fmt: skip
