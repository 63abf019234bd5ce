"""How peers are visited: what is pulled and pushed while the other side answers that nothing was added."""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import Visit
from tests.guard.visitor import Answer, Visitor

from bowstreet.casework.sharing import lining, stowing


def _some(v: Visitor) -> str:
    return v.ids[v.pick.choice(("own_peer", "own_peer", "hidden"))]


def _new(v: Visitor) -> dict[str, Any]:
    return {"name": f"Harbour {v.pick.random():.6f}", "address": "https://node.example/taxii2/agreements/",
            "collection": "sellers", "token": "a-token"}  # fmt: skip


def _kept(v: Visitor) -> None:
    while lining.keep_up(v.moment()) or stowing.keep_up(v.moment()):
        pass


def _called(v: Visitor, act: str) -> None:
    """Have a peer met, and look at what is told of it and of what went to it."""
    _kept(v)
    v.api("POST", f"/peers/{_some(v)}/{act}")
    v.command(f"node {act} {v.ids['own_peer']}")
    v.api("GET", f"/peers/{v.ids['own_peer']}")
    v.api("GET", f"/agreements/{v.ids['own_agreement']}/releases")
    v.api("GET", "/ledger?limit=3")


def _add(v: Visitor) -> Answer:
    (v.folder() / "secret").write_text("a-token\n")
    return v.command(f"node add Harbour https://node.example/taxii2/ sellers --secret {v.folder() / 'secret'}")


PEERS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /peers": (lambda v: v.get("/peers"),),
    "page GET /peers/new": (lambda v: v.get("/peers/new"),),
    "page POST /peers/new": (lambda v: v.send("/peers/new", _new(v)),),
    "page GET /peers/{id}": (lambda v: v.get(f"/peers/{v.ids['own_peer']}"), lambda v: v.get(f"/peers/{_some(v)}")),
    "page POST /peers/{id}/pull": (lambda v: v.send(f"/peers/{v.ids['own_peer']}/pull"),
                                   lambda v: v.send(f"/peers/{_some(v)}/pull")),
    "page POST /peers/{id}/push": (lambda v: v.send(f"/peers/{v.ids['own_peer']}/push"),
                                   lambda v: v.send(f"/peers/{_some(v)}/push")),
    "page POST /peers/{id}/end": (lambda v: v.send(f"/peers/{v.ids['own_peer']}/end"),
                                  lambda v: v.send(f"/peers/{_some(v)}/end")),
    "api GET /api/v1/peers": (lambda v: v.api("GET", "/peers"),),
    "api POST /api/v1/peers": (lambda v: v.api("POST", "/peers", _new(v)),),
    "api GET /api/v1/peers/{id}": (lambda v: v.api("GET", f"/peers/{v.ids['own_peer']}"),
                                   lambda v: v.api("GET", f"/peers/{_some(v)}")),
    "api POST /api/v1/peers/{id}/pull": (lambda v: v.api("POST", f"/peers/{v.ids['own_peer']}/pull"),
                                         lambda v: _called(v, "pull")),
    "api POST /api/v1/peers/{id}/push": (lambda v: v.api("POST", f"/peers/{v.ids['own_peer']}/push"),
                                         lambda v: _called(v, "push")),
    "api POST /api/v1/peers/{id}/end": (lambda v: v.api("POST", f"/peers/{v.ids['own_peer']}/end"),
                                        lambda v: v.api("POST", f"/peers/{_some(v)}/end")),
    "command run node add": (_add,),
    "command run node list": (lambda v: v.command("node list"), lambda v: v.command("node list --json")),
    "command run node pull": (lambda v: v.command(f"node pull {v.ids['own_peer']}"),
                              lambda v: v.command(f"node pull {_some(v)} --json")),
    "command run node push": (lambda v: v.command(f"node push {v.ids['own_peer']}"), lambda v: _called(v, "push")),
    "command run node end": (lambda v: v.command(f"node end {v.ids['own_peer']}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
