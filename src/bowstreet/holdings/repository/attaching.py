"""Files that belong to a record: kept by their hash among the originals, named, sniffed, never rendered unasked.

The list stands where the record's body opens; names and bytes open with its identifiers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from django.db.models import Q, QuerySet

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.files import originals, sizing, sniffing
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, cursors, looking
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, models, rows
from bowstreet.holdings.repository.answers import AttachmentRow
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

MOST = 200
"""So many files may one record have."""

LOOK = timedelta(minutes=5)
"""So long a picture may be looked at after the reason was given."""


class Sent(Protocol):
    """A file as a door hands it on: its name as sent, and where its bytes lie."""

    @property
    def name(self) -> str:
        """Its name as it was sent."""
        ...

    @property
    def path(self) -> str:
        """Where its bytes lie."""
        ...

    @property
    def size(self) -> int:
        """How many they are."""
        ...


class Damaged(Refusal):
    """An original that is gone or no longer what came."""

    sort = Sort.UNAVAILABLE


class NoPicture(Invalid):
    """A file that no browser draws, or that is not what a picture begins with."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This file is not shown here: download it and open it where nothing can be harmed.")


class TooManyPixels(Invalid):
    """A picture so large that drawing it would take the memory of a machine."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            f"The picture says that it has more than {sizing.MOST:,} pixels; it is not drawn here. Download it."
        )


@dataclass(frozen=True)
class Kept:
    """A file whose bytes are among the originals: its name as sent, and what the bytes are."""

    name: str
    sha256: str
    size: int
    type: str


@dataclass(frozen=True)
class Opened:
    """Bytes that go out: where they lie, under which name and media type."""

    path: Path
    name: str
    size: int
    media: str


@dataclass(frozen=True)
class Picture:
    """A picture that its officer gave a reason for; ``ticket`` opens its bytes for a short while."""

    record: str
    id: str
    name: str
    sha256: str
    label: str
    size: int
    ticket: str


def keep(files: Sequence[Sent]) -> tuple[Kept, ...]:
    """Keep the bytes of files among the originals, and say what they are."""
    return tuple(
        Kept(_named(each.name), originals.keep(Path(each.path)).sha256, each.size, sniffing.sniff(Path(each.path)))
        for each in files
    )


def put(reader: Reader, now: datetime, held: Row, files: Sequence[Kept], by: str = "") -> tuple[str, ...]:
    """Put files beside a record, in the caller's transaction; the same bytes under the same name are there already."""
    made = tuple(_add(reader, now, held, each, by) for each in files)
    ledger.record_act(actor=reader, event=Event.COLLECTION, action="attachment.add", now=now, records=[held.uid, *made])
    return made


def take_out(reader: Reader, now: datetime, held: Row, attachment: str) -> None:
    """Take a file from a record, in the caller's transaction; its bytes stay among the originals until erased."""
    if not beside(held, attachment).update(removed_at=now):
        raise Hidden()
    ledger.record_act(
        actor=reader, event=Event.ALTERATION, action="attachment.remove", now=now, records=[held.uid, attachment]
    )


def once_beside(held: Row, attachment: str) -> tuple[Kept, ...]:
    """Return a file that a record has or had, for whom its identifiers open."""
    found = models.Attachment.objects.filter(record_id=held.id, uid=attachment)
    return tuple(Kept(each.name, each.sha256, each.size, each.type) for each in found)


def all_beside(held: Row, files: Sequence[Kept]) -> bool:
    """Say whether a record has all of these files already, with the same bytes and under the same names."""
    there = models.Attachment.objects.filter(record_id=held.id, removed_at=None)
    return {(each.name, each.sha256) for each in files} <= set(there.values_list("name", "sha256"))


def beside(held: Row, attachment: str) -> QuerySet[models.Attachment]:
    """Return one file of a record, if it is there."""
    return models.Attachment.objects.filter(record_id=held.id, uid=attachment, removed_at=None)


def download(*, reader: Reader, now: datetime, id: str, attachment: str) -> Opened:
    """Return the bytes of a file, to be kept and not rendered; a disclosure in the ledger."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "attachment.download", now):
        row, held = _open(reader, id, attachment, now)
    _note(reader, now, row, held, "attachment.download")
    return as_kept(Kept(held.name, held.sha256, held.size, held.type))


def as_kept(file: Kept) -> Opened:
    """Return the bytes of a file under its name, to be kept and not rendered; the caller has entered the disclosure.

    Raise ``Damaged`` where they are gone or no longer what came.
    """
    return Opened(_sound(file.sha256), file.name, file.size, "application/octet-stream")


def look(*, reader: Reader, now: datetime, id: str, attachment: str, reason: str) -> Picture:
    """Open a picture for a reason, which is sealed in the ledger; it is shown blurred first."""
    gate.wants_purpose(reader)
    if is_blank(reason):
        raise Invalid("Say why the picture is opened.")
    with denying.denied(reader, "attachment.look", now):
        row, held = _open(reader, id, attachment, now)
    if not sniffing.TYPES[held.type].picture:
        raise NoPicture()
    if sizing.pixels(_sound(held.sha256), held.type) > sizing.MOST:
        raise TooManyPixels()
    _note(reader, now, row, held, "attachment.look", reason)
    until = int((now + LOOK).timestamp())
    return Picture(
        row.uid, held.uid, held.name, held.sha256, sniffing.TYPES[held.type].label, held.size,
        cursors.seal([held.uid, until], _scope(reader)),
    )  # fmt: skip


def picture(*, reader: Reader, now: datetime, id: str, attachment: str, ticket: str) -> Opened:
    """Return the bytes of a picture that the reader opened a moment ago; raise ``Hidden`` without its ticket."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "attachment.look", now):
        _, held = _open(reader, id, attachment, now)
        try:
            uid, until = cursors.open_sealed(ticket, _scope(reader))
        except cursors.WrongCursor:
            raise Hidden() from None
        if uid != held.uid or until < now.timestamp():
            raise Hidden()
    media = sniffing.TYPES[held.type].picture
    return Opened(_sound(held.sha256), held.name, held.size, media)


def attachments(row: Row, depth: str, until: datetime | None = None) -> tuple[AttachmentRow, ...]:
    """Return the files of a record as far as it opens: names and hashes only with the identifiers.

    With ``until`` those that it had just before a moment, also what was taken out since.
    """
    if depth == "meta":
        return ()
    whole = depth == "identifiers"
    there = Q(removed_at=None) if until is None else Q(at__lt=until) & (Q(removed_at=None) | Q(removed_at__gte=until))
    found = list(models.Attachment.objects.filter(there, record_id=row.id).order_by("at", "uid"))
    names = queries.officer_names(each.by for each in found) if whole else {}
    return tuple(
        AttachmentRow(
            each.uid, each.name if whole else "", sniffing.TYPES[each.type].label,
            bool(sniffing.TYPES[each.type].picture), each.size, each.sha256 if whole else "", names.get(each.by, ""),
            rows.moment(each.at),
        )
        for each in found
    )  # fmt: skip


def _add(reader: Reader, now: datetime, held: Row, sent: Kept, by: str) -> str:
    mine = models.Attachment.objects.filter(record_id=held.id, removed_at=None)
    same = mine.filter(sha256=sent.sha256, name=sent.name).first()
    if same is not None:
        return str(same.uid)
    if mine.count() >= MOST:
        raise Invalid(f"A record has at most {MOST} files.")
    uid = chance.identifier(reader.agency, f"attachment:{held.uid}:{sent.sha256}:{sent.name}", now)
    models.Attachment.objects.create(
        uid=uid, record_id=held.id, terms_id=held.terms_id, agency=held.agency, name=sent.name, sha256=sent.sha256,
        size=sent.size, type=sent.type, by=by or reader.officer, at=now,
    )  # fmt: skip
    return uid


def _named(name: str) -> str:
    """Return a file's name without signs that hide or turn what stands in it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)[-255:] or "no name"


def _open(reader: Reader, id: str, attachment: str, now: datetime) -> tuple[Row, models.Attachment]:
    """Return a record and a file of it, both open with the identifiers; raise ``Hidden`` for every other alike."""
    row = rows.named(id, gate.permitted(reader, Action.IDENTIFIERS, now))
    if row is None:
        raise Hidden()
    held = beside(row, attachment).first()
    if held is None or held.terms_id not in gate.permitted(reader, Action.IDENTIFIERS, now):
        raise Hidden()
    gate.check_out(reader, [row.terms_id, held.terms_id], Action.IDENTIFIERS, now)
    return row, held


def _sound(sha256: str) -> Path:
    wrong = originals.damage(sha256)
    if wrong:
        raise Damaged(wrong)
    return originals.path_of(sha256)


def _note(
    reader: Reader, now: datetime, row: Row, held: models.Attachment, action: str, reason: str | None = None
) -> None:
    touched = [(row.uid, row.agency)] if row.agency != reader.agency else []
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action=action, now=now, records=[row.uid, held.uid], reason=reason,
        touched=touched,
    )  # fmt: skip


def _scope(reader: Reader) -> str:
    return f"picture:{reader.officer}:{reader.session}"
