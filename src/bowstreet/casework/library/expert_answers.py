"""What the directory of experts answers: entries as far as they open, who fits a record and why, and questions."""

from dataclasses import dataclass
from datetime import date, datetime

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository.answers import Docket, Glance


@dataclass(frozen=True)
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
    consented_on: date
    verified_on: date
    stale: bool
    mine: bool
    keeps: bool
    reaches: bool


@dataclass(frozen=True)
class Counted:
    """A value that entries have, and how many of those shown to the reader have it."""

    value: str
    many: int


@dataclass(frozen=True)
class ExpertList:
    """Entries that fit what was asked, by name; ``total`` of them; and by what the list may be narrowed.

    ``more``: others follow; ``capped``: there are more experts than are gone through; ``own``: the reader's own entry.
    """

    experts: tuple[ExpertCard, ...]
    total: int
    more: bool
    capped: bool
    languages: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    own: ExpertCard | None


@dataclass(frozen=True)
class Fit:
    """One reason why an expert stands where they stand: ``competence``, ``jurisdiction``, ``availability``, ``day``."""

    sort: str
    sentence: str


@dataclass(frozen=True)
class Suggested:
    """An expert for a record, and every reason that placed them."""

    expert: ExpertCard
    reasons: tuple[Fit, ...]


@dataclass(frozen=True)
class HelpPage:
    """Who can help with a record: the experts in order, by which method, and what the record was taken to be about.

    ``order`` says in sentences what decides, the first first. ``questions`` are those that the reader's agency asked
    about the record, or for it where it is a case.
    """

    record: Glance
    about: tuple[str, ...]
    countries: tuple[str, ...]
    method: str
    order: tuple[str, ...]
    experts: tuple[Suggested, ...]
    more: bool
    questions: tuple["QuestionCard", ...]


@dataclass(frozen=True)
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
    at: datetime
    asks: bool
    answer: str
    replied: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class QuestionList:
    """Questions told to the reader, or asked by the reader's agency, the newest first; ``capped``: not all of them."""

    questions: tuple[QuestionCard, ...]
    which: str
    waiting: int
    capped: bool
