"""How the expert directory is visited: entries that open and one that is hidden, records that are hidden, questions."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tests.guard.asked import Visit, tempting
from tests.guard.visitor import Visitor

from bowstreet.casework.library import asking
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal

WHY = "Asked by the harness."
_ENTRY = {"competences": ["Lantern oil", "Bitcoin"], "languages": ["nl"], "jurisdictions": ["NL"]}
_NARROWED = (
    "", "?q=lantern", "?q=reeve", "?language=en", "?country=NL", "?availability=now", "?verified=true", "?limit=1",
    "?limit=1&after=1",
)  # fmt: skip


def _one(v: Visitor) -> str:
    """Return the id of an entry, as often as not of what is hidden."""
    return v.pick.choice((v.ids["south_expert"], v.ids["own_expert"], tempting(v)))


def _narrowed(v: Visitor) -> str:
    return v.pick.choice(_NARROWED)


def _own(v: Visitor) -> str:
    """Return the id of the visitor's own entry, made now where there is none."""
    v.api("POST", "/experts", {**_ENTRY, "consent": True})
    listed = v.api("GET", "/experts")
    own = listed.json()["own"] if listed.status == 200 else None
    return str(own["id"]) if own else v.ids["south_expert"]


def _about(v: Visitor, record: str) -> dict[str, Any]:
    return {"record": record, "said": "Can you help?", "reason": WHY}


def _asked(v: Visitor) -> None:
    """Ask, and look at what was asked, on the page of the record and in the ledger."""
    for record in (v.ids["own_seller"], v.ids["hidden"]):
        v.api("POST", f"/experts/{v.ids['south_expert']}/questions", _about(v, record))
        v.api("GET", f"/records/{record}/experts")
    v.api("GET", "/questions?which=asked")
    v.api("GET", "/ledger?limit=3")


def _question(v: Visitor) -> str:
    """Return the id of a question that another agency asks the visitor now."""
    own = _own(v)
    asker = Reader("somebody", "south", Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS, case="S-3")
    with suppress(Refusal):
        asking.ask(reader=asker, now=v.moment(), id=own, record=v.ids["south_seller"], said="Can you help?")
    listed = v.api("GET", "/questions")
    found = listed.json()["questions"] if listed.status == 200 else ()
    return str(found[0]["id"]) if found else v.ids["own_question"]


def _answer(v: Visitor) -> dict[str, Any]:
    return {"answer": v.pick.choice(("helps", "cannot")), "said": "On Monday."}


EXPERTS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /experts": (lambda v: v.get("/experts"), lambda v: v.get(f"/experts{_narrowed(v)}")),
    "page POST /experts": (
        lambda v: v.send("/experts", {"competences": "Lantern oil\nBitcoin", "consent": "true"}),
    ),
    "page GET /experts/{id}": (
        lambda v: v.get(f"/experts/{v.ids['own_expert']}"), lambda v: v.get(f"/experts/{_one(v)}"),
    ),
    "page POST /experts/{id}/verify": (
        lambda v: v.send(f"/experts/{_own(v)}/verify", {"availability": "limited"}),
        lambda v: v.send(f"/experts/{_one(v)}/verify", {"availability": "away"}),
    ),
    "page POST /experts/{id}/leave": (
        lambda v: v.send(f"/experts/{_own(v)}/leave"), lambda v: v.send(f"/experts/{_one(v)}/leave"),
    ),
    "page GET /records/{id}/experts": (
        lambda v: v.get(f"/records/{v.ids['own_seller']}/experts"), lambda v: v.get(f"/records/{tempting(v)}/experts"),
    ),
    "page POST /experts/{id}/questions": (
        lambda v: v.send(f"/experts/{v.ids['south_expert']}/questions", _about(v, v.ids["own_seller"])),
        lambda v: v.send(f"/experts/{_one(v)}/questions", _about(v, tempting(v))),
    ),
    "page GET /questions": (lambda v: v.get("/questions"), lambda v: v.get("/questions?which=asked")),
    "page POST /questions/{id}/answer": (
        lambda v: v.send(f"/questions/{_question(v)}/answer", _answer(v)),
        lambda v: v.send(f"/questions/{v.ids['hidden']}/answer", _answer(v)),
    ),
    "api GET /api/v1/experts": (
        lambda v: v.api("GET", "/experts"), lambda v: v.api("GET", f"/experts{_narrowed(v)}"),
    ),
    "api POST /api/v1/experts": (lambda v: v.api("POST", "/experts", {**_ENTRY, "consent": True}),),
    "api GET /api/v1/experts/{id}": (
        lambda v: v.api("GET", f"/experts/{v.ids['own_expert']}"), lambda v: v.api("GET", f"/experts/{_one(v)}"),
    ),
    "api POST /api/v1/experts/{id}/verify": (
        lambda v: v.api("POST", f"/experts/{_own(v)}/verify", {"availability": "limited"}),
        lambda v: v.api("POST", f"/experts/{_one(v)}/verify", {"availability": "away"}),
    ),
    "api POST /api/v1/experts/{id}/leave": (
        lambda v: v.api("POST", f"/experts/{_own(v)}/leave", {}),
        lambda v: v.api("POST", f"/experts/{_one(v)}/leave", {}),
    ),
    "api GET /api/v1/records/{id}/experts": (
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}/experts"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/experts"),
    ),
    "api POST /api/v1/experts/{id}/questions": (
        lambda v: v.api("POST", f"/experts/{v.ids['south_expert']}/questions", _about(v, v.ids["own_seller"])),
        lambda v: v.api("POST", f"/experts/{_one(v)}/questions", _about(v, tempting(v))),
        _asked,
    ),
    "api GET /api/v1/questions": (
        lambda v: v.api("GET", "/questions"), lambda v: v.api("GET", "/questions?which=asked"),
    ),
    "api POST /api/v1/questions/{id}/answer": (
        lambda v: v.api("POST", f"/questions/{_question(v)}/answer", _answer(v)),
        lambda v: v.api("POST", f"/questions/{v.ids['hidden']}/answer", _answer(v)),
    ),
    "command run expert list": (
        lambda v: v.command("expert list"), lambda v: v.command(f"expert list {v.pick.choice(('', 'lantern'))} --json"),
    ),
    "command run expert join": (lambda v: v.command("expert join --competence Bitcoin --consent"),),
    "command run expert show": (
        lambda v: v.command(f"expert show {v.ids['own_expert']}"), lambda v: v.command(f"expert show {_one(v)} --json"),
    ),
    "command run expert verify": (lambda v: v.command(f"expert verify {_own(v)} --availability away"),),
    "command run expert leave": (lambda v: v.command(f"expert leave {_own(v)}"),),
    "command run expert for": (
        lambda v: v.command(f"expert for {v.ids['own_seller']}"),
        lambda v: v.command(f"expert for {tempting(v)} --json"),
    ),
    "command run expert ask": (
        lambda v: v.command(
            f"expert ask {v.ids['south_expert']} {v.ids['own_seller']} --say 'Can you help?' --reason asked"
        ),
    ),
    "command run expert questions": (
        lambda v: v.command("expert questions"), lambda v: v.command("expert questions --which asked --json"),
    ),
    "command run expert answer": (
        lambda v: v.command(f"expert answer {_question(v)} helps --say 'On Monday.'"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
