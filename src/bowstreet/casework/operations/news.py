"""News of operations for notices: invitations that wait for an answer, and open tasks of the reader's agency."""

from collections.abc import Collection
from datetime import datetime

from bowstreet.casework.notices.answers import Pointer
from bowstreet.casework.operations import joint, models
from bowstreet.vocabulary.readers import LEADERS, Reader


def told(reader: Reader, now: datetime) -> list[Pointer]:
    """Return what there is to tell of the operations that are there for the reader, each look entered as of a list."""
    rows = joint.operations(reader=reader, now=now).rows
    open = [each for each in rows if each.stage not in joint.OVER]
    asked = {each.id for each in open if each.part == "invited"} if reader.role in LEADERS else set()
    return [*_invitations(asked, reader), *_tasks({each.id for each in open if each.part != "invited"}, reader)]


def _invitations(operations: Collection[str], reader: Reader) -> list[Pointer]:
    found = models.Partner.objects.filter(operation__in=operations, agency=reader.agency, state="invited")
    return [
        Pointer("invitation", each.invited_at, each.operation[-8:], f"/operations/{each.operation}",
                f"{each.operation} {each.invited_at.isoformat()}")
        for each in found
    ]  # fmt: skip


def _tasks(operations: Collection[str], reader: Reader) -> list[Pointer]:
    found = models.Task.objects.filter(operation__in=operations, agency=reader.agency, done_at=None)
    return [Pointer("task", each.made_at, each.operation[-8:], f"/operations/{each.operation}", each.uid)
            for each in found]  # fmt: skip
