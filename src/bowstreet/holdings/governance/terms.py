"""Terms as rows: each value once, found by its digest, never changed; and the pending twins of imports."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import models, versions
from bowstreet.vocabulary import setting_apart
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.refusals import Refusal, Sort

_parsed: dict[str, Terms] = {}
"""Values by digest. A digest fits one value only, so this never grows stale; it is emptied when it grows large."""
_PARSED_LIMIT = 50_000


class NoSuchTwin(Refusal):
    """An import names terms that it does not hold pending."""

    sort = Sort.CONFLICT


def intern(terms: Terms, *, now: datetime) -> int:
    """Return the id of a value, recording it when it is new; only a new value raises the version counter."""
    found = id_of(terms)
    return found if found is not None else _add(terms, "", pending=False, now=now)


def id_of(terms: Terms) -> int | None:
    """Return the id of a value interned before, or None."""
    rows = models.Terms.objects.filter(digest=terms.digest(), act="")
    return rows.values_list("id", flat=True).first()


def twin(terms: Terms, act: str, now: datetime) -> int:
    """Return the id of the pending twin of a value for one act, the same id each time it is asked for.

    Raise ``NoSuchTwin`` when the act's twin has been opened already or the act has no name.
    """
    if not act:
        raise NoSuchTwin("An import needs a name before it holds terms pending.")
    held = models.Terms.objects.filter(digest=terms.digest(), act=act).values_list("id", "pending").first()
    if held is None:
        return _add(terms, act, pending=True, now=now)
    if not held[1]:
        raise NoSuchTwin("This import has been admitted already.")
    return int(held[0])


def twins(act: str) -> dict[int, Terms]:
    """Return the values of an act's pending twins by id."""
    return terms_of(models.Terms.objects.filter(act=act, pending=True).values_list("id", flat=True))


def open_twin(id: int) -> None:
    """Admit what was written under a twin, in the caller's transaction; raise ``NoSuchTwin`` if it is not pending."""
    with transaction.atomic():
        if not models.Terms.objects.filter(id=id, pending=True).update(pending=False):
            raise NoSuchTwin("This import is not pending.")
        versions.raise_()


def withdraw_twin(id: int, *, now: datetime) -> None:
    """Have what was admitted under a twin count as pending, in the caller's transaction: from now on nobody sees it."""
    if models.Terms.objects.filter(id=id, pending=False).exclude(act="").exists():
        models.Withdrawn.objects.get_or_create(terms_id=id, defaults={"at": now})
        versions.raise_()


def drop_twin(id: int) -> None:
    """Remove a pending twin after what was written under it is gone; raise ``NoSuchTwin`` if it is not pending."""
    with transaction.atomic():
        withdrawn = models.Withdrawn.objects.filter(terms_id=id).delete()[0]
        if not models.Terms.objects.filter(Q(pending=True) | Q(id=id if withdrawn else 0), id=id).delete()[0]:
            raise NoSuchTwin("This import is not pending.")
        versions.raise_()


def terms_of(ids: Iterable[int]) -> dict[int, Terms]:
    """Return the values of some ids as they are told, pending ones too; unknown ids are left out."""
    return {id: value for id, (value, _) in look_up(ids).items()}


def look_up(ids: Iterable[int]) -> dict[int, tuple[Terms, bool]]:
    """Return for each known id its value as it is told and whether it is pending, read from the database now."""
    return {id: (setting_apart.told(value), pending) for id, (value, pending) in decisive(ids).items()}


def decisive(ids: Iterable[int]) -> dict[int, tuple[Terms, bool]]:
    """Return the same as the gate decides on it: what is set apart is.

    For decisions alone. Whatever is shown, carried, copied or marked anew is made of what ``look_up`` tells.
    """
    wanted = json.dumps(sorted(set(ids)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, digest, value, pending OR w.at IS NOT NULL FROM governance_terms"  # noqa: S608
            f" LEFT JOIN governance_withdrawn w ON w.terms_id = id WHERE id {dialect.IN_NUMBERS}",
            [wanted],
        )
        return {id: (_read(digest, value), bool(pending)) for id, digest, value, pending in cursor.fetchall()}


def open_rows() -> dict[int, str]:
    """Return the digests of all values that are not pending, by id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, digest FROM governance_terms WHERE NOT pending"
            " AND id NOT IN (SELECT terms_id FROM governance_withdrawn)"
        )
        return dict(cursor.fetchall())


def values(rows: dict[int, str]) -> dict[str, Terms]:
    """Return the values of some rows (digests by id) by digest, as the gate decides on them.

    Only what this process has not read before is read.
    """
    held = {digest: _parsed[digest] for digest in rows.values() if digest in _parsed}
    fresh = decisive(id for id, digest in rows.items() if digest not in held)
    return held | {rows[id]: value for id, (value, _) in fresh.items()}


def _read(digest: str, value: str) -> Terms:
    known = _parsed.get(digest)
    if known is None:
        known = setting_apart.read(value)
        if len(_parsed) >= _PARSED_LIMIT:
            _parsed.clear()
        _parsed[digest] = known
    return known


def _add(terms: Terms, act: str, *, pending: bool, now: datetime) -> int:
    value = {"value": terms.as_json(), "pending": pending, "made_at": now}
    with transaction.atomic():
        row, added = models.Terms.objects.get_or_create(digest=terms.digest(), act=act, defaults=value)
        if added and not pending:
            versions.raise_()
        return row.id
