"""Drafts: what an officer writes is kept while it is written, for that officer alone, until it is recorded.

A draft belongs to one page in one window. A keeping that comes late, twice or out of order changes nothing; a page that
goes on with another page's draft takes it over, or leaves it standing where that other page wrote on meanwhile.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.holdings.agencies import founding, queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import composing, denying, editing, models, recording, rows
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import WrongBody
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

MOST_OPEN = 500
"""So many drafts may one officer leave open."""

LONGEST = 2_000_000
"""So many signs may a draft have."""

OPEN, OVER, ERASED = "open", "over", "erased"


class TooManyDrafts(Refusal):
    """An officer with more open drafts than the node keeps."""

    sort = Sort.TOO_MUCH


class DraftTooLong(Refusal):
    """A draft that is longer than the node keeps."""

    sort = Sort.TOO_MUCH


class NotAColleague(Invalid):
    """A name that is no officer of the own agency who records: the same sentence for a foreign one and for none."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("A draft is handed over to an officer of your own agency, by sign-in name.")


@dataclass(frozen=True)
class Page:
    """Where something is written: the token of the page, the number of this keeping, and whose draft it goes on with.

    ``follows`` is the page of the draft that it was begun from and ``follows_seq`` that draft's number then.
    """

    page: str = ""
    seq: int = 0
    follows: str = ""
    follows_seq: int = 0


@dataclass(frozen=True)
class Target:
    """What it is to become: a new record of a kind, or another version of a record, begun from one version of it."""

    kind: str
    record: str = ""
    begun: int = 0


@dataclass(frozen=True)
class Kept:
    """That a text is kept, since when, and up to which keeping of its page.

    ``begun`` is the version of its record that it was begun from, ``stands`` the one that stands now.
    """

    page: str
    seq: int
    at: datetime
    begun: int = 0
    stands: int = 0


@dataclass(frozen=True)
class DraftRow:
    """A draft in its officer's list. ``came_from`` names the colleague who handed it over."""

    page: str
    kind: str
    kind_label: str
    record: str
    title: str
    begun: int
    at: datetime
    came_from: str


@dataclass(frozen=True)
class ErasedDraft:
    """That a draft was erased with the record that it was to change; it holds nothing of either."""

    page: str
    kind_label: str
    record: str
    at: datetime


@dataclass(frozen=True)
class Drafts:
    """An officer's open drafts, the newest first, and those that were erased until the officer has read so."""

    drafts: tuple[DraftRow, ...]
    erased: tuple[ErasedDraft, ...] = ()


def keep(  # noqa: PLR0913
    *, reader: Reader, now: datetime, kind: str, page: str, seq: int, body: Mapping[str, Any],
    envelope: Mapping[str, Any] | None = None, id: str = "", begun: int = 0, follows: str = "", follows_seq: int = 0,
) -> Kept:  # fmt: skip
    """Keep what stands on a page, as it was typed; nothing of it is checked or recorded.

    The first keeping of a page is an entry in the ledger, later ones are the same act.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "draft.keep", now):
        recording.may_record(reader, kind)
        row = editing.editable(reader, id, now) if id else None
        if row is not None and row.kind != kind:
            raise Hidden()
        where, target = Page(page, seq, follows, follows_seq), Target(kind, row.uid if row else "", begun)
        with transaction.atomic():
            kept = put(reader, now, target, where, {"body": dict(body), "envelope": dict(envelope or {})})
        return replace(kept, begun=begun, stands=row.version if row else 0)


def put(reader: Reader, now: datetime, target: Target, where: Page, content: Mapping[str, Any]) -> Kept:
    """Keep a content under its page, in the caller's transaction."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    if len(text) > LONGEST:
        raise DraftTooLong(f"A draft has at most {LONGEST:,} signs; what was kept before stays.")
    said = {"content": text, "title": _title(target.kind, content), "seq": where.seq, "at": now, "state": OPEN,
            "begun": target.begun}  # fmt: skip
    mine = models.Draft.objects.filter(officer=reader.officer, page=where.page)
    held = mine.first()
    if held is None:
        _begin(reader, now, target, where, said)
    elif where.seq > held.seq:
        mine.update(**said)
    if where.follows and where.follows != where.page:
        _over(reader.officer, where.follows, where.follows_seq)
    stands = mine.get()
    return Kept(where.page, stands.seq, stands.at)


def settle(reader: Reader, now: datetime, target: Target, where: Page, result: tuple[str, int]) -> None:
    """Say that what stood on a page is recorded, in the transaction that records it; its draft is over."""
    if where.page:
        models.Draft.objects.update_or_create(
            officer=reader.officer, page=where.page,
            defaults={"state": OVER, "content": "", "title": "", "seq": where.seq, "at": now, "result": result[0],
                      "result_version": result[1]},
            create_defaults={"agency": reader.agency, "kind": target.kind, "record": target.record,
                             "begun": target.begun, "state": OVER, "content": "", "seq": where.seq, "made_at": now,
                             "at": now, "result": result[0], "result_version": result[1]},
        )  # fmt: skip
        if where.follows and where.follows != where.page:
            _over(reader.officer, where.follows, where.follows_seq)


def result_of(reader: Reader, where: Page) -> tuple[str, int] | None:
    """Return what became of a page that was sent before with this number or a later one; None when it was not."""
    if not where.page:
        return None
    held = models.Draft.objects.filter(officer=reader.officer, page=where.page, state=OVER).first()
    return (held.result, held.result_version) if held and held.result and held.seq >= where.seq else None


def mine(*, reader: Reader, now: datetime) -> Drafts:
    """Return the reader's open drafts; one of a record that opens no more is not told."""
    gate.wants_purpose(reader)
    found = models.Draft.objects.filter(officer=reader.officer, agency=reader.agency, state=OPEN).order_by(
        "-at", "page"
    )
    told = [each for each in found if opens(reader, each, now)]
    names = queries.officer_names(each.came_from for each in told if each.came_from)
    records = [each.record for each in told if each.record]
    looking.note(actor=reader, event=Event.CONSULTATION, action="draft.list", now=now, records=records, count=len(told))
    gone = models.Draft.objects.filter(officer=reader.officer, agency=reader.agency, state=ERASED).order_by(
        "-at", "page"
    )
    return Drafts(tuple(_row(each, names) for each in told), tuple(map(_erased_row, gone)))


def discard(*, reader: Reader, now: datetime, page: str) -> Kept:
    """Throw a draft of one's own away, or say of one that was erased that this was read."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "draft.discard", now), transaction.atomic():
        gone = models.Draft.objects.filter(
            officer=reader.officer, agency=reader.agency, page=page, state=ERASED
        ).first()
        held = gone or own(reader, page, now)
        models.Draft.objects.filter(id=held.id).update(state=OVER, content="", title="", at=now)
        ledger.record_act(actor=reader, event=Event.ALTERATION, action="draft.discard", now=now, records=_of(held))
    return Kept(page, held.seq, now)


def hand_over(*, reader: Reader, now: datetime, page: str, officer: str) -> Kept:
    """Give a draft to a colleague by sign-in name; from then on it is the colleague's alone."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "draft.hand_over", now), transaction.atomic():
        held = own(reader, page, now)
        other = _colleague(reader, officer)
        models.Draft.objects.filter(id=held.id).update(officer=other, came_from=reader.officer, at=now)
        ledger.record_act(
            actor=reader, event=Event.DISCLOSURE, action="draft.hand_over", now=now, records=_of(held),
            recipients=[other],
        )  # fmt: skip
    return Kept(page, held.seq, now)


def erase(records: Sequence[str], now: datetime) -> None:
    """Erase what drafts and proposed changes hold of records that are erased, in the caller's transaction.

    What was written on a record quotes it, so it goes with it, whoever wrote it. The node does so: what a colleague
    writes is nobody else's to see, also not for the officer whose act it follows from.
    """
    held = models.Draft.objects.filter(record__in=records).exclude(state__in=(OVER, ERASED))
    found = list(held.values_list("agency", "officer", "record"))
    held.update(state=ERASED, content="", title="", at=now)
    models.Proposed.objects.filter(record__in=records).update(content="{}", reason="")
    for agency in sorted({each for each, _, _ in found}):
        mine = [(officer, record) for each, officer, record in found if each == agency]
        ledger.record_act(
            actor=founding.operator(agency), event=Event.ERASURE, action="draft.erase", now=now, count=len(mine),
            records=sorted({record for _, record in mine}), recipients=sorted({officer for officer, _ in mine}),
        )  # fmt: skip


def own(reader: Reader, page: str, now: datetime) -> models.Draft:
    """Return an open draft of the reader's; raise ``Hidden`` for every other page alike."""
    held = models.Draft.objects.filter(officer=reader.officer, agency=reader.agency, page=page, state=OPEN).first()
    if held is None or not opens(reader, held, now):
        raise Hidden()
    return held


def opens(reader: Reader, held: models.Draft, now: datetime) -> bool:
    """Say whether what a draft speaks of is still the reader's to write on: it quotes the record that it changes."""
    try:
        recording.may_record(reader, held.kind)
        return not held.record or bool(editing.editable(reader, held.record, now))
    except Refusal:
        return False


def _begin(reader: Reader, now: datetime, target: Target, where: Page, said: Mapping[str, Any]) -> None:
    if not where.page or where.seq < 1:
        raise Invalid("A draft is kept under the token of its page, with the number of the keeping.")
    if models.Draft.objects.filter(officer=reader.officer, state=OPEN).count() >= MOST_OPEN:
        raise TooManyDrafts(f"You have {MOST_OPEN} open drafts: record or discard some of them.")
    models.Draft.objects.create(
        officer=reader.officer, agency=reader.agency, page=where.page, kind=target.kind, record=target.record,
        made_at=now, **said,
    )  # fmt: skip
    ledger.record_act(
        actor=reader, event=Event.COLLECTION, action="draft.begin", now=now,
        records=[target.record] if target.record else [],
    )  # fmt: skip


def _over(officer: str, page: str, seq: int) -> None:
    """End a draft that another page has taken over, unless its own page wrote on."""
    models.Draft.objects.filter(officer=officer, page=page, seq=seq, state=OPEN).update(
        state=OVER, content="", title=""
    )


def _title(code: str, content: Mapping[str, Any]) -> str:
    """Return the title that a body would have, as far as it can be read; the kind's label otherwise."""
    kind = composing.kind_of(code)
    try:
        return kind.title(dict(content["body"]))[:200]
    except (WrongBody, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return kind.label


def _row(each: models.Draft, names: Mapping[str, str]) -> DraftRow:
    return DraftRow(
        each.page, each.kind, catalogue.kind(each.kind).label, each.record, each.title, each.begun,
        rows.moment(each.at), names.get(each.came_from, ""),
    )  # fmt: skip


def _erased_row(each: models.Draft) -> ErasedDraft:
    return ErasedDraft(each.page, catalogue.kind(each.kind).label, each.record, rows.moment(each.at))


def _of(held: models.Draft) -> list[str]:
    return [held.record] if held.record else []


def _colleague(reader: Reader, login: str) -> str:
    try:
        found = queries.officer_of_login(login.strip())
    except LookupError:
        raise NotAColleague() from None
    if found.agency.slug != reader.agency or not found.active or found.id == reader.officer:
        raise NotAColleague()
    if Role(found.role) not in LEA_ROLES:
        raise NotAColleague()
    return found.id
