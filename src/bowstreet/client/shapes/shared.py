"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.codes import (
    Action,
    Basis,
    Classification,
    ContentKind,
    HandlingCode,
    IndexPolicy,
    InfoAccuracy,
    Instrument,
    LegalRegime,
    Pap,
    ProtectedFlag,
    Purpose,
    Role,
    Scope,
    SourceReliability,
    SpecialCategory,
    State,
    SubjectCategory,
    Texts,
    Tlp,
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgencyCard:
    """An agency as it is named on every page."""

    slug: str
    name: str
    country: str
    contact: str
    sort: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """What a side answered: ``share``, ``talk``, ``none``, or nothing yet; the sentence, by whom by name, and when."""

    answer: str
    said: str
    by: str
    at: datetime.datetime | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class AskRow:
    """That somebody asked for the identifier: the agency, the officer by name, what for, why, and when."""

    agency: str
    officer: str
    purpose: str
    why: str
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class Named:
    """A focus or an operation by its title."""

    id: str
    kind: str
    title: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThemeSaid:
    """A market, method or product that somebody works on."""

    sort: Literal["market", "method", "product"]
    code: str
    label: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grade:
    """A source code and an accuracy code, written together as in ``B2``."""

    source: SourceReliability
    accuracy: InfoAccuracy


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
class Restriction:
    """A processing condition set by the owner, also later: one action that others must ask for until a day."""

    action: Action
    text: str
    set_by: str
    set_on: datetime.date
    valid_until: datetime.date | None = None


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
class Difference:
    """One field as it was, as this writer has it, as the record has it now, and as it would be together.

    Of statements those are left out in which all agree.

    ``sort``: ``mine``, ``theirs`` or ``both`` changed it; ``clash``: both did, and somebody has to look.
    """

    field: str
    label: str
    sort: str
    before: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    together: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sight:
    """What some roles of an agency would get at most; ``asks``: for more of it they may ask the owner."""

    step: str
    asks: bool
    roles: tuple[Role, ...]


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
    persons who are named would get. ``cleared`` names the clearance that all of them would need.
    """

    own: Onlooker
    others: tuple[Onlooker, ...]
    reached: tuple[Reached, ...]
    persons: str
    cleared: str
    effects: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Holder:
    """A record that has an identifier, as far as it opens."""

    id: str
    title: str
    kind: str
    agency: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class SharedTheme:
    """One of the own themes on which another agency works too; by ``reference`` both speak of it."""

    sort: Literal["market", "method", "product"]
    code: str
    label: str
    reference: str


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
class Docket:
    """The envelope of a record on top of the page, its ``texts`` as far as they open; ``own``: the owner reads it."""

    owner: AgencyCard
    terms: Terms
    particulars: Particulars
    responsible: str
    texts: Texts = "whole"
    own: bool = True


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
class Segment:
    """A piece of text; ``marked`` pieces are what the search found."""

    text: str
    marked: bool = False


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
class IntakeGlance:
    """An intake in a list."""

    id: str
    short: str
    title: str
    by: str
    at: datetime.datetime
    state: str
    read: int
    observed: int
    rejected: int
    records_new: int
    bytes_unread: int
    readable: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class TicketCard:
    """A ticket as one side reads it: the type, the other agency, its contact point, and what is known on this side.

    ``shown`` is the identifier where it opens to the reader, else empty. ``how``: ``asked`` (we did), ``asks`` (they
    did) or ``holds`` (both hold it). ``they_know``: whether the other side is told of us. ``common``: we hold it so
    often that it tells little.
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReleaseRow:
    """A record in a version that went to a receiver, its receipt, and its recall with the reason.

    ``title`` is empty where the record opens no more. ``collected``: the receiver's own program fetched it, and ``by``
    is its officer; else that of the giver, of whom a receiver is told nothing. ``told_at`` is when a receiver could
    know of the recall by its program, ``answer`` the sentence that it answered.
    """

    record: str
    title: str
    version: int
    receiver: str
    at: datetime.datetime
    by: str
    collected: bool
    received_at: datetime.datetime | None
    recalled_at: datetime.datetime | None
    recall_reason: str
    told_at: datetime.datetime | None = None
    answer: str = ""
    answered_at: datetime.datetime | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recorded:
    """What recording made."""

    id: str
    version: int
    created: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Saved:
    """What saving made: a version of a record, or (``waits``) a change that waits for a second officer."""

    id: str
    version: int
    waits: bool = False
