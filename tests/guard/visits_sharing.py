"""How what leaves is visited: what would leave of what is hidden, and what is in each document that was taken out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tests.guard.asked import NARROWED, QUESTIONS, Visit, tempting
from tests.guard.visitor import Answer, Visitor
from tests.guard.visits_commands import quote_word

FORMATS = ("stix", "misp", "misp-feed", "csv", "xlsx", "graphml", "gexf")
WHY = {"reason": "for the hearing"}


def _some(v: Visitor) -> dict[str, Any]:
    """Return a choice that could give something hidden away: by its id, its words, or what it is linked to."""
    narrowed = {name: value for name, value in v.pick.choice(NARROWED).items() if name not in ("order", "limit")}
    several = ("kind", "agency", "market", "product", "grade", "date")
    search = {
        "q": v.pick.choice((*QUESTIONS, v.ids["hidden"])),
        "found": True,
        **{name: [value] if name in several else value for name, value in narrowed.items()},
    }
    named = {"id": [tempting(v), v.ids["own_seller"]]}
    asked = v.pick.choice((search, search, search, named, {"around": tempting(v)}, {"q": "", "found": True}))
    ceiling = v.pick.choice(({}, {}, {"tlp": "GREEN"}, {"tlp": "AMBER"}, {"handling": "H1"}, {"history": True}))
    return {**asked, **ceiling, "format": v.pick.choice(FORMATS)}


def _plain(v: Visitor) -> dict[str, Any]:
    return {"id": [v.ids["own_seller"]], "format": "csv"}


def _query(asked: Mapping[str, Any]) -> str:
    return urlencode({name: str(each).lower() if each is True else each for name, each in asked.items()}, doseq=True)


def _made(v: Visitor, asked: Mapping[str, Any]) -> str:
    made = v.api("POST", "/exports", {**asked, **WHY})
    return str(made.json()["id"]) if made.status == 201 else v.ids["hidden"]


def _taken(v: Visitor) -> None:
    """Take something out and read every byte of it, and the entry that it left."""
    id = _made(v, _some(v))
    v.api("GET", f"/exports/{id}/file")
    v.api("GET", f"/exports/{id}")
    v.api("GET", "/ledger?limit=3")


def _page(v: Visitor, ending: str = "") -> None:
    v.get(f"/exports/{_made(v, _some(v))}{ending}")


def _command(v: Visitor, asked: str) -> Answer:
    place = v.folder() / f"out-{len(v.heard)}"
    came = v.command(f"export {asked} --reason 'for the hearing' -o {place}")
    return v.opened(place) if came.status == 0 else came


def _some_command(v: Visitor) -> Answer:
    what = v.pick.choice(
        (f"--query {quote_word(v.pick.choice(QUESTIONS))}", f"--id {tempting(v)}", f"--around {tempting(v)}")
    )
    more = v.pick.choice(("", " --ceiling GREEN", " --history", " --json"))
    return _command(v, f"{what} --format {v.pick.choice(FORMATS)}{more}")


SHARING: Mapping[str, tuple[Visit, ...]] = {
    "page GET /export": (
        lambda v: v.get(f"/export?{_query(_plain(v))}"), lambda v: v.get(f"/export?{_query(_some(v))}"),
        lambda v: v.get(f"/export?{_query(_some(v))}"),
    ),
    "page POST /export": (
        lambda v: v.send("/export", {**_plain(v), **WHY}), lambda v: v.send("/export", {**_some(v), **WHY}),
    ),
    "page GET /exports/{id}": (lambda v: v.get(f"/exports/{_made(v, _plain(v))}"), _page),
    "page GET /exports/{id}/file": (
        lambda v: v.get(f"/exports/{_made(v, _plain(v))}/file"), lambda v: _page(v, "/file"),
    ),
    "api GET /api/v1/leaving": (
        lambda v: v.api("GET", f"/leaving?{_query(_plain(v))}"), lambda v: v.api("GET", f"/leaving?{_query(_some(v))}"),
        lambda v: v.api("GET", f"/leaving?{_query(_some(v))}"),
    ),
    "api POST /api/v1/exports": (lambda v: v.api("POST", "/exports", {**_plain(v), **WHY}), _taken, _taken),
    "api GET /api/v1/exports/{id}": (lambda v: v.api("GET", f"/exports/{_made(v, _plain(v))}"), _taken),
    "api GET /api/v1/exports/{id}/file": (lambda v: v.api("GET", f"/exports/{_made(v, _plain(v))}/file"), _taken),
    "command run export": (
        lambda v: _command(v, f"--id {v.ids['own_seller']} --format csv"), _some_command, _some_command,
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
