"""Who reads: the officer, the agency, the role, the purpose, and what the law knows of them on this day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bowstreet.vocabulary.handling import Action, Classification
from bowstreet.vocabulary.lawfulness import Purpose


class Role(StrEnum):
    """What an officer is; a role opens functions, never records."""

    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    PROSECUTOR = "prosecutor"
    PARTNER = "partner"
    RESEARCHER = "researcher"
    DEFENCE = "defence"
    JUDGE = "judge"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    AUDITOR = "auditor"
    OPERATOR = "operator"


LEA_ROLES = frozenset({Role.INVESTIGATOR, Role.ANALYST, Role.SUPERVISOR, Role.COORDINATOR, Role.PROSECUTOR})
"""The roles of law enforcement."""

LEADERS = frozenset({Role.SUPERVISOR, Role.COORDINATOR})
"""Who speaks for the own agency among others: groups, invitations, leads of which nothing is heard."""

OPERATIONAL_PURPOSES = frozenset(Purpose) - {
    Purpose.RESEARCH_INNOVATION,
    Purpose.PUBLIC_INFORMATION_ON_SUSPECTS,
    Purpose.TRAINING,
    Purpose.DATA_PROTECTION_CONTROL,
}
"""What investigators, analysts and supervisors work for."""

PURPOSES_OF_ROLE: Mapping[Role, frozenset[Purpose]] = MappingProxyType(
    {
        Role.INVESTIGATOR: OPERATIONAL_PURPOSES,
        Role.ANALYST: OPERATIONAL_PURPOSES,
        Role.SUPERVISOR: OPERATIONAL_PURPOSES,
        Role.COORDINATOR: frozenset(
            {
                Purpose.CROSS_CHECKING,
                Purpose.STRATEGIC_THEMATIC_ANALYSIS,
                Purpose.OPERATIONAL_ANALYSIS,
                Purpose.INFORMATION_EXCHANGE,
                Purpose.RELEVANCE_DETERMINATION,
                Purpose.SUBJECT_CATEGORY_DETERMINATION,
                Purpose.OFFICER_SAFETY_DECONFLICTION,
            }
        ),
        Role.PROSECUTOR: frozenset(
            {
                Purpose.PROSECUTION,
                Purpose.INFORMATION_EXCHANGE,
                Purpose.SUPPORT_SPECIFIC_INVESTIGATION,
                Purpose.VICTIM_PROTECTION,
            }
        ),
        Role.PARTNER: frozenset({Purpose.INFORMATION_EXCHANGE}),
        Role.RESEARCHER: frozenset({Purpose.RESEARCH_INNOVATION}),
        Role.DEFENCE: frozenset(),
        Role.JUDGE: frozenset(),
        Role.DATA_PROTECTION_OFFICER: frozenset({Purpose.DATA_PROTECTION_CONTROL}),
        Role.AUDITOR: frozenset({Purpose.DATA_PROTECTION_CONTROL}),
        Role.OPERATOR: frozenset(),
    }
)
"""Which purposes each role may use."""


@dataclass(frozen=True)
class Membership:
    """That an agency belongs to a group from one day to another (``until`` is the last day; None: open)."""

    group: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the membership is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Release:
    """An owner's yes to one reader or agency for terms, an action and a purpose, until a day (included)."""

    terms: str
    action: Action
    purpose: Purpose
    until: date
    officer: str | None = None
    agency: str | None = None


@dataclass(frozen=True)
class Reader:
    """An officer in a session, as the gate sees them.

    ``officer`` and ``agency`` are stable ids (an officer's UUID as text, an agency's slug); ``session`` names the
    session or token in the ledger. ``mfa`` is true only where the session has its second factor.
    """

    officer: str
    agency: str
    role: Role
    purpose: Purpose | None
    mfa: bool = True
    suspended: bool = False
    clearance: Classification = Classification.UNCLASSIFIED
    memberships: tuple[Membership, ...] = ()
    releases: tuple[Release, ...] = field(default=())
    case: str | None = None
    reason: str | None = None
    session: str = ""
    name: str = ""
