"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class AskSheet:
    """A record that a reader sees, whose owner it has, and the actions for which that owner may be asked."""

    id: str
    title: str
    owner: str
    actions: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RequestCard:
    """A request as both sides read it; ``owner`` and ``agency`` are slugs, ``officer`` and ``answered_by`` names.

    ``title`` is the record's as far as it opens to the reader, empty where it does not open any more. ``actions`` is
    what is asked for and ``given`` what was released: ``until`` is the day to which it is asked for, ``last_day`` the
    one to which it was released. The state is open, approved, declined, withdrawn, taken_back, over (the last day has
    passed) or lapsed (the owner has marked the record anew since). ``answers`` and ``ends``: the
    reader may do that now.
    """

    id: str
    record: str
    title: str
    owner: str
    agency: str
    officer: str
    purpose: str
    case: str
    why: str
    actions: tuple[str, ...]
    whole_agency: bool
    until: datetime.date
    asked_at: datetime.datetime
    state: str
    given: tuple[str, ...]
    to_agency: bool
    last_day: datetime.date | None
    said: str
    answered_by: str
    answered_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    mine: bool
    answers: bool
    ends: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class RequestList:
    """Requests that wait for the reader's answer first, then those of the reader's own side, the newest first.

    ``capped``: there are more than are shown.
    """

    to_answer: tuple[RequestCard, ...]
    asked: tuple[RequestCard, ...]
    answered: tuple[RequestCard, ...]
    capped: bool
