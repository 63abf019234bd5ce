"""Enrolment: a supervisor names an officer, and the officer alone sets password and second factor."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from bowstreet.holdings.agencies import rules, second_factor
from bowstreet.holdings.agencies.answers import EnrolmentLink, OfficerCard
from bowstreet.holdings.agencies.counter import raise_counter
from bowstreet.holdings.agencies.founding import operator
from bowstreet.holdings.agencies.hashing import hashed
from bowstreet.holdings.agencies.models import Agency, Officer, Token
from bowstreet.holdings.agencies.models import EnrolmentLink as LinkRow
from bowstreet.holdings.agencies.queries import officer_card, officer_row
from bowstreet.holdings.agencies.sessions import reader_for
from bowstreet.holdings.ledger import chance, looking, recording
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Malformed, Refusal, Sort

LIFETIME = timedelta(hours=72)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")


class MayNotEnrol(Refusal):
    """The account asked for lies outside the supervisor's own agency or above it."""


class LoginTaken(Refusal):
    """Somebody else on the node has this login, in whatever agency.

    Officers sign in by it before anybody knows their agency, so it is the node's like an address, and that it is taken
    has to be said. Not by whom or where; and who tries names out stands in the ledger with every try.
    """

    sort = Sort.CONFLICT
    field = "login"


class WrongOfficer(Malformed):
    """A name or login that cannot be used."""


class WrongLink(Refusal):
    """A link that was never made, has been used, or is past its time: the same words for all three."""

    sort = Sort.HIDDEN

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This link cannot be used. Ask your supervisor for a new one.")


class WeakPassword(Invalid):
    """A password that is too easy to guess."""


class WrongCode(Invalid):
    """The code does not belong to the secret shown."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This code does not fit. Wait for the next one in your app, and check its clock.")


@dataclass(frozen=True)
class Opened:
    """What the enrolment page shows: for whom, and the secret for the authenticator app."""

    officer: OfficerCard
    totp_secret: str

    @property
    def totp_picture(self) -> str:
        """Its address for the app as a QR code, an SVG element; drawn where a page shows it."""
        return second_factor.picture(self.officer.login, self.totp_secret)


def enrol(*, reader: Reader, now: datetime, name: str, login: str, role: Role) -> EnrolmentLink:
    """Make an account without password in the supervisor's own agency, and the link by which its officer sets one.

    Raise ``MayNotEnrol``, ``LoginTaken`` or ``WrongOfficer`` with a sentence.
    """
    agency = Agency.objects.get(slug=reader.agency)
    if not rules.may_enrol(reader, agency=agency.slug, sort=agency.sort, role=role):
        raise MayNotEnrol("A supervisor enrols officers of the own agency, signed in, and in a role it has.")
    try:
        return _make(reader, agency, name, login, role, now)
    except LoginTaken:
        looking.note(actor=reader, event=Event.AUTHZ_DENIED, action="officer.enrol", now=now, count=0,
                     result=Result.DENY)  # fmt: skip
        raise


def first_link(*, agency: str, name: str, login: str, now: datetime) -> EnrolmentLink:
    """Make the account of an agency's first supervisor and its link: the operator's act.

    Refused once the agency has a supervisor who can enrol others. A partner body has partners alone, so there the
    operator enrols each.
    """
    found = Agency.objects.filter(slug=agency).first()
    if found is None:
        raise Hidden()
    role = rules.first_role(found.sort)
    if role is Role.SUPERVISOR and Officer.objects.filter(agency=found, role=role, is_active=True).exists():
        raise MayNotEnrol("This agency has a supervisor, who enrols its officers.")
    return _make(operator(agency), found, name, login, role, now)


def enrol_anew(*, reader: Reader, officer: str, now: datetime) -> EnrolmentLink:
    """End an officer's password, second factor, sessions and tokens, and make a new link; a supervisor's act."""
    row = administered(reader, officer)
    with transaction.atomic():
        end_access(row, now)
        link = _link(row, now)
        recording.record_act(actor=reader, event=Event.ADMIN, action="officer.enrol_anew", now=now,
                             recipients=(str(row.id),))  # fmt: skip
    return link


def anew_by_operator(*, officer: str, now: datetime) -> EnrolmentLink:
    """Make a new link for a supervisor, overseer or partner who lost access, whom nobody in the agency may reset."""
    row = officer_row(officer)
    if row is None:
        raise Hidden()
    if Role(row.role) not in rules.OVERSEERS | {Role.SUPERVISOR, Role.PARTNER}:
        raise MayNotEnrol("This officer's supervisor makes the new link.")
    with transaction.atomic():
        end_access(row, now)
        link = _link(row, now)
        recording.record_act(actor=operator(row.agency_id), event=Event.ADMIN, action="officer.enrol_anew", now=now,
                             agency=row.agency_id, recipients=(str(row.id),))  # fmt: skip
    return link


def open_link(token: str, *, now: datetime) -> Opened:
    """Return what the page of a link shows; raise ``WrongLink`` for one that cannot be used."""
    row = _usable(token, now)
    return Opened(officer_card(row.officer), second_factor.opened(row.totp_secret))


def accept(token: str, *, password: str, code: str, now: datetime) -> tuple[str, ...]:
    """Set password and second factor of a link's officer, use the link up, and return the recovery codes.

    Raise ``WrongLink``, ``WeakPassword`` or ``WrongCode`` with a sentence; the link stays usable after the last two.
    """
    with transaction.atomic():
        row = _usable(token, now)
        officer, secret = row.officer, second_factor.opened(row.totp_secret)
        step = second_factor.step_of(secret, code.strip(), now)
        _check_password(password, officer)
        if step is None:
            raise WrongCode()
        officer.password = make_password(password)
        officer.is_active = True
        officer.sessions_from = now
        officer.save()
        codes = second_factor.replace(officer, secret, step)
        LinkRow.objects.filter(officer=officer, used_at__isnull=True).update(used_at=now, totp_secret="")
        raise_counter()
        recording.record_act(actor=as_actor(officer, now), event=Event.AUTH, action="officer.accept", now=now)
    return codes


def as_actor(officer: Officer, now: datetime) -> Reader:
    """Return an officer as the actor of an entry about signing in, before there is a session."""
    known = reader_for(officer_id=str(officer.id), purpose=None, case=None, reason=None, session="", mfa=False, now=now)
    return known or Reader(officer=str(officer.id), agency=officer.agency_id, role=Role(officer.role), purpose=None,
                           mfa=False, name=officer.name)  # fmt: skip


def administered(reader: Reader, officer: str) -> Officer:
    """Return the row of an officer whom the reader may administer.

    Raise ``Hidden`` for one of another agency or unknown, and ``MayNotEnrol`` for a colleague out of reach.
    """
    row = officer_row(officer)
    if row is None or row.agency_id != reader.agency or not rules.is_supervisor(reader):
        raise Hidden()
    if not rules.may_administer(reader, agency=row.agency_id, role=Role(row.role)):
        raise MayNotEnrol("Supervisors do not change the accounts of supervisors or of those who oversee them.")
    return row


def end_access(row: Officer, now: datetime) -> None:
    """Take password, sessions, links and tokens from an officer, inside the caller's transaction."""
    row.is_active = False
    row.sessions_from = now
    row.set_unusable_password()
    row.save()
    LinkRow.objects.filter(officer=row, used_at__isnull=True).update(used_at=now, totp_secret="")
    Token.objects.filter(officer=row, revoked_at__isnull=True).update(revoked_at=now)
    raise_counter()


def _make(actor: Reader, agency: Agency, name: str, login: str, role: Role, now: datetime) -> EnrolmentLink:
    if is_blank(name) or not _LOGIN.fullmatch(login):
        raise WrongOfficer("A login has three or more small letters, digits, dots, hyphens, and there is a name.")
    with transaction.atomic():
        if Officer.objects.filter(login=login).exists():
            raise LoginTaken("This login is taken. Choose another.")
        row = Officer(
            id=UUID(chance.identifier(agency.slug, f"officer:{login}", now)), login=login, name=name.strip(),
            agency=agency, role=role.value, made_at=now,
        )  # fmt: skip
        row.set_unusable_password()
        row.save()
        link = _link(row, now)
        raise_counter()
        recording.record_act(actor=actor, event=Event.ADMIN, action="officer.enrol", now=now, agency=agency.slug,
                             recipients=(str(row.id),))  # fmt: skip
    return link


def _link(row: Officer, now: datetime) -> EnrolmentLink:
    token = chance.secret(32)
    LinkRow.objects.create(
        secret_hash=hashed(token), officer=row, totp_secret=second_factor.sealed(second_factor.new_secret()),
        made_at=now, expires_at=now + LIFETIME,
    )  # fmt: skip
    return EnrolmentLink(officer_card(row), f"/enrol/{token}", now + LIFETIME)


def _usable(token: str, now: datetime) -> LinkRow:
    row = (
        LinkRow.objects.select_related("officer__agency")
        .filter(secret_hash=hashed(token), used_at__isnull=True, expires_at__gt=now,
                officer__agency__suspended_at__isnull=True)
        .first()
    )  # fmt: skip
    if row is None:
        raise WrongLink()
    return row


def _check_password(password: str, officer: Officer) -> None:
    try:
        password_validation.validate_password(password, officer)
    except ValidationError as wrong:
        raise WeakPassword(" ".join(wrong.messages)) from None
