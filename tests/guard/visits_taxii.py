"""How collections are visited over TAXII: what stands in them, in small pages, and what is handed in and taken out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tests.guard.asked import Visit
from tests.guard.visitor import Answer, Visitor
from tests.worlds.guarded_acts import HANDLE

from bowstreet.casework.sharing import collecting, lining, stowing
from bowstreet.formats.stix.record_objects import stix_id

_AGREEMENTS = ("own_agreement", "south_agreement", "south_agreement", "other_agreement", "hidden")
_FILTERS = (
    "", "", "limit=1", "limit=2", "limit=3", "match[version]=all", "match[version]=first", "match[type]=threat-actor",
    "match[type]=relationship,user-account&limit=2", "added_after=2026-03-02T09:00:00.000000Z&limit=4",
)  # fmt: skip
_SELLER = {
    "type": "threat-actor", "spec_version": "2.1", "id": "threat-actor--0f0f0f0f-1111-4222-8333-666666666666",
    "created": "2026-03-02T09:00:00.000Z", "modified": "2026-03-02T09:00:00.000Z", "name": HANDLE,
}  # fmt: skip


def _place(v: Visitor, name: str) -> str:
    return f"/agreements/collections/{collecting.outer_id(v.ids[name])}/"


def _some(v: Visitor) -> str:
    return _place(v, v.pick.choice(_AGREEMENTS))


def _walked(v: Visitor, what: str) -> None:
    """Put in line what waits, and walk through a collection, small page by small page, by next or the last moment."""
    while lining.keep_up(v.moment()) or stowing.keep_up(v.moment()):
        pass
    place, query, by_next = _some(v), v.pick.choice(_FILTERS), v.pick.choice((True, False))
    going_on = ""
    for _ in range(6):
        answer = v.taxii("GET", f"{place}{what}/?{query}{going_on}")
        page = answer.json() if answer.status == 200 else {}
        if not page.get("more"):
            break
        last = dict(answer.headers)["X-TAXII-Date-Added-Last"]
        going_on = f"&next={quote(page['next'])}" if by_next else f"&added_after={last}"
        query = "&".join(each for each in query.split("&") if not each.startswith("added_after"))
    v.api("GET", "/ledger?limit=2")


def _object(v: Visitor, name: str) -> str:
    """Return an object that stands in a collection, one that others need not refer to if there is any."""
    there = v.taxii("GET", f"{_place(v, name)}manifest/?match[type]=threat-actor,identity")
    found = [str(each["id"]) for each in there.json().get("objects", ())] if there.status == 200 else []
    free = [each for each in found if each.startswith("threat-actor")] or found
    return free[-1] if free else "note--0f0f0f0f-1111-4222-8333-444444444444"


def _one(v: Visitor, method: str = "GET", ending: str = "") -> Answer:
    """Ask for an object that is hidden, or for one that is not."""
    record = v.ids[v.pick.choice(("hidden", "hidden", "own_seller", "south_seller"))]
    id = stix_id(record, v.pick.choice(("vendor_account", "pgp_key", "wallet")))
    return v.taxii(method, f"{_some(v)}objects/{v.pick.choice((id, id, _object(v, 'south_agreement')))}/{ending}")


def _sent(v: Visitor, place: str) -> Any:
    made = v.taxii("POST", f"{place}objects/", {"objects": [_SELLER]})
    return made.json().get("id", v.ids["hidden"])


def _status(v: Visitor) -> None:
    """Hand something in that is hidden already, and see what becomes of it."""
    id = _sent(v, _place(v, "own_agreement"))
    v.work()
    v.taxii("GET", f"/agreements/status/{id}/")


def _of_own(method: str, ending: str = "") -> Visit:
    return lambda v: v.taxii(method, f"{_place(v, 'own_agreement')}objects/{_object(v, 'own_agreement')}/{ending}")


def _of_others(ending: str) -> Visit:
    return lambda v: v.taxii("GET", f"{_place(v, 'south_agreement')}{ending}")


_UNDER = "/taxii2/agreements/collections/{id}/"
COLLECTED: Mapping[str, tuple[Visit, ...]] = {
    "taxii GET /taxii2/": (lambda v: v.taxii("GET", "/"),),
    "taxii GET /taxii2/agreements/": (lambda v: v.taxii("GET", "/agreements/"),),
    "taxii GET /taxii2/agreements/status/{id}/": (_status, _status),
    "taxii GET /taxii2/agreements/collections/": (lambda v: v.taxii("GET", "/agreements/collections/"),),
    f"taxii GET {_UNDER}": (_of_others(""), lambda v: v.taxii("GET", _some(v))),
    f"taxii GET {_UNDER}manifest/": (_of_others("manifest/"), lambda v: _walked(v, "manifest")),
    f"taxii GET {_UNDER}objects/": (
        _of_others("objects/"), lambda v: _walked(v, "objects"), lambda v: _walked(v, "objects"),
    ),
    f"taxii POST {_UNDER}objects/": (
        lambda v: _sent(v, _place(v, "own_agreement")), lambda v: _sent(v, _some(v)), _status,
    ),
    f"taxii GET {_UNDER}objects/{{object}}/": (_of_own("GET"), _one),
    f"taxii DELETE {_UNDER}objects/{{object}}/": (_of_own("DELETE"), lambda v: _one(v, "DELETE")),
    f"taxii GET {_UNDER}objects/{{object}}/versions/": (
        _of_own("GET", "versions/"), lambda v: _one(v, ending="versions/"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
