"""Saving what a form holds: at once or as a change for a second officer, once however often it is sent.

Whatever keeps a form from being saved, what was written is a draft before the officer is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import (
    attaching,
    composing,
    denying,
    drafting,
    editing,
    enveloping,
    outdating,
    proposing,
    recording,
    rows,
    wishes,
    withdrawing,
)
from bowstreet.holdings.repository.attaching import Sent
from bowstreet.holdings.repository.drafting import Page, Target
from bowstreet.holdings.repository.editing import WrongForm
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary import keeping
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused, Refusal, Sort

_DAYS = ("collected_on", "valid_from", "valid_to", "review_on", "erase_on")


class HeldAlready(Refusal):
    """A new record of what the agency holds already; ``record`` is the one that is held."""

    sort = Sort.CONFLICT

    def __init__(self, record: str, differs: bool = True) -> None:
        """Say what is so, and that nothing is lost."""
        values = ", with other values" if differs else ""
        super().__init__(f"Your agency holds this already{values}. Your text is kept; go on with that record.")
        self.record = record


@dataclass(frozen=True)
class Saved:
    """What saving made: a version of a record, or (``waits``) a change that waits for a second officer."""

    id: str
    version: int
    waits: bool = False


@dataclass(frozen=True)
class Attached:
    """The files that a record has newly, or the change that waits for a second officer."""

    record: str
    attachments: tuple[str, ...] = ()
    change: str = ""


def new(  # noqa: PLR0913
    *, reader: Reader, now: datetime, kind: str, body: Mapping[str, Any], envelope: Mapping[str, Any] | None = None,
    page: str = "", seq: int = 0, follows: str = "", follows_seq: int = 0,
) -> Saved:  # fmt: skip
    """Save a new record, or propose it. Raise ``WrongForm`` with every fault, ``HeldAlready``."""
    gate.wants_purpose(reader)
    known = recording.may_record(reader, kind)
    where, target = Page(page, seq, follows, follows_seq), Target(kind)

    def save() -> Saved:
        kept = editing.without_withdrawn(body)
        made = _checked(reader, now, known, body, envelope or {})
        second = queries.wants_second_person(agency=reader.agency, kind_code=kind)
        _not_held(reader, now, (known, kept, made), alone=not second)
        if second:
            return Saved(proposing.propose(reader, now, Wish(wishes.NEW, kind, body=kept, made=made)), 0, True)
        done = recording.enter(reader, now, known, kept, made)
        return Saved(done.id, done.version)

    return _once(reader, now, (target, where), {"body": dict(body), "envelope": dict(envelope or {})}, save)


def edit(  # noqa: PLR0913
    *, reader: Reader, now: datetime, id: str, begun: int, body: Mapping[str, Any], page: str = "", seq: int = 0,
    follows: str = "", follows_seq: int = 0, credit: str = "",
) -> Saved:  # fmt: skip
    """Save another body of a record, or propose it. Raise ``WrongForm``, ``editing.ChangedMeanwhile``.

    ``credit`` is the other agency that had proposed it.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.edit", now):
        held = editing.editable(reader, id, now)
    where, target = Page(page, seq, follows, follows_seq), Target(held.kind, held.uid, begun)

    def save() -> Saved:
        wish = Wish(wishes.EDIT, held.kind, held.uid, begun, editing.without_withdrawn(body), credit=credit)
        if queries.wants_second_person(agency=reader.agency, kind_code=held.kind):
            editing.checked_whole(composing.kind_of(held.kind), body, now)
            return _proposed(reader, now, wish)
        done = editing.replace_body(reader, now, editing.editable(reader, id, now), begun, body, credit=credit)
        return Saved(done.id, done.version)

    return _once(reader, now, (target, where), {"body": dict(body), "envelope": {}}, save)


def re_mark(*, reader: Reader, now: datetime, id: str, begun: int, envelope: Mapping[str, Any]) -> Saved:
    """Save another envelope of a record, or propose it; of what the form leaves out nothing changes."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.re-mark", now), transaction.atomic():
        held = recording.allowed(reader, id, Action.REMARK, now)
        if held.version != begun:
            raise editing.ChangedMeanwhile(held.version)
        known, former = composing.kind_of(held.kind), recording.envelope_of(held)
        changes = _changes(former, envelope)
        _raise(_envelope_faults(former, changes, known, now.date(), recording.as_given(held)))
        return _marked(reader, now, held, changes)


def change_marks(*, reader: Reader, now: datetime, id: str, changes: Mapping[str, Any]) -> Saved:
    """Change what is named of a record's envelope as it stands, or propose it."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.re-mark", now), transaction.atomic():
        held = recording.allowed(reader, id, Action.REMARK, now)
        return _marked(reader, now, held, changes)


def withdraw(*, reader: Reader, now: datetime, id: str, reason: str) -> Saved:
    """Take a record back into the trash, or propose to."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.withdraw", now), transaction.atomic():
        held = editing.editable(reader, id, now)
        if queries.wants_second_person(agency=reader.agency, kind_code=held.kind):
            withdrawing.wants_reason(reason)
            wish = Wish(wishes.WITHDRAW, held.kind, held.uid, held.version, reason=reason)
            return _proposed(reader, now, wish)
        done = withdrawing.put_away(reader, now, held, reason)
        return Saved(done.id, done.version)


def restore(*, reader: Reader, now: datetime, id: str) -> Saved:
    """Bring a record of the own agency back out of the trash, as it was, or propose to."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.restore", now), transaction.atomic():
        held = withdrawing.lying(reader, id, now)
        if queries.wants_second_person(agency=reader.agency, kind_code=held.kind):
            return _proposed(reader, now, Wish(wishes.RESTORE, held.kind, held.uid, held.version))
        done = withdrawing.put_back(reader, now, held)
        return Saved(done.id, done.version)


def attach(*, reader: Reader, now: datetime, id: str, files: Sequence[Sent]) -> Attached:
    """Add files to a record of the own agency, or propose to; the same bytes under the same name are there already."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "attachment.add", now):
        editing.editable(reader, id, now)
        kept = attaching.keep(files)
        with transaction.atomic():
            held = editing.editable(reader, id, now)
            alone = not queries.wants_second_person(agency=reader.agency, kind_code=held.kind)
            if not alone and not attaching.all_beside(held, kept):
                wish = Wish(wishes.ATTACH, held.kind, held.uid, held.version, files=kept)
                return Attached(held.uid, change=_proposed(reader, now, wish).id)
            return Attached(held.uid, attaching.put(reader, now, held, kept))


def remove(*, reader: Reader, now: datetime, id: str, attachment: str) -> Attached:
    """Take a file out of a record, or propose to; ``attach`` undoes it."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "attachment.remove", now), transaction.atomic():
        held = editing.editable(reader, id, now)
        if not attaching.beside(held, attachment).exists():
            raise Hidden()
        if queries.wants_second_person(agency=reader.agency, kind_code=held.kind):
            wish = Wish(wishes.DETACH, held.kind, held.uid, held.version, attachment=attachment)
            return Attached(held.uid, change=_proposed(reader, now, wish).id)
        attaching.take_out(reader, now, held, attachment)
        return Attached(held.uid)


def _once(
    reader: Reader, now: datetime, what: tuple[Target, Page], content: Mapping[str, Any], save: Callable[[], Saved]
) -> Saved:
    """Save, or say again what saving this page made before; keep it as a draft where it cannot be saved."""
    target, where = what
    try:
        with transaction.atomic():
            before = drafting.result_of(reader, where)
            if before is not None:
                return Saved(*before, waits=before[1] == 0)
            saved = save()
            drafting.settle(reader, now, target, where, (saved.id, saved.version))
            return saved
    except (Hidden, PurposeRefused):
        raise
    except Refusal:
        if where.page:
            with transaction.atomic():
                drafting.put(reader, now, target, where, content)
        raise


def _marked(reader: Reader, now: datetime, held: Row, changes: Mapping[str, Any]) -> Saved:
    if queries.wants_second_person(agency=reader.agency, kind_code=held.kind):
        return _proposed(reader, now, Wish(wishes.RE_MARK, held.kind, held.uid, held.version, envelope=changes))
    done = recording.mark_anew(reader, now, held, changes)
    return Saved(done.id, done.version)


def _proposed(reader: Reader, now: datetime, wish: Wish) -> Saved:
    proposing.checked(reader, now, wish)
    return Saved(proposing.propose(reader, now, wish), 0, True)


def faults(
    reader: Reader, now: datetime, kind: Kind, body: Mapping[str, Any], envelope: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    """Return all that keeps a new record from being saved, as (place, sentence) pairs: body first, then envelope."""
    wrong = kind.faults(editing.emptied(body))
    marks = _envelope_faults(recording.standing_of(reader, kind, now), envelope, kind, now.date())
    return (*((f"body.{place}", sentence) for place, sentence in wrong), *marks)


def _checked(
    reader: Reader, now: datetime, kind: Kind, body: Mapping[str, Any], envelope: Mapping[str, Any]
) -> Envelope:
    """Return the envelope of a new record; raise ``WrongForm`` with every fault of body and envelope together."""
    _raise(faults(reader, now, kind, body, envelope))
    return enveloping.overridden(recording.standing_of(reader, kind, now), envelope, kind)


def _raise(wrong: tuple[tuple[str, str], ...]) -> None:
    if wrong:
        raise WrongForm(wrong)


def _changes(former: Envelope, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what a form says only what differs, so that marks that follow from others are not set by hand."""
    held = enveloping.plain(former)
    return {name: value for name, value in said.items() if held.get(name) != value}


def _envelope_faults(
    base: Envelope, said: Mapping[str, Any], kind: Kind, today: date, given: Terms | None = None
) -> tuple[tuple[str, str], ...]:
    wrong = [(f"envelope.{each}", "A day is written as 2026-03-02.") for each in _DAYS if not _is_day(said.get(each))]
    if wrong:
        return tuple(wrong)
    try:
        made = enveloping.drawn(base, said)
    except enveloping.WrongMarks as fault:
        return (("envelope", fault.sentence),)
    found = (*enveloping.faults(made, kind), *enveloping.widened(made, given), *_late(made, today))
    return tuple((f"envelope.{field}", sentence) for field, sentence in found)


def _late(made: Envelope, today: date) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with a day of review that lies further ahead than the law or the category lets it."""
    told = made.particulars
    undetermined = told.subject_category is SubjectCategory.UNDETERMINED
    latest = keeping.latest_review(today, told.erase_on, undetermined=undetermined)
    if told.review_on is None or told.review_on <= latest:
        return ()
    return (("review_on", f"Review on {latest.isoformat()} at the latest."),)


def _is_day(text: Any) -> bool:
    if text in (None, ""):
        return True
    try:
        return bool(date.fromisoformat(text))
    except (ValueError, TypeError):
        return False


def _not_held(reader: Reader, now: datetime, thing: tuple[Kind, Mapping[str, Any], Envelope], *, alone: bool) -> None:
    """Raise ``HeldAlready`` where the agency holds the thing with another plain value, which would give way unseen.

    Where not one officer alone records it, whatever it is held with: no second one approves as new what is there.
    """
    kind, body, made = thing
    checked = composing.checked(kind, body)
    held = outdating.standing_already(reader, now, kind, checked, made)
    if held is None:
        return
    before = rows.body_of(held.id, held.version)
    plain = [name for name in checked if not kind.by_name[name].many and name not in kind.key_fields]
    differs = any(name in before and before[name] != checked[name] for name in plain)
    if differs or not alone:
        raise HeldAlready(held.uid, differs)
