"""The act of editing a record, which puts one body in the place of another, and of taking the last change back.

Nothing is overwritten unseen: whoever edits says from which version, and an older one is refused with what differs.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import composing, crediting, denying, models, recording, rows, writing
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act, Making
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import ahead
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

WITHDRAWN = "withdrawn"
"""What a statement of a form says beside its value when it is taken out of the record."""


class ChangedMeanwhile(Refusal):
    """Somebody else wrote since the edit was begun; ``version`` is the one that stands."""

    sort = Sort.CONFLICT

    def __init__(self, version: int) -> None:
        """Say what is so, and that nothing is lost."""
        super().__init__(
            f"The record was changed meanwhile: version {version} stands. Your text is kept; compare both."
        )
        self.version = version


class WrongForm(Invalid):
    """A body or envelope with faults; ``errors`` holds (place, sentence) pairs."""

    def __init__(self, errors: tuple[tuple[str, str], ...]) -> None:
        """Keep all of them."""
        super().__init__(" ".join(sentence for _, sentence in errors))
        self.errors = errors


class NothingToUndo(Refusal):
    """The change is not the last one any more, or there is nothing before it."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            "There is nothing to take back here: the record has changed since, or this is its first version."
        )


def undo(*, reader: Reader, now: datetime, id: str, version: int) -> Recorded:
    """Take the last change back: a new version equal to the one before ``version``, which must stand.

    Where the envelope changed, only who may re-mark takes that back; where its giver marked it anew, nobody does. Raise
    ``NothingToUndo``.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.undo", now), transaction.atomic():
        held = editable(reader, id, now)
        recording.alone(reader, held.kind)
        former = models.Version.objects.filter(record_id=held.id, number=version - 1).first()
        if held.version != version or former is None or terms.look_up([former.terms_id])[former.terms_id][1]:
            raise NothingToUndo()
        if models.Version.objects.filter(record_id=held.id, number=version, act="", what=writing.OBEYED).exists():
            raise NothingToUndo()
        if (former.terms_id, former.particulars_id) != (held.terms_id, held.particulars_id):
            recording.allowed(reader, id, Action.REMARK, now)
        making = _as_it_was(held, former)
        writing.rewrite(held.id, making, version + 1, Act(reader.officer, now, "", f"Version {version} taken back"))
        ledger.record_act(
            actor=reader, event=Event.ALTERATION, action="record.undo", now=now, records=[held.uid],
            versions=[version + 1],
        )  # fmt: skip
    return Recorded(held.uid, version + 1, False)


def editable(reader: Reader, id: str, now: datetime) -> Row:
    """Return the row of a record that the reader sees whole and may edit; raise ``Hidden`` for every other alike."""
    held = recording.allowed(reader, id, Action.EDIT, now)
    if held.terms_id not in gate.permitted(reader, Action.IDENTIFIERS, now):
        raise Hidden()
    recording.may_record(reader, held.kind)
    return held


def replace_body(
    reader: Reader, now: datetime, held: Row, begun: int, body: Mapping[str, Any], by: str = "", credit: str = ""
) -> Recorded:
    """Write a record's next version with another body, in the caller's transaction; the same body makes none.

    ``by`` is the officer who wrote it where that is another one, ``credit`` the other agency that had proposed it.
    """
    if held.version != begun:
        raise ChangedMeanwhile(held.version)
    kind = composing.kind_of(held.kind)
    checked = checked_whole(kind, body, now)
    before = rows.body_of(held.id, held.version)
    version = held.version
    if checked != before:
        version += 1
        making = _with(held, kind, before, checked)
        said = crediting.story(_what(kind, before, checked), credit)
        writing.rewrite(held.id, making, version, Act(by or reader.officer, now, "", said))
    ledger.record_act(
        actor=reader, event=Event.ALTERATION, action="record.edit", now=now, records=[held.uid], versions=[version]
    )
    return Recorded(held.uid, version, False)


def checked_whole(kind: Kind, body: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a body as its kind keeps it, without what was withdrawn; raise ``WrongForm`` with every fault."""
    _raise(kind.faults(emptied(body)))
    checked = composing.checked(kind, without_withdrawn(body))
    _raise(ahead.ahead(kind, checked, now))
    return checked


def _raise(wrong: Sequence[tuple[str, str]]) -> None:
    if wrong:
        raise WrongForm(tuple((f"body.{place}", sentence) for place, sentence in wrong))


def without_withdrawn(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body without the statements that its form takes out."""
    return {name: _kept(value) if isinstance(value, list) else value for name, value in body.items()}


def emptied(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body with nothing in the place of what was withdrawn, so that the other statements keep numbers."""
    return {
        name: ["" if isinstance(each, Mapping) and each.get(WITHDRAWN) else each for each in value]
        if isinstance(value, list)
        else value
        for name, value in body.items()
    }


def _kept(statements: list[Any]) -> list[Any]:
    return [each for each in statements if not (isinstance(each, Mapping) and each.get(WITHDRAWN))]


def _with(held: Row, kind: Kind, before: Mapping[str, Any], body: dict[str, Any]) -> Making:
    """Return a record made of another body; its days are those of the body and those that no body told."""
    digest = terms.terms_of([held.terms_id])[held.terms_id].digest()
    told = composing.compose(kind, before)
    days = [
        rows.day(day) for day, said in ((held.first_on, told.first_on), (held.last_on, told.last_on)) if day != said
    ]
    same_key = kind.key(before) == kind.key(body)
    return Making(
        held.uid, held.kind, held.agency, held.key_hash if same_key else recording.rehashed(held, kind, body, digest),
        held.terms_id, held.particulars_id, held.grade, composing.compose(kind, body, days),
    )  # fmt: skip


def _as_it_was(held: Row, former: models.Version) -> Making:
    kind, body = composing.kind_of(held.kind), dict(json.loads(former.body))
    digest = terms.terms_of([former.terms_id])[former.terms_id].digest()
    told = rows.particulars([former.particulars_id])[former.particulars_id]
    return Making(
        held.uid, held.kind, held.agency, recording.rehashed(held, kind, body, digest), former.terms_id,
        former.particulars_id, str(told.grade),
        composing.compose(kind, body, (rows.day(former.first_on), rows.day(former.last_on))),
    )  # fmt: skip


def _what(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    labels = [each.label for each in kind.fields if before.get(each.name) != after.get(each.name)]
    return f"Changed: {', '.join(labels)}"
