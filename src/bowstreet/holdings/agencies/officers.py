"""Ending an officer's access, changing a role, opening a closed sign-in: the supervisor's acts."""

from datetime import datetime

from django.db import transaction

from bowstreet.holdings.agencies import enrolling, lockout, rules
from bowstreet.holdings.agencies.answers import OfficerCard
from bowstreet.holdings.agencies.counter import raise_counter
from bowstreet.holdings.agencies.models import Officer
from bowstreet.holdings.agencies.queries import cards_with_lock, officer_row
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden


def end(*, reader: Reader, officer: str, now: datetime) -> OfficerCard:
    """End an officer's password, sessions and tokens for good; the account stays, for the ledger names it."""
    row = enrolling.administered(reader, officer)
    with transaction.atomic():
        enrolling.end_access(row, now)
        recording.record_act(actor=reader, event=Event.ADMIN, action="officer.end", now=now, recipients=(str(row.id),))
    return _card(row, now)


def change_role(*, reader: Reader, officer: str, role: Role, now: datetime) -> OfficerCard:
    """Give an officer another role; sessions end, tokens are good for what the new role allows of them.

    Nobody becomes an overseer by a change of role: the overseer's account is one of its own.
    """
    row = enrolling.administered(reader, officer)
    may = rules.may_enrol(reader, agency=row.agency_id, sort=row.agency.sort, role=role)
    if not may or role in rules.OVERSEERS:
        raise enrolling.MayNotEnrol("This role is not given by changing an account. Enrol a new one.")
    with transaction.atomic():
        row.role = role.value
        row.sessions_from = now
        row.save()
        raise_counter()
        recording.record_act(actor=reader, event=Event.ADMIN, action="officer.role", now=now, recipients=(str(row.id),))
    return _card(row, now)


def lift(*, reader: Reader, officer: str, now: datetime) -> OfficerCard:
    """Open the login of an officer of the supervisor's own agency before its time; raise ``Hidden`` for another."""
    row = officer_row(officer)
    if row is None or row.agency_id != reader.agency or not rules.is_supervisor(reader):
        raise Hidden()
    with transaction.atomic():
        lockout.forget(row.login)
        recording.record_act(actor=reader, event=Event.ADMIN, action="officer.unlock", now=now,
                             recipients=(str(row.id),))  # fmt: skip
    return _card(row, now)


def _card(row: Officer, now: datetime) -> OfficerCard:
    return cards_with_lock((row,), now)[0]
