"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses

from bowstreet.client.shapes.shared import ExpertCard, Glance, QuestionCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class Counted:
    """A value that entries have, and how many of those shown to the reader have it."""

    value: str
    many: int


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fit:
    """One reason why an expert stands where they stand: ``competence``, ``jurisdiction``, ``availability``, ``day``."""

    sort: str
    sentence: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Suggested:
    """An expert for a record, and every reason that placed them."""

    expert: ExpertCard
    reasons: tuple[Fit, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    questions: tuple[QuestionCard, ...]
