"""Asking an expert about a record, and the expert's answer; both sides have an entry in the ledger.

A question moves nothing of the record: the expert reads the sentence, and the record as far as it opens anyway.
"""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.library import directory, questions
from bowstreet.casework.library.expert_answers import QuestionCard
from bowstreet.casework.library.models import Question
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, finding, rows, showing
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

HELPS, CANNOT = "helps", "cannot"
_CASES = 20


class NothingAsked(Invalid):
    """A question without words."""

    field = "said"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Say in a sentence what you need; the expert reads it.")


class AskedOneself(Refusal):
    """A question to oneself."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This is your own entry; ask somebody else.")


class Answered(Refusal):
    """A question that has its answer."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This question is answered already.")


class NoReason(Invalid):
    """'Cannot help' without a sentence."""

    field = "said"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Say in a sentence why, or who could; the one who asked reads it.")


def ask(*, reader: Reader, now: datetime, id: str, record: str, said: str) -> QuestionCard:
    """Ask the expert of an entry about a record, for the case or sentence of the session, and log it on the case.

    Raise ``Hidden`` where either does not open to the reader, ``AskedOneself``, ``NothingAsked``.
    """
    gate.wants_purpose(reader)
    if is_blank(said):
        raise NothingAsked()
    with denying.denied(reader, "expert.ask", now):
        found = directory.listed_one(id, reader, now)
        row = showing.visible_row(record, reach_of(reader, now))
    if directory.card(found, reader, now).mine:
        raise AskedOneself()
    case = _case(reader, now)
    expert, owner = found.row.uid, found.row.agency
    with transaction.atomic():
        made = Question.objects.create(
            id=chance.identifier(reader.agency, f"question:{expert}:{row.uid}:{reader.officer}:{now.isoformat()}", now),
            expert=expert, expert_agency=owner, record=row.uid, case=case, agency=reader.agency,
            officer=reader.officer, purpose=str(reader.purpose), at=now, said=keys.lock(said.strip()),
            why=keys.lock("\n".join(filter(None, (reader.case, reader.reason)))),
        )  # fmt: skip
        recording.record_act(
            actor=reader, event=Event.DISCLOSURE, action="expert.ask", now=now,
            records=[made.id, expert, row.uid, *([case] if case else [])], recipients=[owner],
        )  # fmt: skip
        if owner != reader.agency:
            recording.record_act(
                actor=reader, event=Event.DISCLOSURE, action="expert.ask", now=now, records=[made.id, expert],
                recipients=[owner], agency=owner,
            )  # fmt: skip
    return questions.one(made.id, reader, now)


def answer(*, reader: Reader, now: datetime, id: str, answer: str, said: str = "") -> QuestionCard:
    """Answer a question told to the reader: one can help, or cannot and says why; both ledgers have it."""
    with transaction.atomic():
        with denying.denied(reader, "question.answer", now):
            found = questions.visible(id, reader, questions.told_to(reader))
        if found.answer:
            raise Answered()
        if answer == CANNOT and is_blank(said):
            raise NoReason()
        found.answer, found.replied = answer, keys.lock(said.strip())
        found.answered_by, found.answered_at = reader.officer, now
        found.save()
        recording.record_act(
            actor=reader, event=Event.DISCLOSURE, action=f"question.answer:{answer}", now=now,
            records=[found.id, found.expert], recipients=[found.agency], also_agencies=[found.agency],
        )  # fmt: skip
    return questions.one(id, reader, now)


def _case(reader: Reader, now: datetime) -> str:
    """Return the id of the record of the session's case, by its id or reference; empty where the reader sees none."""
    if not reader.case:
        return ""
    reach = reach_of(reader, now)
    named = rows.named(reader.case, reach.sets.meta) if rows.is_id(reader.case) else None
    if named is not None:
        return named.uid if named.kind == "case" else ""
    quoted = '"' + reader.case.replace('"', " ") + '"'
    ids = finding.all_of(reader, now, quoted, Filters(kind=("case",)), _CASES)
    found = {id: row for id, row in rows.by_ids(ids).items() if row.terms_id in reach.sets.body}
    bodies = rows.bodies(found.values())
    return next((row.uid for id, row in found.items() if bodies[id].get("reference") == reader.case), "")
