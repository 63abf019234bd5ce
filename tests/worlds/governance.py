"""Readers and terms that the tests of the gate start from; agencies are invented."""

from dataclasses import replace
from datetime import UTC, datetime

from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import HandlingCode, Scope, Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Membership, Reader, Role

NOW = datetime(2030, 5, 10, 12, tzinfo=UTC)
DAY = NOW.date()
EXCHANGE = Purpose.INFORMATION_EXCHANGE

OWNER = Reader("ann", "north", Role.SUPERVISOR, EXCHANGE)
OUTSIDER = Reader("eve", "far", Role.ANALYST, EXCHANGE)
MEMBER = Reader("dan", "west", Role.ANALYST, EXCHANGE, memberships=(Membership("jit", DAY, DAY),))

CLOSED = Terms("north", purposes=frozenset({EXCHANGE}))
SHARED = Terms("north", Scope.LEA, handling=frozenset({HandlingCode.H0}), tlp=Tlp.CLEAR, purposes=frozenset({EXCHANGE}))
GROUPED = replace(SHARED, scope=Scope.GROUP, group="jit", tlp=Tlp.AMBER)
