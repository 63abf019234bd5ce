"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal


@dataclasses.dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """A notice as its officer reads it; it is gone as soon as what it points to is closed."""

    id: str
    sort: Literal[
        "ticket",
        "ticket_answered",
        "ticket_escalated",
        "ticket_late",
        "conflict",
        "persona_met",
        "request",
        "request_answered",
        "question",
        "question_answered",
        "lead",
        "lead_answered",
        "lead_stage",
        "lead_stale",
        "invitation",
        "task",
        "recalled",
        "receipt_late",
        "intake",
        "entry",
    ]
    at: datetime.datetime
    reference: str
    address: str
    read: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class SortCount:
    """How many notices of a sort there are."""

    sort: Literal[
        "ticket",
        "ticket_answered",
        "ticket_escalated",
        "ticket_late",
        "conflict",
        "persona_met",
        "request",
        "request_answered",
        "question",
        "question_answered",
        "lead",
        "lead_answered",
        "lead_stage",
        "lead_stale",
        "invitation",
        "task",
        "recalled",
        "receipt_late",
        "intake",
        "entry",
    ]
    n: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class NoticeList:
    """The inbox of an officer, unread ones first, the newest of each first; ``more`` follow after these.

    ``unread`` and ``total`` count all that open now; ``sorts`` those of ``which`` (``unread`` or ``all``), of which
    those of one ``sort`` are shown, or of all where it is empty.
    """

    notices: tuple[NoticeRow, ...]
    which: str
    sort: str
    unread: int
    total: int
    sorts: tuple[SortCount, ...]
    after: int
    more: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class SortSetting:
    """How an officer is told of a sort: whether in the inbox, in which digest, and whether by the web-hook."""

    sort: Literal[
        "ticket",
        "ticket_answered",
        "ticket_escalated",
        "ticket_late",
        "conflict",
        "persona_met",
        "request",
        "request_answered",
        "question",
        "question_answered",
        "lead",
        "lead_answered",
        "lead_stage",
        "lead_stale",
        "invitation",
        "task",
        "recalled",
        "receipt_late",
        "intake",
        "entry",
    ]
    inbox: bool
    mail: Literal["off", "daily", "weekly"]
    hook: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class NoticeSettings:
    """How an officer is told; ``works``: this node sends mail. Digests and the hook count what opens for ``purpose``.

    ``hosts`` are those that the operator lets hooks call; ``hook_off``: it failed so often that it was switched off.
    """

    sorts: tuple[SortSetting, ...]
    address: str
    purpose: str
    works: bool
    hook: str
    hook_off: bool
    hosts: tuple[str, ...]
