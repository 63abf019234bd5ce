"""Why a reader may see a record, and what of it stays closed, in sentences fit to show."""

import re
from datetime import date, datetime
from typing import NamedTuple

from bowstreet.holdings.governance import rules
from bowstreet.holdings.governance.questions import Question, Relation, Result, is_protected, purpose_fits
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, Classification, IndexPolicy, State
from bowstreet.vocabulary.readers import Reader


class Line(NamedTuple):
    """One line: a sentence, whether it allows or closes, and the number of the clause."""

    sentence: str
    allowed: bool
    clause: str


_CLOSED = {
    Action.META: "Kind, docket and dates stay closed.",
    Action.BODY: "Title and content stay closed.",
    Action.IDENTIFIERS: "Identifiers stay masked.",
    Action.LINK: "Not to be linked with other records.",
    Action.EDIT: "Not to be changed.",
    Action.DISSEMINATE: "Not to be passed on.",
    Action.COURT: "Not to be used in court.",
}
_ASKED = {
    Action.DISCOVER: "Not to be looked at without a release of the owner.",
    Action.META: "Kind, docket and dates are not opened without a release of the owner.",
    Action.BODY: "Title and content are not opened without a release of the owner.",
    Action.IDENTIFIERS: "Identifiers stay masked without a release of the owner.",
    Action.LINK: "Not to be linked without a release of the owner.",
    Action.DISSEMINATE: "Not to be passed on without a release of the owner.",
    Action.COURT: "Not to be used in court without a release of the owner.",
}
_ASKED_OF_GIVER = {
    Action.LINK: "Not to be linked before {} clears it: ask who gave it.",
    Action.DISSEMINATE: "Not to be passed on without the leave of {}: ask who gave it.",
    Action.COURT: "Not to be used in court without the leave of {}: ask who gave it.",
}
_RELATIONS = {
    Relation.NAMED_PERSON: "You are named by the owner.",
    Relation.NAMED_AGENCY: "Your agency is named by the owner.",
    Relation.OUTSIDE: "The owner shares it with every agency.",
}
_REACHED = {
    Relation.NAMED_PERSON: "you by name",
    Relation.NAMED_AGENCY: "an agency that is named",
    Relation.GROUP: "that group",
    Relation.OUTSIDE: "every agency",
}


_THIRD = (
    (re.compile(r"\bYou are\b"), "They are"),
    (re.compile(r"\bYour\b"), "Their"),
    (re.compile(r"\byour\b"), "their"),
    (re.compile(r"\byou\b"), "them"),
)
"""How a sentence to a reader is said of a reader; within a sentence 'you' is never its subject."""


def of_another(sentence: str) -> str:
    """Return a sentence of ``reasons`` as it is said of a reader to another one.

    >>> of_another("Your agency owns it."), of_another("The owner has released it to you: link.")
    ('Their agency owns it.', 'The owner has released it to them: link.')
    """
    for second, third in _THIRD:
        sentence = second.sub(third, sentence)
    return sentence


def reasons(reader: Reader, terms: Terms, now: datetime) -> tuple[Line, ...]:
    """Return what lets this reader see the record, clause by clause, then what stays closed.

    Empty when the record is hidden: whoever may not know of it learns no reason either.
    """
    first = rules.ask(reader, terms, Action.DISCOVER, reader.purpose, now)
    result, clause = rules.answer(first)
    if result is Result.HIDDEN:
        return ()
    if terms.state is State.ERASED:
        return (Line(clause.sentence, True, clause.number),)
    passed = _passed(first) if result is Result.PERMIT else ()
    return (*passed, *_released(first), *_closed(first))


def asked_for(reader: Reader, terms: Terms, now: datetime) -> tuple[Action, ...]:
    """Return what a reader of another agency may ask the owner for: what is closed until the owner releases it.

    What whoever gave it to the owner has to be asked for is not the owner's to release, and no part of it.
    """
    first = rules.ask(reader, terms, Action.DISCOVER, reader.purpose, now)
    if first.owns:
        return ()
    return tuple(
        action
        for action in _ASKED
        if rules.answer(first._replace(action=action))[0] is Result.ASK_OWNER
        and not rules.asks_giver(terms, action, first.day)
    )


def _passed(question: Question) -> tuple[Line, ...]:
    terms, reader = question.terms, question.reader
    lines = []
    if terms.classification is not Classification.UNCLASSIFIED:
        lines.append(Line(f"You are cleared for {terms.classification.value}.", True, "4"))
    if terms.state in (State.RESTRICTED, State.UNDETERMINED):
        lines.append(Line(f"The record is {terms.state.value}, and your role at its owner may see it.", True, "6"))
    if purpose_fits(question):
        lines.append(Line("Your purpose is one of the record's.", True, "7"))
    elif question.owns:
        lines.append(Line("Your purpose is not one of the record's; its owner still sees that it exists.", True, "7"))
    elif terms.index is IndexPolicy.HIT:
        lines.append(Line("Your purpose checks for double effort, which every indexed record allows.", True, "7"))
    if question.owns:
        given = f" It was given by {terms.given_by}." if terms.given_by else ""
        return (*lines, Line(f"Your agency owns it.{given}", True, "11"))
    if question.relation is Relation.GROUP:
        lines.append(Line(f"Your agency is in the group {terms.group}.", True, "8"))
    else:
        lines.append(Line(_RELATIONS[question.relation], True, "8"))
    lines.append(Line(f"TLP:{terms.tlp.value} reaches {_REACHED[question.relation]}.", True, "8"))
    lines.append(Line(f"Your role ({reader.role.value.replace('_', ' ')}) opens it.", True, "10"))
    if is_protected(terms) and question.relation is Relation.NAMED_PERSON:
        lines.append(Line("You are named, so data on a protected person opens to you for a stated need.", True, "13"))
    return tuple(lines)


def _released(question: Question) -> tuple[Line, ...]:
    lines = []
    for action in _ASKED:
        asked = question._replace(action=action)
        result, clause = rules.answer(asked)
        if result is Result.PERMIT and clause.test(asked) is Result.ASK_OWNER:
            by = question.terms.given_by if rules.asks_giver(question.terms, action, question.day) else ""
            lines.append(Line(f"{by or 'The owner'} has released it to you: {action.value}.", True, clause.number))
    return tuple(lines)


def _closed(question: Question) -> tuple[Line, ...]:
    lines = []
    for action in _ASKED | _CLOSED:
        result, clause = rules.answer(question._replace(action=action))
        if result is Result.ASK_OWNER:
            lines.append(Line(_asked(question.terms, action, question.day), False, clause.number))
        elif result is Result.FORBID and action in _CLOSED:
            lines.append(Line(f"{_CLOSED[action]} {clause.sentence}", False, clause.number))
        elif result is Result.HIT_ONLY:
            lines.append(Line("Only that the owner holds it: ask the owner.", False, clause.number))
    return tuple(lines)


def _asked(terms: Terms, action: Action, day: date) -> str:
    """Return the sentence that says what must be asked for, and of whom."""
    if rules.asks_giver(terms, action, day):
        return _ASKED_OF_GIVER[action].format(terms.given_by)
    return _ASKED[action]
