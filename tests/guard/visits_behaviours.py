"""How behaviours are visited: cards that open and records that are hidden, attached, declined and taken back."""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import INTAKES, Visit, tempting
from tests.guard.visitor import Visitor
from tests.worlds.guarded_library import CARD

WHY = "Said by the harness."
_NARROWED = ("", "?q=lantern", "?q=reeve", "?limit=1", "?limit=1&after=1")


def _one(v: Visitor) -> str:
    return v.pick.choice((v.ids["south_behaviour"], v.ids["south_behaviour"], tempting(v)))


def _narrowed(v: Visitor) -> str:
    return v.pick.choice(_NARROWED)


def _row(v: Visitor) -> str:
    """Return the address of a row, as often as not of a hidden one or of none."""
    name = v.pick.choice(INTAKES)
    return f"/observations/{v.ids[name + '_dataset']}/{v.ids[name + '_import']}/{v.pick.randrange(1, 6)}"


def _attached(v: Visitor, record: str, *, plain: bool = False) -> dict[str, Any]:
    more = ({}, {"seen_on": "2025-02-02"}, {} if plain else {"row": _row(v)})
    return {"record": record, "why": WHY, **v.pick.choice(more)}


def _answered(v: Visitor, practice: str) -> dict[str, Any]:
    return {"practice": practice, "said": WHY}


def _suggested(v: Visitor) -> str:
    return v.pick.choice((tempting(v), _row(v)))


def _rows(v: Visitor) -> str:
    return f"/behaviours/{_one(v)}/rows{v.pick.choice(('', '?limit=1', '?since=2025-04-02', '?until=2025-04-06'))}"


def _read_in_a_row(v: Visitor) -> None:
    """Attach by a row that may be hidden, decline one, and look at rows, card and library each time."""
    card = f"/behaviours/{v.ids['south_behaviour']}"
    said = {"record": v.ids["east_seller"], "why": WHY, "row": _row(v)}
    for what, body in (("instances", said), ("decline", {"record": _row(v)})):
        v.api("POST", f"{card}/{what}", body)
        v.api("GET", f"{card}/rows")
    v.api("GET", card)
    v.api("GET", f"/library/{CARD}")


def _own_link(v: Visitor) -> str:
    """Return the id of an instance that the visitor's agency states, attached now where it can be."""
    card = f"/behaviours/{v.ids['south_behaviour']}"
    v.api("POST", f"{card}/instances", {"record": v.ids["east_seller"], "why": WHY})
    shown = v.api("GET", card)
    own = [each["id"] for each in shown.json()["instances"] if each["mine"]] if shown.status == 200 else ()
    return str(own[0]) if own else v.ids["south_behaviour"]


def _weighed(v: Visitor) -> None:
    """Attach and decline what may be hidden, and look at the card, the list and the record each time."""
    card = f"/behaviours/{v.ids['south_behaviour']}"
    record = tempting(v)
    for what, said in (("decline", {"record": record}), ("instances", _attached(v, record))):
        v.api("POST", f"{card}/{what}", said)
        v.api("GET", card)
    v.api("GET", "/behaviours")
    v.api("GET", f"/records/{v.ids['south_behaviour']}")


BEHAVIOURS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /behaviours": (lambda v: v.get("/behaviours"), lambda v: v.get(f"/behaviours{_narrowed(v)}")),
    "page GET /behaviours/{id}": (
        lambda v: v.get(f"/behaviours/{v.ids['south_behaviour']}"), lambda v: v.get(f"/behaviours/{_one(v)}"),
    ),
    "fragment GET /behaviours/{id}/rows": (
        lambda v: v.part(f"/behaviours/{v.ids['south_behaviour']}/rows"), lambda v: v.part(_rows(v)),
    ),
    "page POST /behaviours/{id}/instances": (
        lambda v: v.send(
            f"/behaviours/{v.ids['south_behaviour']}/instances", _attached(v, v.ids["own_key"], plain=True)
        ),
        lambda v: v.send(f"/behaviours/{_one(v)}/instances", _attached(v, tempting(v))),
    ),
    "page POST /behaviours/{id}/practices": (
        lambda v: v.send(f"/behaviours/{v.ids['south_behaviour']}/practices", _answered(v, v.ids["south_practice"])),
        lambda v: v.send(f"/behaviours/{_one(v)}/practices", _answered(v, tempting(v))),
    ),
    "page POST /behaviours/{id}/detach": (
        lambda v: v.send(f"/behaviours/{v.ids['south_behaviour']}/detach", {"link": _own_link(v)}),
        lambda v: v.send(f"/behaviours/{_one(v)}/detach", {"link": tempting(v)}),
    ),
    "page POST /behaviours/{id}/decline": (
        lambda v: v.send(f"/behaviours/{v.ids['south_behaviour']}/decline", {"record": v.ids["south_seller"]}),
        lambda v: v.send(f"/behaviours/{_one(v)}/decline", {"record": _suggested(v)}),
    ),
    "api GET /api/v1/behaviours": (
        lambda v: v.api("GET", "/behaviours"), lambda v: v.api("GET", f"/behaviours{_narrowed(v)}"),
    ),
    "api GET /api/v1/behaviours/{id}": (
        lambda v: v.api("GET", f"/behaviours/{v.ids['south_behaviour']}"),
        lambda v: v.api("GET", f"/behaviours/{_one(v)}{v.pick.choice(('', '?limit=1'))}"),
    ),
    "api GET /api/v1/behaviours/{id}/rows": (
        lambda v: v.api("GET", f"/behaviours/{v.ids['south_behaviour']}/rows"), lambda v: v.api("GET", _rows(v)),
    ),
    "api POST /api/v1/behaviours/{id}/instances": (
        lambda v: v.api(
            "POST", f"/behaviours/{v.ids['south_behaviour']}/instances", _attached(v, v.ids["own_key"], plain=True)
        ),
        lambda v: v.api("POST", f"/behaviours/{_one(v)}/instances", _attached(v, tempting(v))),
        _weighed, _read_in_a_row,
    ),
    "api POST /api/v1/behaviours/{id}/practices": (
        lambda v: v.api(
            "POST", f"/behaviours/{v.ids['south_behaviour']}/practices", _answered(v, v.ids["south_practice"])
        ),
        lambda v: v.api("POST", f"/behaviours/{_one(v)}/practices", _answered(v, tempting(v))),
        lambda v: v.api("POST", f"/behaviours/{_one(v)}/practices", _answered(v, CARD)),
    ),
    "api POST /api/v1/behaviours/{id}/detach": (
        lambda v: v.api("POST", f"/behaviours/{v.ids['south_behaviour']}/detach", {"link": _own_link(v)}),
        lambda v: v.api("POST", f"/behaviours/{_one(v)}/detach", {"link": tempting(v)}),
    ),
    "api POST /api/v1/behaviours/{id}/decline": (
        lambda v: v.api("POST", f"/behaviours/{v.ids['south_behaviour']}/decline", {"record": v.ids["south_seller"]}),
        lambda v: v.api("POST", f"/behaviours/{_one(v)}/decline", {"record": _suggested(v)}),
        _weighed,
    ),
    "command run behaviour list": (
        lambda v: v.command("behaviour list"),
        lambda v: v.command(f"behaviour list {v.pick.choice(('lantern', 'reeve'))} --json"),
    ),
    "command run behaviour show": (
        lambda v: v.command(f"behaviour show {v.ids['south_behaviour']}"),
        lambda v: v.command(f"behaviour show {_one(v)} --json"),
    ),
    "command run behaviour rows": (
        lambda v: v.command(f"behaviour rows {v.ids['south_behaviour']}"),
        lambda v: v.command(f"behaviour rows {_one(v)} --since 2025-04-02 --json"),
    ),
    "command run behaviour attach": (
        lambda v: v.command(f"behaviour attach {v.ids['south_behaviour']} {v.ids['own_key']} --why seen"),
        lambda v: v.command(f"behaviour attach {_one(v)} {tempting(v)} --why seen"),
    ),
    "command run behaviour answer": (
        lambda v: v.command(f"behaviour answer {v.ids['south_behaviour']} {v.ids['south_practice']} --say done"),
    ),
    "command run behaviour detach": (
        lambda v: v.command(f"behaviour detach {v.ids['south_behaviour']} {_own_link(v)}"),
    ),
    "command run behaviour decline": (
        lambda v: v.command(f"behaviour decline {v.ids['south_behaviour']} {tempting(v)}"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
