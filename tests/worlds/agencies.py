"""Two invented agencies with officers who enrolled themselves, for the tests of people and signing in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unittest import mock

from bowstreet.holdings.agencies import enrolling, founding, queries, second_factor, sessions
from bowstreet.holdings.ledger import reading
from bowstreet.holdings.ledger.answers import EntryRow
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "quiet harbour lamp 41"


@dataclass(frozen=True)
class Person:
    """An enrolled officer and the secret of the authenticator app."""

    id: str
    login: str
    agency: str
    secret: str
    codes: tuple[str, ...]

    def code(self, now: datetime) -> str:
        """Return what the app shows."""
        return second_factor.code_at(self.secret, now)

    def reader(self, now: datetime = NOW, session: str = "web:test", purpose: Purpose | None = None) -> Reader:
        """Return the officer in a session with second factor."""
        made = sessions.reader_for(
            officer_id=self.id, purpose=purpose, case=None, reason=None, session=session, mfa=True, now=now
        )
        assert made is not None
        return made


def found(slug: str, country: str = "NL", sort: str = "national_unit", now: datetime = NOW) -> founding.Founded:
    """Make an agency."""
    return founding.found_agency(
        slug=slug, name=f"Agency {slug}", country=country, sort=sort, contact=f"desk@{slug}.example", now=now,
        actor=founding.operator(),
    )  # fmt: skip


def token_of(path: str) -> str:
    """Return the secret of an enrolment path."""
    return path.removeprefix("/enrol/")


def opened(path: str, now: datetime = NOW) -> enrolling.Opened:
    """Open a link as an officer who types the secret: half of the work is to draw its picture."""
    with mock.patch.object(second_factor, "picture", lambda *_: "not looked at"):
        return enrolling.open_link(token_of(path), now=now)


def accept(path: str, now: datetime = NOW) -> Person:
    """Enrol by a link as its officer would."""
    shown = opened(path, now)
    code = second_factor.code_at(shown.totp_secret, now)
    codes = enrolling.accept(token_of(path), password=PASSWORD, code=code, now=now)
    card = shown.officer
    return Person(card.id, card.login, card.agency.slug, shown.totp_secret, codes)


def first(slug: str, login: str, now: datetime = NOW) -> Person:
    """Enrol the first officer of an agency."""
    return accept(enrolling.first_link(agency=slug, name="Robin Vale", login=login, now=now).path, now)


def officer(supervisor: Person, login: str, role: Role, now: datetime = NOW) -> Person:
    """Enrol an officer of a supervisor's agency."""
    link = enrolling.enrol(reader=supervisor.reader(now), now=now, name="Sam Quill", login=login, role=role)
    return accept(link.path, now)


def entries(supervisor: Person, now: datetime = NOW + timedelta(days=1)) -> tuple[EntryRow, ...]:
    """Return the acts of an agency's present officers, newest first, as its supervisor reads them.

    The ledger is append-only in tests too: what earlier worlds entered under the same slug is still there.
    """
    reader = supervisor.reader(now, purpose=Purpose.OPERATIONAL_ANALYSIS)
    present = {each.id for each in queries.colleagues(reader=reader, now=now)} | {"operator"}
    found: list[EntryRow] = []
    page = reading.page(reader=reader, now=now, limit=200)
    found.extend(page.entries)
    while page.next is not None:
        page = reading.page(reader=reader, now=now, limit=200, cursor=page.next)
        found.extend(page.entries)
    acts = [each for each in found if each.officer in present and each.event != "log_read"]
    return tuple(sorted(acts, key=lambda each: each.own_number, reverse=True))


def actions(supervisor: Person) -> list[str]:
    """Return what was done by officers, newest first."""
    return [each.action for each in entries(supervisor)]


@dataclass(frozen=True)
class Two:
    """Two agencies: a supervisor each, and an analyst and a data-protection officer in the first."""

    north: Person
    south: Person
    analyst: Person
    overseer: Person


def two() -> Two:
    """Make both."""
    found("north")
    found("south", "SE")
    north, south = first("north", "n.lead"), first("south", "s.lead")
    return Two(
        north,
        south,
        officer(north, "n.analyst", Role.ANALYST),
        officer(north, "n.dpo", Role.DATA_PROTECTION_OFFICER),
    )
