"""How requests to an owner are visited: asked for what opens and what is hidden, answered, ended, and looked up."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from tests.guard.asked import Visit, tempting
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import HANDLE, MARKET, SHARED

from bowstreet.casework.sharing.requests import asking
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal

NO_REQUEST = "01900000-0000-7000-8000-000000000000"
WHY = "Asked by the harness."


def _wanted(v: Visitor) -> str:
    """Return what the owner may be asked for by the visitor's role: a coordinator never reads identifiers."""
    return "disseminate" if v.role is Role.COORDINATOR else "identifiers"


def _asked_of(v: Visitor) -> str:
    """Return the id of a record of another agency whose owner has that to release."""
    return v.ids["south_lead" if v.role is Role.COORDINATOR else "east_seller"]


def _said(v: Visitor) -> dict[str, Any]:
    until = v.moment().date() + timedelta(days=v.pick.choice((0, 9)))
    return {"actions": [_wanted(v)], "until": until.isoformat(), "why": WHY}


def _made(v: Visitor) -> str:
    """Ask for what another agency opens in part; return the request's id, or that of the one before, else none's."""
    answer = v.api("POST", f"/records/{_asked_of(v)}/ask", _said(v))
    if answer.status == 201:
        return str(answer.json()["id"])
    listed = v.api("GET", "/requests")
    found = listed.json()["asked"] if listed.status == 200 else ()
    return str(found[0]["id"]) if found else NO_REQUEST


def _told(v: Visitor) -> str:
    """Return the id of a request that another agency makes for a record that the visitor opens to it now."""
    body = {"market": MARKET, "handle": f"{HANDLE}-{v.pick.choice('abc')}"}
    made = v.api("POST", "/records", {"kind": "vendor_account", "body": body, "envelope": SHARED})
    if made.status != 201:
        return NO_REQUEST
    asker = Reader("somebody", "south", Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS, case="S-3")
    with suppress(Refusal):
        until = v.moment().date() + timedelta(days=9)
        asking.ask(
            reader=asker, now=v.moment(), id=made.json()["id"], actions=["identifiers"], until=until, why="Whose is it?"
        )
    listed = v.api("GET", "/requests")
    found = listed.json()["to_answer"] if listed.status == 200 else ()
    return str(found[0]["id"]) if found else NO_REQUEST


def _some(v: Visitor) -> str:
    return v.pick.choice((_made(v), _told(v), NO_REQUEST, v.ids["hidden"]))


def _answer(v: Visitor) -> dict[str, Any]:
    return v.pick.choice((
        {"answer": "approved", "actions": ["identifiers"]}, {"answer": "declined", "said": "Not now."},
    ))  # fmt: skip


def _answered(v: Visitor) -> None:
    """Answer, and look at what came of it."""
    id = _told(v)
    v.api("POST", f"/requests/{id}/answer", _answer(v))
    v.api("GET", "/requests")
    v.api("GET", "/find")
    v.api("POST", f"/requests/{id}/withdraw")


REQUESTS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /requests": (lambda v: v.get("/requests"), lambda v: (_told(v), v.get("/requests"))),
    "page GET /requests/{id}": (
        lambda v: v.get(f"/requests/{_made(v)}"), lambda v: v.get(f"/requests/{_some(v)}")),
    "page GET /records/{id}/ask": (
        lambda v: v.get(f"/records/{_asked_of(v)}/ask"), lambda v: v.get(f"/records/{tempting(v)}/ask")),
    "page POST /records/{id}/ask": (
        lambda v: v.send(f"/records/{_asked_of(v)}/ask", _said(v)),
        lambda v: v.send(f"/records/{tempting(v)}/ask", _said(v)),
    ),
    "page POST /requests/{id}/answer": (
        lambda v: v.send(f"/requests/{_told(v)}/answer", _answer(v)),
        lambda v: v.send(f"/requests/{_some(v)}/answer", _answer(v)),
    ),
    "page POST /requests/{id}/withdraw": (
        lambda v: v.send(f"/requests/{_made(v)}/withdraw", {}), lambda v: v.send(f"/requests/{_some(v)}/withdraw", {}),
    ),
    "api GET /api/v1/requests": (lambda v: v.api("GET", "/requests"),),
    "api GET /api/v1/requests/{id}": (
        lambda v: v.api("GET", f"/requests/{_made(v)}"), lambda v: v.api("GET", f"/requests/{_some(v)}")),
    "api GET /api/v1/records/{id}/ask": (
        lambda v: v.api("GET", f"/records/{_asked_of(v)}/ask"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/ask"),
    ),
    "api POST /api/v1/records/{id}/ask": (
        lambda v: v.api("POST", f"/records/{_asked_of(v)}/ask", _said(v)),
        lambda v: v.api("POST", f"/records/{tempting(v)}/ask", _said(v)),
    ),
    "api POST /api/v1/requests/{id}/answer": (
        lambda v: v.api("POST", f"/requests/{_told(v)}/answer", _answer(v)),
        lambda v: v.api("POST", f"/requests/{_some(v)}/answer", _answer(v)),
        _answered,
    ),
    "api POST /api/v1/requests/{id}/withdraw": (
        lambda v: v.api("POST", f"/requests/{_made(v)}/withdraw"),
        lambda v: v.api("POST", f"/requests/{_some(v)}/withdraw"),
    ),
    "command run request new": (
        lambda v: v.command(
            f"request new {_asked_of(v)} --action {_wanted(v)} --until {_said(v)['until']} --why asked"
        ),
        lambda v: v.command(f"request new {tempting(v)} --action {_wanted(v)} --until {_said(v)['until']} --why asked"),
    ),
    "command run request list": (lambda v: v.command("request list"), lambda v: v.command("request list --json")),
    "command run request show": (
        lambda v: v.command(f"request show {_made(v)}"), lambda v: v.command(f"request show {_some(v)} --json")),
    "command run request answer": (
        lambda v: v.command(f"request answer {_told(v)} approved --action identifiers"),
        lambda v: v.command(f"request answer {_some(v)} declined --say 'Not now.'"),
    ),
    "command run request withdraw": (lambda v: v.command(f"request withdraw {_made(v)}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
