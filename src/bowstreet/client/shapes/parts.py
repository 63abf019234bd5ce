"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.codes import Action, Depth, InfoAccuracy, Role, Shape, SourceReliability


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgencyCard:
    """An agency as it is named on every page."""

    slug: str
    name: str
    country: str
    contact: str
    sort: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThemeSaid:
    """A market, method or product that somebody works on."""

    sort: Literal["market", "method", "product"]
    code: str
    label: str


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
class AttachmentRow:
    """A file of a record: ``label`` says what it is; name, ``by`` and hash are empty while identifiers are closed."""

    id: str
    name: str
    label: str
    picture: bool
    size: int
    sha256: str
    by: str
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grade:
    """A source code and an accuracy code, written together as in ``B2``."""

    source: SourceReliability
    accuracy: InfoAccuracy


@dataclasses.dataclass(frozen=True, kw_only=True)
class Restriction:
    """A processing condition set by the owner, also later: one action that others must ask for until a day."""

    action: Action
    text: str
    set_by: str
    set_on: datetime.date
    valid_until: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rate:
    """Of ``tries`` that were reported, ``worked`` did; ``low`` and ``high`` bound the share, all between 0 and 1."""

    worked: int
    tries: int
    share: float
    low: float
    high: float
    method: str = "Wilson score interval, 95 %, version 1"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Named:
    """A focus or an operation by its title."""

    id: str
    kind: str
    title: str


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
class Holder:
    """A record that has an identifier, as far as it opens."""

    id: str
    title: str
    kind: str
    agency: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Chip:
    """A selector as it is shown. ``raw`` is None where it is masked."""

    type: str
    shown: str
    raw: str | None
    records: int = 0
    agencies: int = 0
    common: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a kind.

    ``many``: the field is a list of statements (``vocabulary.statements``), otherwise one plain value.
    ``selector``: the type of the selectors that the values are, for shape SELECTOR; several are joined by ``|``,
    and ``Kind.selector_of`` tells which one a value is. ``handle`` on a TEXT field: its values are names on the
    record's market. ``changing``: what a source says of it differs from day to day, so that the latest counts.
    ``past``: a day on which something happened, so that it does not lie ahead.
    """

    name: str
    label: str
    depth: Depth = "open"
    shape: Shape = "text"
    many: bool = False
    changing: bool = False
    past: bool = False
    required: bool = False
    selector: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class SharedTheme:
    """One of the own themes on which another agency works too; by ``reference`` both speak of it."""

    sort: Literal["market", "method", "product"]
    code: str
    label: str
    reference: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Segment:
    """A piece of text; ``marked`` pieces are what the search found."""

    text: str
    marked: bool = False


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
class LeadRow:
    """A lead in a list; ``mine``: the reader's agency is to do what is awaited. ``days`` since the last news."""

    id: str
    title: str
    owner: str
    holder: str
    country: str
    stage: str
    awaited: Literal["answer", "hand_over", "news", ""]
    mine: bool
    due_on: datetime.date | None
    stale: bool
    days: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    at: datetime.datetime
    by: str
    collected: bool
    received_at: datetime.datetime | None
    recalled_at: datetime.datetime | None
    recall_reason: str
    told_at: datetime.datetime | None = None
    answer: str = ""
    answered_at: datetime.datetime | None = None
    remarked_at: datetime.datetime | None = None
    remark_reason: str = ""
    late: bool = False


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
