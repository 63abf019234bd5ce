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
from bowstreet.vocabulary.envelope import Envelope, WrongEnvelope, strictest
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
_HELD = "SELECT 1 FROM repository_link k WHERE k.left_id = %s AND k.type = %s AND k.right_id = %s AND k.agency = %s"


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


def link(  # noqa: PLR0913
    *, reader: Reader, now: datetime, id: str, other: str, type: LinkType, basis: Basis = Basis.FACT, grade: str = "X4",
    evidence: Sequence[str] = (), first_seen: date | None = None, last_seen: date | None = None,
    action: str = "record.link",
) -> Linked:  # fmt: skip
    """State that a record stands to another one in some way; the owner of the other is told in its ledger.

    ``action`` is what the ledger calls it. Raise ``Hidden`` where an end may not be seen, ``NotToBeLinked`` where it
    may not be linked.
    """
    gate.wants_purpose(reader)
    if first_seen and last_seen and first_seen > last_seen:
        raise Invalid("A link cannot end before it begins.")
    with denying.denied(reader, action, now), transaction.atomic():
        left, right = (end(reader, each, now) for each in (id, other))
        if left.id == right.id:
            raise Invalid("A record is not linked with itself.")
        marked = marks(left, right, reader.agency)
        terms_id = terms.intern(marked.terms, now=now)
        uid = chance.identifier(reader.agency, f"link:{left.uid}:{type}:{right.uid}:{marked.terms.digest()}", now)
        values = (uid, left.id, type.value, right.id, terms_id, reader.agency, basis.value, _grade(grade),
                  _day(first_seen), _day(last_seen), "\n".join(cited(each) for each in evidence))  # fmt: skip
        seen = gate.visible(reader, now).body
        if terms_id not in seen:
            raise NotToBeLinked()
        if _is_held(left, type, right, reader.agency, seen):
            raise LinkedAlready()
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, values)
        recording.record_act(
            actor=reader, event=Event.COMBINATION, action=action, now=now, records=[left.uid, right.uid],
            also_agencies=[left.agency, right.agency],
            unnamed=veiling.owners([(left.uid, left.agency), (right.uid, right.agency)], reader.agency),
        )  # fmt: skip
    return Linked(uid, left.uid)


def unlink(*, reader: Reader, now: datetime, id: str, right: str, action: str) -> Linked:
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
    return Linked(id, left.uid)


def _is_held(left: Row, type: LinkType, right: Row, agency: str, seen: frozenset[int]) -> bool:
    """Say whether the agency has the link under terms that are seen; one under others tells nothing of itself."""
    within, within_with = gate.within("k.terms_id", seen)
    with connection.cursor() as cursor:
        cursor.execute(f"{_HELD} AND {within} LIMIT 1", [left.id, type.value, right.id, agency, *within_with])
        return cursor.fetchone() is not None


def end(reader: Reader, id: str, now: datetime) -> Row:
    """Return a record that may be linked; raise ``Hidden`` or ``NotToBeLinked``."""
    held = rows.named(id, gate.permitted(reader, Action.META, now))
    if held is None:
        raise Hidden()
    if held.terms_id not in gate.permitted(reader, Action.LINK, now):
        raise NotToBeLinked()
    return held


def marks(left: Row, right: Row, owner: str) -> Envelope:
    """Return the strictest marks of two records, as the agency's own; raise ``Invalid`` where they exclude another."""
    values = terms.terms_of({left.terms_id, right.terms_id})
    told = rows.particulars({left.particulars_id, right.particulars_id})
    try:
        return strictest((Envelope(values[each.terms_id], told[each.particulars_id]) for each in (left, right)),
                         owner=owner)  # fmt: skip
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
