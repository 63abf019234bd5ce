"""The act of judging two records: one thing, not one thing, or nobody can say. The last word of an agency stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import citing, connecting, denying, veiling
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import judging
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

LONGEST_NOTE = 4_000

_LAST = (
    "SELECT uid, verdict, note, cites, terms_id FROM repository_judgement"
    " WHERE left_id = %s AND right_id = %s AND agency = %s ORDER BY id DESC LIMIT 1"
)
_INSERT = (
    "INSERT INTO repository_judgement (uid, left_id, right_id, verdict, terms_id, agency, by, at, note, cites,"
    " supersedes) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


class JudgedSo(Refusal):
    """The agency's last word on the two records is the same, for the same reasons."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This is your agency’s judgement of the two records already.")


@dataclass(frozen=True)
class Judged:
    """The id of a new judgement, the record it was made from, and the judgement in whose place it stands."""

    id: str
    record: str
    supersedes: str | None


def judge(  # noqa: PLR0913
    *, reader: Reader, now: datetime, id: str, other: str, verdict: Verdict, note: str = "",
    evidence: Sequence[str] = (), source: str = "",
) -> Judged:  # fmt: skip
    """Hold that two records are one thing, are not, or that nobody can say, in the place of what one's agency held.

    A judgement carries the strictest marks of both records; the agencies of both find it in their ledgers. Without a
    reason there is none: give a note or evidence, each line of it what ``citing.accepted`` takes. ``source`` is a line
    of the node's own, on where a judgement was taken over from. Raise ``Hidden`` where a record may not be seen,
    ``NotToBeLinked`` where it may not be linked, ``JudgedSo`` where nothing would change. What the reader may not see
    of what the agency held is superseded like any other, and tells nothing of itself.
    """
    gate.wants_purpose(reader)
    said, lines = note.strip()[:LONGEST_NOTE], [connecting.cited(each) for each in (*evidence, *filter(None, [source]))]
    if not said and not lines:
        raise Invalid("Say what the judgement rests on: a note or evidence.")
    with denying.denied(reader, "record.judge", now, citing.NoEvidence), transaction.atomic():
        ends = [connecting.end(reader, each, now) for each in (id, other)]
        left, right = sorted(ends, key=lambda row: row.id)
        if left.id == right.id:
            raise Invalid("A record is not judged against itself.")
        _may_be_one(left, right)
        named = len(evidence)
        cites = "\n".join((*(citing.accepted(reader, each, now) for each in lines[:named]), *lines[named:]))
        before = _last(left, right, reader.agency)
        is_seen = before is not None and before[4] in gate.visible(reader, now).body
        if before and is_seen and before[1:4] == (verdict.value, said, cites):
            raise JudgedSo()
        marked = connecting.marks(left, right, reader.agency)
        uid = chance.identifier(reader.agency, f"judgement:{left.uid}:{right.uid}:{before[0] if before else ''}", now)
        values = (uid, left.id, right.id, verdict.value, terms.intern(marked.terms, now=now), reader.agency,
                  reader.officer, connection.ops.adapt_datetimefield_value(now), said, cites,
                  before[0] if before else "")  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, values)
        recording.record_act(
            actor=reader, event=Event.COMBINATION, action="record.judge", now=now, records=[left.uid, right.uid],
            also_agencies=[left.agency, right.agency],
            unnamed=veiling.owners([(left.uid, left.agency), (right.uid, right.agency)], reader.agency),
        )  # fmt: skip
    return Judged(uid, ends[0].uid, before[0] if before and is_seen else None)


def _may_be_one(left: Row, right: Row) -> None:
    if not judging.may_be_one(left.kind, right.kind):
        one, other = (catalogue.kind(each.kind).label for each in (left, right))
        raise Invalid(f"{one} and {other} cannot be one thing: link them instead.")


def _last(left: Row, right: Row, agency: str) -> tuple[str, str, str, str, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [left.id, right.id, agency])
        row = cursor.fetchone()
        return tuple(row) if row else None
