"""How the addresses of intakes and mappings are visited: what is handed in, looked at, answered and taken back."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from tests.guard.asked import (
    INTAKES,
    LOOKED,
    NEW_MAPPING,
    Visit,
    pack_of,
    table_of,
)
from tests.guard.endpoints import API
from tests.guard.visitor import Visitor
from tests.worlds import exchange
from tests.worlds.guarded_acts import HANDLE, HIDDEN_ROWS, ROWS, WALLET
from tests.worlds.repository import SUSPECT

from bowstreet.vocabulary.readers import Role

NOBODYS_CLAIM = "019cadc6-9a80-7836-8dd8-7eb35977d5bc"


def _rejects(v: Visitor, name: str = "own_intake") -> str:
    return f"/intake/{v.ids[name]}/rejects/{v.ids[name + '_sha256']}.csv"


def _hand_in(address: str) -> Visit:
    def visit(v: Visitor) -> None:
        some = v.pick.choice((ROWS, HIDDEN_ROWS, HIDDEN_ROWS[-1:], (("quayside", "2025-04-09"), *ROWS)))
        made = v.hand_in(address, "sellers.csv", table_of(some))
        v.work()
        found = dict(made.headers).get("Location") or (f"/intake/{made.json()['id']}" if made.status == 201 else "")
        if found:
            v.api("GET", found)
            v.get(found)
        v.api("GET", "/intake")
        v.api("GET", f"/find?q={HANDLE}")
        _first_row(v)

    return visit


def _first_row(v: Visitor) -> None:
    """Find a row that only the visitor and the hidden dataset hold, and open it beside its line."""
    found = v.api("GET", f"/observations?q={HIDDEN_ROWS[-1][0]}")
    for row in found.json()["rows"][:1] if found.status == 200 else ():
        v.api("GET", f"/observations/{row['dataset']}/{row['import_id']}/{row['row']}")


def _fresh_intake(v: Visitor) -> str:
    """Hand in a table of one's own and return its intake; a prosecutor records no sellers, so theirs has no rows."""
    rows = () if v.role is Role.PROSECUTOR else (("lampreeve", "2025-04-11"),)
    made = v.hand_in(f"{API}/intake", "fresh.csv", table_of(rows))
    v.work()
    return str(made.json()["id"]) if made.status == 201 else str(v.ids["own_intake"])


def _hand_in_pack(address: str) -> Visit:
    """Hand in a TagPack of the wallet that the hidden seller has, to be looked through or taken in at once."""

    def visit(v: Visitor) -> None:
        look = v.pick.choice(("true", "false"))
        made = v.hand_in(address, "pack.yaml", pack_of(WALLET), look=look)
        v.work()
        found = dict(made.headers).get("Location") or (f"/intake/{made.json()['id']}" if made.status == 201 else "")
        if found:
            v.api("GET", found)
            v.get(found)
            v.api("POST", f"{found}/accept", {})
            v.work()
            v.api("GET", found)
        v.api("GET", f"/observations?q={WALLET}")

    return visit


def _fresh_looked(v: Visitor) -> str:
    """Hand in a TagPack of one's own, have it looked through, and return its intake."""
    made = v.hand_in(f"{API}/intake", "fresh.yaml", exchange.pack(2), look="true")
    v.work()
    return str(made.json()["id"]) if made.status == 201 else str(v.ids["own_looked"])


def _accept(send: Callable[[Visitor, str], object]) -> Visit:
    def visit(v: Visitor) -> None:
        id = str(v.ids[v.pick.choice((*LOOKED, *INTAKES))])
        send(v, id)
        v.work()
        v.get(f"/intake/{id}")

    return visit


def _claimed(v: Visitor) -> tuple[str, str]:
    """Hand in a bundle that holds two actors to be one; return its intake and the claim, where the role has one."""
    made = v.hand_in(f"{API}/intake", "claims.json", exchange.duplicates(), envelope=json.dumps(SUSPECT))
    v.work()
    if made.status != 201:
        return str(v.ids["own_intake"]), NOBODYS_CLAIM
    id = str(made.json()["id"])
    found = v.api("GET", f"/intake/{id}").json().get("claims", [])
    return id, str(found[0]["id"]) if found else NOBODYS_CLAIM


def _answers(send: Callable[[Visitor, str, dict[str, str]], object]) -> tuple[Visit, ...]:
    def own(v: Visitor) -> str:
        id, claim = _claimed(v)
        send(v, f"/intake/{id}/claims/{claim}", v.pick.choice(({}, {"verdict": "same", "note": "One key."})))
        return id

    def seen(v: Visitor) -> None:
        v.get(f"/intake/{own(v)}")

    def some(v: Visitor) -> None:
        send(v, f"/intake/{some_intake(v)}/claims/{NOBODYS_CLAIM}", {"verdict": "same", "note": "One key."})

    return own, seen, some


def _undo(send: Callable[[Visitor, str], object], chosen: Callable[[Visitor], str]) -> Visit:
    def visit(v: Visitor) -> None:
        id = chosen(v)
        send(v, id)

    return visit


def some_intake(v: Visitor) -> str:
    return str(v.ids[v.pick.choice(INTAKES)])


def _undone_and_looked(v: Visitor) -> None:
    """Take an intake back and look whether anything tells of more than that."""
    v.api("POST", f"/intake/{some_intake(v)}/undo", {})
    v.work()
    v.api("GET", "/intake")
    v.api("GET", f"/find?q={HANDLE}")
    v.api("GET", f"/observations?q={HANDLE}")


def look(v: Visitor, intake: str) -> str:
    return urlencode({"intake": intake, "number": 1})


def taught(v: Visitor, intake: str) -> dict[str, Any]:
    return {"intake": intake, "number": 1, "part": "", "name": "third_sellers", "title": "Third", "sort": "rows",
            "market": "Lantern Market", "becomes": ["kept", "kept"], "types": ["text", "text"],
            "forms": ["%Y-%m-%d", "%Y-%m-%d"], "needed": []}  # fmt: skip


def _plain_hand_in(address: str) -> Visit:
    return lambda v: v.hand_in(address, "sellers.csv", table_of(ROWS))


INTAKE: Mapping[str, tuple[Visit, ...]] = {
    "page GET /intake": (lambda v: v.get("/intake"), lambda v: v.get("/intake?limit=1")),
    "page POST /intake/files": (
        _plain_hand_in("/intake/files"), _hand_in("/intake/files"), _hand_in_pack("/intake/files"),
    ),
    "page GET /intake/{id}": (
        lambda v: v.get(f"/intake/{v.ids['own_intake']}"), lambda v: v.get(f"/intake/{v.ids[v.pick.choice(INTAKES)]}"),
    ),
    "fragment GET /intake/{id}/progress": (
        lambda v: v.part(f"/intake/{v.ids['own_intake']}/progress"),
        lambda v: v.part(f"/intake/{v.ids[v.pick.choice(INTAKES)]}/progress"),
    ),
    "page GET /intake/{id}/rejects/{sha256}.csv": (
        lambda v: v.get(_rejects(v)), lambda v: v.get(_rejects(v, v.pick.choice(INTAKES))),
    ),
    "page POST /intake/{id}/accept": (
        lambda v: v.send(f"/intake/{_fresh_looked(v)}/accept"), _accept(lambda v, id: v.send(f"/intake/{id}/accept")),
    ),
    "page POST /intake/{id}/decline": (
        lambda v: v.send(f"/intake/{_fresh_looked(v)}/decline"),
        _accept(lambda v, id: v.send(f"/intake/{id}/decline")),
    ),
    "page POST /intake/{id}/claims/{claim}": _answers(lambda v, at, said: v.send(at, said)),
    "page GET /intake/{id}/undo": (
        lambda v: v.get(f"/intake/{v.ids['own_intake']}/undo"), lambda v: v.get(f"/intake/{some_intake(v)}/undo"),
    ),
    "page POST /intake/{id}/undo": (
        _undo(lambda v, id: v.send(f"/intake/{id}/undo"), _fresh_intake),
        _undo(lambda v, id: v.send(f"/intake/{id}/undo"), some_intake),
    ),
    "page GET /mappings/new": (lambda v: v.get("/mappings/new"),),
    "page GET /mappings/new/table": (
        lambda v: v.get(f"/mappings/new/table?{look(v, v.ids['own_intake'])}"),
        lambda v: v.get(f"/mappings/new/table?{look(v, some_intake(v))}"),
    ),
    "fragment POST /mappings/new/preview": (
        lambda v: v.send("/mappings/new/preview", taught(v, v.ids["own_intake"])),
        lambda v: v.send("/mappings/new/preview", taught(v, some_intake(v))),
    ),
    "page POST /mappings/new": (
        lambda v: v.send("/mappings/new", taught(v, v.ids["own_intake"])),
        lambda v: v.send("/mappings/new", taught(v, some_intake(v))),
    ),
    "api GET /api/v1/intake": (
        lambda v: v.api("GET", "/intake"),
        lambda v: v.walk(lambda cursor: v.api("GET", f"/intake?limit=1{cursor}")),
    ),
    "api POST /api/v1/intake": (
        _plain_hand_in(f"{API}/intake"), _hand_in(f"{API}/intake"), _hand_in_pack(f"{API}/intake"),
    ),
    "api GET /api/v1/intake/{id}": (
        lambda v: v.api("GET", f"/intake/{v.ids['own_intake']}"),
        lambda v: v.api("GET", f"/intake/{v.ids[v.pick.choice(INTAKES)]}"),
    ),
    "api GET /api/v1/intake/{id}/rejects/{sha256}.csv": (
        lambda v: v.api("GET", _rejects(v)), lambda v: v.api("GET", _rejects(v, v.pick.choice(INTAKES))),
    ),
    "api POST /api/v1/intake/{id}/accept": (
        lambda v: v.api("POST", f"/intake/{_fresh_looked(v)}/accept", {}),
        _accept(lambda v, id: v.api("POST", f"/intake/{id}/accept", {"as_document": True})),
    ),
    "api POST /api/v1/intake/{id}/decline": (
        lambda v: v.api("POST", f"/intake/{_fresh_looked(v)}/decline", {}),
        _accept(lambda v, id: v.api("POST", f"/intake/{id}/decline", {})),
    ),
    "api POST /api/v1/intake/{id}/claims/{claim}": _answers(lambda v, at, said: v.api("POST", at, said)),
    "api GET /api/v1/intake/{id}/undo": (
        lambda v: v.api("GET", f"/intake/{v.ids['own_intake']}/undo"),
        lambda v: v.api("GET", f"/intake/{some_intake(v)}/undo"),
    ),
    "api POST /api/v1/intake/{id}/undo": (
        _undo(lambda v, id: v.api("POST", f"/intake/{id}/undo", {}), _fresh_intake), _undone_and_looked,
    ),
    "api GET /api/v1/mappings": (lambda v: v.api("GET", "/mappings"),),
    "api GET /api/v1/mappings/{name}": (lambda v: v.api("GET", "/mappings/harbour_sellers"),),
    "api POST /api/v1/mappings": (
        lambda v: v.api("POST", "/mappings", {"name": "second_sellers", "text": NEW_MAPPING}),
    ),
}  # fmt: skip
"""By the name of a row of the inventory, as in ``visits``."""
