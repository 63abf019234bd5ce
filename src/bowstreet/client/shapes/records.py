"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime

from bowstreet.client.shapes.parts import AgencyCard, AttachmentRow, Chip, ReleaseRow
from bowstreet.client.shapes.shared import Docket, LinkRow, Value


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """A value that a version ``added``, ``removed`` or ``changed``; before and after are empty where it is closed."""

    field: str
    label: str
    sort: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntityRecord:
    """One record of an entity, or one that a judgement sets against it."""

    id: str
    short: str
    title: str
    kind_label: str
    icon: str
    docket: Docket
    depth: str
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    recorded_at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class JudgementRow:
    """What an agency held of two records; ``stands``: no later one took its place; ``mine``: the reader made it."""

    id: str
    left: EntityRecord
    right: EntityRecord
    verdict: str
    owner: AgencyCard
    by: str
    at: datetime.datetime
    note: str
    evidence: tuple[str, ...]
    stands: bool
    mine: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dispute:
    """A 'different' that parts what was held to be the same, and the youngest 'same' on the way, which gave way."""

    different: JudgementRow
    gave_way: tuple[JudgementRow, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stated:
    """What one record of an entity says in one field, and whose word it is."""

    value: Value
    record: str
    owner: AgencyCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntityField:
    """One field over all records of an entity; ``disagree``: two state values, ``sides``, that have none in common."""

    name: str
    label: str
    stated: tuple[Stated, ...]
    disagree: bool
    sides: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntityView:
    """Records that stand for one thing as far as this reader may see, ``id`` the oldest; ``capped``: there are more."""

    id: str
    asked: str
    title: str
    kind_label: str
    icon: str
    records: tuple[EntityRecord, ...]
    agencies: int
    fields: tuple[EntityField, ...]
    masked: tuple[str, ...]
    judgements: tuple[JudgementRow, ...]
    disputes: tuple[Dispute, ...]
    capped: bool
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    as_of: datetime.date | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class MadeLink:
    """A link, and when it was made."""

    at: datetime.datetime
    link: LinkRow


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One version against the one before: its values, and for its owner the codes of what changed in the envelope."""

    number: int
    at: datetime.datetime
    by: str
    what: str
    changes: tuple[Change, ...]
    envelope: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class History:
    """The versions of a record, the judgements on it and its links, the newest first; links as far as shown."""

    id: str
    title: str
    versions: tuple[Step, ...]
    judgements: tuple[JudgementRow, ...] = ()
    links: tuple[MadeLink, ...] = ()
    links_total: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Judged:
    """The id of a new judgement, the record it was made from, and the judgement in whose place it stands."""

    id: str
    record: str
    supersedes: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Linked:
    """A new link, and the record that it leads from."""

    id: str
    record: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reason:
    """One line of 'Why may I see this?': a clause that allowed, or something that stays closed."""

    sentence: str
    allowed: bool
    clause: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Went:
    """That a record went to a receiver under an agreement, by the agreement's id and title."""

    agreement: str
    title: str
    row: ReleaseRow


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordReleases:
    """Where one record went, the newest first. ``recalls``: the reader may recall what is not recalled yet."""

    id: str
    title: str
    releases: tuple[Went, ...]
    recalls: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class SharedRecord:
    """Another record with the same selector; ``may_be_one``: the two can be judged one thing."""

    id: str
    title: str
    kind_label: str
    owner: AgencyCard
    depth: str
    may_be_one: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class SharedRow:
    """A selector that other records which the reader may see also have."""

    chip: Chip
    others: tuple[SharedRecord, ...]
    more: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One version: who made it, when, and by what."""

    number: int
    at: datetime.datetime
    by: str
    what: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordView:
    """All that this reader may see of one record, on one day.

    ``may`` says what the reader may do: ``edit``, ``re-mark``, ``link``, ``ask`` (the owner); ``masked`` which fields
    stay closed, ``not_shown`` what is told of no past day. ``first_seen`` and ``last_seen``: the days on which its
    sources saw it, None where none states one.
    """

    id: str
    short: str
    kind: str
    kind_label: str
    icon: str
    title: str
    market: str | None
    market_label: str | None
    docket: Docket
    depth: str
    values: tuple[Value, ...]
    masked: tuple[str, ...]
    links: tuple[LinkRow, ...]
    links_total: int
    shared: tuple[SharedRow, ...]
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    versions: tuple[VersionRow, ...]
    version: int
    versions_total: int
    as_of: datetime.date | None
    recorded_at: datetime.datetime
    changed_at: datetime.datetime
    why: tuple[Reason, ...]
    may: frozenset[str] = frozenset()
    attachments: tuple[AttachmentRow, ...] = ()
    not_shown: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class ViewedAs:
    """A record as a colleague sees it; ``why`` speaks of the colleague, whose name is ``colleague``."""

    id: str
    short: str
    kind: str
    kind_label: str
    icon: str
    title: str
    market: str | None
    market_label: str | None
    docket: Docket
    depth: str
    values: tuple[Value, ...]
    masked: tuple[str, ...]
    links: tuple[LinkRow, ...]
    links_total: int
    shared: tuple[SharedRow, ...]
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    versions: tuple[VersionRow, ...]
    version: int
    versions_total: int
    as_of: datetime.date | None
    recorded_at: datetime.datetime
    changed_at: datetime.datetime
    why: tuple[Reason, ...]
    may: frozenset[str] = frozenset()
    attachments: tuple[AttachmentRow, ...] = ()
    not_shown: tuple[str, ...] = ()
    colleague: str = ""
