"""How notices are visited: the inbox, one of it and none, and all marked read, with a look at what is left."""

from collections.abc import Mapping

from tests.guard.asked import Visit
from tests.guard.visitor import Visitor

from bowstreet.casework.notices.answers import SORTS

NO_NOTICE = "0" * 32


def _some(v: Visitor) -> str:
    """Return the id of one of the visitor's notices, or one that is none."""
    listed = v.api("GET", "/notices")
    found = [each["id"] for each in listed.json()["notices"]] if listed.status == 200 else []
    return v.pick.choice([*found, NO_NOTICE]) if found else NO_NOTICE


def _first(v: Visitor) -> str:
    listed = v.api("GET", "/notices")
    found = listed.json()["notices"] if listed.status == 200 else ()
    return str(found[0]["id"]) if found else NO_NOTICE


_SET = {
    "inbox": ["ticket", "lead", "task"],
    "daily": ["ticket"],
    "address": "quill@north.example",
    "hooked": ["ticket", "lead"],
    "hook": "https://alarm.example/told",
    "secret": "sixteen and more signs",
}


NOTICES: Mapping[str, tuple[Visit, ...]] = {
    "page GET /notices": (
        lambda v: v.get("/notices"), lambda v: v.get("/notices?which=unread"),
        lambda v: v.get(f"/notices?limit=1&after={v.pick.randrange(4)}"),
    ),
    "page POST /notices/{id}/read": (
        lambda v: v.send(f"/notices/{_first(v)}/read", {}), lambda v: v.send(f"/notices/{_some(v)}/read", {}),
    ),
    "page POST /notices/read": (lambda v: (v.send("/notices/read", {}), v.get("/notices"))[0],),
    "api GET /api/v1/notices": (
        lambda v: v.api("GET", "/notices"), lambda v: v.api("GET", "/notices?which=unread&limit=2"),
        lambda v: v.api("GET", f"/notices?sort={v.pick.choice(SORTS)}"),
    ),
    "api POST /api/v1/notices/{id}/read": (
        lambda v: v.api("POST", f"/notices/{_first(v)}/read"), lambda v: v.api("POST", f"/notices/{_some(v)}/read"),
    ),
    "api POST /api/v1/notices/read": (
        lambda v: (v.api("POST", "/notices/read"), v.api("GET", "/notices?which=unread"))[0],
    ),
    "page GET /notices/settings": (lambda v: v.get("/notices/settings"),),
    "page POST /notices/settings": (
        lambda v: (v.send("/notices/settings", _SET), v.get("/notices"))[0],
        lambda v: v.send("/notices/settings", {**_SET, "address": ""}),
    ),
    "api GET /api/v1/notices/settings": (lambda v: v.api("GET", "/notices/settings"),),
    "api POST /api/v1/notices/settings": (
        lambda v: (v.api("POST", "/notices/settings", _SET), v.api("GET", "/notices"))[0],
    ),
    "command run notice settings": (lambda v: v.command("notice settings"),),
    "command run notice set": (lambda v: v.command("notice set --without task --json"),),
    "command run notice list": (
        lambda v: v.command("notice list"), lambda v: v.command("notice list --unread --json"),
    ),
    "command run notice read": (lambda v: v.command(f"notice read {_first(v)}"),),
    "command run notice read-all": (lambda v: v.command("notice read-all"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
