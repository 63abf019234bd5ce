"""What an officer wants changed, as it is kept until a second one decides on it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bowstreet.holdings.repository import models
from bowstreet.holdings.repository.attaching import Kept
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms

NEW, EDIT, RE_MARK, WITHDRAW = "new", "edit", "re-mark", "withdraw"
RESTORE, ATTACH, DETACH = "restore", "attach", "detach"
OF_FILES = frozenset({ATTACH, DETACH})
"""What is put beside a record whatever its version, or taken from there."""


@dataclass(frozen=True)
class Wish:
    """What an officer wants changed: a new record (``made`` is its envelope), a body, an envelope, its place in the
    trash or out of it, or the ``files`` beside it, of which ``attachment`` is one that is there. ``credit``: the other
    agency that had proposed it."""

    sort: str
    kind: str
    record: str = ""
    begun: int = 0
    body: Mapping[str, Any] = field(default_factory=dict)
    envelope: Mapping[str, Any] = field(default_factory=dict)
    made: Envelope | None = None
    reason: str = ""
    files: tuple[Kept, ...] = ()
    attachment: str = ""
    credit: str = ""

    def as_json(self) -> str:
        """Return what is kept of it."""
        made = [json.loads(each.as_json()) for each in (self.made.terms, self.made.particulars)] if self.made else None
        said = {"sort": self.sort, "body": self.body, "envelope": self.envelope, "made": made, "reason": self.reason,
                "files": [asdict(each) for each in self.files], "attachment": self.attachment,
                **({"credit": self.credit} if self.credit else {})}  # fmt: skip
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


def wish_of(held: models.Proposed) -> Wish:
    """Return the wish that a change keeps."""
    said = json.loads(held.content)
    made = None
    if said["made"]:
        halves = [json.dumps(each) for each in said["made"]]
        made = Envelope(Terms.from_json(halves[0]), Particulars.from_json(halves[1]))
    return Wish(
        said["sort"], held.kind, held.record, held.begun, said["body"], said["envelope"], made, said["reason"],
        tuple(Kept(**each) for each in said.get("files", ())), said.get("attachment", ""),
        said.get("credit", ""),
    )  # fmt: skip
