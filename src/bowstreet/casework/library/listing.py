"""What an expert does with the own entry: be listed, verify it and say how available one is, and end it again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bowstreet.casework.library import directory
from bowstreet.casework.library.directory import Listed
from bowstreet.casework.library.expert_answers import ExpertCard
from bowstreet.casework.library.models import Entry
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, enveloping, recording, withdrawing
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.kinds import expert
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

CONSENT_ENDED = "The consent to be listed was withdrawn."


class NotConsented(Invalid):
    """An entry without the consent of the person."""

    field = "consent"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("You are listed only if you consent to it; you may withdraw that on any day.")


class ListedAlready(Refusal):
    """An officer who has an entry already."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("You are listed already. Verify your entry, or edit its record.")


def join(  # noqa: PLR0913 - an entry has all of these
    *, reader: Reader, now: datetime, competences: Sequence[str], languages: Sequence[str] = (),
    jurisdictions: Sequence[str] = (), function: str = "", unit: str = "", emails: Sequence[str] = (),
    phones: Sequence[str] = (), summary: str = "", availability: str = "now",
    consent: bool = False, named: bool = False,
) -> ExpertCard:  # fmt: skip
    """List oneself as an expert, with one's consent; the entry is a record of the agency under its standing envelope.

    ``named``: name and addresses are shown to all of law enforcement too, by TLP:CLEAR (clause 17 closes them to other
    agencies under any other); otherwise others read what one can help with, and their questions arrive. Everybody may
    who works in law enforcement, a prosecutor too: the consent is the officer's own. Raise ``NotConsented`` without it,
    ``ListedAlready`` for a second entry.
    """
    gate.wants_purpose(reader)
    if not consent:
        raise NotConsented()
    with transaction.atomic():
        if Entry.objects.filter(officer=reader.officer, left_on=None).exists():
            raise ListedAlready()
        recording.alone(reader, expert.KIND.code)
        body = {
            "name": reader.name, "competences": list(competences), "languages": list(languages),
            "jurisdictions": list(jurisdictions), "function": function, "unit": unit, "emails": list(emails),
            "phones": list(phones), "summary": summary, "consented_on": now.date().isoformat(),
        }  # fmt: skip
        standing = recording.standing_of(reader, expert.KIND, now)
        envelope = enveloping.overridden(standing, {"tlp": Tlp.CLEAR.value} if named else {}, expert.KIND)
        made = recording.enter(reader, now, expert.KIND, body, envelope)
        Entry.objects.create(
            record=made.id, agency=reader.agency, officer=reader.officer, availability=availability,
            verified_on=now.date(),
        )  # fmt: skip
        ledger.record_act(actor=reader, event=Event.COLLECTION, action="expert.join", now=now, records=[made.id])
    return directory.one(reader=reader, now=now, id=made.id)


def verify(*, reader: Reader, now: datetime, id: str, availability: str) -> ExpertCard:
    """Say that an entry still holds, and how available the expert is: the expert, or a supervisor of the agency."""
    with transaction.atomic():
        with denying.denied(reader, "expert.verify", now):
            found = directory.kept(id, reader, now)
        entry = _entry(found)
        entry.availability, entry.verified_on = availability, now.date()
        entry.save()
        ledger.record_act(actor=reader, event=Event.ALTERATION, action="expert.verify", now=now, records=[entry.record])
    return directory.one(reader=reader, now=now, id=id)


def leave(*, reader: Reader, now: datetime, id: str) -> None:
    """Withdraw the consent: the record goes to the agency's trash, and whoever restores it lists nobody."""
    with transaction.atomic():
        with denying.denied(reader, "expert.leave", now):
            found = directory.kept(id, reader, now)
        entry = _entry(found)
        entry.officer, entry.left_on = "", now.date()
        entry.save()
        ledger.record_act(actor=reader, event=Event.ALTERATION, action="expert.leave", now=now, records=[entry.record])
        withdrawing.put_away(reader, now, found.row, CONSENT_ENDED)


def _entry(found: Listed) -> Entry:
    return found.entry or Entry(record=found.row.uid, agency=found.row.agency)
