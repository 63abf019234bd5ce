"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime

from bowstreet.client.shapes.codes import (
    Basis,
    Classification,
    ContentKind,
    HandlingCode,
    IndexPolicy,
    Instrument,
    LegalRegime,
    Pap,
    ProtectedFlag,
    Purpose,
    Scope,
    SpecialCategory,
    State,
    SubjectCategory,
    Texts,
    Tlp,
)
from bowstreet.client.shapes.parts import (
    AgencyCard,
    Answer,
    AskRow,
    Chip,
    Grade,
    Holder,
    LeadRow,
    Named,
    Restriction,
    Segment,
    SharedTheme,
    Sight,
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Particulars:
    """The rest of the envelope: why it is held, how far it is trusted, how long it is kept, whence it came."""

    content_kind: ContentKind = "criminal_data"
    responsible_officer: str = ""
    author: str = ""
    case_ref: str = ""
    legal_regime: LegalRegime = "LED_national"
    legal_basis: str = ""
    instrument: Instrument = "national_power"
    instrument_ref: str = ""
    subject_category: SubjectCategory | None = None
    category_ground: str = ""
    strict_necessity: str = ""
    basis: Basis = "fact"
    grade: Grade = Grade(source="X", accuracy="4")
    foreign_grading: str = ""
    automation: frozenset[str] = frozenset({"link_proposals", "statistics"})
    collected_on: datetime.date | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    review_on: datetime.date | None = None
    erase_on: datetime.date | None = None
    retention_rule: str = ""
    legal_hold: bool = False
    necessity_note: str = ""
    proportionality_note: str = ""
    provenance: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Terms:
    """All that decides who may see or do what. ``recipients`` holds agency slugs and officer ids.

    ``given_by`` is who gave what the owner holds, as a slug or name, several with `` + `` between. For the owner's own
    it is empty and missing in the JSON, so that this has the digest that it always had.
    """

    owner: str
    scope: Scope = "OWNER"
    recipients: frozenset[str] = frozenset()
    group: str | None = None
    handling: frozenset[HandlingCode] = frozenset({"H2"})
    h3_text: str = ""
    tlp: Tlp = "AMBER+STRICT"
    pap: Pap = "AMBER"
    classification: Classification = "UNCLASSIFIED"
    index: IndexPolicy = "hit"
    purposes: frozenset[Purpose] = frozenset()
    restrictions: tuple[Restriction, ...] = ()
    flags: frozenset[ProtectedFlag] = frozenset()
    special: frozenset[SpecialCategory] = frozenset()
    state: State = "active"
    given_by: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Docket:
    """The envelope of a record on top of the page, its ``texts`` as far as they open; ``own``: the owner reads it."""

    owner: AgencyCard
    terms: Terms
    particulars: Particulars
    responsible: str
    texts: Texts = "whole"
    own: bool = True


@dataclasses.dataclass(frozen=True, kw_only=True)
class Onlooker:
    """An agency (None: a person who is named), and what its roles would get, the most first."""

    agency: AgencyCard | None
    sights: tuple[Sight, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reached:
    """Agencies whose officers would get the same at most."""

    step: str
    agencies: tuple[AgencyCard, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Foreseen:
    """Who would see a record under an envelope, and what the law makes of it.

    ``own`` is the owner; ``reached`` are the others by what they would get at most, the most first; ``persons`` what
    persons who are named would get. ``cleared`` names the clearance that all of them would need. ``unnamed`` is a group
    whose other members see it, too, and are not told.
    """

    own: Onlooker
    others: tuple[Onlooker, ...]
    reached: tuple[Reached, ...]
    persons: str
    cleared: str
    effects: tuple[str, ...]
    unnamed: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Counterpart:
    """Another agency that works on what one's own works on: whom to meet, on which of one's own themes.

    ``ours`` are one's own foci and operations that meet, ``theirs`` those that open; ``told_alone``: one is there of
    which nothing else is told.
    """

    agency: str
    contact: str
    themes: tuple[SharedTheme, ...]
    ours: tuple[Named, ...]
    theirs: tuple[Named, ...]
    told_alone: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    import_id: str | None = None
    earlier: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExpertCard:
    """An expert who consented to be listed, as far as the record opens to the reader.

    ``availability`` is ``now``, ``limited``, ``away`` or nothing stated; ``stale``: nobody verified the entry for 180
    days. ``mine``: it is the reader's own; ``keeps``: the reader may verify it or end it. ``reaches``: a question is
    told to the expert, otherwise to the supervisors of the agency. Addresses are empty where identifiers are closed.
    """

    id: str
    title: str
    docket: Docket
    competences: tuple[str, ...]
    languages: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    function: str
    unit: str
    summary: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    availability: str
    consented_on: datetime.date
    verified_on: datetime.date
    stale: bool
    mine: bool
    keeps: bool
    reaches: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    day: datetime.date | None
    depth: str
    why: str
    also_agencies: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Glance:
    """A record in a short list: last edited, last brought in."""

    id: str
    title: str
    kind_label: str
    market: str | None
    docket: Docket
    at: datetime.datetime
    version: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class QuestionCard:
    """A question to an expert, as one side reads it.

    ``expert`` and ``record`` are there as far as they open to the reader. ``asks``: it is told to the reader, who may
    answer it; otherwise the reader's agency asked it. ``why`` is the case or sentence, for the agency that asked.
    ``answer``: ``helps``, ``cannot`` or nothing yet.
    """

    id: str
    expert: Glance | None
    record: Glance | None
    agency: AgencyCard
    officer: str
    to: AgencyCard
    said: str
    why: str
    at: datetime.datetime
    asks: bool
    answer: str
    replied: str
    answered_by: str
    answered_at: datetime.datetime | None


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    evidence: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class TicketCard:
    """A ticket as one side reads it: the type, the other agency, its contact point, and what is known on this side.

    ``shown`` is the identifier where it opens to the reader, else empty. ``how``: ``asked`` (we did), ``asks`` (they
    did) or ``holds`` (both hold it). ``they_know``: whether the other side is told of us. ``common``: we hold it so
    often that it tells little. ``they_escalated_by`` called the supervisors on the other side, where it is told of
    us.
    """

    ref: str
    type: str
    shown: str
    agency: str
    contact: str
    how: str
    told_at: datetime.datetime
    due_at: datetime.datetime
    late: bool
    taken_by: str
    taken_at: datetime.datetime | None
    mine: bool
    answer: Answer
    theirs: Answer
    they_know: bool
    escalated_by: str
    escalated_at: datetime.datetime | None
    merged_into: str
    asks: tuple[AskRow, ...]
    records: tuple[Holder, ...]
    common: bool
    they_escalated_by: str = ""
    they_escalated_at: datetime.datetime | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeadList:
    """The leads that are the reader's to see, those that wait for an answer first; ``more`` follow after these.

    ``to_answer`` and ``stale`` count all of them.
    """

    rows: tuple[LeadRow, ...]
    total: int
    to_answer: int
    stale: int
    after: int
    more: bool
