"""The table of doors: every address with an officer behind it, in one tuple."""

from bowstreet.interfaces.doors import (
    agencies,
    agreements,
    blind,
    checking,
    collections,
    covering,
    deconfliction,
    editing,
    finding,
    home,
    intake,
    ledger,
    library,
    peers,
    people,
    planning,
    records,
    sharing,
)
from bowstreet.interfaces.doors.door import Door

DOORS: tuple[Door, ...] = (
    *home.DOORS,
    *finding.DOORS,
    *checking.DOORS,
    *blind.DOORS,
    *deconfliction.DOORS,
    *planning.DOORS,
    *covering.DOORS,
    *records.DOORS,
    *editing.DOORS,
    *intake.DOORS,
    *sharing.DOORS,
    *agreements.DOORS,
    *collections.DOORS,
    *peers.DOORS,
    *library.DOORS,
    *ledger.DOORS,
    *people.DOORS,
    *agencies.DOORS,
)


def door(name: str) -> Door:
    """Return the door of a name; raise ``KeyError`` for an unknown one."""
    return {each.name: each for each in DOORS}[name]
