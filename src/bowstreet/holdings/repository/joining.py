"""The links of an import: kept by the keys of their two ends, joined once all its records are written."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from bowstreet.holdings.governance import terms
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.repository import composing
from bowstreet.holdings.repository.writing import Making
from bowstreet.vocabulary.drafts import Draft, DraftLink

_SLICE = 1_000

_KEEP = (
    "INSERT INTO repository_waitinglink (act, left_hash, right_hash, type, terms_id, basis, grade, first_on,"
    " last_on, cites) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (act, left_hash, type, right_hash) DO UPDATE SET"
    " first_on = CASE WHEN excluded.first_on <> '' AND (repository_waitinglink.first_on = ''"
    " OR excluded.first_on < repository_waitinglink.first_on)"
    " THEN excluded.first_on ELSE repository_waitinglink.first_on END,"
    " last_on = CASE WHEN excluded.last_on > repository_waitinglink.last_on"
    " THEN excluded.last_on ELSE repository_waitinglink.last_on END"
)
_WAITING = (
    "SELECT w.id, l.id, r.id, w.left_hash, w.right_hash, w.type, w.terms_id, w.basis, w.grade, w.first_on, w.last_on,"
    " w.cites FROM repository_waitinglink w LEFT JOIN repository_record l ON l.key_hash = w.left_hash"
    " LEFT JOIN repository_record r ON r.key_hash = w.right_hash WHERE w.act = %s ORDER BY w.id LIMIT %s"
)
_JOIN = (
    "INSERT INTO repository_link (uid, left_id, type, right_id, terms_id, agency, basis, grade, first_on,"
    " last_on, cites) SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s WHERE NOT EXISTS (SELECT 1"
    " FROM repository_link k JOIN governance_terms h ON h.id = k.terms_id WHERE k.left_id = %s AND k.type = %s"
    " AND k.right_id = %s AND k.agency = %s AND h.digest = (SELECT n.digest FROM governance_terms n WHERE n.id = %s))"
)
"""Each import holds its links under terms of its own; one of the same value has the link already."""


def keep(act: str, agency: str, written: Sequence[tuple[Making, Draft]], now: datetime) -> None:
    """Keep the links of some drafts until all ends are there, in the caller's transaction."""
    digests = {id: value.digest() for id, value in terms.terms_of({m.terms_id for m, _ in written}).items()}
    found = [
        _row(act, making, link, composing.key_hash(agency, link.kind, link.key, _within(link) or own))
        for making, draft in written
        for own in (digests[making.terms_id],)
        for link in draft.links
    ]
    if found:
        with connection.cursor() as cursor:
            cursor.executemany(_KEEP, found)


def join_waiting(act: str, agency: str, now: datetime) -> None:
    """Join the links that wait, slice by slice; one whose other end never came is left out."""
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_WAITING, [act, _SLICE])
            waiting = cursor.fetchall()
            if not waiting:
                return
            joined = [
                (chance.identifier(agency, f"{left_hash}:{type}:{right_hash}", now), left, type, right, terms_id,
                 agency, *rest, left, type, right, agency, terms_id)
                for _, left, right, left_hash, right_hash, type, terms_id, *rest in waiting
                if left is not None and right is not None and left != right
            ]  # fmt: skip
            cursor.executemany(_JOIN, joined)
            cursor.executemany("DELETE FROM repository_waitinglink WHERE id = %s", [(row[0],) for row in waiting])


def _within(link: DraftLink) -> str:
    """Return the digest of the terms of a link's other end, empty where they are those of its own end."""
    return link.within.terms.digest() if link.within else ""


def _row(act: str, making: Making, link: DraftLink, right_hash: str) -> tuple[str | int, ...]:
    return (
        act, making.key_hash, right_hash, link.type, making.terms_id, link.basis.value, str(link.grade or making.grade),
        _day(link.first_seen), _day(link.last_seen), "\n".join((*link.evidence, *link.cites)),
    )  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
