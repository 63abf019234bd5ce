"""The table of doors: every address with an officer behind it, room by room, in the order in which they are told."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from bowstreet.interfaces.doors.door import Door

_ROOMS = (
    "home", "notices", "finding", "checking", "blind", "deconfliction", "operations", "planning", "covering", "joint",
    "leads", "records", "requests", "correcting", "delegating", "editing", "intake", "sharing", "agreements",
    "collections", "peers", "library", "behaviours", "tools", "experts", "situation", "ledger", "people", "agencies",
)  # fmt: skip
"""By name: a command asks for one door, and loading all rooms takes as long as all else that it loads."""


@cache
def every() -> tuple[Door, ...]:
    """Return all doors."""
    return tuple(_each())


@cache
def door(name: str) -> Door:
    """Return the door of a name, no more rooms loaded than need be; raise ``KeyError`` for an unknown one."""
    found = next((each for each in _each() if each.name == name), None)
    if found is None:
        raise KeyError(name)
    return found


def _each() -> Iterator[Door]:
    for room in _ROOMS:
        yield from import_module(f"bowstreet.interfaces.doors.{room}").DOORS
