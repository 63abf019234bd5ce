"""Entering a look-up: on disk before its answer is served; if it cannot be written, nothing is served."""

import json
import os
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from bowstreet.holdings.ledger import keys, lookups, quotas, stores, touching
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.holdings.ledger.recording import What, fields_of
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

PATIENCE = 10.0
ENTERED, OVER, FAILED = b"+", b"=", b"-"
"""What the appender answers: on disk, more than a quota, not written."""

_own = threading.local()


class QuotaSpent(Refusal):
    """More identifiers of a type were asked for than may be in a day."""

    sort = Sort.TOO_MUCH

    def __init__(self, type: str, most: int, left: int) -> None:
        """Say which type, how many may be asked for, and how many are left."""
        super().__init__(
            f"Your agency may ask for {most:,} identifiers of the type {type} in a day (UTC), and {left:,} are left"
            " today. Nothing was looked up. Ask for fewer, or tomorrow: the less a value is a secret, the fewer of its"
            " kind may be tried."
        )


class LedgerUnavailable(Refusal):
    """The look-up could not be entered, so it is not answered."""

    sort = Sort.UNAVAILABLE

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("The ledger cannot be written just now, so nothing is shown. Nothing is lost; try again.")


def note(  # noqa: PLR0913
    *,
    actor: Reader,
    event: Event,
    action: str,
    now: datetime,
    records: Sequence[str] = (),
    count: int | None = None,
    result: Result = Result.PERMIT,
    query: str | None = None,
    reason: str | None = None,
    touched: Sequence[tuple[str, str]] = (),
    policy: str = "",
    told: Mapping[str, Any] | None = None,
    spends: quotas.Spends | None = None,
) -> None:
    """Enter a look-up and return once it is on disk; raise ``LedgerUnavailable`` if it cannot be.

    ``policy`` is the id of the agreement under which something was looked at.
    ``query`` is sealed to the agency's key; ``touched``, (record, agency) pairs of other agencies, to the node's
    followers, who enter them in the owners' trees. A look-up with a query seals pairs even when there are none, so
    that a hit and a miss cost the same. After a lost answer a look-up may be entered twice, never not at all.
    ``told`` is sealed with them, for a room above that reacts. ``spends`` says of each type how many identifiers are
    asked for, and how many may be in a day: raise ``QuotaSpent`` where that is too much, and enter that it was refused.
    """
    what = What(event, action, records, (), count, result, policy=policy)
    try:
        fields = fields_of(actor, what, now, own=True, reason=reason)
        if query:
            fields["query"] = keys.seal(actor.agency, query)
        sealed = touching.sealed(actor.agency, fields, touched, told) if touched or query or told else b""
        asked = lookups.Note(actor.agency, now, fields, sealed, spends or {})
        if write(asked):
            return
        denied = fields_of(actor, replace(what, result=Result.DENY, records=()), now, own=True, reason=reason)
        write(lookups.Note(actor.agency, now, denied))
        with lookups.reading() as store:
            spent = quotas.over(store, quotas.Asker(actor.agency, actor.officer, now), asked.spends)
    except (OSError, stores.lookups.ERROR, DatabaseError):
        raise LedgerUnavailable() from None
    raise QuotaSpent(*spent or ("", 0, 0))


def socket_path() -> Path:
    """Return where the appender listens."""
    return Path(settings.STATE) / "lookups.sock"


def write(item: lookups.Note | lookups.Passed) -> bool:
    """Have an item written by the appender, or write it under the store's lock where none listens.

    False where it would spend more than a quota. Raise ``OSError`` or the store's ``ERROR`` when it is not on disk
    after ``PATIENCE`` seconds.
    """
    until = time.monotonic() + PATIENCE
    while (answer := _send(item)) is None:
        with lookups.writers_lock(wait=False) as mine:
            if mine:
                return _write_alone(item)
        if time.monotonic() > until:
            raise OSError("Another writer holds the look-up store.")
        time.sleep(0.001)
    return answer


def _write_alone(item: lookups.Note | lookups.Passed) -> bool:
    try:
        return lookups.write(lookups.kept("writing"), [item])[0]
    except stores.lookups.ERROR:
        with suppress(stores.lookups.ERROR):
            lookups.close()
        raise


def _send(item: lookups.Note | lookups.Passed) -> bool | None:
    """Hand an item to the appender and wait for its answer; None when there is no appender."""
    for attempt in (1, 2):
        channel = _channel(fresh=attempt == 2)
        if channel is None:
            return None
        try:
            channel.sendall(_frame(item))
            answer = channel.recv(1)
        except TimeoutError:
            _drop()
            raise
        except OSError:
            answer = b""
        if answer in (ENTERED, OVER):
            return answer == ENTERED
        _drop()
        if answer == FAILED:
            raise OSError("The appender could not write.")
    return None


def _frame(item: lookups.Note | lookups.Passed) -> bytes:
    plain = (
        [item.place]
        if isinstance(item, lookups.Passed)
        else [item.agency, item.at.isoformat(), item.fields, item.sealed.hex(), dict(item.spends)]
    )
    body = json.dumps(plain).encode()
    return len(body).to_bytes(4, "big") + body


def _channel(*, fresh: bool) -> socket.socket | None:
    kept: socket.socket | None = getattr(_own, "channel", None)
    mine = (os.getpid(), str(socket_path()))
    if kept is not None and not fresh and getattr(_own, "place", None) == mine:
        return kept
    if not socket_path().exists():
        return None
    channel = socket.socket(socket.AF_UNIX)
    channel.settimeout(PATIENCE)
    try:
        channel.connect(str(socket_path()))
    except OSError:
        channel.close()
        return None
    _drop()
    _own.channel, _own.place = channel, mine
    return channel


def _drop() -> None:
    kept: socket.socket | None = getattr(_own, "channel", None)
    if kept is not None:
        kept.close()
        _own.channel = None
