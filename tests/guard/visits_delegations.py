"""How delegations are visited: given of what is one's own and of what is hidden, used, ended, and listed."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tests.guard.asked import Visit, tempting
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import HANDLE, MARKET, OWN

from bowstreet.casework.sharing.delegations import delegating
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal

NO_DELEGATION = "01900000-0000-7000-8000-000000000000"
_MARKS = {**OWN, "scope": "NAMED", "recipients": ["south"]}


def _said(v: Visitor, record: str) -> dict[str, Any]:
    return {"record": record, "agency": "south", "receivers": ["east"], "until": v.moment().date().isoformat()}


def _own(v: Visitor) -> str:
    """Record a seller that is named to south, and return its id; that of none where the visitor records none."""
    body = {"market": MARKET, "handle": f"{HANDLE}-{v.pick.choice('pqr')}"}
    made = v.api("POST", "/records", {"kind": "vendor_account", "body": body, "envelope": _MARKS})
    return str(made.json()["id"]) if made.status == 201 else NO_DELEGATION


def _given(v: Visitor) -> str:
    """Let south publish a seller of one's own to east; return the delegation's id, or that of none."""
    answer = v.api("POST", "/delegations", _said(v, _own(v)))
    return str(answer.json()["id"]) if answer.status == 201 else NO_DELEGATION


def _held(v: Visitor) -> str:
    """Have south let north publish its seller to east; return the delegation's id, or that of none."""
    giver = Reader("somebody", "south", Role.SUPERVISOR, Purpose.OPERATIONAL_ANALYSIS)
    asked = {"record": v.ids["south_seller"], "agency": "north", "receivers": ["east"]}
    with suppress(Refusal):
        return delegating.give(reader=giver, now=v.moment(), until=v.moment().date(), **asked).id
    return NO_DELEGATION


DELEGATIONS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /delegations": (lambda v: v.get("/delegations"), lambda v: (_held(v), v.get("/delegations"))[1]),
    "page POST /delegations": (
        lambda v: v.send("/delegations", _said(v, _own(v))), lambda v: v.send("/delegations", _said(v, tempting(v))),
    ),
    "page POST /delegations/{id}/publish": (
        lambda v: v.send(f"/delegations/{_held(v)}/publish", {"receivers": ["east"]}),
        lambda v: v.send(f"/delegations/{NO_DELEGATION}/publish", {"receivers": ["east"]}),
    ),
    "page POST /delegations/{id}/end": (
        lambda v: v.send(f"/delegations/{_given(v)}/end", {}),
        lambda v: v.send(f"/delegations/{NO_DELEGATION}/end", {}),
    ),
    "api GET /api/v1/delegations": (
        lambda v: v.api("GET", "/delegations"), lambda v: (_given(v), v.api("GET", "/delegations"))[1],
    ),
    "api POST /api/v1/delegations": (
        lambda v: v.api("POST", "/delegations", _said(v, _own(v))),
        lambda v: v.api("POST", "/delegations", _said(v, tempting(v))),
    ),
    "api POST /api/v1/delegations/{id}/publish": (
        lambda v: v.api("POST", f"/delegations/{_held(v)}/publish", {"receivers": ["east"]}),
        lambda v: v.api("POST", f"/delegations/{NO_DELEGATION}/publish", {"receivers": ["east"]}),
    ),
    "api POST /api/v1/delegations/{id}/end": (
        lambda v: v.api("POST", f"/delegations/{_given(v)}/end"),
        lambda v: v.api("POST", f"/delegations/{NO_DELEGATION}/end"),
    ),
    "command run delegation list": (
        lambda v: v.command("delegation list"), lambda v: v.command("delegation list --json"),
    ),
    "command run delegation give": (
        lambda v: v.command(f"delegation give {_own(v)} south --to east --until {v.moment().date()}"),
        lambda v: v.command(f"delegation give {tempting(v)} south --to east --until {v.moment().date()}"),
    ),
    "command run delegation publish": (lambda v: v.command(f"delegation publish {_held(v)} --to east"),),
    "command run delegation end": (lambda v: v.command(f"delegation end {_given(v)}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
