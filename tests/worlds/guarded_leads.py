"""Leads in the world of the leak harness: one of each of two agencies, opened to the other."""

from datetime import datetime, timedelta
from typing import Any

from bowstreet.casework.operations.leads import passing
from bowstreet.holdings.repository import recording
from bowstreet.vocabulary.readers import Reader


def record(north: Reader, south: Reader, now: datetime, envelope: dict[str, Any]) -> dict[str, str]:
    """Record both and return their ids by the names of the harness; south hands its own over to north."""
    made = {}
    for asker, other, of in ((north, "south", "own"), (south, "north", "south")):
        body = {"title": "Seller at the quay", "country": "NL", "summary": "Ships in plain parcels.", "reference": of}
        shared = {**envelope, "scope": "NAMED", "recipients": [other]}
        made[f"{of}_lead"] = recording.record(reader=asker, now=now, kind="lead", body=body, envelope=shared).id
    passing.hand_over(
        reader=south, now=now, id=made["south_lead"], to="north", authority="The prosecutor", asked="identified",
        due_on=now.date() + timedelta(days=9),
    )  # fmt: skip
    return made
