"""Files are handed in: kept by their hash before anybody reads them, then put in line to be read."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from bowstreet.casework.intake import enveloping, naming
from bowstreet.casework.intake.answers import IntakeGlance
from bowstreet.casework.intake.mapping import usable_by
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.files import originals
from bowstreet.holdings.files.originals import Kept
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.lawfulness import ContentKind
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid


class NothingKept(Invalid):
    """Of all that was handed in nothing could be kept; ``notes`` says of each, in order, why."""

    def __init__(self, notes: tuple[str, ...]) -> None:
        """Say it of the only one, or of the first."""
        more = f"Nothing could be taken in of {len(notes):,}; of the first: " if len(notes) > 1 else ""
        super().__init__(more + notes[0])
        self.notes = notes


class Sent(Protocol):
    """A file as a door hands it over; the name is never trusted. It may say the folders that the file lies in."""

    @property
    def name(self) -> str:
        """The name as sent."""

    @property
    def path(self) -> str:
        """Where the bytes lie."""

    @property
    def size(self) -> int:
        """How many bytes there are."""


def bring(  # noqa: PLR0913 - what a form of handing in says, field by field
    *,
    reader: Reader,
    now: datetime,
    files: Sequence[Sent],
    mapping: str | None = None,
    title: str = "",
    envelope: Mapping[str, Any] | None = None,
    seen_on: date | None = None,
    look: bool = False,
    trace: bool = False,
) -> IntakeGlance:
    """Quarantine files and put them in line; return at once.

    ``mapping`` names how they are read (None: recognise), ``exchange`` as documents of exchange formats alone. With
    ``look`` such documents wait, once they were looked through, until an officer accepts what they hold. With ``trace``
    it is kept which record came of which thing.

    ``seen_on`` is the day of the crawl for pages that do not say one themselves; without it the names are asked.
    What is no file or cannot be read is a source with a note beside the others; raises ``NothingKept`` where all are.
    """
    try:
        marked = _allowed(reader, now, mapping, envelope or {})
        kept = originals.keep_all([Path(each.path) for each in files])
    finally:
        _clear(files)
    hashes = [each.sha256 for each in kept if isinstance(each, Kept)]
    if not hashes:
        raise NothingKept(tuple(str(each) for each in kept))
    root = hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()
    made = _made(
        reader, now, marked, id=chance.identifier(reader.agency, f"intake:{root}:{now.isoformat()}", now),
        title=(title.strip() or _named_after(files))[:200], mapping=mapping or "", seen_on=seen_on,
        look=look, traced=trace,
    )  # fmt: skip
    with transaction.atomic():
        _save(made, files, kept)
        recording.record_act(
            actor=reader,
            event=Event.COLLECTION,
            action="intake.bring",
            now=now,
            records=(made.id,),
            count=len(hashes),
            bulk_root=root,
        )
    return IntakeGlance(made.id, made.id[-8:], made.title, reader.name, now, made.state, 0, 0, 0, 0, 0, 0)


def again(*, reader: Reader, now: datetime, intake: Intake, source: Source, mapping: str) -> IntakeGlance:
    """Put a file in quarantine in line once more, under the envelope it came with, to be read by a mapping."""
    if reader.role not in LEA_ROLES or intake.agency != reader.agency:
        raise Hidden()
    gate.wants_purpose(reader)
    envelope = Envelope(Terms.from_json(intake.terms), Particulars.from_json(intake.particulars))
    made = _made(
        reader, now, envelope, title=source.path, mapping=mapping, seen_on=source.seen_on,
        id=chance.identifier(reader.agency, f"intake:{source.sha256}:{mapping}:{now.isoformat()}", now),
    )  # fmt: skip
    with transaction.atomic():
        made.save(force_insert=True)
        Source.objects.create(
            intake=made, number=1, path=source.path, sha256=source.sha256, size=source.size, seen_on=source.seen_on
        )
        Task.objects.create(intake=made, agency=made.agency)
        recording.record_act(
            actor=reader, event=Event.COLLECTION, action="intake.again", now=now, records=(made.id, intake.id), count=1
        )
    return IntakeGlance(made.id, made.id[-8:], made.title, reader.name, now, made.state, 0, 0, 0, 0, 0, 0)


def _made(reader: Reader, now: datetime, envelope: Envelope, **said: Any) -> Intake:
    return Intake(
        agency=reader.agency,
        officer=reader.officer,
        purpose=str(reader.purpose),
        case=reader.case or "",
        session=reader.session[:100],
        terms=envelope.terms.as_json(),
        particulars=envelope.particulars.as_json(),
        at=now,
        **said,
    )


def _named_after(files: Sequence[Sent]) -> str:
    others = len(files) - 1
    more = f" and {others:,} {'other' if others == 1 else 'others'}" if others else ""
    return naming.shown(files[0].name)[: 200 - len(more)] + more


def _allowed(reader: Reader, now: datetime, mapping: str | None, said: Mapping[str, Any]) -> Envelope:
    if reader.role not in LEA_ROLES:
        raise Hidden()
    gate.wants_purpose(reader)
    if mapping not in (None, naming.EXCHANGE) and mapping not in usable_by(reader.agency):
        raise Invalid(f"There is no mapping called {mapping}.")
    standing = queries.standing_envelope(
        agency=reader.agency, kind_code="dataset", content_kind=ContentKind.CRIMINAL_DATA, reader=reader, now=now
    )
    return enveloping.overridden(standing, said)


def _save(made: Intake, files: Sequence[Sent], kept: Sequence[Kept | str]) -> None:
    made.save(force_insert=True)
    Source.objects.bulk_create(
        Source(
            intake=made,
            number=number,
            path=naming.shown(each.name),
            seen_on=made.seen_on or naming.day_in(each.name),
            **_said(one),
        )
        for number, (each, one) in enumerate(zip(files, kept, strict=True), 1)
    )
    Task.objects.create(intake=made, agency=made.agency)


def _said(kept: Kept | str) -> dict[str, Any]:
    if isinstance(kept, str):
        return {"sha256": "", "size": 0, "state": "done", "note": kept}
    return {"sha256": kept.sha256, "size": kept.size}


def _clear(files: Sequence[Sent]) -> None:
    """Remove what a door received; a file named on a command line belongs to its officer and stays."""
    for each in files:
        if Path(each.path).parent.resolve().is_relative_to(Path(settings.INCOMING).resolve()):
            Path(each.path).unlink(missing_ok=True)
