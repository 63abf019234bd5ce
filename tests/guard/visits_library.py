"""How the library is visited: its cards are public, the records beside them are what the gate opens."""

from collections.abc import Mapping
from urllib.parse import quote

from tests.guard.asked import QUESTIONS, Visit
from tests.guard.visitor import Visitor
from tests.worlds.guarded_library import CARD


def _asked(v: Visitor) -> str:
    return quote(v.pick.choice(QUESTIONS))


LIBRARY: Mapping[str, tuple[Visit, ...]] = {
    "page GET /library": (lambda v: v.get("/library"), lambda v: v.get(f"/library?q={_asked(v)}")),
    "page GET /library/{sort}/{id}": (lambda v: v.get(f"/library/{CARD}"),),
    "api GET /api/v1/library": (
        lambda v: v.api("GET", "/library"), lambda v: v.api("GET", f"/library?q={_asked(v)}&sort=practice"),
    ),
    "api GET /api/v1/library/{sort}/{id}": (lambda v: v.api("GET", f"/library/{CARD}"),),
    "command run library find": (
        lambda v: v.command("library find"),
        lambda v: v.command(f"library find {v.pick.choice(('lantern', 'hansa'))} --json"),
    ),
    "command run library show": (
        lambda v: v.command(f"library show {CARD.replace('/', ' ')}"),
        lambda v: v.command(f"library show {CARD.replace('/', ' ')} --json"),
    ),
}  # fmt: skip
