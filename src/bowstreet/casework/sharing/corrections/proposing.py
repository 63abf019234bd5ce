"""Proposing a correction of another agency's record, and taking it back before its owner has decided."""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.corrections import settling, showing, values
from bowstreet.casework.sharing.corrections.answers import CorrectionView
from bowstreet.casework.sharing.corrections.showing import OPEN, WAITING, WITHDRAWN, OwnRecord
from bowstreet.casework.sharing.corrections.values import ADD, REMOVE, WrongCorrection
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import correcting, denying
from bowstreet.holdings.repository.correcting import Seen
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds.kind import Field
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort


class Proposed(Refusal):
    """The same officer proposed something for the same field, and it is not decided on yet."""

    sort = Sort.CONFLICT
    field = "sort"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("You have proposed a correction of this field; its owner has not decided on it yet.")


class Settled(Refusal):
    """A correction that is decided on or withdrawn."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This correction is decided on or withdrawn already.")


def propose(  # noqa: PLR0913 - a correction says all of this
    *, reader: Reader, now: datetime, id: str, field: str, sort: str, before: str = "", after: str = "", why: str = "",
    evidence: str = "",
) -> CorrectionView:  # fmt: skip
    """Propose to replace, add or remove one value of one field of another agency's record.

    ``why`` is what the owner reads; without it the session's sentence is. ``evidence`` is a record of the own agency by
    its id, of which the owner learns no more than that. Raise ``Hidden`` for a record or field that does not open.
    """
    showing.takes_part(reader)
    with transaction.atomic():
        with denying.denied(reader, "correction.new", now):
            it = correcting.seen(reader, id, now)
            named = it.field(field)
            if named is None:
                raise Hidden()
        if it.row.agency == reader.agency:
            raise OwnRecord()
        said = _said(it, named, (sort, before, after), now)
        why = (why if not is_blank(why) else reader.reason or "").strip()
        if is_blank(why):
            raise WrongCorrection("why", "Say in a sentence why; the owner reads it.")
        shown = correcting.own(reader, evidence, now) if evidence.strip() else ""
        if shown is None:
            raise WrongCorrection("evidence", "No record of your agency that opens to you has this id.")
        settling.settle(it.row.uid)
        same = {"record": it.row.uid, "officer": reader.officer, "field": named.name}
        if models.Correction.objects.filter(**same, state__in=(OPEN, WAITING)).exists():
            raise Proposed()
        nth = models.Correction.objects.filter(agency=reader.agency, officer=reader.officer).count()
        made = models.Correction.objects.create(
            id=chance.identifier(reader.agency, f"correction:{reader.officer}:{it.row.uid}:{nth}", now), **same,
            owner=it.row.agency, agency=reader.agency, sort=sort, begun=it.row.version, depth=it.depth,
            before=keys.lock(said[0]), after=keys.lock(said[1]), why=keys.lock(why), evidence=shown, proposed_at=now,
            state=OPEN,
        )  # fmt: skip
        enter(reader, made, "correction.new", now, Event.COLLECTION)
    return showing.view(made, reader, now)


def withdraw(*, reader: Reader, now: datetime, id: str) -> CorrectionView:
    """Withdraw a correction that nobody has decided on: who proposed it does, or their supervisor."""
    with transaction.atomic():
        with denying.denied(reader, "correction.withdraw", now):
            made = showing.visible(id, reader, now)
            if reader.agency != made.agency:
                raise Hidden()
        if not showing.may_withdraw(made, showing.state_of(made), reader):
            raise Settled()
        made.state, made.ended_by, made.ended_at = WITHDRAWN, reader.officer, now
        made.save()
        enter(reader, made, "correction.withdrawn", now, Event.ALTERATION)
    return showing.view(made, reader, now)


def enter(reader: Reader, made: models.Correction, action: str, now: datetime, event: Event) -> None:
    """Enter an act in the trees of both sides, in the caller's transaction."""
    other = made.owner if reader.agency == made.agency else made.agency
    recording.record_act(
        actor=reader, event=event, action=action, now=now,
        records=[made.id, made.record, *([made.evidence] if made.evidence else [])], recipients=[other],
        also_agencies=[other],
    )  # fmt: skip


def _said(it: Seen, field: Field, said: tuple[str, str, str], now: datetime) -> tuple[str, str]:
    """Return the value before and the value after as they are kept; raise ``WrongCorrection`` with what is wrong."""
    sort, before, after = said
    whole = it.whole(field)
    if sort == ADD and not field.many and it.held(field):
        raise WrongCorrection("sort", values.ALONE)
    old = "" if sort == ADD else values.former(field, it.kind, before, whole)
    new = "" if sort == REMOVE else values.read(field, it.kind, after, now)
    if new and new in whole:
        raise WrongCorrection("after", values.HELD)
    if sort == REMOVE and field.required and len(set(it.held(field))) == 1:
        raise WrongCorrection("sort", f"{field.label} is needed: propose to replace it.")
    return old, new
