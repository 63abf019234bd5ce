"""Questions to experts, as both sides read them: those told to the reader, and those that the reader's agency asked."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from bowstreet.casework.library.expert_answers import QuestionCard, QuestionList
from bowstreet.casework.library.models import Entry, Question
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import keys, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import recent
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MOST = 100
"""So many questions make up a list, the newest."""


def questions(*, reader: Reader, now: datetime, which: str = "told") -> QuestionList:
    """Return the questions ``told`` to the reader as an expert, or ``asked`` by the reader's agency, the newest first.

    What is told to an expert without an account here is told to the supervisors of the expert's agency. A supervisor
    reads what colleagues asked, everybody else the own ones.
    """
    gate.wants_purpose(reader)
    told = Question.objects.filter(told_to(reader))
    some = told if which == "told" else Question.objects.filter(_asked_by(reader))
    found = list(some.order_by("-at", "id")[: MOST + 1])
    shown = _cards(found[:MOST], reader, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="question.list", now=now, records=[each.id for each in shown]
    )
    return QuestionList(shown, which, told.filter(answer="").count(), len(found) > MOST)


def waiting(*, reader: Reader, now: datetime, limit: int) -> tuple[QuestionCard, ...]:
    """Return the newest questions that wait for the reader's answer."""
    found = Question.objects.filter(told_to(reader), answer="").order_by("-at", "id")[:limit]
    shown = _cards(list(found), reader, now)
    if shown:
        looking.note(
            actor=reader, event=Event.CONSULTATION, action="question.list", now=now, records=[each.id for each in shown]
        )
    return shown


def one(id: str, reader: Reader, now: datetime) -> QuestionCard:
    """Return a question that the reader asked or is told; raise ``Hidden`` for any other. Its caller enters it."""
    return _cards([visible(id, reader, told_to(reader) | _asked_by(reader))], reader, now)[0]


def about(reader: Reader, now: datetime, row: Row) -> tuple[QuestionCard, ...]:
    """Return what the reader asked about a record, or for it where it is a case; a supervisor reads the agency's."""
    on_it = Q(record=row.uid) | Q(case=row.uid)
    found = Question.objects.filter(on_it & _asked_by(reader)).order_by("-at", "id")[:MOST]
    return _cards(list(found), reader, now)


def visible(id: str, reader: Reader, those: Q) -> Question:
    """Return the row of a question among those of a condition; raise ``Hidden`` where there is none of that id."""
    gate.wants_purpose(reader)
    found = Question.objects.filter(those, id=id).first()
    if found is None:
        raise Hidden()
    return found


def told_to(reader: Reader) -> Q:
    """Return the condition on questions that the reader may answer."""
    entries = Entry.objects.filter(agency=reader.agency)
    told = Q(expert__in=entries.filter(officer=reader.officer).values("record"))
    if reader.role is Role.SUPERVISOR:
        with_account = entries.exclude(officer="").values("record")
        told |= Q(expert_agency=reader.agency) & ~Q(expert__in=with_account)
    return told


def _asked_by(reader: Reader) -> Q:
    asked = Q(agency=reader.agency)
    return asked if reader.role is Role.SUPERVISOR else asked & Q(officer=reader.officer)


def _cards(found: Sequence[Question], reader: Reader, now: datetime) -> tuple[QuestionCard, ...]:
    some = Question.objects.filter(told_to(reader), id__in=[each.id for each in found])
    told = set(some.values_list("id", flat=True))
    mine = [each for each in found if each.id not in told or _is_asker(each, reader)]
    ids = {each.expert for each in found} | {each.record for each in found}
    named = recent.named(reader=reader, now=now, ids=ids, action="question.list") if ids else {}
    names = queries.officer_names({each.officer for each in found} | {each.answered_by for each in found} - {""})
    agencies = queries.cards()
    return tuple(
        QuestionCard(
            each.id, named.get(each.expert), named.get(each.record), agencies[each.agency],
            names.get(each.officer, ""), agencies[each.expert_agency], keys.unlock(each.said),
            keys.unlock(each.why) if each in mine else "", each.at, each.id in told, each.answer,
            keys.unlock(each.replied) if each.replied is not None else "", names.get(each.answered_by, ""),
            each.answered_at,
        )
        for each in found
    )  # fmt: skip


def _is_asker(each: Question, reader: Reader) -> bool:
    own = each.agency == reader.agency
    return own and (each.officer == reader.officer or reader.role is Role.SUPERVISOR)
