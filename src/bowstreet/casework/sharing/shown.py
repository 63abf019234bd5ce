"""What this room tells of agreements and of what leaves under them."""

from dataclasses import dataclass
from datetime import date, datetime

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.vocabulary.ceilings import Ceiling


@dataclass(frozen=True)
class Party:
    """A receiver outside this node, by its name."""

    name: str


@dataclass(frozen=True)
class AgreementCard:
    """An agreement. A receiver sees of the receivers itself alone, and neither parties nor officers.

    ``state`` is proposed, standing or ended.
    """

    id: str
    short: str
    title: str
    giver: AgencyCard
    receivers: tuple[AgencyCard, ...]
    parties: tuple[Party, ...]
    purposes: tuple[str, ...]
    ceiling: Ceiling
    kinds: tuple[str, ...]
    markets: tuple[str, ...]
    grade: str
    since: date
    until: date | None
    state: str
    made_at: datetime
    signed_at: datetime | None
    ended_at: datetime | None
    made_by: str
    signed_by: str
    ended_by: str
    own: bool
    may_sign: bool
    may_end: bool


@dataclass(frozen=True)
class AgreementList:
    """The agreements that an agency has part in; ``makes``: the reader may make one."""

    agreements: tuple[AgreementCard, ...]
    makes: bool


@dataclass(frozen=True)
class Added:
    """A record in a version that came under an agreement, and when it did: what comes later has a greater moment."""

    added_at: datetime
    record: str
    version: int
    kind: str
    title: str
    owner: AgencyCard


@dataclass(frozen=True)
class Under:
    """A page of what leaves under an agreement, the oldest first; ``bundle`` holds the same records whole."""

    added: tuple[Added, ...]
    bundle: Bundle
    next: str | None


@dataclass(frozen=True)
class AgreementView:
    """An agreement, and a page of what leaves under it as far as the reader may see."""

    agreement: AgreementCard
    under: tuple[Added, ...]
    next: str | None


@dataclass(frozen=True)
class ReleaseRow:
    """A record in a version that went to a receiver, its receipt, and its recall with the reason.

    ``title`` is empty where the record opens no more. ``collected``: the receiver's own program fetched it, and ``by``
    is its officer; else that of the giver, of whom a receiver is told nothing. ``remarked_at`` is when its marks became
    stricter than those it went with, ``remark_reason`` says which. ``told_at`` is when a receiver could know of that,
    or of the recall, by its program, ``answer`` the sentence that it answered. ``late``: it was not confirmed in time.
    """

    record: str
    title: str
    version: int
    receiver: str
    at: datetime
    by: str
    collected: bool
    received_at: datetime | None
    recalled_at: datetime | None
    recall_reason: str
    told_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    remarked_at: datetime | None = None
    remark_reason: str = ""
    late: bool = False


@dataclass(frozen=True)
class Receiving:
    """A receiver of an agreement by its short name or its name, and how many records would be new for it.

    At most 1,000 are counted: so many are released at once.
    """

    code: str
    name: str
    new: int


@dataclass(frozen=True)
class ReleaseList:
    """A page of what went under an agreement, of ``total``, which is counted to 10,001 at most.

    ``own``: the reader's agency gave it. ``record`` is the one that the list is narrowed to, else empty.
    """

    id: str
    total: int
    releases: tuple[ReleaseRow, ...]
    own: bool
    record: str
    receivers: tuple[Receiving, ...]
    next: str | None


@dataclass(frozen=True)
class Went:
    """That a record went to a receiver under an agreement, by the agreement's id and title."""

    agreement: str
    title: str
    row: ReleaseRow


@dataclass(frozen=True)
class RecordReleases:
    """Where one record went, the newest first. ``recalls``: the reader may recall what is not recalled yet."""

    id: str
    title: str
    releases: tuple[Went, ...]
    recalls: bool
