"""Entering an act: in the transaction of the act itself, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from django.db import connection

from bowstreet.holdings.ledger import chance, entries, keys, tree
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.vocabulary.readers import Reader

STORE = "acts"
NOBODY_UNNAMED: Final[Mapping[str, str]] = MappingProxyType({})


class OutsideTransaction(RuntimeError):
    """An act was entered outside the transaction of what it did."""


@dataclass(frozen=True)
class What:
    """What an entry says beside who and when."""

    event: Event
    action: str
    records: Sequence[str] = ()
    versions: Sequence[int] = ()
    count: int | None = None
    result: Result = Result.PERMIT
    recipients: Sequence[str] = ()
    bulk_root: str | None = None
    policy: str = ""
    losses: Sequence[str] = ()


def record_act(  # noqa: PLR0913
    *,
    actor: Reader,
    event: Event,
    action: str,
    now: datetime,
    records: Sequence[str] = (),
    versions: Sequence[int] = (),
    count: int | None = None,
    result: Result = Result.PERMIT,
    recipients: Sequence[str] = (),
    reason: str | None = None,
    bulk_root: str | None = None,
    agency: str | None = None,
    policy: str = "",
    also_agencies: Sequence[str] = (),
    losses: Sequence[str] = (),
    unnamed: Mapping[str, str] = NOBODY_UNNAMED,
) -> int:
    """Enter an act and return its number in the agency's act store, from 1 without gaps.

    ``records`` are ids, ``bulk_root`` the Merkle root over the ids of a bulk act; ``reason`` is sealed to the agency's
    key. ``losses`` are what found no home in a document, each as ``part:why:count``. ``also_agencies`` own what the act
    touched: each gets an entry of its own. An entry in the tree of another agency than the actor's goes without
    session, case and reason, and without officer, agency and role in that of one among ``unnamed``, which says of each
    through which group it was touched. Raise ``OutsideTransaction`` unless the caller holds one, ``entries.NotACode``
    for content in clear.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("An act and its entry share a transaction.")
    owner = agency or actor.agency
    what = What(event, action, records, versions, count, result, recipients, bulk_root, policy, losses)
    numbers = []
    for each in (owner, *sorted({*also_agencies} - {owner})):
        fields = fields_of(actor, what, now, own=each == actor.agency, reason=reason)
        numbers.append(append(each, without_name(fields, unnamed[each]) if each in unnamed else fields, now))
    return numbers[0]


def without_name(fields: Mapping[str, Any], group: str) -> dict[str, Any]:
    """Return the fields of an entry for an owner who may not know which member of a group it was."""
    return {**fields, "actor": "", "actor_agency": "", "role": "", "recipients": [group]}


def fields_of(actor: Reader, what: What, now: datetime, *, own: bool, reason: str | None = None) -> dict[str, Any]:
    """Return the fields of an entry; session, case and sealed reason only in the actor's own agency's tree."""
    entries.require_codes([actor.officer, what.action, what.policy, what.bulk_root or "", *what.records])
    entries.require_codes([*what.recipients, *what.losses])
    fields: dict[str, Any] = {
        "at": entries.stamp(now),
        "actor": actor.officer,
        "actor_agency": actor.agency,
        "role": str(actor.role),
        "purpose": str(actor.purpose or ""),
        "event": str(what.event),
        "action": what.action,
        "records": list(what.records),
        "versions": list(what.versions),
        "count": len(what.records) if what.count is None else what.count,
        "result": str(what.result),
        "recipients": list(what.recipients),
        "policy": what.policy,
    }
    if what.bulk_root:
        fields["bulk_root"] = what.bulk_root
    if what.losses:
        fields["losses"] = list(what.losses)
    if own:
        fields |= _of_session(actor, reason)
    return fields


def _of_session(actor: Reader, reason: str | None) -> dict[str, str]:
    case, why = actor.case or "", reason or actor.reason or ""
    if not entries.is_reference(case):
        why, case = "\n".join(filter(None, (case, why))), ""
    fields = {"session": actor.session, "case": case}
    return fields | {"reason": keys.seal(actor.agency, why)} if why else fields


def append(agency: str, fields: dict[str, Any], now: datetime) -> int:
    """Write an entry at the end of an agency's act store, inside the caller's transaction, and return its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_head (agency, number, chain) VALUES (%s, 1, %s)"
            " ON CONFLICT (agency) DO UPDATE SET number = ledger_head.number + 1 RETURNING number, chain",
            [agency, entries.FIRST_CHAIN],
        )
        row = cursor.fetchone()
        number = int(row[0])
        body, salt = entries.placed(fields, STORE, agency, number), chance.salt(agency, STORE, number)
        chain = entries.next_chain(bytes(row[1]), tree.hash_leaf(salt, body.encode()))
        cursor.execute(
            "INSERT INTO ledger_act (agency, number, at, event, officer, body, salt, chain)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [agency, number, connection.ops.adapt_datetimefield_value(now), fields["event"], fields["actor"], body,
             salt, chain],
        )  # fmt: skip
        cursor.execute("UPDATE ledger_head SET chain = %s WHERE agency = %s", [chain, agency])
    return number
