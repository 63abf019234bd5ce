"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from bowstreet.client.shapes.codes import Basis, Classification, HandlingCode, LinkType, Pap, Tlp, Verdict
from bowstreet.client.shapes.parts import AgencyCard, Grade, ReleaseRow
from bowstreet.client.shapes.shared import Particulars, Terms


@dataclasses.dataclass(frozen=True, kw_only=True)
class Added:
    """A record in a version that came under an agreement, and when it did: what comes later has a greater moment."""

    added_at: datetime.datetime
    record: str
    version: int
    kind: str
    title: str
    owner: AgencyCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ceiling:
    """The strictest mark of each sort that passes; None where that sort sets no limit."""

    tlp: Tlp | None = None
    pap: Pap | None = None
    handling: HandlingCode | None = None
    classification: Classification | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Party:
    """A receiver outside this node, by its name."""

    name: str


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    since: datetime.date
    until: datetime.date | None
    state: str
    made_at: datetime.datetime
    signed_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    made_by: str
    signed_by: str
    ended_by: str
    own: bool
    may_sign: bool
    may_end: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgreementList:
    """The agreements that an agency has part in; ``makes``: the reader may make one."""

    agreements: tuple[AgreementCard, ...]
    makes: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgreementView:
    """An agreement, and a page of what leaves under it as far as the reader may see."""

    agreement: AgreementCard
    under: tuple[Added, ...]
    next: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Asking:
    """How many records stay behind because their owner, or (``gave``) who gave them, would have to be asked, and where.

    Of a giver that is no agency of this node the card has the name alone.
    """

    owner: AgencyCard
    records: int
    gave: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class LossLine:
    """A part that found no home, why, and how often."""

    part: str
    why: str
    count: int


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Envelope:
    """Terms and particulars together."""

    terms: Terms
    particulars: Particulars


@dataclasses.dataclass(frozen=True, kw_only=True)
class Leaving:
    """One record in a version that leaves. ``body`` is as its kind declares it, statements and all.

    A record that leaves with its history comes once a version, the oldest first. ``body`` holds what its receiver may
    have: ``masked`` names the fields that stay behind. ``foreign`` are the ids of the things of another system that
    the record came of and that leave beside it as they came.
    """

    id: str
    kind: str
    title: str
    version: int
    created_at: datetime.datetime
    modified_at: datetime.datetime
    owner: str
    owner_name: str
    envelope: Envelope
    body: Mapping[str, Any]
    first_seen: datetime.date | None = None
    last_seen: datetime.date | None = None
    masked: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeavingJudgement:
    """What an agency holds of two records that both leave, by their ids; ``by`` is the agency, never the officer."""

    left: str
    right: str
    verdict: Verdict
    ground: str
    by: str
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeavingLink:
    """A link between two records that both leave, by their ids; ``by`` is the agency that states it."""

    left: str
    type: LinkType
    right: str
    basis: Basis = "fact"
    first_seen: datetime.date | None = None
    last_seen: datetime.date | None = None
    grade: Grade = Grade(source="X", accuracy="4")
    by: str = ""
    evidence: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Original:
    """A thing of another system as it came: its id there, and its bytes.

    ``part_of`` is the id of the thing that it stands in and ``among`` the name of the list there, where there is one.
    """

    id: str
    raw: str
    part_of: str = ""
    among: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bundle:
    """All that leaves together: records, the links between them and what was judged of them.

    ``originals`` are things of the written format that leave as they came, some of them as what records came of.
    """

    records: tuple[Leaving, ...]
    links: tuple[LeavingLink, ...] = ()
    judgements: tuple[LeavingJudgement, ...] = ()
    originals: tuple[Original, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class FormatCard:
    """A format that records can leave in; ``family`` says for whom it and its like are."""

    code: str
    label: str
    what_for: str
    family: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExportCard:
    """What was taken out, by its officer; ``file`` is the name that it gets and ``as_of`` the moment it was made.

    ``root`` is the Merkle root over the (record, version) pairs in it, as it stands in the ledger.
    """

    id: str
    format: FormatCard
    at: datetime.datetime
    as_of: datetime.datetime
    until: datetime.datetime
    over: bool
    file: str
    size: int
    sha256: str
    root: str
    history: bool
    ceiling: Mapping[str, str]
    recipients: tuple[str, ...]
    balance: Balance


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExportLook:
    """What would leave, before anything does; ``format`` is None where none was named yet."""

    format: FormatCard | None
    balance: Balance
    formats: tuple[FormatCard, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Receiving:
    """A receiver of an agreement by its short name or its name, and how many records would be new for it.

    At most 1,000 are counted: so many are released at once.
    """

    code: str
    name: str
    new: int


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Under:
    """A page of what leaves under an agreement, the oldest first; ``bundle`` holds the same records whole."""

    added: tuple[Added, ...]
    bundle: Bundle
    next: str | None
