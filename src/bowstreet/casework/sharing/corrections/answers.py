"""What is told of corrections: to who proposed one and to who decides on it, and to nobody else."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.holdings.repository.reconciling import Difference
from bowstreet.vocabulary.kinds.kind import Field


@dataclass(frozen=True)
class HeldValue:
    """A value that may be corrected: as it is written in the record, and as a page shows it."""

    value: str
    shown: str


@dataclass(frozen=True)
class CorrectableField:
    """A field that opens to the reader, with the values in which nothing is closed.

    ``partly``: it holds others in which something is; ``capped``: it holds more than are told.
    """

    field: Field
    values: tuple[HeldValue, ...]
    partly: bool
    capped: bool


@dataclass(frozen=True)
class CorrectSheet:
    """A record of another agency, and what of it the reader may propose to correct."""

    id: str
    title: str
    owner: str
    kind_label: str
    version: int
    fields: tuple[CorrectableField, ...]


@dataclass(frozen=True)
class CorrectionRow:
    """A correction in a list; ``owner`` and ``agency`` are slugs, ``officer`` is a name.

    ``title`` is the record's as far as it opens to the reader; field and label are empty where that does not open, or
    not as deep as when it was proposed (``opens``). ``sort`` is replace, add or remove. The state is open, waiting (it
    is accepted, and a second officer of the owner has to approve), accepted, declined or withdrawn. ``changed``: the
    record has another version than the one that stood then.
    """

    id: str
    record: str
    title: str
    owner: str
    agency: str
    officer: str
    field: str
    label: str
    sort: str
    state: str
    proposed_at: datetime
    ended_at: datetime | None
    opens: bool
    changed: bool
    mine: bool


@dataclass(frozen=True)
class CorrectionView(CorrectionRow):
    """One correction, its values and sentences as far as it opens.

    ``begun`` is the version that stood, ``version`` the one that stands, 0 where it does not open. ``hindrance`` is why
    it cannot be accepted as the record stands, and ``differences`` what it would change, for who may decide.
    ``evidence`` is the id of a record of the proposer. ``change`` is what waits for a second officer, for the owner.
    """

    before: str
    after: str
    why: str
    evidence: str
    begun: int
    version: int
    hindrance: str
    differences: tuple[Difference, ...]
    said: str
    ended_by: str
    change: str
    decides: bool
    withdraws: bool


@dataclass(frozen=True)
class CorrectionList:
    """Corrections that wait for the reader's decision, then those of the reader's side, then those decided on.

    ``capped``: there are more than are shown.
    """

    to_decide: tuple[CorrectionRow, ...]
    mine: tuple[CorrectionRow, ...]
    decided: tuple[CorrectionRow, ...]
    capped: bool
