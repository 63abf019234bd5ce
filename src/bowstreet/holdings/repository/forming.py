"""What a form for a record begins with: its kind's fields, what stands in them, and what others wrote meanwhile."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import (
    composing,
    crediting,
    denying,
    drafting,
    editing,
    enveloping,
    foreseeing,
    models,
    proposing,
    recording,
    rows,
    saving,
    wishes,
)
from bowstreet.holdings.repository.foreseeing import Foreseen
from bowstreet.holdings.repository.reconciling import Difference, reconcile
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import selectors
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import alone, catalogue
from bowstreet.vocabulary.kinds.kind import Field, Kind
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

MOST_STATEMENTS = 1_000
"""So many statements stand in one form; a record with more is edited over REST."""


class TooLongForAForm(Refusal):
    """A record with more statements than a form holds."""

    sort = Sort.TOO_MUCH


@dataclass(frozen=True)
class KindCard:
    """A kind that this officer may record."""

    code: str
    label: str
    icon: str
    personal: bool
    content: str


@dataclass(frozen=True)
class KindList:
    """The kinds that this officer may record, in the order of the catalogue."""

    kinds: tuple[KindCard, ...]


@dataclass(frozen=True)
class Since:
    """A version that somebody wrote while a text was written."""

    number: int
    by: str
    at: datetime
    what: str


@dataclass(frozen=True)
class Sheet:
    """A form as it begins. ``record`` is empty for a new one; ``begun`` is the version it will be saved against.

    ``body`` and ``envelope`` hold what stands in it, as it was typed where it goes on with a draft. ``errors`` are
    (place, sentence) pairs. ``differences`` and ``since`` say what others wrote since the text was begun. ``page`` is
    the token under which it is kept, ``follows`` the draft it goes on with.
    """

    kind: str
    kind_label: str
    icon: str
    personal: bool
    fields: tuple[Field, ...]
    record: str
    title: str
    begun: int
    body: Mapping[str, Any]
    envelope: Mapping[str, Any]
    errors: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    since: tuple[Since, ...]
    page: str
    follows: str
    follows_seq: int
    kept_at: datetime | None
    second_person: bool
    foreseen: Foreseen


def kinds(*, reader: Reader, now: datetime) -> KindList:
    """Return the kinds that the reader may record for the own agency."""
    gate.wants_purpose(reader)
    few = recording.PROSECUTORS_KINDS if reader.role is Role.PROSECUTOR else frozenset(catalogue.ALL)
    may = few if reader.role in LEA_ROLES else frozenset()
    told = (each for each in catalogue.ALL.values() if each.code in may)
    return KindList(tuple(KindCard(k.code, k.label, k.icon, k.personal, k.content_kind.value) for k in told))


class NoPlaceForIt(Invalid):
    """A text that is no identifier which records of a kind hold."""

    def __init__(self) -> None:
        """Say what is asked for."""
        super().__init__("A form begins with an identifier that its kind holds, written as TYPE:VALUE.")


def blank(*, reader: Reader, now: datetime, kind: str, draft: str = "", check: bool = False, holds: str = "") -> Sheet:
    """Return the form of a new record under the agency's standing envelope, or one that goes on with a draft.

    ``check`` says what is missing in it before it can be recorded. ``holds`` is an identifier, as ``TYPE:VALUE``, that
    stands in a new one from the beginning; raise ``NoPlaceForIt`` where the kind has no field for it.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.form", now):
        known = recording.may_record(reader, kind)
        held = drafting.own(reader, draft, now) if draft else None
        if held is not None and (held.record or held.kind != kind):
            raise Hidden()
    standing = recording.standing_of(reader, known, now)
    begun = _begun(known, holds) if holds and held is None else {}
    said: Mapping[str, Any] = json.loads(held.content) if held else {"body": begun, "envelope": {}}
    wrong = saving.faults(reader, now, known, said["body"], said["envelope"]) if check and held else ()
    if held is not None:
        _note(reader, now, "draft.open", [])
    try:
        drawn = enveloping.drawn(standing, said["envelope"])
    except enveloping.WrongMarks:
        drawn = standing
    return replace(
        _sheet(reader, now, known, held, drawn), body=said["body"], errors=wrong,
        envelope={**enveloping.plain(standing), **said["envelope"]}, title=held.title if held else "",
    )  # fmt: skip


def _begun(kind: Kind, holds: str) -> Mapping[str, Any]:
    found = (alone.body_with(kind.code, each) for each in selectors.recognise(holds))
    begun = next(filter(None, found), None)
    if begun is None:
        raise NoPlaceForIt()
    return begun


def sheet(*, reader: Reader, now: datetime, id: str, draft: str = "", change: str = "", check: bool = False) -> Sheet:
    """Return the form of a record as it stands, or one that goes on with a draft or a proposed change.

    Where others wrote since that was begun, the form holds both together and says in what they differ.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.form", now):
        row = editing.editable(reader, id, now)
        held = _draft_of(reader, draft, row, now) if draft else None
        mine, begun = (json.loads(held.content)["body"], held.begun if held.record else 0) if held else (None, 0)
        if change:
            mine, begun = _changed(reader, change, row, now)
    kind, body = composing.kind_of(row.kind), rows.body_of(row.id, row.version)
    if sum(len(each) for each in body.values() if isinstance(each, list)) > MOST_STATEMENTS:
        raise TooLongForAForm(f"This record has more than {MOST_STATEMENTS:,} statements: edit it over REST.")
    _note(reader, now, "record.form", [row.uid])
    made: Mapping[str, Any] = body
    differences: tuple[Difference, ...] = ()
    if mine is not None and begun == row.version:
        made = mine
    elif mine is not None:
        before = rows.body_of(row.id, begun) if begun else {}
        together = reconcile(kind, before, editing.without_withdrawn(mine), body)
        made, differences = dict(together.body), together.differences
    wrong = kind.faults(editing.emptied(made)) if check else ()
    return replace(
        _sheet(reader, now, kind, held, recording.envelope_of(row)), record=row.uid, title=kind.title(body),
        begun=row.version, body=made, differences=differences, since=_since(reader, row, begun, mine is not None),
        errors=tuple((f"body.{place}", sentence) for place, sentence in wrong),
    )  # fmt: skip


def marking(*, reader: Reader, now: datetime, id: str) -> Sheet:
    """Return the form of a record's envelope, for who may re-mark it."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.form", now):
        row = recording.allowed(reader, id, Action.REMARK, now)
    kind = composing.kind_of(row.kind)
    _note(reader, now, "record.form", [row.uid])
    return replace(
        _sheet(reader, now, kind, None, recording.envelope_of(row)), record=row.uid, begun=row.version,
        title=_open_title(reader, now, row, kind),
    )  # fmt: skip


def _open_title(reader: Reader, now: datetime, row: Row, kind: Kind) -> str:
    body = rows.body_of(row.id, row.version)
    if row.terms_id in gate.permitted(reader, Action.IDENTIFIERS, now):
        return kind.title(body)
    return kind.open_title(body) if row.terms_id in gate.permitted(reader, Action.BODY, now) else kind.label


def _sheet(reader: Reader, now: datetime, kind: Kind, held: models.Draft | None, envelope: Envelope) -> Sheet:
    return Sheet(
        kind=kind.code, kind_label=kind.label, icon=kind.icon, personal=kind.personal, fields=kind.fields, record="",
        title=kind.label, begun=0, body={}, envelope=enveloping.plain(envelope), errors=(), differences=(), since=(),
        page=chance.secret(16),
        follows=held.page if held else "", follows_seq=held.seq if held else 0,
        kept_at=rows.moment(held.at) if held else None,
        second_person=queries.wants_second_person(agency=reader.agency, kind_code=kind.code),
        foreseen=foreseeing.foreseen(reader, now, kind, envelope),
    )  # fmt: skip


def _draft_of(reader: Reader, draft: str, row: Row, now: datetime) -> models.Draft:
    """Return a draft of the record, or of a new one that turned out to be this; raise ``Hidden`` for any other."""
    held = drafting.own(reader, draft, now)
    if held.kind != row.kind or held.record not in ("", row.uid):
        raise Hidden()
    return held


def _changed(reader: Reader, change: str, row: Row, now: datetime) -> tuple[Mapping[str, Any], int]:
    held = proposing.visible(reader, change, now)
    wish = wishes.wish_of(held)
    if held.author != reader.officer or held.record != row.uid or wish.sort != wishes.EDIT:
        raise Hidden()
    return wish.body, wish.begun


def _since(reader: Reader, row: Row, begun: int, going_on: bool) -> tuple[Since, ...]:
    if not going_on or begun == row.version:
        return ()
    found = models.Version.objects.filter(record_id=row.id, number__gt=begun, number__lte=row.version)
    told = list(found.order_by("-number").values_list("number", "by", "at", "what")[:20])
    names = queries.officer_names(by for _, by, _, _ in told)
    return tuple(
        Since(number, names.get(by, ""), rows.moment(at), crediting.told(what, True)) for number, by, at, what in told
    )


def _note(reader: Reader, now: datetime, action: str, records: list[str]) -> None:
    looking.note(actor=reader, event=Event.CONSULTATION, action=action, now=now, records=records)
