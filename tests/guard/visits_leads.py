"""How leads are visited: one of one's own, one that south handed over, and one that is none."""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import Visit
from tests.guard.visitor import Visitor

UNTIL = "2027-01-01"
_GIVEN = {"to": "south", "authority": "The prosecutor", "asked": "identified", "due_on": UNTIL}


def _any(v: Visitor) -> str:
    return v.pick.choice((v.ids["own_lead"], v.ids["south_lead"], v.ids["hidden"]))


_BODIES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "hand-overs": ("own_lead", _GIVEN),
    "answer": ("south_lead", {"answer": "accepted", "said": "We take it."}),
    "stages": ("own_lead", {"stage": "charged"}),
}
"""Of each act: on which lead it is plain, and what is said."""


def _to(v: Visitor, body: Mapping[str, Any]) -> dict[str, Any]:
    return {**body, "to": v.pick.choice(("south", "east", "nobody"))} if "to" in body else dict(body)


LEADS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /leads": (lambda v: v.get("/leads"),),
    "page GET /leads/funnel": (lambda v: v.get("/leads/funnel"),),
    "page GET /leads/{id}": (
        lambda v: v.get(f"/leads/{v.ids['south_lead']}"), lambda v: v.get(f"/leads/{_any(v)}"),
    ),
    "page GET /leads/{id}/package": (
        lambda v: v.get(f"/leads/{v.ids['south_lead']}/package"), lambda v: v.get(f"/leads/{_any(v)}/package"),
    ),
    "api GET /api/v1/leads/{id}/package": (
        lambda v: v.api("GET", f"/leads/{v.ids['south_lead']}/package"),
        lambda v: v.api("GET", f"/leads/{_any(v)}/package"),
    ),
    "command run lead package": (lambda v: v.command(f"lead package {v.ids['south_lead']}"),),
    "api GET /api/v1/leads": (
        lambda v: v.api("GET", "/leads"), lambda v: v.api("GET", f"/leads?limit=1&after={v.pick.randrange(3)}"),
    ),
    "api GET /api/v1/leads/funnel": (lambda v: v.api("GET", "/leads/funnel"),),
    "api GET /api/v1/leads/{id}": (
        lambda v: v.api("GET", f"/leads/{v.ids['south_lead']}"), lambda v: v.api("GET", f"/leads/{_any(v)}"),
    ),
    **{
        f"page POST /leads/{{id}}/{act}": (
            lambda v, act=act, on=on, body=body: v.send(f"/leads/{v.ids[on]}/{act}", body),
            lambda v, act=act, body=body: v.send(f"/leads/{_any(v)}/{act}", _to(v, body)),
        )
        for act, (on, body) in _BODIES.items()
    },
    **{
        f"api POST /api/v1/leads/{{id}}/{act}": (
            lambda v, act=act, on=on, body=body: v.api("POST", f"/leads/{v.ids[on]}/{act}", dict(body)),
            lambda v, act=act, body=body: v.api("POST", f"/leads/{_any(v)}/{act}", _to(v, body)),
        )
        for act, (on, body) in _BODIES.items()
    },
    "command run lead list": (lambda v: v.command("lead list"),),
    "command run lead funnel": (lambda v: v.command("lead funnel"),),
    "command run lead show": (
        lambda v: v.command(f"lead show {v.ids['south_lead']}"), lambda v: v.command(f"lead show {_any(v)} --json"),
    ),
    "command run lead hand-over": (
        lambda v: v.command(f"lead hand-over {v.ids['own_lead']} south --authority Prosecutor --until {UNTIL}"),
    ),
    "command run lead answer": (lambda v: v.command(f"lead answer {v.ids['south_lead']} accepted --say Yes --json"),),
    "command run lead stage": (lambda v: v.command(f"lead stage {v.ids['own_lead']} dropped --why not_found"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
