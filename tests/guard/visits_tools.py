"""How tools are visited: those that open and records that are hidden, uses stated of both, faults and acceptance."""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import Visit, tempting
from tests.guard.visitor import Visitor

from bowstreet.vocabulary.readers import Role

WHY = "Said by the harness."
_NARROWED = ("", "?q=tool+for+lantern+oil", "?q=reeve", "?limit=1", "?limit=1&after=1")
_FAULT = {"said": WHY, "source": "the harness", "version": "1", "mended": "2"}


def _one(v: Visitor) -> str:
    return v.pick.choice((v.ids["south_tool"], v.ids["south_tool"], tempting(v)))


def _case(v: Visitor) -> str:
    """Return a case that the visitor may link."""
    return v.ids["own_case" if v.role is Role.PROSECUTOR else "south_case"]


def _tool(v: Visitor) -> str:
    """Return a tool that the visitor may link."""
    return v.ids["own_tool" if v.role is Role.PROSECUTOR else "south_tool"]


def _narrowed(v: Visitor) -> str:
    return v.pick.choice(_NARROWED)


def _used(v: Visitor, record: str) -> dict[str, Any]:
    return {"record": record, "worked": v.pick.choice(("yes", "no")), "said": WHY}


def _held(v: Visitor) -> dict[str, Any]:
    return {"country": "NL", "held": v.pick.choice(("accepted", "refused", "not_tried")), "source": "a case"}


def _stated(v: Visitor) -> None:
    """State a use in what may be hidden, and look at the tool, the list and the record."""
    v.api("POST", f"/tools/{v.ids['south_tool']}/uses", _used(v, tempting(v)))
    v.api("GET", f"/tools/{v.ids['south_tool']}")
    v.api("GET", "/tools")
    v.api("GET", f"/records/{v.ids['south_tool']}")


TOOLS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /tools": (lambda v: v.get("/tools"), lambda v: v.get(f"/tools{_narrowed(v)}")),
    "page GET /tools/{id}": (
        lambda v: v.get(f"/tools/{v.ids['south_tool']}"), lambda v: v.get(f"/tools/{_one(v)}"),
    ),
    "page POST /tools/{id}/uses": (
        lambda v: v.send(f"/tools/{_tool(v)}/uses", _used(v, _case(v))),
        lambda v: v.send(f"/tools/{_one(v)}/uses", _used(v, tempting(v))),
    ),
    "page POST /tools/{id}/faults": (
        lambda v: v.send(f"/tools/{v.ids['south_tool']}/faults", _FAULT),
        lambda v: v.send(f"/tools/{_one(v)}/faults", _FAULT),
    ),
    "page POST /tools/{id}/acceptance": (
        lambda v: v.send(f"/tools/{v.ids['south_tool']}/acceptance", _held(v)),
        lambda v: v.send(f"/tools/{_one(v)}/acceptance", _held(v)),
    ),
    "api GET /api/v1/tools": (lambda v: v.api("GET", "/tools"), lambda v: v.api("GET", f"/tools{_narrowed(v)}")),
    "api GET /api/v1/tools/{id}": (
        lambda v: v.api("GET", f"/tools/{v.ids['south_tool']}"), lambda v: v.api("GET", f"/tools/{_one(v)}"),
    ),
    "api POST /api/v1/tools/{id}/uses": (
        lambda v: v.api("POST", f"/tools/{_tool(v)}/uses", _used(v, _case(v))),
        lambda v: v.api("POST", f"/tools/{_one(v)}/uses", _used(v, tempting(v))),
        _stated,
    ),
    "api POST /api/v1/tools/{id}/faults": (
        lambda v: v.api("POST", f"/tools/{v.ids['south_tool']}/faults", _FAULT),
        lambda v: v.api("POST", f"/tools/{_one(v)}/faults", _FAULT),
    ),
    "api POST /api/v1/tools/{id}/acceptance": (
        lambda v: v.api("POST", f"/tools/{v.ids['south_tool']}/acceptance", _held(v)),
        lambda v: v.api("POST", f"/tools/{_one(v)}/acceptance", _held(v)),
    ),
    "command run tool list": (
        lambda v: v.command("tool list"),
        lambda v: v.command(f"tool list {v.pick.choice(('lantern', 'reeve'))} --json"),
    ),
    "command run tool show": (
        lambda v: v.command(f"tool show {v.ids['south_tool']}"), lambda v: v.command(f"tool show {_one(v)} --json"),
    ),
    "command run tool use": (
        lambda v: v.command(f"tool use {_tool(v)} {_case(v)} yes --say seen"),
        lambda v: v.command(f"tool use {_one(v)} {tempting(v)} no --say seen"),
    ),
    "command run tool fault": (
        lambda v: v.command(f"tool fault {v.ids['south_tool']} --say slow --source seen"),
        lambda v: v.command(f"tool fault {_one(v)} --say slow --source seen"),
    ),
    "command run tool acceptance": (
        lambda v: v.command(f"tool acceptance {v.ids['south_tool']} NL not_tried"),
        lambda v: v.command(f"tool acceptance {_one(v)} NL accepted --source seen"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
