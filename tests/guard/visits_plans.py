"""How planned actions and personas are visited: those of the visitor, and one that is not there."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.guard.asked import Visit
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import HANDLE, MAIL

NO_PLAN = "01900000-0000-7000-8000-000000000000"


def _new(v: Visitor) -> dict[str, Any]:
    """Return a plan at one of few places, so that plans meet."""
    begins = v.moment() + timedelta(hours=v.pick.choice((1, 2, 30)))
    where = v.pick.choice((
        {"kind": "market", "place": "Lantern Market"},
        {"kind": "account", "place": "Lantern Market:lampwright"},
        {"kind": "area", "place": "Quay 1", "latitude": 52.0, "longitude": 4.0, "metres": 500},
    ))  # fmt: skip
    said = {"title": "A test purchase", "since": begins.isoformat(), "until": (begins + timedelta(hours=3)).isoformat()}
    return {**said, **where}


def _made(v: Visitor) -> str:
    """Plan an action and return its id; that of none where the visitor may not."""
    answer = v.api("POST", "/plans", _new(v))
    return str(answer.json()["id"]) if answer.status == 201 else NO_PLAN


def _some(v: Visitor) -> str:
    return v.pick.choice((_made(v), NO_PLAN))


def _as_options(v: Visitor) -> str:
    said = _new(v)
    at = f" --at {said['latitude']} {said['longitude']} {said['metres']}" if "metres" in said else ""
    return f"'{said['title']}' {said['kind']} '{said['place']}' --since {said['since']} --until {said['until']}{at}"


def _persona(v: Visitor) -> dict[str, Any]:
    """Return a persona under an identifier that is held, hidden, or nobody's."""
    named = v.pick.choice((MAIL, f"handle:Lantern Market:{HANDLE}", "handle:Lantern Market:nobody"))
    return {"label": "The quay", "identifiers": named}


def _entered(v: Visitor) -> str:
    """Enter a persona and return its id; that of none where the visitor may not."""
    answer = v.api("POST", "/personas", _persona(v))
    return str(answer.json()["personas"][-1]["id"]) if answer.status == 201 else NO_PLAN


PERSONAS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /deconfliction/personas": (
        lambda v: v.get("/deconfliction/personas"), lambda v: (_entered(v), v.get("/deconfliction/personas"))),
    "page POST /deconfliction/personas": (lambda v: v.send("/deconfliction/personas", _persona(v)),),
    "page POST /deconfliction/personas/{id}/end": (
        lambda v: v.send(f"/deconfliction/personas/{_entered(v)}/end", {}),
        lambda v: v.send(f"/deconfliction/personas/{NO_PLAN}/end", {}),
    ),
    "api GET /api/v1/personas": (
        lambda v: v.api("GET", "/personas"), lambda v: (_entered(v), v.api("GET", "/personas"))),
    "api POST /api/v1/personas": (lambda v: v.api("POST", "/personas", _persona(v)),),
    "api POST /api/v1/personas/{id}/end": (
        lambda v: v.api("POST", f"/personas/{_entered(v)}/end"), lambda v: v.api("POST", f"/personas/{NO_PLAN}/end")),
    "command run persona list": (
        lambda v: v.command("persona list"), lambda v: (_entered(v), v.command("persona list --json"))),
    "command run persona new": (
        lambda v: v.command(f"persona new 'The quay' --identifier '{_persona(v)['identifiers']}'"),),
    "command run persona end": (lambda v: v.command(f"persona end {_entered(v)}"),),
}  # fmt: skip
"""Likewise, of personas."""

PLANS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /deconfliction/plans": (
        lambda v: v.get("/deconfliction/plans"), lambda v: v.get("/deconfliction/plans?which=over")),
    "page GET /deconfliction/plans/new": (lambda v: v.get("/deconfliction/plans/new"),),
    "page POST /deconfliction/plans/new": (lambda v: v.send("/deconfliction/plans/new", _new(v)),),
    "page GET /deconfliction/plans/{id}": (
        lambda v: v.get(f"/deconfliction/plans/{_made(v)}"), lambda v: v.get(f"/deconfliction/plans/{_some(v)}")),
    "page POST /deconfliction/plans/{id}/off": (
        lambda v: v.send(f"/deconfliction/plans/{_made(v)}/off", {}),
        lambda v: v.send(f"/deconfliction/plans/{_some(v)}/off", {}),
    ),
    "api GET /api/v1/plans": (lambda v: v.api("GET", "/plans"), lambda v: v.api("GET", "/plans?which=over")),
    "api POST /api/v1/plans": (lambda v: v.api("POST", "/plans", _new(v)),),
    "api GET /api/v1/plans/{id}": (
        lambda v: v.api("GET", f"/plans/{_made(v)}"), lambda v: v.api("GET", f"/plans/{_some(v)}")),
    "api POST /api/v1/plans/{id}/off": (
        lambda v: v.api("POST", f"/plans/{_made(v)}/off"), lambda v: v.api("POST", f"/plans/{_some(v)}/off")),
    "command run plan list": (lambda v: v.command("plan list"), lambda v: v.command("plan list --which over --json")),
    "command run plan new": (lambda v: v.command(f"plan new {_as_options(v)}"),),
    "command run plan show": (
        lambda v: v.command(f"plan show {_made(v)}"), lambda v: v.command(f"plan show {_some(v)} --json")),
    "command run plan off": (lambda v: v.command(f"plan off {_made(v)}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
