"""What this room tells: what would leave, what left, and what stayed behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bowstreet.formats.exchange.losses import Loss
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.vocabulary.ceilings import Ceiling


@dataclass(frozen=True)
class FormatCard:
    """A format that records can leave in; ``family`` says for whom it and its like are."""

    code: str
    label: str
    what_for: str
    family: str


@dataclass(frozen=True)
class LossLine:
    """A part that found no home, why, and how often."""

    part: str
    why: str
    count: int

    @classmethod
    def of(cls, loss: Loss) -> "LossLine":
        """Return the line of a loss."""
        return cls(loss.part, loss.why.value, loss.count)


@dataclass(frozen=True)
class Asking:
    """How many records stay behind because their owner, or (``gave``) who gave them, would have to be asked, and where.

    Of a giver that is no agency of this node the card has the name alone.
    """

    owner: AgencyCard
    records: int
    gave: bool = False


@dataclass(frozen=True)
class Balance:
    """What leaves and what stays: ``records`` are counted once, whatever their ``versions``.

    ``above`` lie over the ceiling. ``originals`` leave beside the records as they came from other systems. ``losses``
    are all parts that the document will not hold, those withheld among them. ``marking`` is the strictest mark of each
    sort among what leaves. Of several ``documents`` there is an archive.
    """

    records: int
    versions: int
    links: int
    judgements: int
    above: int
    asking: tuple[Asking, ...]
    losses: tuple[LossLine, ...]
    completeness: str
    marking: Ceiling
    originals: int = 0
    documents: int = 1

    @property
    def stays(self) -> int:
        """How many of the chosen records stay behind."""
        return self.above + sum(each.records for each in self.asking)

    @property
    def lost(self) -> int:
        """How many parts found no home."""
        return sum(each.count for each in self.losses)


@dataclass(frozen=True)
class ExportLook:
    """What would leave, before anything does; ``format`` is None where none was named yet."""

    format: FormatCard | None
    balance: Balance
    formats: tuple[FormatCard, ...]


@dataclass(frozen=True)
class ExportCard:
    """What was taken out, by its officer; ``file`` is the name that it gets and ``as_of`` the moment it was made.

    ``root`` is the Merkle root over the (record, version) pairs in it, as it stands in the ledger.
    """

    id: str
    format: FormatCard
    at: datetime
    as_of: datetime
    until: datetime
    over: bool
    file: str
    size: int
    sha256: str
    root: str
    history: bool
    ceiling: Mapping[str, str]
    recipients: tuple[str, ...]
    balance: Balance


@dataclass(frozen=True)
class Carried:
    """Bytes that go out: where they lie, under which name and media type."""

    path: Path
    name: str
    size: int
    media: str
