"""What this room tells: hits, facets and records, as frozen values that a door turns into a page or a document."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.vocabulary.envelope import Particulars, Terms
from bowstreet.vocabulary.opening import Texts


@dataclass(frozen=True)
class Segment:
    """A piece of text; ``marked`` pieces are what the search found."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Chip:
    """A selector as it is shown. ``raw`` is None where it is masked."""

    type: str
    shown: str
    raw: str | None
    records: int = 0
    agencies: int = 0
    common: bool = False


@dataclass(frozen=True)
class Docket:
    """The envelope of a record on top of the page, its ``texts`` as far as they open; ``own``: the owner reads it."""

    owner: AgencyCard
    terms: Terms
    particulars: Particulars
    responsible: str
    texts: Texts = Texts.WHOLE
    own: bool = True

    def __hash__(self) -> int:
        """Hash by the owner alone: a list compares each docket with itself, and hashing all of one takes longer."""
        return hash(self.owner.slug)


@dataclass(frozen=True)
class Hit:
    """One record found. ``depth`` is ``meta``, ``body`` or ``identifiers``; ``why`` says why it stands there.

    ``day`` is the last on which its sources saw it, None where none states one.
    """

    id: str
    short: str
    kind: str
    kind_label: str
    icon: str
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    market: str | None
    docket: Docket
    day: date | None
    depth: str
    why: str
    also_agencies: int

    def __hash__(self) -> int:
        """Hash by the id alone; hits that are equal are equal in all."""
        return hash(self.id)


@dataclass(frozen=True)
class Option:
    """One value of a facet; ``shown`` is the count as text, '10,000+' when it is not exact."""

    value: str
    label: str
    shown: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A way to narrow a search; ``more`` values were found that are not among the options."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: int = 0


@dataclass(frozen=True)
class FindPage:
    """A page of hits. ``total_shown`` is the count as text; ``notice`` says what to know of the order.

    ``as_of``: the past day by whose end the records were searched.
    """

    q: str
    hits: tuple[Hit, ...]
    total: int
    total_shown: str
    capped: bool
    order: str
    facets: tuple[Facet, ...]
    next: str | None
    notice: str
    terms: tuple[str, ...]
    as_of: date | None = None


@dataclass(frozen=True)
class Value:
    """One value of one field, with its grade, basis and source; without one, for its owner, the import that said it.

    ``earlier``: of a field that changes from day to day, and not among the latest.
    """

    field: str
    label: str
    shown: str
    chip: Chip | None
    href: str | None
    grade: str
    basis: str
    source: str
    source_href: str | None
    first_seen: date | None
    last_seen: date | None
    import_id: str | None = None
    earlier: bool = False


@dataclass(frozen=True)
class LinkRow:
    """A link as seen from the record shown; ``outward`` is false when the other record points here."""

    id: str
    type: str
    label: str
    outward: bool
    other: str
    other_title: str
    other_kind: str
    basis: str
    grade: str
    owner: AgencyCard
    first_seen: date | None
    last_seen: date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class SharedRow:
    """A selector that other records which the reader may see also have."""

    chip: Chip
    others: tuple["SharedRecord", ...]
    more: int


@dataclass(frozen=True)
class SharedRecord:
    """Another record with the same selector; ``may_be_one``: the two can be judged one thing."""

    id: str
    title: str
    kind_label: str
    owner: AgencyCard
    depth: str
    may_be_one: bool


@dataclass(frozen=True)
class VersionRow:
    """One version: who made it, when, and by what."""

    number: int
    at: datetime
    by: str
    what: str


@dataclass(frozen=True)
class Change:
    """A value that a version ``added``, ``removed`` or ``changed``; before and after are empty where it is closed."""

    field: str
    label: str
    sort: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One version against the one before: its values, and for its owner the codes of what changed in the envelope."""

    number: int
    at: datetime
    by: str
    what: str
    changes: tuple[Change, ...]
    envelope: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """One line of 'Why may I see this?': a clause that allowed, or something that stays closed."""

    sentence: str
    allowed: bool
    clause: str


@dataclass(frozen=True)
class AttachmentRow:
    """A file of a record: ``label`` says what it is; name, ``by`` and hash are empty while identifiers are closed."""

    id: str
    name: str
    label: str
    picture: bool
    size: int
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
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
    first_seen: date | None
    last_seen: date | None
    versions: tuple[VersionRow, ...]
    version: int
    versions_total: int
    as_of: date | None
    recorded_at: datetime
    changed_at: datetime
    why: tuple[Reason, ...]
    may: frozenset[str] = frozenset()
    attachments: tuple[AttachmentRow, ...] = ()
    not_shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """What recording made."""

    id: str
    version: int
    created: bool


@dataclass(frozen=True)
class Glance:
    """A record in a short list: last edited, last brought in."""

    id: str
    title: str
    kind_label: str
    market: str | None
    docket: Docket
    at: datetime
    version: int


@dataclass(frozen=True)
class Stated:
    """What one record of an entity says in one field, and whose word it is."""

    value: Value
    record: str
    owner: AgencyCard


@dataclass(frozen=True)
class EntityField:
    """One field over all records of an entity; ``disagree``: two state values, ``sides``, that have none in common."""

    name: str
    label: str
    stated: tuple[Stated, ...]
    disagree: bool
    sides: tuple[str, ...] = ()

    @cached_property
    def by_record(self) -> dict[str, list[Stated]]:
        """The statements by the record that makes them."""
        made: dict[str, list[Stated]] = {}
        for each in self.stated:
            made.setdefault(each.record, []).append(each)
        return made


@dataclass(frozen=True)
class EntityRecord:
    """One record of an entity, or one that a judgement sets against it."""

    id: str
    short: str
    title: str
    kind_label: str
    icon: str
    docket: Docket
    depth: str
    first_seen: date | None
    last_seen: date | None
    recorded_at: datetime


@dataclass(frozen=True)
class JudgementRow:
    """What an agency held of two records; ``stands``: no later one took its place; ``mine``: the reader made it."""

    id: str
    left: EntityRecord
    right: EntityRecord
    verdict: str
    owner: AgencyCard
    by: str
    at: datetime
    note: str
    evidence: tuple[str, ...]
    stands: bool
    mine: bool = False


@dataclass(frozen=True)
class Dispute:
    """A 'different' that parts what was held to be the same, and the youngest 'same' on the way, which gave way."""

    different: JudgementRow
    gave_way: tuple[JudgementRow, ...]


@dataclass(frozen=True)
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
    first_seen: date | None
    last_seen: date | None
    as_of: date | None


@dataclass(frozen=True)
class MadeLink:
    """A link, and when it was made."""

    at: datetime
    link: LinkRow


@dataclass(frozen=True)
class History:
    """The versions of a record, the judgements on it and its links, the newest first; links as far as shown."""

    id: str
    title: str
    versions: tuple[Step, ...]
    judgements: tuple[JudgementRow, ...] = ()
    links: tuple[MadeLink, ...] = ()
    links_total: int = 0
