"""Asking a record's owner, the owner's answer, and ending what was asked or released; both ledgers have each act."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.requests import showing
from bowstreet.casework.sharing.requests.answers import RequestCard
from bowstreet.casework.sharing.requests.showing import APPROVED, DECLINED, OPEN, TAKEN_BACK, WITHDRAWN
from bowstreet.holdings.agencies import releases
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, releasing
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Release
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

LONGEST = timedelta(days=366)
"""So long a release lasts at the most; after that the need is said anew."""

_ORDER = tuple(each.value for each in Action)


class WrongRequest(Invalid):
    """A request or an answer that cannot be as it was said."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


class NotToBeAsked(Refusal):
    """Something that the owner need not or cannot release."""

    sort = Sort.CONFLICT
    field = "actions"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            "This is open to you already, or it stays closed whatever the owner says; see ‘Why may I see this?’."
        )


class Asked(Refusal):
    """The same officer asked for the same record and purpose, and has no answer yet."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("You have asked for this record for this purpose; the owner has not answered yet.")


class Settled(Refusal):
    """A request that is answered, withdrawn, taken back or over."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This request is answered or ended already.")


def ask(
    *, reader: Reader, now: datetime, id: str, actions: Sequence[str], until: date, why: str = "",
    whole_agency: bool = False,
) -> RequestCard:  # fmt: skip
    """Ask the owner of a record to release it for some actions, for the session's purpose, until a day (included).

    ``why`` is what the owner reads, beside the session's case; without it the session's sentence is. Raise ``Hidden``
    for a record that the reader does not see, ``NotToBeAsked`` for what is not the owner's to release.
    """
    gate.wants_purpose(reader)
    why = (why if not is_blank(why) else reader.reason or "").strip()
    with transaction.atomic():
        with denying.denied(reader, "request.new", now):
            held, askable = releasing.asked_for(reader, id, now)
        wanted = _ordered(actions)
        if not set(wanted) <= {each.value for each in askable}:
            raise NotToBeAsked()
        _deep(wanted, {each.value for each in askable})
        if is_blank(why):
            raise WrongRequest("why", "Say in a sentence what you need it for; the owner reads it.")
        if not now.date() <= until <= now.date() + LONGEST:
            raise WrongRequest("until", f"Say a day from today on, within {LONGEST.days} days.")
        same = {"record": held.uid, "officer": reader.officer, "purpose": str(reader.purpose), "state": OPEN}
        if models.Request.objects.filter(**same).exists():
            raise Asked()
        nth = models.Request.objects.filter(agency=reader.agency, officer=reader.officer).count()
        made = models.Request.objects.create(
            id=chance.identifier(reader.agency, f"request:{reader.officer}:{held.uid}:{nth}", now), **same,
            owner=held.agency, responsible=releasing.responsible(held), agency=reader.agency, actions=" ".join(wanted),
            whole_agency=whole_agency, until=until, why=keys.lock(why), case=keys.lock(reader.case or ""), asked_at=now,
        )  # fmt: skip
        _enter(reader, made, "request.new", now, Event.COLLECTION)
    return showing.card(made, reader, now, "request.show")


def answer(  # noqa: PLR0913 - an answer says all of this
    *, reader: Reader, now: datetime, id: str, answer: str, actions: Sequence[str] = (), until: date | None = None,
    officer_alone: bool = False, said: str = "",
) -> RequestCard:  # fmt: skip
    """Approve a request, or less of it, or decline it with a sentence.

    An approval names what it releases; fewer actions, an earlier day or the officer alone narrow it, and nothing widens
    it. It sets the record's terms apart, so that it opens that record and no other. Raise ``Settled``.
    """
    with transaction.atomic():
        with denying.denied(reader, "request.answer", now):
            made = showing.visible(id, reader)
            if not showing.may_answer(made, reader):
                raise Hidden()
        if made.state != OPEN:
            raise Settled()
        if answer == DECLINED and is_blank(said):
            raise WrongRequest("said", "Say in a sentence why not; the one who asked reads it.")
        made.state, made.said = answer, keys.lock(said.strip())
        made.answered_by, made.answered_at = reader.officer, now
        if answer == APPROVED:
            _release(reader, now, made, _narrowed(made, actions), _last_day(made, until, now), officer_alone)
        made.save()
        _enter(reader, made, f"request.answer:{answer}", now, Event.DISCLOSURE)
    return showing.card(made, reader, now, "request.show")


def withdraw(*, reader: Reader, now: datetime, id: str) -> RequestCard:
    """End a request before its day: who asked withdraws it, the owner takes back what was released.

    Raise ``Settled`` for one that is answered with no, ended or over.
    """
    with transaction.atomic():
        with denying.denied(reader, "request.withdraw", now):
            made = showing.visible(id, reader)
            if not (showing.may_withdraw(made, reader) or (made.state != OPEN and showing.may_answer(made, reader))):
                raise Hidden()
        if made.state not in (OPEN, APPROVED) or showing.is_over(made, now):
            raise Settled()
        made.state = WITHDRAWN if showing.may_withdraw(made, reader) else TAKEN_BACK
        made.ended_by, made.ended_at = reader.officer, now
        made.save()
        releases.end(made.id)
        _enter(reader, made, f"request.{made.state}", now, Event.ALTERATION)
    return showing.card(made, reader, now, "request.show")


def _release(
    reader: Reader, now: datetime, made: models.Request, given: Sequence[str], until: date, officer_alone: bool
) -> None:
    made.given, made.last_day = " ".join(given), until
    made.to_agency = made.whole_agency and not officer_alone
    made.terms = releasing.set_apart(reader, now, made.record, made.id)
    officer = None if made.to_agency else made.officer
    purpose = Purpose(made.purpose)
    each_one = [Release(made.terms, Action(each), purpose, until, officer, made.agency) for each in given]
    releases.give(made.id, made.agency, each_one, now)


def _narrowed(made: models.Request, actions: Sequence[str]) -> list[str]:
    asked = made.actions.split()
    given = _ordered(actions)
    if not set(given) <= set(asked):
        raise WrongRequest("actions", "Only what is asked for is released here.")
    _deep(given, set(asked))
    return given


def _last_day(made: models.Request, until: date | None, now: datetime) -> date:
    last = until or made.until
    if not now.date() <= last <= made.until:
        raise WrongRequest("until", f"Say a day from today on, not after {made.until.isoformat()}.")
    return last


def _ordered(actions: Sequence[str]) -> list[str]:
    wanted = sorted({*actions}, key=_ORDER.index)
    if not wanted:
        raise WrongRequest("actions", "Say for what: for one thing at least.")
    return wanted


def _deep(wanted: Sequence[str], closed: set[str]) -> None:
    """Refuse identifiers without the content that is closed before them: alone they would open nothing."""
    if Action.IDENTIFIERS in wanted and Action.BODY in closed and Action.BODY not in wanted:
        raise WrongRequest("actions", "Identifiers open with the content, which is closed too: both, or neither.")


def _enter(reader: Reader, made: models.Request, action: str, now: datetime, event: Event) -> None:
    """Enter an act in the trees of both sides, in the caller's transaction."""
    other = made.owner if reader.agency == made.agency else made.agency
    recording.record_act(
        actor=reader, event=event, action=action, now=now, records=[made.id, made.record], recipients=[other],
        also_agencies=[other],
    )  # fmt: skip
