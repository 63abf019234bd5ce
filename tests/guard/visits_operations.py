"""How foci and double effort are visited: after both agencies said what they work on and what waits was matched."""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import QUESTIONS, Visit
from tests.guard.visitor import Visitor
from tests.guard.visits_deconfliction import followed
from tests.worlds.guarded_acts import MARKET
from tests.worlds.repository import BASIS


def _about(v: Visitor) -> dict[str, Any]:
    said = v.pick.choice(({"markets": [MARKET]}, {"products": ["drugs"]}, {"methods": [v.pick.choice(QUESTIONS)]}))
    return {"title": "Sellers of oil", **said, "disclosure": v.pick.choice(("own", "contact", "police"))}


def _declared(v: Visitor) -> dict[str, Any]:
    return {**_about(v), "envelope": BASIS}


def _on_page(v: Visitor) -> dict[str, Any]:
    said = _about(v)
    return {**said, **{f"envelope.{name}": each for name, each in BASIS.items()}}


def _asked(v: Visitor) -> str:
    return v.pick.choice((
        "market=lantern-market", "product=drugs", "agency=south", "agency=north&limit=1", "after=1", "method=test",
    ))  # fmt: skip


def _met(v: Visitor) -> None:
    """Say what one works on, and see who else does, in the list and in the report."""
    v.api("POST", "/focus", {"title": "Oil", "markets": [MARKET], "disclosure": "contact", "envelope": BASIS})
    v.api("GET", "/focus")
    followed(v)
    v.api("GET", "/double-effort")


def _report(v: Visitor) -> None:
    followed(v)
    v.get("/double-effort")


def _report_of_api(v: Visitor) -> None:
    followed(v)
    v.api("GET", "/double-effort")


def _balanced(v: Visitor) -> None:
    followed(v)
    v.api("GET", "/give-and-get")


OPERATIONS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /give-and-get": (lambda v: v.get("/give-and-get"), lambda v: v.get("/give-and-get?since=2026-01-01")),
    "api GET /api/v1/give-and-get": (lambda v: v.api("GET", "/give-and-get"), _balanced),
    "command run give-and-get": (lambda v: v.command("give-and-get"), lambda v: v.command("give-and-get --json")),
    "page GET /focus": (lambda v: v.get("/focus"), lambda v: v.get(f"/focus?{_asked(v)}")),
    "page POST /focus": (lambda v: v.send("/focus", _on_page(v)),),
    "page GET /double-effort": (_report,),
    "api GET /api/v1/focus": (
        lambda v: v.api("GET", "/focus"), lambda v: v.api("GET", f"/focus?{_asked(v)}"), _met,
    ),
    "api POST /api/v1/focus": (lambda v: v.api("POST", "/focus", _declared(v)),),
    "api GET /api/v1/double-effort": (_report_of_api, _met),
    "command run focus list": (lambda v: v.command("focus list"), lambda v: v.command("focus list --json")),
    "command run focus declare": (lambda v: v.command(f"focus declare Oil --market '{MARKET}' --json"),),
    "command run double-effort": (
        lambda v: v.command("double-effort"), lambda v: v.command("double-effort --json"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
