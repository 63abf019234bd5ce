"""One cell of the table of authorization, and the words in which its clauses are written. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import NamedTuple

from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, Scope, Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Reader, Role


class Result(StrEnum):
    """What the table says, from yes to not even that it exists."""

    PERMIT = "permit"
    ASK_OWNER = "ask_owner"
    HIT_ONLY = "hit_only"
    FORBID = "forbid"
    HIDDEN = "hidden"


class Relation(IntEnum):
    """What a reader is to terms; a higher relation is reached by every stricter TLP than a lower one."""

    OUTSIDE = 0
    GROUP = 1
    NAMED_AGENCY = 2
    NAMED_PERSON = 3
    OWNER = 4


DEPTHS = (Action.DISCOVER, Action.META, Action.BODY, Action.IDENTIFIERS)
"""What an action opens, each deeper than the one before."""

CONTENT = frozenset({Action.BODY, Action.IDENTIFIERS, Action.LINK, Action.DISSEMINATE, Action.COURT})
OVERSEERS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})
CHECKS = frozenset({Purpose.CROSS_CHECKING, Purpose.OFFICER_SAFETY_DECONFLICTION})

_SEEING = frozenset(DEPTHS)
_ANALYST = _SEEING | {Action.LINK, Action.EDIT}
FUNCTIONS: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.INVESTIGATOR: _ANALYST | {Action.DISSEMINATE},
        Role.ANALYST: _ANALYST,
        Role.SUPERVISOR: frozenset(Action) - {Action.AUDIT},
        Role.COORDINATOR: frozenset({Action.DISCOVER, Action.META, Action.BODY, Action.LINK, Action.DISSEMINATE}),
        Role.PROSECUTOR: _SEEING | {Action.COURT},
        Role.PARTNER: frozenset({Action.DISCOVER, Action.META, Action.BODY}),
        Role.DATA_PROTECTION_OFFICER: frozenset({Action.DISCOVER, Action.META, Action.ERASE, Action.AUDIT}),
        Role.AUDITOR: frozenset({Action.DISCOVER, Action.META, Action.AUDIT}),
    }
)
"""What each role does; a role that is not here has a door of its own or none, and sees nothing."""

FUNCTIONS_AT_HOME: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.COORDINATOR: FUNCTIONS[Role.COORDINATOR] | {Action.IDENTIFIERS, Action.EDIT},
        Role.PROSECUTOR: FUNCTIONS[Role.PROSECUTOR] | {Action.LINK, Action.EDIT},
    }
)
"""What a role does on records of its own agency, where that is more."""

_REACHED_BY_TLP = MappingProxyType(
    {
        Tlp.CLEAR: Relation.OUTSIDE,
        Tlp.GREEN: Relation.OUTSIDE,
        Tlp.AMBER: Relation.GROUP,
        Tlp.AMBER_STRICT: Relation.NAMED_AGENCY,
        Tlp.RED: Relation.NAMED_PERSON,
    }
)
_REACHED_BY_SCOPE = MappingProxyType(
    {
        Scope.COMMUNITY: Relation.OUTSIDE,
        Scope.LEA: Relation.OUTSIDE,
        Scope.GROUP: Relation.GROUP,
        Scope.NAMED: Relation.NAMED_AGENCY,
        Scope.OWNER: Relation.OWNER,
    }
)

_DISCOVER, _META, _, _IDENTIFIERS = DEPTHS
_OUTSIDE, _GROUP, _NAMED_AGENCY, _NAMED_PERSON, _OWNER = Relation
_CONTROL, _STRATEGIC, _PARTNER = Purpose.DATA_PROTECTION_CONTROL, Purpose.STRATEGIC_THEMATIC_ANALYSIS, Role.PARTNER
# Read once, since a member of an enumeration is found by a call, and the clauses ask for dozens of each record.


class Question(NamedTuple):
    """One cell of the table: who asks what of which terms, for which purpose, on which day."""

    reader: Reader
    terms: Terms
    action: Action
    purpose: Purpose | None
    day: date
    relation: Relation

    @property
    def owns(self) -> bool:
        """Say whether the reader's agency owns the record."""
        return self.relation is _OWNER

    @property
    def named(self) -> bool:
        """Say whether the reader is named, as a person or by the agency."""
        return self.relation in (_NAMED_PERSON, _NAMED_AGENCY)


def relation_of(reader: Reader, terms: Terms, day: date) -> Relation:
    """Return what a reader is to terms on a day.

    >>> from bowstreet.vocabulary.readers import Role
    >>> ann = Reader("ann", "north", Role.ANALYST, Purpose.CROSS_CHECKING)
    >>> relation_of(ann, Terms("south", recipients=frozenset({"north"})), date(2030, 1, 1)).name
    'NAMED_AGENCY'
    """
    if reader.agency == terms.owner:
        return _OWNER
    if reader.officer in terms.recipients:
        return _NAMED_PERSON
    if reader.agency in terms.recipients:
        return _NAMED_AGENCY
    if terms.group is not None and any(each.group == terms.group and each.holds_on(day) for each in reader.memberships):
        return _GROUP
    return _OUTSIDE


def may_use(role: Role, purpose: Purpose | None) -> bool:
    """Say whether a role may use a purpose; no role may use none."""
    return purpose in PURPOSES_OF_ROLE[role]


def purpose_fits(question: Question) -> bool:
    """Say whether the record may be used for the purpose; control is allowed on all of one's own agency."""
    control = question.owns and question.purpose is _CONTROL
    return control or question.purpose in question.terms.purposes


def in_scope(question: Question) -> bool:
    """Say whether the owner opened the record to somebody of this relation; a partner must be named."""
    if question.reader.role is _PARTNER and not (question.named or question.owns):
        return False
    return question.relation >= _REACHED_BY_SCOPE[question.terms.scope]


def tlp_reaches(question: Question) -> bool:
    """Say whether the TLP reaches somebody of this relation; the owner it always does."""
    return question.relation >= _REACHED_BY_TLP[question.terms.tlp]


def opened(question: Question) -> frozenset[Action]:
    """Return the actions that role and purpose open to the reader on this record."""
    role = question.reader.role
    functions = FUNCTIONS.get(role, frozenset())
    if question.owns:
        return FUNCTIONS_AT_HOME.get(role, functions)
    if question.purpose in CHECKS:
        return functions & {_DISCOVER, _META}
    if question.purpose is _STRATEGIC:
        return functions - {_IDENTIFIERS}
    return functions


def is_restricted(question: Question) -> bool:
    """Say whether a processing restriction in force names the action, or a depth above it."""
    reached = DEPTHS[: DEPTHS.index(question.action) + 1] if question.action in _SEEING else (question.action,)
    return in_force(question.terms, reached, question.day)


def in_force(terms: Terms, actions: Collection[Action], day: date) -> bool:
    """Say whether a processing restriction on one of some actions is in force on a day; its last day is included."""
    return any(
        each.action in actions and (each.valid_until is None or day <= each.valid_until) for each in terms.restrictions
    )


def is_protected(terms: Terms) -> bool:
    """Say whether the record is about somebody, or holds something, never shown by default."""
    return bool(terms.flags or terms.special)


def is_released(question: Question) -> bool:
    """Say whether a release of the owner covers reader, terms, action and purpose; its last day is included."""
    reader = question.reader
    return any(
        each.action is question.action
        and each.purpose is question.purpose
        and question.day <= each.until
        and (each.officer is not None or each.agency is not None)
        and each.officer in (None, reader.officer)
        and each.agency in (None, reader.agency)
        and each.terms == question.terms.digest()
        for each in reader.releases
    )
