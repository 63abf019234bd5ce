"""Agreements: made by a supervisor of the giver, signed by a second one where the agency wants it, and ended."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.rules import Sieve
from bowstreet.casework.sharing.shown import AgreementCard, AgreementList, Party
from bowstreet.holdings.agencies import groups, queries, rules
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, looking, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import OPERATIONAL_PURPOSES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

SECOND_PERSON = "agreement"
"""What an agency's list of what wants a second officer would name; the word all covers it."""


_ONE = "SELECT * FROM sharing_agreement WHERE id = %s"
"""Said by hand because every request to a collection asks for it, twice, and Django takes longer to write it."""


class WrongAgreement(Invalid):
    """An agreement that cannot be made as described."""


class NotYours(Refusal):
    """Somebody signs what they made themselves."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Another supervisor signs what you proposed.")


class Settled(Refusal):
    """An agreement that has ended, or stands already."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This agreement is no longer open to that: it stands already, or it has ended.")


def make(  # noqa: PLR0913 - an agreement says all of this
    *, reader: Reader, now: datetime, title: str, receivers: Sequence[str] = (), parties: Sequence[Party] = (),
    purposes: Sequence[Purpose] = (), ceiling: Ceiling, kinds: Sequence[str] = (), markets: Sequence[str] = (),
    grade: str = "", since: date | None = None, until: date | None = None,
) -> AgreementCard:  # fmt: skip
    """Make an agreement of the reader's agency; it stands at once, or when a second supervisor has signed it.

    Receivers and giver find it in their ledgers. Raise ``WrongAgreement`` with the field that is wrong.
    """
    gate.wants_purpose(reader)
    _supervises(reader)
    begins = since or now.date()
    _check(reader, title, receivers, parties, purposes)
    _check_filter(kinds, grade, begins, until)
    with transaction.atomic():
        nth = models.Agreement.objects.filter(giver=reader.agency).count()
        id = chance.identifier(reader.agency, f"agreement:{nth}:{title}", now)
        waits = queries.wants_second_person(agency=reader.agency, kind_code=SECOND_PERSON)
        made = models.Agreement.objects.create(
            id=id, giver=reader.agency, title=title.strip(), receivers=json.dumps(sorted({*receivers})),
            parties=json.dumps([[each.name.strip()] for each in parties]),
            purposes=json.dumps(sorted({*purposes})), ceiling=json.dumps(ceilings.said(ceiling)),
            kinds=json.dumps(sorted({*kinds})), markets=json.dumps(sorted({*markets})), grade=grade, since=begins,
            until=until, state="proposed" if waits else "standing", made_by=reader.officer, made_at=now,
        )  # fmt: skip
        for agency in sorted({*receivers}):
            models.Receiver.objects.create(agreement=made, agency=agency)
        _enter(reader, now, "agreement.propose" if waits else "agreement.make", made)
    return card(made, reader)


def sign(*, reader: Reader, now: datetime, id: str) -> AgreementCard:
    """Let a proposed agreement stand: the act of another supervisor of the giver."""
    gate.wants_purpose(reader)
    _supervises(reader)
    with denying.denied(reader, "agreement.sign", now), transaction.atomic():
        held = _own(reader, id)
        if held.state != "proposed":
            raise Settled()
        if held.made_by == reader.officer:
            raise NotYours()
        held.state, held.signed_by, held.signed_at = "standing", reader.officer, now
        held.save()
        _enter(reader, now, "agreement.sign", held)
    return card(held, reader)


def end(*, reader: Reader, now: datetime, id: str) -> AgreementCard:
    """End an agreement now: from the next request on nothing leaves under it. What went stays where it is."""
    gate.wants_purpose(reader)
    _supervises(reader)
    with denying.denied(reader, "agreement.end", now), transaction.atomic():
        held = _own(reader, id)
        if held.state == "ended":
            raise Settled()
        held.state, held.ended_by, held.ended_at = "ended", reader.officer, now
        held.save()
        _enter(reader, now, "agreement.end", held)
    return card(held, reader)


def agreements(*, reader: Reader, now: datetime) -> AgreementList:
    """Return the agreements that the reader's agency gives or receives under, the newest first."""
    gate.wants_purpose(reader)
    received = models.Receiver.objects.filter(agency=reader.agency).values_list("agreement_id", flat=True)
    mine = models.Agreement.objects.filter(giver=reader.agency)
    others = models.Agreement.objects.filter(id__in=list(received)).exclude(state="proposed")
    found = sorted({each.id: each for each in (*mine, *others)}.values(), key=lambda each: each.id, reverse=True)
    ids = [each.id for each in found]
    looking.note(actor=reader, event=Event.CONSULTATION, action="agreement.list", now=now, records=ids)
    return AgreementList(tuple(card(each, reader) for each in found), reader.role is Role.SUPERVISOR)


def of(reader: Reader, id: str) -> models.Agreement:
    """Return an agreement that the reader's agency has part in; raise ``Hidden`` for every other alike."""
    held = next(iter(models.Agreement.objects.raw(_ONE, [id.strip().lower()])), None)
    if held is None:
        raise Hidden()
    takes = held.state != "proposed" and reader.agency in json.loads(held.receivers)
    if held.giver != reader.agency and not takes:
        raise Hidden()
    return held


def sieve_of(held: models.Agreement) -> Sieve:
    """Return what an agreement lets through."""
    return Sieve(
        held.giver, frozenset(map(Purpose, json.loads(held.purposes))), ceilings.read(json.loads(held.ceiling)),
        frozenset(json.loads(held.kinds)), frozenset(json.loads(held.markets)),
        Grade.read(held.grade) if held.grade else None, groups.veiled_from(agency=held.giver),
    )  # fmt: skip


def party_names(held: models.Agreement) -> list[str]:
    """Return the names of the receivers outside this node."""
    return [each[0] for each in json.loads(held.parties)]


def stands(held: models.Agreement, day: date) -> bool:
    """Say whether something may leave under an agreement on a day."""
    return held.state == "standing" and held.since <= day and (held.until is None or day <= held.until)


def card(held: models.Agreement, reader: Reader) -> AgreementCard:
    """Return an agreement as its giver sees it, or as a receiver does: of the receivers that one alone."""
    own, cards = held.giver == reader.agency, queries.cards()
    receivers = [each for each in json.loads(held.receivers) if own or each == reader.agency]
    names = queries.officer_names({held.made_by, held.signed_by, held.ended_by}) if own else {}
    return AgreementCard(
        id=held.id, short=held.id[-8:], title=held.title, giver=cards[held.giver],
        receivers=tuple(cards[each] for each in receivers if each in cards),
        parties=tuple(map(Party, party_names(held))) if own else (),
        purposes=tuple(json.loads(held.purposes)), ceiling=ceilings.read(json.loads(held.ceiling)),
        kinds=tuple(json.loads(held.kinds)), markets=tuple(json.loads(held.markets)), grade=held.grade,
        since=held.since, until=held.until, state=held.state, made_at=held.made_at, signed_at=held.signed_at,
        ended_at=held.ended_at, made_by=names.get(held.made_by, ""), signed_by=names.get(held.signed_by, ""),
        ended_by=names.get(held.ended_by, ""), own=own,
        may_sign=own and held.state == "proposed" and reader.role is Role.SUPERVISOR and held.made_by != reader.officer,
        may_end=own and held.state != "ended" and reader.role is Role.SUPERVISOR,
    )  # fmt: skip


def _supervises(reader: Reader) -> None:
    if reader.role is not Role.SUPERVISOR or not reader.mfa or reader.suspended:
        raise Hidden()


def _own(reader: Reader, id: str) -> models.Agreement:
    held = of(reader, id)
    if held.giver != reader.agency:
        raise Hidden()
    return held


def _check(
    reader: Reader, title: str, receivers: Sequence[str], parties: Sequence[Party], purposes: Sequence[Purpose]
) -> None:
    if is_blank(title):
        raise _wrong("title", "An agreement needs a name.")
    unknown = sorted(set(receivers) - queries.cards().keys())
    if unknown:
        raise _wrong("receivers", f"There is no agency of the short name {unknown[0][:60]}.")
    if any(queries.card(each).sort == rules.PARTNER_SORT for each in receivers):
        raise _wrong("receivers", "A private party gets single answers, each approved; it receives under no agreement.")
    if reader.agency in receivers:
        raise _wrong("receivers", "An agency makes no agreement with itself.")
    if not receivers and not parties:
        raise _wrong("receivers", "Say who receives: an agency of this node, or another party by name.")
    if any(is_blank(each.name) for each in parties):
        raise _wrong("parties", "A party outside this node has a name.")
    if any(":" in each.name for each in parties):
        raise _wrong("parties", "Give a party's name alone, without a colon: a key is not asked for any more.")
    if not purposes or not set(purposes) <= OPERATIONAL_PURPOSES:
        raise _wrong("purposes", "Say for which purposes; those of control, research and training are not shared for.")


def _check_filter(kinds: Sequence[str], grade: str, since: date, until: date | None) -> None:
    unknown = sorted(set(kinds) - catalogue.ALL.keys())
    if unknown:
        raise _wrong("kinds", f"There is no kind {unknown[0][:60]}.")
    try:
        Grade.read(grade or "X4")
    except ValueError as wrong:
        raise _wrong("grade", str(wrong)) from None
    if until is not None and until < since:
        raise _wrong("until", "An agreement ends on or after the day on which it begins.")


def _wrong(field: str, sentence: str) -> WrongAgreement:
    refusal = WrongAgreement(sentence)
    refusal.field = field
    return refusal


def _enter(reader: Reader, now: datetime, action: str, held: models.Agreement) -> None:
    """Enter an act on an agreement: a receiver's entry names that receiver alone, and none while it is proposed."""
    receivers = json.loads(held.receivers)
    recording.record_act(
        actor=reader, event=Event.POLICY_CHANGE, action=action, now=now, records=[held.id], recipients=receivers
    )
    for agency in receivers if held.state != "proposed" else ():
        recording.record_act(
            actor=reader, event=Event.POLICY_CHANGE, action=action, now=now, records=[held.id], recipients=[agency],
            agency=agency,
        )  # fmt: skip
