"""What this room tells: that something happened, when, and where it is read; never what it holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Sort = Literal[
    "ticket", "ticket_answered", "ticket_escalated", "ticket_late", "conflict", "persona_met", "request",
    "request_answered", "question", "question_answered", "lead", "lead_answered", "lead_stage", "lead_stale",
    "invitation", "task", "recalled", "receipt_late", "intake", "entry",
]  # fmt: skip
"""What an officer is told of: each thing as its own room calls it."""

SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Pointer:
    """That something opens to a reader now: its sort, since when, what it is called, and the page where it stands.

    ``reference`` is what the reader's own page calls it, ``key`` tells two of one sort and reference apart.
    """

    sort: Sort
    at: datetime
    reference: str
    address: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as its officer reads it; it is gone as soon as what it points to is closed."""

    id: str
    sort: Sort
    at: datetime
    reference: str
    address: str
    read: bool


Mail = Literal["off", "daily", "weekly"]


@dataclass(frozen=True, slots=True)
class SortSetting:
    """How an officer is told of a sort: whether in the inbox, in which digest, and whether by the web-hook."""

    sort: Sort
    inbox: bool
    mail: Mail
    hook: bool


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class SortCount:
    """How many notices of a sort there are."""

    sort: Sort
    n: int


@dataclass(frozen=True, slots=True)
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
