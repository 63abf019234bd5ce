"""What others may know of agencies, officers and standing envelopes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from bowstreet.holdings.agencies import lockout, standing
from bowstreet.holdings.agencies.answers import AgencyCard, OfficerCard
from bowstreet.holdings.agencies.counter import while_it_stands
from bowstreet.holdings.agencies.models import Agency, Officer
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.lawfulness import ContentKind
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

_SEE_COLLEAGUES = frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})


def card(slug: str) -> AgencyCard:
    """Return the card of an agency; raise ``Hidden`` for an unknown one."""
    found = cards().get(slug)
    if found is None:
        raise Hidden()
    return found


def is_founded() -> bool:
    """Say whether this repository has an agency; false where its tables are not made yet."""
    return Agency._meta.db_table in connection.introspection.table_names() and Agency.objects.exists()


def cards() -> dict[str, AgencyCard]:
    """Return the cards of all agencies by slug."""
    return {each.slug: each for each in _cards()}


@while_it_stands
def _cards() -> tuple[AgencyCard, ...]:
    return tuple(card_of(row) for row in Agency.objects.order_by("slug"))


def card_of(row: Agency) -> AgencyCard:
    """Return the card of an agency's row."""
    return AgencyCard(row.slug, row.name, row.country, row.contact, row.sort)


def officer_card(row: Officer) -> OfficerCard:
    """Return the card of an officer's row."""
    return OfficerCard(str(row.id), row.name, row.login, row.role, card_of(row.agency), row.is_active)


def officer_row(officer: str) -> Officer | None:
    """Return the row of an officer by id, for the acts of this room."""
    key = _uuid(officer)
    return Officer.objects.select_related("agency").filter(id=key).first() if key else None


def officer_of_login(login: str) -> OfficerCard:
    """Return the officer of a sign-in name; raise ``LookupError`` for an unknown one."""
    row = Officer.objects.select_related("agency").filter(login=login).first()
    if row is None:
        raise LookupError(f"Nobody signs in as {login}.")
    return officer_card(row)


def officer_names(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of officers by id; what is not an officer's id is left out."""
    named = ((id, _name_of(id)) for id in set(ids))
    return {id: name for id, name in named if name is not None}


@while_it_stands
def _name_of(officer: str) -> str | None:
    key = _uuid(officer)
    return Officer.objects.filter(id=key).values_list("name", flat=True).first() if key else None


def colleagues(*, reader: Reader, now: datetime) -> tuple[OfficerCard, ...]:
    """Return the officers of the reader's own agency, for supervisor and overseers; raise ``Hidden`` for others."""
    if reader.role not in _SEE_COLLEAGUES or not reader.mfa or reader.suspended:
        raise Hidden()
    rows = Officer.objects.select_related("agency").filter(agency_id=reader.agency).order_by("name", "login")
    return cards_with_lock(rows, now)


def cards_with_lock(rows: Sequence[Officer] | QuerySet[Officer], now: datetime) -> tuple[OfficerCard, ...]:
    """Return the cards of officers' rows, with the lock of each."""
    until = lockout.locked_until([row.login for row in rows], now)
    return tuple(replace(officer_card(row), locked_until=until.get(row.login)) for row in rows)


def standing_envelope(
    *, agency: str, kind_code: str, content_kind: ContentKind, reader: Reader, now: datetime
) -> Envelope:
    """Return what a recording of a kind carries where it is silent: the agency's rules and the session's purpose."""
    text = Agency.objects.values_list("standing", flat=True).get(slug=agency)
    built = standing.build(
        text, agency=agency, kind_code=kind_code, content_kind=content_kind, officer=reader.officer, day=now.date()
    )
    return standing.for_reader(built, reader, now)


def wants_second_person(*, agency: str, kind_code: str) -> bool:
    """Say whether an agency wants a second officer to approve what one changes by hand in a record of a kind."""
    return standing.wants_second_person(Agency.objects.values_list("standing", flat=True).get(slug=agency), kind_code)


def sealing_key(agency: str) -> str:
    """Return the public half of an agency's sealing key; raise ``Hidden`` for an unknown agency."""
    found = Agency.objects.filter(slug=agency).values_list("sealing_key", flat=True).first()
    if found is None:
        raise Hidden()
    return str(found)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
