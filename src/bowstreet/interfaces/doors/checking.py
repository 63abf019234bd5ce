"""The doors of the paste box: check many identifiers at once, and record the unknown ones."""

from typing import Any

from pydantic import Field

from bowstreet.casework.deconfliction import asking
from bowstreet.holdings.repository import checking, gathering
from bowstreet.holdings.repository.checking import CheckPage
from bowstreet.holdings.repository.gathering import Gathered
from bowstreet.interfaces.doors.audience import GATHERERS, RECORD_READERS
from bowstreet.interfaces.doors.door import Door, Form


class Check(Form):
    """Any text in which identifiers stand, defanged or not, typed or not, and which of them to answer."""

    text: str = Field(min_length=1, max_length=checking.LONGEST)
    first: int = Field(0, ge=0, le=checking.LONGEST)
    limit: int = Field(checking.MOST, ge=1, le=checking.MOST_READ)


class Gather(Form):
    """Identifiers to record, each as ``TYPE:VALUE``, alone or in lines, and what of the standing envelope differs."""

    chosen: tuple[str, ...] = Field(min_length=1, max_length=checking.MOST)
    envelope: dict[str, Any] = Field(default_factory=dict)


DOORS = (
    Door(
        "check.blank",
        "Paste identifiers to check them",
        checking.blank,
        answer=CheckPage,
        web="/check",
        page="check.html",
        roles=RECORD_READERS,
    ),
    Door(
        "check",
        "Check the identifiers of a text: held by another agency, known, unknown, or none",
        asking.check,
        Check,
        CheckPage,
        method="POST",
        web="/check",
        api="/check",
        page="check.html",
        roles=RECORD_READERS,
        takes_case=True,
        command="check",
        most=12 << 20,
    ),
    Door(
        "check.record",
        "Record identifiers that are unknown, in one act",
        gathering.gather,
        Gather,
        Gathered,
        method="POST",
        creates=True,
        web="/check/records",
        api="/check/records",
        page="check_recorded.html",
        roles=GATHERERS,
    ),
)
