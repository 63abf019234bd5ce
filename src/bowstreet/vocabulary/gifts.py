"""What agencies give each other, in sorts that are counted; a count says nothing of the worth of what was given."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Sort = Literal["hit", "answer", "content", "correction", "record", "lead", "news", "advice", "task"]

SORTS: tuple[Sort, ...] = ("hit", "answer", "content", "correction", "record", "lead", "news", "advice", "task")
"""In their order: a hit told, a ticket answered with more than no, content released on request, a correction that was
accepted, a record under an agreement, a lead that was accepted, news of one, an expert's answer, a task done."""

LABELS: Mapping[Sort, str] = {
    "hit": "Hits told", "answer": "Tickets answered", "content": "Content released on request",
    "correction": "Corrections accepted", "record": "Records under agreements", "lead": "Leads accepted",
    "news": "News of leads", "advice": "Advice of experts", "task": "Tasks done in operations",
}  # fmt: skip
"""What a sort is called: as what its giver did."""


class Gift(NamedTuple):
    """So many of a sort that one agency gave another."""

    sort: Sort
    giver: str
    receiver: str
    n: int = 1
