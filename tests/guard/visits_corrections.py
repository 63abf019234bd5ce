"""How corrections are visited: proposed to what opens and what is hidden, decided on, withdrawn, and looked up."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tests.guard.asked import Visit, tempting
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import HANDLE, MARKET, SHARED

from bowstreet.casework.sharing.corrections import proposing
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal

NO_CORRECTION = "01900000-0000-7000-8000-000000000000"
WHY = "Said by the harness."
_SELLER: tuple[str, dict[str, Any], dict[str, str]] = (
    "vendor_account", {"market": MARKET, "ships_from": ["NL"]},
    {"field": "ships_from", "sort": "replace", "before": "NL", "after": "BE"},
)  # fmt: skip
_OWN = {
    Role.PROSECUTOR: (
        "document", {"title": "A report of the quay"}, {"field": "language", "sort": "add", "after": "nl"},
    )
}  # fmt: skip
"""What an officer of a role records and another agency corrects, where that is no seller."""


def _said(v: Visitor) -> dict[str, Any]:
    """Return a correction of what another agency's seller opens, now and then with what is hidden as its evidence."""
    evidence = v.pick.choice(("", "", v.ids["hidden"], v.ids["own_seller"]))
    return {
        "field": "ships_from",
        "sort": "add",
        "after": v.pick.choice(("BE", "FR")),
        "why": WHY,
        "evidence": evidence,
    }


def _guess(v: Visitor) -> dict[str, Any]:
    """Return a correction of what does not open, or of what is not held, of whatever record it is sent to."""
    field = v.pick.choice(("handle", "pgp", "description", "market", "bogus"))
    return {"field": field, "sort": v.pick.choice(("replace", "remove")), "before": HANDLE, "after": "x", "why": WHY}


def _made(v: Visitor) -> str:
    """Propose a correction to what another agency opens in part; return its id, or that of one before, else none's."""
    said = {**_said(v), "evidence": ""}
    answer = v.api("POST", f"/records/{v.ids['east_seller']}/correct", said)
    if answer.status == 201:
        return str(answer.json()["id"])
    listed = v.api("GET", "/corrections")
    found = listed.json()["mine"] if listed.status == 200 else ()
    return str(found[0]["id"]) if found else NO_CORRECTION


def _told(v: Visitor) -> str:
    """Return the id of a correction that another agency proposes to a record which the visitor opens to it now."""
    kind, body, said = _OWN.get(v.role, _SELLER)
    if kind == "vendor_account":
        body = {**body, "handle": f"{HANDLE}-{v.pick.choice('def')}"}
    made = v.api("POST", "/records", {"kind": kind, "body": body, "envelope": SHARED})
    if made.status != 201:
        return NO_CORRECTION
    asker = Reader("somebody", "south", Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS, case="S-3")
    with suppress(Refusal):
        proposing.propose(reader=asker, now=v.moment(), id=made.json()["id"], **said, why="Its stamps are Belgian.")
    listed = v.api("GET", "/corrections")
    found = listed.json()["to_decide"] if listed.status == 200 else ()
    return str(found[0]["id"]) if found else NO_CORRECTION


def _some(v: Visitor) -> str:
    return v.pick.choice((_made(v), _told(v), NO_CORRECTION, v.ids["hidden"]))


def _answer(v: Visitor) -> dict[str, Any]:
    return v.pick.choice(({"answer": "accepted", "version": 1}, {"answer": "declined", "said": "Not so."}))


def _answered(v: Visitor) -> None:
    """Decide, and look at what came of it."""
    id = _told(v)
    v.api("POST", f"/corrections/{id}/answer", _answer(v))
    v.api("GET", "/corrections")
    v.api("GET", "/find")


CORRECTIONS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /corrections": (lambda v: v.get("/corrections"), lambda v: (_told(v), v.get("/corrections"))),
    "page GET /corrections/{id}": (
        lambda v: v.get(f"/corrections/{_made(v)}"), lambda v: v.get(f"/corrections/{_some(v)}")),
    "page GET /records/{id}/correct": (
        lambda v: v.get(f"/records/{v.ids['east_seller']}/correct"),
        lambda v: v.get(f"/records/{tempting(v)}/correct"),
    ),
    "page POST /records/{id}/correct": (
        lambda v: v.send(f"/records/{v.ids['east_seller']}/correct", _said(v)),
        lambda v: v.send(f"/records/{tempting(v)}/correct", _guess(v)),
    ),
    "page POST /corrections/{id}/answer": (
        lambda v: v.send(f"/corrections/{_told(v)}/answer", _answer(v)),
        lambda v: v.send(f"/corrections/{_some(v)}/answer", _answer(v)),
    ),
    "page POST /corrections/{id}/withdraw": (
        lambda v: v.send(f"/corrections/{_made(v)}/withdraw", {}),
        lambda v: v.send(f"/corrections/{_some(v)}/withdraw", {}),
    ),
    "api GET /api/v1/corrections": (lambda v: v.api("GET", "/corrections"),),
    "api GET /api/v1/corrections/{id}": (
        lambda v: v.api("GET", f"/corrections/{_made(v)}"), lambda v: v.api("GET", f"/corrections/{_some(v)}")),
    "api GET /api/v1/records/{id}/correct": (
        lambda v: v.api("GET", f"/records/{v.ids['east_seller']}/correct"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/correct"),
    ),
    "api POST /api/v1/records/{id}/correct": (
        lambda v: v.api("POST", f"/records/{v.ids['east_seller']}/correct", _said(v)),
        lambda v: v.api("POST", f"/records/{tempting(v)}/correct", _guess(v)),
    ),
    "api POST /api/v1/corrections/{id}/answer": (
        lambda v: v.api("POST", f"/corrections/{_told(v)}/answer", _answer(v)),
        lambda v: v.api("POST", f"/corrections/{_some(v)}/answer", _answer(v)),
        _answered,
    ),
    "api POST /api/v1/corrections/{id}/withdraw": (
        lambda v: v.api("POST", f"/corrections/{_made(v)}/withdraw"),
        lambda v: v.api("POST", f"/corrections/{_some(v)}/withdraw"),
    ),
    "command run correction new": (
        lambda v: v.command(f"correction new {v.ids['east_seller']} ships_from add --after BE --why wrong"),
        lambda v: v.command(f"correction new {tempting(v)} market replace --after Harbour --why wrong"),
    ),
    "command run correction list": (
        lambda v: v.command("correction list"), lambda v: v.command("correction list --json")),
    "command run correction show": (
        lambda v: v.command(f"correction show {_made(v)}"), lambda v: v.command(f"correction show {_some(v)} --json")),
    "command run correction answer": (
        lambda v: v.command(f"correction answer {_told(v)} accepted --version 1"),
        lambda v: v.command(f"correction answer {_some(v)} declined --say 'Not so.'"),
    ),
    "command run correction withdraw": (lambda v: v.command(f"correction withdraw {_made(v)}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
