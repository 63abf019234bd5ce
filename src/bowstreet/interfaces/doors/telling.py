"""What there is to tell an officer now, gathered from the rooms; each of them decides what opens to the reader."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time

from bowstreet.casework.deconfliction import tickets
from bowstreet.casework.deconfliction.personas import showing as personas
from bowstreet.casework.deconfliction.planned import showing as plans
from bowstreet.casework.intake import watching
from bowstreet.casework.library import directory, questions
from bowstreet.casework.notices import inbox
from bowstreet.casework.notices.answers import Pointer
from bowstreet.casework.operations import news as operations
from bowstreet.casework.operations.leads import news as leads
from bowstreet.casework.sharing import confirming
from bowstreet.casework.sharing.requests import showing as requests
from bowstreet.vocabulary.readers import Reader, Role

MOST = 200
"""So many open tickets, and so many intakes, are told of: those that a list shows first."""

_ENDED = frozenset({"done", "looked", "failed"})

Source = Callable[[Reader, datetime], Iterator[Pointer]]


def told(reader: Reader, now: datetime) -> list[Pointer]:
    """Return all that is told to a reader now; raise ``Hidden`` for who is told nothing."""
    inbox.admit(reader)
    return [each for source in _SOURCES for each in source(reader, now)]


def _tickets(reader: Reader, now: datetime) -> Iterator[Pointer]:
    for each in tickets.tickets(reader=reader, now=now, limit=MOST).tickets:
        address = f"/deconfliction/{each.ref}"
        yield Pointer("ticket", each.told_at, each.ref, address)
        if each.theirs.at:
            yield Pointer("ticket_answered", each.theirs.at, each.ref, address, each.theirs.at.isoformat())
        if each.late and reader.role is Role.SUPERVISOR:
            yield Pointer("ticket_late", each.due_at, each.ref, address)


def _escalated(reader: Reader, now: datetime) -> Iterator[Pointer]:
    """Call a supervisor: whichever side escalated, and whether one's own has answered or not."""
    if reader.role is not Role.SUPERVISOR:
        return
    for each in tickets.escalated(reader=reader, now=now, limit=MOST):
        for side, at in (("ours", each.escalated_at), ("theirs", each.they_escalated_at)):
            if at:
                yield Pointer(
                    "ticket_escalated", at, each.ref, f"/deconfliction/{each.ref}", f"{side} {at.isoformat()}"
                )


def _plans(reader: Reader, now: datetime) -> Iterator[Pointer]:
    found = plans.plans(reader=reader, now=now)
    own = set()
    for each in found.plans:
        for one in each.conflicts:
            own.add((one.agency, one.raised_at))
            yield Pointer("conflict", one.raised_at, each.id[-8:], f"/deconfliction/plans/{each.id}",
                          f"{each.id} {one.agency} {one.raised_at.isoformat()}")  # fmt: skip
    for meeting in found.meetings:
        sides = sorted(side.agency for side in meeting.sides)
        if not any((side, meeting.raised_at) in own for side in sides):
            yield Pointer("conflict", meeting.raised_at, " and ".join(sides), "/deconfliction/plans",
                          f"{meeting.raised_at.isoformat()} {meeting.since.isoformat()}")  # fmt: skip


def _personas(reader: Reader, now: datetime) -> Iterator[Pointer]:
    found = personas.personas(reader=reader, now=now)
    handled = set()
    for persona in found.personas:
        for each in persona.alerts:
            handled.add((each.agency, each.at))
            yield Pointer("persona_met", each.at, persona.id[-8:], "/deconfliction/personas",
                          f"{persona.id} {each.shown} {each.agency} {each.how} {each.at.isoformat()}")  # fmt: skip
    for one in found.alerts:
        if (one.other, one.at) not in handled:
            yield Pointer("persona_met", one.at, f"{one.agency} and {one.other}", "/deconfliction/personas",
                          f"{one.handler} {one.type} {one.how} {one.at.isoformat()}")  # fmt: skip


def _requests(reader: Reader, now: datetime) -> Iterator[Pointer]:
    found = requests.requests(reader=reader, now=now)
    for each in found.to_answer:
        yield Pointer("request", each.asked_at, each.id[-8:], f"/requests/{each.id}", each.id)
    for each in found.asked:
        if each.mine and each.answered_at:
            yield Pointer("request_answered", each.answered_at, each.id[-8:], f"/requests/{each.id}", each.id)


def _questions(reader: Reader, now: datetime) -> Iterator[Pointer]:
    for each in questions.questions(reader=reader, now=now).questions:
        if not each.answer:
            yield Pointer("question", each.at, each.id[-8:], "/questions", each.id)
    for each in questions.questions(reader=reader, now=now, which="asked").questions:
        if each.answered_at:
            yield Pointer("question_answered", each.answered_at, each.id[-8:], "/questions?which=asked", each.id)


def _leads(reader: Reader, now: datetime) -> Iterator[Pointer]:
    yield from leads.told(reader, now)


def _operations(reader: Reader, now: datetime) -> Iterator[Pointer]:
    yield from operations.told(reader, now)


def _given(reader: Reader, now: datetime) -> Iterator[Pointer]:
    yield from confirming.news(reader, now)


def _own(reader: Reader, now: datetime) -> Iterator[Pointer]:
    for each in watching.own(reader=reader, now=now, limit=MOST):
        if each.state in _ENDED:
            yield Pointer("intake", each.at, each.short, f"/intake/{each.id}", f"{each.id} {each.state}")
    entry = directory.own(reader=reader, now=now)
    if entry and entry.stale:
        since = datetime.combine(entry.verified_on + directory.VALID, time(), UTC)
        yield Pointer("entry", since, entry.id[-8:], f"/experts/{entry.id}", str(entry.verified_on))


_SOURCES: tuple[Source, ...] = (
    _tickets, _escalated, _plans, _personas, _requests, _questions, _leads, _operations, _given, _own,
)  # fmt: skip
