"""Who may do what: the ordered table of clauses over a reader, terms, an action and a purpose. Pure.

The clauses are read from the first to the last, and the first that says something decides. ``docs/house.md``
explains the table; its law is Directive (EU) 2016/680 and Regulation (EU) 2016/794.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from bowstreet.holdings.governance.questions import (
    CHECKS,
    CONTENT,
    DEPTHS,
    FUNCTIONS,
    OVERSEERS,
    Question,
    Relation,
    Result,
    in_force,
    in_scope,
    is_protected,
    is_released,
    is_restricted,
    may_use,
    opened,
    purpose_fits,
    relation_of,
    tlp_reaches,
)
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, State, Tlp, rank
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role

__all__ = [
    "CLAUSES",
    "Clause",
    "Decision",
    "Question",
    "Relation",
    "Result",
    "answer",
    "ask",
    "asks_giver",
    "decide",
    "hit",
]


_PERMIT, _ASK_OWNER, _HIT_ONLY, _FORBID, _HIDDEN = Result
_DISCOVER, _META, _BODY, _IDENTIFIERS = DEPTHS
_LINK, _EDIT, _DISSEMINATE, _COURT = Action.LINK, Action.EDIT, Action.DISSEMINATE, Action.COURT
_REMARK, _ERASE, _AUDIT = Action.REMARK, Action.ERASE, Action.AUDIT
_OUTSIDE, _NAMED_PERSON = Relation.OUTSIDE, Relation.NAMED_PERSON
_PARTNER, _SUPERVISOR, _DATA_PROTECTION_OFFICER = Role.PARTNER, Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER
_MINOR, _PRIVILEGED_LAWYER = ProtectedFlag.MINOR, ProtectedFlag.PRIVILEGED_LAWYER
_ERASED, _CLEAR, _HIT, _NONE = State.ERASED, Tlp.CLEAR, IndexPolicy.HIT, IndexPolicy.NONE
# Read once, since a member of an enumeration is found by a call, and the clauses ask for dozens of each record.

_SECRECY = {code: rank(code) for code in Classification}
_SEERS = {
    State.RESTRICTED: OVERSEERS | {Role.SUPERVISOR},
    State.UNDETERMINED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
}
_SHUT_TO_OWNER = {
    State.RESTRICTED: (Action.LINK, Action.EDIT, Action.DISSEMINATE),
    State.UNDETERMINED: (Action.LINK, Action.DISSEMINATE, Action.COURT),
}
_PASSED_FREELY = (Tlp.CLEAR, Tlp.GREEN)
_ASKING = {
    Action.LINK: frozenset({HandlingCode.H3}),
    Action.DISSEMINATE: frozenset({HandlingCode.H2, HandlingCode.H3}),
    Action.COURT: frozenset({HandlingCode.H1, HandlingCode.H2, HandlingCode.H3}),
}
"""The handling codes under which an action wants a release."""


class Clause(NamedTuple):
    """A numbered clause of the table; ``test`` gives a result, or None when the clause does not bite."""

    number: str
    sentence: str
    test: Callable[[Question], Result | None]


@dataclass(frozen=True)
class Decision:
    """What was decided, by which clause, and what must be done with it."""

    result: Result
    clause: Clause
    obligations: frozenset[str] = frozenset()


def _no_session(question: Question) -> Result | None:
    reader = question.reader
    shut = not reader.mfa or reader.suspended or reader.role not in FUNCTIONS
    return _HIDDEN if shut else None


def _no_purpose(question: Question) -> Result | None:
    return None if may_use(question.reader.role, question.purpose) else _HIDDEN


def _erased(question: Question) -> Result | None:
    if question.terms.state is not _ERASED:
        return None
    if not (question.owns and question.reader.role in OVERSEERS):
        return _HIDDEN
    return _PERMIT if question.action in (_DISCOVER, _META, _AUDIT) else _FORBID


def _clearance(question: Question) -> Result | None:
    low = _SECRECY[question.reader.clearance] < _SECRECY[question.terms.classification]
    return _HIDDEN if low else None


def _foreign_overseer(question: Question) -> Result | None:
    return _HIDDEN if question.reader.role in OVERSEERS and not question.owns else None


def _state(question: Question) -> Result | None:
    seers = _SEERS.get(question.terms.state)
    if seers is None or (question.owns and question.reader.role in seers):
        return None
    return _HIDDEN


def _other_purpose(question: Question) -> Result | None:
    if purpose_fits(question):
        return None
    if question.owns:
        return None if question.action in (_DISCOVER, _META) else _FORBID
    if question.purpose in CHECKS and question.terms.index is _HIT:
        return None if question.action is _DISCOVER else _FORBID
    return _HIDDEN


def _out_of_reach(question: Question) -> Result | None:
    if question.owns or (in_scope(question) and tlp_reaches(question)):
        return None
    if question.terms.index is not _HIT or question.reader.role not in LEA_ROLES:
        return _HIDDEN
    return _HIT_ONLY if question.action is _DISCOVER else _FORBID


def _unnamed_partner(question: Question) -> Result | None:
    partner = question.reader.role is _PARTNER
    return _HIDDEN if partner and not (question.named or question.owns) else None


def _function(question: Question) -> Result | None:
    return None if question.action in opened(question) else _FORBID


def _owner(question: Question) -> Result | None:
    if not question.owns:
        return None
    terms, action = question.terms, question.action
    shut = _SHUT_TO_OWNER.get(terms.state, ())
    privileged = _PRIVILEGED_LAWYER in terms.flags and question.reader.role is not _SUPERVISOR
    if action in shut or (privileged and action in CONTENT):
        return _FORBID
    return None if asks_giver(terms, action, question.day) else _PERMIT


def _foreign_write(question: Question) -> Result | None:
    writes = (_EDIT, _REMARK, _ERASE, _AUDIT)
    return _FORBID if question.action in writes else None


def _restriction(question: Question) -> Result | None:
    return _ASK_OWNER if is_restricted(question) else None


def _minor(question: Question) -> Result | None:
    if question.owns:
        return None
    shut = _MINOR in question.terms.flags and question.relation is not _NAMED_PERSON
    return _FORBID if shut and question.action is not _DISCOVER else None


def _protected(question: Question) -> Result | None:
    if question.owns or not is_protected(question.terms) or question.action not in CONTENT:
        return None
    seen = question.relation is _NAMED_PERSON and question.action in DEPTHS
    return _PERMIT if seen else _ASK_OWNER


def _link(question: Question) -> Result | None:
    return _ASK_OWNER if question.action is _LINK and _asks(question.terms, _LINK) else None


def _disseminate(question: Question) -> Result | None:
    asks = question.action is _DISSEMINATE and _asks(question.terms, _DISSEMINATE)
    return _ASK_OWNER if asks else None


def _court(question: Question) -> Result | None:
    return _ASK_OWNER if question.action is _COURT and _asks(question.terms, _COURT) else None


def _identifiers(question: Question) -> Result | None:
    far = question.relation is _OUTSIDE and question.terms.tlp is not _CLEAR
    return _ASK_OWNER if question.action is _IDENTIFIERS and far else None


def _otherwise(question: Question) -> Result | None:
    return _PERMIT


CLAUSES: tuple[Clause, ...] = (
    Clause("1", "Content is read in a session with second factor, by a role for it, not suspended.", _no_session),
    Clause("2", "A purpose must be given, and the role must be allowed to use it.", _no_purpose),
    Clause("3", "The record was erased; its owner's overseers see that it was, when and why.", _erased),
    Clause("4", "The clearance must reach the classification.", _clearance),
    Clause("5", "Overseers look only at their own agency.", _foreign_overseer),
    Clause("6", "The record is restricted or its category is undetermined: few at its owner may see it.", _state),
    Clause("7", "The purpose is not one of the record's.", _other_purpose),
    Clause("8", "The owner has not opened the record to you: sharing scope or TLP do not reach you.", _out_of_reach),
    Clause("9", "A partner body sees only what names it.", _unnamed_partner),
    Clause("10", "Your role or your purpose does not open this.", _function),
    Clause("11", "Your agency owns the record, and nobody who gave it has to be asked.", _owner),
    Clause("12", "Only the owner changes, re-marks, erases or audits a record.", _foreign_write),
    Clause("12a", "The owner, or who gave it, has restricted this use: ask there.", _restriction),
    Clause("12b", "Data on minors is opened to others only as a hit.", _minor),
    Clause("13", "The record is about a protected person or holds special categories of data.", _protected),
    Clause(
        "14", "The handling conditions (H3) of the owner, or of who gave it, are cleared before it is linked.", _link
    ),
    Clause("15", "Not to be passed on without a release of the owner, or of who gave it.", _disseminate),
    Clause("16", "Not to be used in court without a release of the owner, or of who gave it.", _court),
    Clause("17", "Identifiers are opened to others outside the group only by the owner.", _identifiers),
    Clause("18", "Nothing forbids it.", _otherwise),
)
"""The table, in order. The first clause that gives a result decides."""

_BEFORE_PURPOSE = CLAUSES[:6]
"""What hides a record from a reader whatever it is shared with: clauses 1 to 6."""


def asks_giver(terms: Terms, action: Action, day: date) -> bool:
    """Say whether an action on what was given to its owner wants a release of who gave it.

    The giver's codes bind the agency that took it in as they bind every other (Regulation (EU) 2016/794, article 19):
    what is owned by taking it in is seen, changed and erased as one's own, and not passed on, used in court or linked.
    """
    restricted = action in _ASKING and in_force(terms, (action,), day)
    return bool(terms.given_by) and (restricted or _asks(terms, action))


def _asks(terms: Terms, action: Action) -> bool:
    """Say whether the handling codes or, for passing on, the TLP want a release for an action."""
    closed = action is _DISSEMINATE and terms.tlp not in _PASSED_FREELY
    return closed or not terms.handling.isdisjoint(_ASKING.get(action, frozenset()))


def decide(reader: Reader, terms: Terms, action: Action, purpose: Purpose | None, now: datetime) -> Decision:
    """Return what the table says, the clause that says it, and the obligations that come with it.

    A release of the owner in force turns 'ask the owner' into yes, and nothing else.

    >>> from datetime import UTC
    >>> from bowstreet.vocabulary.readers import Role
    >>> ann = Reader("ann", "north", Role.ANALYST, Purpose.CROSS_CHECKING)
    >>> terms = Terms("south", purposes=frozenset({Purpose.CROSS_CHECKING}))
    >>> decide(ann, terms, Action.DISCOVER, Purpose.CROSS_CHECKING, datetime(2030, 1, 1, tzinfo=UTC)).result.value
    'hit_only'
    """
    question = ask(reader, terms, action, purpose, now)
    result, clause = answer(question)
    return Decision(result, clause, _obligations(question, result))


def hit(reader: Reader, terms: Terms, purpose: Purpose | None, now: datetime) -> IndexPolicy:
    """Return what a check tells of another agency's record: ``hit``, ``owner_silent`` (its owner alone), or ``none``.

    Only index policy, classification and purpose decide, once clauses 1 to 6 let the reader and the record through;
    scope, TLP and handling never do, for what is shut to others is what is worked on twice. Article 30(3) of Regulation
    (EU) 2016/794 has even data on minors found this way.

    >>> from datetime import UTC
    >>> from bowstreet.vocabulary.readers import Role
    >>> ann = Reader("ann", "north", Role.ANALYST, Purpose.CROSS_CHECKING)
    >>> hit(ann, Terms("south", index=IndexPolicy.HIT), Purpose.CROSS_CHECKING, datetime(2030, 1, 1, tzinfo=UTC)).value
    'hit'
    """
    question = ask(reader, terms, _DISCOVER, purpose, now)
    if question.owns or reader.role not in LEA_ROLES or any(clause.test(question) for clause in _BEFORE_PURPOSE):
        return _NONE
    fits = purpose in CHECKS or purpose_fits(question)
    return terms.index if fits else _NONE


def ask(reader: Reader, terms: Terms, action: Action, purpose: Purpose | None, now: datetime) -> Question:
    """Return the question that ``answer`` reads the table for."""
    day = now.date()
    return Question(reader, terms, action, purpose, day, relation_of(reader, terms, day))


def answer(question: Question) -> tuple[Result, Clause]:
    """Return the result and the clause that gave it, without obligations: what sets of terms are made from."""
    for clause in CLAUSES:
        result = clause.test(question)
        if result is not None:
            if result is _ASK_OWNER and is_released(question):
                return _PERMIT, clause
            return result, clause
    raise AssertionError("The last clause always decides.")


def _obligations(question: Question, result: Result) -> frozenset[str]:
    if result in (_HIDDEN, _FORBID):
        return frozenset()
    duties = {"log"}
    if result is not _PERMIT:
        return frozenset(duties)
    action, terms = question.action, question.terms
    if action in CONTENT - {_IDENTIFIERS} and not _opens_all(question):
        duties.add("mask")
    if action in CONTENT and not question.owns and (HandlingCode.H3 in terms.handling or is_protected(terms)):
        duties.add("ack_text")
    if action is _ERASE and question.reader.role is _DATA_PROTECTION_OFFICER:
        duties.add("two_person")
    if action in (_DISSEMINATE, _COURT):
        duties.add("watermark")
    return frozenset(duties)


def _opens_all(question: Question) -> bool:
    return all(answer(question._replace(action=depth))[0] is _PERMIT for depth in (_BODY, _IDENTIFIERS))
