"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime

from bowstreet.client.shapes.parts import Difference
from bowstreet.client.shapes.shared import Foreseen


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attached:
    """The files that a record has newly, or the change that waits for a second officer."""

    record: str
    attachments: tuple[str, ...] = ()
    change: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """A change in its list. ``stale``: it waits and cannot be made any more."""

    id: str
    short: str
    sort: str
    title: str
    kind_label: str
    author: str
    at: datetime.datetime
    state: str
    own: bool
    stale: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mark:
    """One field of an envelope as it stands and as it would be."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProposedFile:
    """A file that a change would put beside a record or take from there: its name, and what its bytes are.

    ``number`` opens its bytes while the change waits and ``openable`` says so.
    """

    number: int
    name: str
    label: str
    size: int
    sha256: str
    openable: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A change as a difference, or the ``files`` that would come or go.

    ``stale``: it cannot be made any more, for the reason that ``outdated`` says in a sentence; it can still be declined
    or taken back. ``not_yours``: why this reader, who may decline it, may not approve it. ``record`` is the one that it
    is about, of a new one that which stands in its place.
    """

    row: ChangeRow
    record: str
    begun: int
    stands: int
    stale: bool
    outdated: str
    not_yours: str
    may_decide: bool
    may_decline: bool
    differences: tuple[Difference, ...]
    files: tuple[ProposedFile, ...]
    marks: tuple[Mark, ...]
    why: str
    decided_by: str
    decided_at: datetime.datetime | None
    reason: str
    foreseen: Foreseen | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Changes:
    """The changes of an agency that open to this officer: those that wait, and those of the officer that do not."""

    waiting: tuple[ChangeRow, ...]
    settled: tuple[ChangeRow, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided on a change, and the record that it made or changed; empty where it did neither."""

    id: str
    state: str
    record: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class DraftRow:
    """A draft in its officer's list. ``came_from`` names the colleague who handed it over."""

    page: str
    kind: str
    kind_label: str
    record: str
    title: str
    begun: int
    at: datetime.datetime
    came_from: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ErasedDraft:
    """That a draft was erased with the record that it was to change; it holds nothing of either."""

    page: str
    kind_label: str
    record: str
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class Drafts:
    """An officer's open drafts, the newest first, and those that were erased until the officer has read so."""

    drafts: tuple[DraftRow, ...]
    erased: tuple[ErasedDraft, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kept:
    """That a text is kept, since when, and up to which keeping of its page.

    ``begun`` is the version of its record that it was begun from, ``stands`` the one that stands now.
    """

    page: str
    seq: int
    at: datetime.datetime
    begun: int = 0
    stands: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class KeptAt:
    """What was kept, and where its form goes on."""

    kept: Kept
    form: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that its officer gave a reason for; ``ticket`` opens its bytes for a short while."""

    record: str
    id: str
    name: str
    sha256: str
    label: str
    size: int
    ticket: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class TrashRow:
    """A record that was taken back."""

    id: str
    short: str
    title: str
    kind_label: str
    icon: str
    version: int
    by: str
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trash:
    """What an agency has taken back and this officer may restore, the newest first; ``more``: not all is shown."""

    records: tuple[TrashRow, ...]
    more: bool
