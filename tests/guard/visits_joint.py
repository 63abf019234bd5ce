"""How joint operations are visited: one that the own agency leads, one to which it is invited, and one that is none."""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import Visit
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import MARKET

CLOSED = {"outcome": "Two arrests.", "lesson": "Copy first", "happened": "It was wiped.", "advice": "Copy first."}
TOLD = " ".join(f"--{name} '{said}'" for name, said in CLOSED.items())


def _own(v: Visitor) -> str:
    return v.ids["own_operation"]


def _any(v: Visitor) -> str:
    return v.pick.choice((v.ids["own_operation"], v.ids["south_operation"], v.ids["hidden"]))


def _begun(v: Visitor) -> dict[str, Any]:
    return {"title": "Operation Wick", "markets": [MARKET], "partners": v.pick.choice(([], ["south"], ["east"]))}


_BODIES: Mapping[str, Mapping[str, Any]] = {
    "partners": {"agency": "east"},
    "answer": {"answer": "accept", "said": "Call the desk."},
    "stage": {"stage": "running"},
    "tasks": {"agency": "north", "title": "Watch the quay"},
    "decisions": {"text": "We wait."},
    "close": CLOSED,
    "layer": {"note": "Our source stays unnamed."},
    "targets": {"identifiers": "quay@example.org\nhandle:lantern-market:reeve"},
    "instruments": {"code": "EIO", "to": "south", "title": "The disk of the server", "due_on": "2026-09-01"},
}


def _plain(v: Visitor, act: str) -> str:
    return v.ids["south_operation"] if act == "answer" else v.ids["own_operation"]


def _record(v: Visitor) -> str:
    return v.pick.choice((v.ids["own_seller"], v.ids["south_seller"], v.ids["hidden"]))


def _out(v: Visitor) -> str:
    return f"/operations/{v.ids['own_operation']}/pool/{v.ids['own_seller']}/out"


def _untarget(v: Visitor) -> str:
    return f"/operations/{v.ids['own_operation']}/targets/{v.ids['own_target']}/out"


def _step(v: Visitor) -> str:
    return f"/operations/{v.ids['own_operation']}/instruments/{v.ids['own_instrument']}/steps"


def _drop(v: Visitor) -> str:
    return f"/operations/{v.ids['own_operation']}/layer/{v.ids['own_kept']}/drop"


def _done(v: Visitor) -> str:
    return f"/operations/{_any(v)}/tasks/{v.ids['own_task']}/done"


JOINT: Mapping[str, tuple[Visit, ...]] = {
    "page GET /operations": (lambda v: v.get("/operations"),),
    "page GET /operations/across": (lambda v: v.get("/operations/across"),),
    "api GET /api/v1/operations/across": (lambda v: v.api("GET", "/operations/across"),),
    "command run operation across": (lambda v: v.command("operation across"),),
    "page POST /operations": (lambda v: v.send("/operations", _begun(v)),),
    "page GET /operations/{id}": (
        lambda v: v.get(f"/operations/{_own(v)}"), lambda v: v.get(f"/operations/{_any(v)}"),
    ),
    "page POST /operations/{id}/tasks/{task}/done": (
        lambda v: v.send(f"/operations/{_own(v)}/tasks/{v.ids['own_task']}/done"), lambda v: v.send(_done(v)),
    ),
    "api GET /api/v1/operations": (lambda v: v.api("GET", "/operations"),),
    "api POST /api/v1/operations": (lambda v: v.api("POST", "/operations", _begun(v)),),
    "api GET /api/v1/operations/{id}": (
        lambda v: v.api("GET", f"/operations/{_own(v)}"), lambda v: v.api("GET", f"/operations/{_any(v)}"),
    ),
    "api POST /api/v1/operations/{id}/tasks/{task}/done": (
        lambda v: v.api("POST", f"/operations/{_own(v)}/tasks/{v.ids['own_task']}/done"),
        lambda v: v.api("POST", _done(v)),
    ),
    **{
        f"page POST /operations/{{id}}/{act}": (
            lambda v, act=act, body=body: v.send(f"/operations/{_plain(v, act)}/{act}", body),
            lambda v, act=act, body=body: v.send(f"/operations/{_any(v)}/{act}", body),
        )
        for act, body in _BODIES.items()
    },
    **{
        f"api POST /api/v1/operations/{{id}}/{act}": (
            lambda v, act=act, body=body: v.api("POST", f"/operations/{_plain(v, act)}/{act}", dict(body)),
            lambda v, act=act, body=body: v.api("POST", f"/operations/{_any(v)}/{act}", dict(body)),
        )
        for act, body in _BODIES.items()
    },
    "page POST /operations/{id}/pool": (
        lambda v: v.send(f"/operations/{_own(v)}/pool", {"record": v.ids["own_seller"]}),
        lambda v: v.send(f"/operations/{_any(v)}/pool", {"record": _record(v)}),
    ),
    "api POST /api/v1/operations/{id}/pool": (
        lambda v: v.api("POST", f"/operations/{_own(v)}/pool", {"record": v.ids["own_seller"]}),
        lambda v: v.api("POST", f"/operations/{_any(v)}/pool", {"record": _record(v)}),
    ),
    "page POST /operations/{id}/pool/{record}/out": (
        lambda v: v.send(_out(v)), lambda v: v.send(f"/operations/{_any(v)}/pool/{_record(v)}/out"),
    ),
    "api POST /api/v1/operations/{id}/pool/{record}/out": (
        lambda v: v.api("POST", _out(v)), lambda v: v.api("POST", f"/operations/{_any(v)}/pool/{_record(v)}/out"),
    ),
    "api GET /api/v1/operations/{id}/layer": (
        lambda v: v.api("GET", f"/operations/{_own(v)}/layer"), lambda v: v.api("GET", f"/operations/{_any(v)}/layer"),
    ),
    "api GET /api/v1/operations/{id}/leads": (
        lambda v: v.api("GET", f"/operations/{_own(v)}/leads"), lambda v: v.api("GET", f"/operations/{_any(v)}/leads"),
    ),
    "command run operation leads": (lambda v: v.command(f"operation leads {_own(v)}"),),
    "page POST /operations/{id}/layer/{kept}/drop": (lambda v: v.send(_drop(v)),),
    "api POST /api/v1/operations/{id}/layer/{kept}/drop": (lambda v: v.api("POST", _drop(v)),),
    "page POST /operations/{id}/targets/{target}/out": (lambda v: v.send(_untarget(v)),),
    "api POST /api/v1/operations/{id}/targets/{target}/out": (lambda v: v.api("POST", _untarget(v)),),
    "page POST /operations/{id}/instruments/{instrument}/steps": (lambda v: v.send(_step(v), {"state": "sent"}),),
    "api POST /api/v1/operations/{id}/instruments/{instrument}/steps": (
        lambda v: v.api("POST", _step(v), {"state": "sent"}),
    ),
    "command run operation target": (lambda v: v.command(f"operation target {_own(v)} quay@example.org"),),
    "command run operation untarget": (lambda v: v.command(f"operation untarget {_own(v)} {v.ids['own_target']}"),),
    "command run operation instrument": (
        lambda v: v.command(f"operation instrument {_own(v)} MLA south 'The disk' --on 2026-09-01"),
    ),
    "command run operation step": (lambda v: v.command(f"operation step {_own(v)} {v.ids['own_instrument']} sent"),),
    "command run operation pool": (
        lambda v: v.command(f"operation pool {_own(v)} {v.ids['own_seller']}"),
        lambda v: v.command(f"operation pool {_own(v)} {_record(v)}"),
    ),
    "command run operation unpool": (lambda v: v.command(f"operation unpool {_own(v)} {v.ids['own_seller']}"),),
    "command run operation layer": (lambda v: v.command(f"operation layer {_own(v)}"),),
    "command run operation keep": (
        lambda v: v.command(f"operation keep {_own(v)} 'A note' --about {v.ids['own_seller']}"),
        lambda v: v.command(f"operation keep {_own(v)} 'A note' --about {_record(v)}"),
    ),
    "command run operation drop": (lambda v: v.command(f"operation drop {_own(v)} {v.ids['own_kept']}"),),
    "command run operation list": (lambda v: v.command("operation list"),),
    "command run operation begin": (lambda v: v.command(f"operation begin Wick --market '{MARKET}'"),),
    "command run operation show": (
        lambda v: v.command(f"operation show {_own(v)}"), lambda v: v.command(f"operation show {_any(v)} --json"),
    ),
    "command run operation invite": (lambda v: v.command(f"operation invite {_own(v)} east"),),
    "command run operation answer": (
        lambda v: v.command(f"operation answer {v.ids['south_operation']} accept --say 'Call the desk.'"),
    ),
    "command run operation stage": (lambda v: v.command(f"operation stage {_own(v)} action --on 2026-09-01"),),
    "command run operation task": (lambda v: v.command(f"operation task {_own(v)} north 'Watch the quay'"),),
    "command run operation done": (lambda v: v.command(f"operation done {_own(v)} {v.ids['own_task']}"),),
    "command run operation decide": (lambda v: v.command(f"operation decide {_own(v)} 'We wait.' --json"),),
    "command run operation close": (lambda v: v.command(f"operation close {_own(v)} {TOLD}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
