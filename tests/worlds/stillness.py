"""Everything that is otherwise new each time, out of a seed: clock, ids, salts, session keys, CSRF, process figures.

Two worlds that are asked the same under one seed may differ in nothing but what is stored in them.
"""

import functools
import hashlib
import secrets
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any
from unittest import mock

import allauth.mfa.recovery_codes.internal.auth as recovery
import allauth.mfa.totp.internal.auth as totp
import django.http.response
import django.utils.crypto
from nacl.public import PrivateKey
from prometheus_client import REGISTRY

from bowstreet.casework.intake import admitting, counting, lodging, reading, working
from bowstreet.holdings.ledger import chance, keys
from bowstreet.interfaces.cli import asking, examining
from bowstreet.interfaces.cli import working as command_working
from bowstreet.interfaces.doors import clock

READ_THE_CLOCK = (admitting, counting, lodging, reading, working, asking, command_working)
"""The modules that ask the machine for the time themselves, because no door stands before them."""


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._step = timedelta(seconds=1)

    def __call__(self) -> datetime:
        return self.at

    def move(self, to: datetime) -> None:
        self.at = to

    def tick(self) -> datetime:
        """Go on by a second, unless it was told to stand, and return the moment."""
        self.at += self._step
        return self.at

    def stand(self, at: datetime) -> None:
        """Show one moment from now on, however often it is asked to go on."""
        self.at, self._step = at, timedelta()


class SeededSecrets:
    """The part of ``secrets`` that Django and allauth use, out of a seed; it counts its calls, as a session does."""

    compare_digest = staticmethod(secrets.compare_digest)

    def __init__(self, seed: bytes) -> None:
        self._seed, self._calls = seed, 0

    def token_bytes(self, length: int = 32) -> bytes:
        self._calls += 1
        return hashlib.shake_256(self._seed + self._calls.to_bytes(8, "big")).digest(length)

    def token_hex(self, length: int = 32) -> str:
        return self.token_bytes(length).hex()

    def choice(self, some: Sequence[Any]) -> Any:
        return some[int.from_bytes(self.token_bytes(8), "big") % len(some)]


def showing(at: datetime) -> type[datetime]:
    """Return the class of datetimes whose now is a moment."""
    return _held(Clock(at))


def _held(moment: Clock) -> type[datetime]:
    class Held(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return moment.at.astimezone(tz)

    return Held


@functools.cache
def _figures() -> dict[Any, list[Any]]:
    """What the process's own collectors said once: memory, garbage and seconds of this process, not of a world."""
    return {each: list(each.collect()) for each in list(REGISTRY._collector_to_names) if _of_process(each)}


def _of_process(collector: Any) -> bool:
    return type(collector).__module__.startswith("prometheus_client.") and "Collector" in type(collector).__name__


@contextmanager
def still(seed: str, moment: Clock) -> Iterator[None]:
    """Take time and chance from here for a while."""
    raw = hashlib.sha256(seed.encode()).digest()
    django_secrets = SeededSecrets(raw)
    seconds = types.SimpleNamespace(time=lambda: moment.at.timestamp())
    with ExitStack() as held:
        held.enter_context(clock.held(moment))
        held.enter_context(chance.use(chance.SeededChance(raw)))
        for module in (django.utils.crypto, totp, recovery):
            held.enter_context(mock.patch.object(module, "secrets", django_secrets))
        held.enter_context(mock.patch.object(keys, "agency_keys", _agency_keys))
        held.enter_context(mock.patch.object(django.http.response, "time", seconds))
        held.enter_context(mock.patch.object(examining, "shutil", types.SimpleNamespace(disk_usage=_disk)))
        for module in READ_THE_CLOCK:
            held.enter_context(mock.patch.object(module, "datetime", _held(moment)))
        for collector, told in _figures().items():
            held.enter_context(mock.patch.object(collector, "collect", _returning(told)))
        yield


def _agency_keys() -> tuple[str, str]:
    private = PrivateKey(hashlib.sha256(chance.secret(32).encode()).digest())
    return bytes(private.public_key).hex(), bytes(private).hex()


def _disk(folder: Any) -> Any:
    return types.SimpleNamespace(free=100_000_000_000)


def _returning(told: list[Any]) -> Callable[[], list[Any]]:
    return lambda: told
