"""The act of linking two records by hand: a typed statement of one agency, under the strictest marks of both ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, models, rows, veiling
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.envelope import Envelope, Particulars, WrongEnvelope, strictest
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

LONGEST_EVIDENCE = 500
"""Signs of one line of evidence."""

_INSERT = (
    "INSERT INTO repository_link (uid, left_id, type, right_id, terms_id, agency, basis, grade, first_on, last_on,"
    " cites) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


class NotToBeLinked(Refusal):
    """One of the ends may be seen, but not linked."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            "One of the two records may not be linked without its owner or who gave it: 'Why may I see this?' says why."
        )


class LinkedAlready(Refusal):
    """The agency has this link already, as far as the reader sees."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Your agency has this link already.")


@dataclass(frozen=True)
class Linked:
    """A new link, and the record that it leads from."""

    id: str
    record: str


@dataclass(frozen=True)
class Unlinked:
    """A link that was taken back, the record that it led from, and what it cited."""

    id: str
    record: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """What a link was read out of that is no record, by its reference, and the marks under which that stands."""

    named: str
    terms_id: int
    particulars: Particulars


def link(  # noqa: PLR0913
    *, reader: Reader, now: datetime, id: str, other: str, type: LinkType, basis: Basis = Basis.FACT, grade: str = "X4",
    evidence: Sequence[str] = (), first_seen: date | None = None, last_seen: date | None = None,
    action: str = "record.link", source: Source | None = None,
) -> Linked:  # fmt: skip
    """State that a record stands to another one in some way; the owner of the other is told in its ledger.

    ``action`` is what the ledger calls it. ``source``, which its caller knows to open, is cited and its marks join
    those of both ends; a further one joins a link that the agency has under these marks. Raise ``Hidden`` where an end
    may not be seen, ``NotToBeLinked`` where it may not be linked.
    """
    gate.wants_purpose(reader)
    if first_seen and last_seen and first_seen > last_seen:
        raise Invalid("A link cannot end before it begins.")
    with denying.denied(reader, action, now), transaction.atomic():
        left, right = (end(reader, each, now) for each in (id, other))
        if left.id == right.id:
            raise Invalid("A record is not linked with itself.")
        if source and source.terms_id not in gate.permitted(reader, Action.LINK, now):
            raise NotToBeLinked()
        marked, named = marks(left, right, reader.agency, source), source.named if source else ""
        lines = (*(cited(each) for each in evidence), *([named] if named else ()))
        terms_id = terms.intern(marked.terms, now=now)
        uid = chance.identifier(reader.agency, f"link:{left.uid}:{type}:{right.uid}:{marked.terms.digest()}", now)
        days = (_day(first_seen), _day(last_seen))
        values = (uid, left.id, type.value, right.id, terms_id, reader.agency, basis.value, _grade(grade), *days,
                  "\n".join(lines))  # fmt: skip
        seen = gate.visible(reader, now).body
        if terms_id not in seen:
            raise NotToBeLinked()
        held = _held(left, type, right, reader.agency, seen)
        if any(not named or named in each.cites.split("\n") for each in held):
            raise LinkedAlready()
        same = next((each for each in held if each.terms_id == terms_id), None)
        if same is not None:
            uid = _joined(same, lines, days)
        else:
            with connection.cursor() as cursor:
                cursor.execute(_INSERT, values)
        recording.record_act(
            actor=reader, event=Event.COMBINATION, action=action, now=now, records=[left.uid, right.uid],
            also_agencies=[left.agency, right.agency],
            unnamed=veiling.owners([(left.uid, left.agency), (right.uid, right.agency)], reader.agency),
        )  # fmt: skip
    return Linked(uid, left.uid)


def unlink(*, reader: Reader, now: datetime, id: str, right: str, action: str) -> Unlinked:
    """Take back a link of one's own agency that leads to the record ``right``; the owners of both ends are told.

    ``action`` is what the ledger calls it. Raise ``Hidden`` for a link of another agency, or one that does not open.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, action, now), transaction.atomic():
        seen, held = gate.visible(reader, now), rows.named(right, gate.permitted(reader, Action.META, now))
        found = models.Link.objects.filter(uid=id, agency=reader.agency, right_id=held.id if held else 0).first()
        left = rows.by_ids([found.left_id]).get(found.left_id) if found else None
        if found is None or held is None or left is None or not {found.terms_id, left.terms_id} <= seen.body:
            raise Hidden()
        found.delete()
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action=action, now=now, records=[left.uid, held.uid],
            also_agencies=[left.agency, held.agency],
        )  # fmt: skip
    return Unlinked(id, left.uid, tuple(found.cites.split("\n")))


def _held(left: Row, type: LinkType, right: Row, agency: str, seen: frozenset[int]) -> list[models.Link]:
    """Return such links of the agency under terms that are seen; those under others tell nothing of themselves."""
    found = models.Link.objects.filter(left_id=left.id, type=type.value, right_id=right.id, agency=agency)
    return [each for each in found.order_by("id") if each.terms_id in seen]


def _joined(held: models.Link, lines: Sequence[str], days: tuple[str, str]) -> str:
    """Add what a link rests on, too, and the days to those that it states, and return its id."""
    stated = sorted(filter(None, (held.first_on, held.last_on, *days)))
    cites = "\n".join(dict.fromkeys((*held.cites.split("\n"), *lines))).strip("\n")
    first, last = (stated[0], stated[-1]) if stated else ("", "")
    models.Link.objects.filter(uid=held.uid).update(cites=cites, first_on=first, last_on=last)
    return str(held.uid)


def end(reader: Reader, id: str, now: datetime) -> Row:
    """Return a record that may be linked; raise ``Hidden`` or ``NotToBeLinked``."""
    held = rows.named(id, gate.permitted(reader, Action.META, now))
    if held is None:
        raise Hidden()
    if held.terms_id not in gate.permitted(reader, Action.LINK, now):
        raise NotToBeLinked()
    return held


def marks(left: Row, right: Row, owner: str, source: Source | None = None) -> Envelope:
    """Return the strictest marks of two records and a source, as the agency's own.

    Raise ``Invalid`` where they exclude one another.
    """
    further = [(source.terms_id, source.particulars)] if source else []
    values = terms.terms_of({left.terms_id, right.terms_id, *(id for id, _ in further)})
    told = rows.particulars({left.particulars_id, right.particulars_id})
    both = [(each.terms_id, told[each.particulars_id]) for each in (left, right)]
    try:
        return strictest((Envelope(values[id], said) for id, said in (*both, *further)), owner=owner)
    except WrongEnvelope as wrong:
        raise Invalid(str(wrong)) from None


def _grade(text: str) -> str:
    try:
        return str(Grade.read(text))
    except ValueError as wrong:
        raise Invalid(str(wrong)) from None


def cited(text: str) -> str:
    """Return a line of evidence as it is kept; raise ``Invalid`` for an empty one."""
    line = " ".join(text.split())[:LONGEST_EVIDENCE]
    if not line:
        raise Invalid("An empty line is no evidence.")
    return line


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
