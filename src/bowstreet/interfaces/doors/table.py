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
    experts,
    finding,
    home,
    intake,
    joint,
    ledger,
    library,
    operations,
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
    *operations.DOORS,
    *planning.DOORS,
    *covering.DOORS,
    *joint.DOORS,
    *records.DOORS,
    *editing.DOORS,
    *intake.DOORS,
    *sharing.DOORS,
    *agreements.DOORS,
    *collections.DOORS,
    *peers.DOORS,
    *library.DOORS,
    *experts.DOORS,
    *ledger.DOORS,
    *people.DOORS,
    *agencies.DOORS,
)


def door(name: str) -> Door:
    """Return the door of a name; raise ``KeyError`` for an unknown one."""
    return {each.name: each for each in DOORS}[name]
