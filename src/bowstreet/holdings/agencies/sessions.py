"""From an officer's id, or the plain values of a web session, to the reader whom the gate sees."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bowstreet.holdings.agencies import releases
from bowstreet.holdings.agencies.counter import while_it_stands
from bowstreet.holdings.agencies.models import GroupMember
from bowstreet.holdings.agencies.purposes import may_use, purposes_of
from bowstreet.holdings.agencies.queries import officer_row
from bowstreet.vocabulary.handling import Classification
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Membership, Reader, Role
from bowstreet.vocabulary.refusals import PurposeRefused

__all__ = ["begin", "choose", "may_use", "purposes_of", "reader_for", "reader_of_session", "with_choice"]

LIFETIME = timedelta(hours=12)
IDLE = timedelta(minutes=60)
_TOUCH = timedelta(minutes=5)


@dataclass(frozen=True)
class _Known:
    """An officer who may sign in: the reader without session and purpose, and since when sessions hold (seconds)."""

    reader: Reader
    sessions_from: float


def reader_for(
    *,
    officer_id: str,
    purpose: Purpose | None,
    case: str | None,
    reason: str | None,
    session: str,
    mfa: bool,
    now: datetime,
) -> Reader | None:
    """Return the reader an officer is now; None for an officer who is not active or whose agency is suspended.

    Raise ``PurposeRefused`` for a purpose that the role may not use.
    """
    known = _known(officer_id)
    if known is None:
        return None
    reader = replace(_on(known.reader, now), session=session, mfa=mfa)
    return with_choice(reader, purpose=purpose, case=case, reason=reason)


def with_choice(reader: Reader, *, purpose: Purpose | None, case: str | None, reason: str | None) -> Reader:
    """Return the reader with another purpose, case and reason; raise ``PurposeRefused`` for one outside the role."""
    if purpose is not None and not may_use(reader.role, purpose):
        raise PurposeRefused()
    return replace(reader, purpose=purpose, case=case or None, reason=reason or None)


def begin(session: MutableMapping[str, Any], *, officer_id: str, name: str, now: datetime) -> None:
    """Write into a fresh session that this officer signed in with both factors; ``name`` names it in the ledger."""
    session["officer"] = officer_id
    session["session"] = name
    session["began"] = session["seen"] = now.timestamp()


def choose(
    session: MutableMapping[str, Any], *, purpose: Purpose, case: str | None = None, reason: str | None = None
) -> None:
    """Write the chosen purpose, case and reason into the session."""
    session["purpose"] = purpose.value
    session["case"] = case or None
    session["reason"] = reason or None


def reader_of_session(session: MutableMapping[str, Any], *, now: datetime) -> Reader | None:
    """Return the reader of a session with second factor; None when there is none, or when it has ended.

    A session ends 12 hours after sign-in, after 60 minutes without a request, and at once when its officer or agency is
    suspended or the officer's password or second factor changes. The moment last seen is written every five minutes,
    not at each request, so that a look-up seldom writes.
    """
    officer_id = session.get("officer")
    if not officer_id or not _still_open(session, now):
        return None
    known = _known(officer_id)
    if known is None or session["began"] < known.sessions_from:
        return None
    if now.timestamp() - session["seen"] >= _TOUCH.total_seconds():
        session["seen"] = now.timestamp()
    chosen = Purpose(session["purpose"]) if session.get("purpose") else None
    return with_choice(
        replace(_on(known.reader, now), session=session["session"], mfa=True),
        purpose=chosen if chosen and may_use(known.reader.role, chosen) else None,
        case=session.get("case"),
        reason=session.get("reason"),
    )


def _still_open(session: MutableMapping[str, Any], now: datetime) -> bool:
    began, seen = float(session["began"]), float(session["seen"])
    at = now.timestamp()
    return at - began < LIFETIME.total_seconds() and at - seen < IDLE.total_seconds()


def _on(reader: Reader, now: datetime) -> Reader:
    """Return a reader with the releases that stand on a day."""
    return replace(reader, releases=releases.standing(reader.releases, now.date())) if reader.releases else reader


@while_it_stands
def _known(officer_id: str) -> _Known | None:
    row = officer_row(officer_id)
    if row is None or not row.is_active or row.agency.suspended_at is not None:
        return None
    reader = Reader(
        officer=str(row.id),
        agency=row.agency_id,
        role=Role(row.role),
        purpose=None,
        mfa=False,
        clearance=Classification(row.clearance),
        memberships=tuple(_memberships(row.agency_id)),
        releases=releases.held_by(str(row.id), row.agency_id),
        name=row.name,
    )
    return _Known(reader, row.sessions_from.timestamp() if row.sessions_from else 0.0)


def _memberships(agency: str) -> Iterator[Membership]:
    for row in GroupMember.objects.filter(agency_id=agency).order_by("group_id", "since"):
        yield Membership(row.group_id, row.since, row.until)
