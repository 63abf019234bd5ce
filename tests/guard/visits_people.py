"""How signing in, tokens, passkeys, officers, standing envelopes and groups are visited."""

import html
import re
from collections.abc import Mapping

from tests.guard.asked import Visit
from tests.guard.endpoints import API
from tests.guard.visitor import Visitor
from tests.worlds import agencies
from tests.worlds.authenticator import Key
from tests.worlds.guarded_acts import HANDLE
from tests.worlds.guarded_people import GROUP, OWN_GROUP, QUIET


def _enrol_by(address: str) -> Visit:
    fields = {"name": "Kim Fen", "login": f"kim.{'page' if address.startswith('/officers') else 'api'}",
              "role": "analyst"}  # fmt: skip
    if address.startswith(API):
        return lambda v: v.in_person("POST", address.removeprefix(API), fields)
    return lambda v: v.send(address, fields)


def _enrolled(v: Visitor) -> None:
    v.send(f"/enrol/{v.ids['link']}", {"password": agencies.PASSWORD, "again": agencies.PASSWORD,
                                       "code": v.ids["link_code"]})  # fmt: skip


def _signed_in(v: Visitor) -> None:
    assert v.person is not None
    v.send("/sign-in", {"login": v.person.login, "password": agencies.PASSWORD})
    v.get("/sign-in/code")
    v.send("/sign-in/code", {"code": v.person.code(v.moment())})
    v.get("/purpose")


def _administer(what: str, **more: str) -> Visit:
    return lambda v: v.in_person("POST", f"/officers/{v.ids['officer']}/{what}", more)


def _role_given(v: Visitor) -> None:
    v.send(f"/officers/{v.ids['officer']}/role", {"role": "analyst"})


def _passkey(v: Visitor) -> None:
    """Add a passkey on the page, and look at it."""
    page = v.get("/passkeys").body.decode()
    sought = (r'data-options="([^"]*)"', r'name="ticket" value="([^"]*)"')
    options, ticket = (html.unescape(found[1]) if (found := re.search(each, page)) else "" for each in sought)
    v.send("/passkeys/new", {"name": "ring", "ticket": ticket, "credential": Key().make(options) if options else "{}"})
    v.get("/passkeys")


def _passkey_kept(v: Visitor) -> str:
    """Add a passkey over REST and return its id; one whose session has ended gets none."""
    room = v.in_person("GET", "/passkeys", {}).json()
    made = Key("desk").make(room["options"]) if "options" in room else "{}"
    sent = {"name": "desk", "ticket": room.get("ticket", "none"), "credential": made}
    return str(v.in_person("POST", "/passkeys", sent).json().get("id", "none"))


PEOPLE: Mapping[str, tuple[Visit, ...]] = {
    "page GET /passkeys": (lambda v: v.get("/passkeys"),),
    "page POST /passkeys/new": (
        _passkey,
        lambda v: v.send("/passkeys/new", {"name": "none", "ticket": "none", "credential": "{}"}),
    ),
    "page POST /passkeys/{id}/remove": (
        lambda v: v.send(f"/passkeys/{_passkey_kept(v)}/remove"),
        lambda v: v.send(f"/passkeys/{v.ids['hidden']}/remove"),
    ),
    "page GET /tokens": (lambda v: v.get("/tokens"),),
    "page POST /tokens/new": (lambda v: v.send("/tokens/new", {"label": "from the page"}),),
    "page POST /tokens/{id}/revoke": (
        lambda v: v.send(f"/tokens/{v.ids['token']}/revoke"), lambda v: v.send(f"/tokens/{v.ids['hidden']}/revoke"),
    ),
    "page GET /standing": (lambda v: v.get("/standing"),),
    "page POST /standing/change": (
        lambda v: v.send("/standing/change", {"legal_basis": "Police Act", "instrument": "national_power",
                                              "purposes": "prosecution", "marks": "criminal_data:tlp:AMBER"}),
        lambda v: v.send("/standing/change", {"legal_basis": "Police Act", "instrument": "none"}),
    ),
    "page GET /groups": (lambda v: v.get("/groups"),),
    "page POST /groups": (
        lambda v: v.send("/groups", {"slug": "new-crew", "name": "New", "since": "2026-03-01", "hidden": "true"}),
        lambda v: v.send("/groups", {"slug": GROUP, "name": "Taken", "since": "2026-03-01"}),
    ),
    "page POST /groups/{group}/members": (
        lambda v: v.send(f"/groups/{OWN_GROUP}/members", {"agency": "south", "since": "2026-03-01"}),
        lambda v: v.send(f"/groups/{QUIET}/members", {"agency": "east", "since": "2026-03-01"}),
    ),
    "page POST /groups/{group}/members/{agency}/end": (
        lambda v: v.send(f"/groups/{QUIET}/members/north/end", {"until": "2026-03-01"}),
        lambda v: v.send(f"/groups/{QUIET}/members/east/end", {"until": "2026-03-01"}),
    ),
    "page GET /officers": (lambda v: v.get("/officers"),),
    "page POST /officers/new": (_enrol_by("/officers/new"),),
    "page POST /officers/{officer}/unlock": (lambda v: v.send(f"/officers/{v.ids['officer']}/unlock"),),
    "page POST /officers/{officer}/enrol-anew": (lambda v: v.send(f"/officers/{v.ids['officer']}/enrol-anew"),),
    "page POST /officers/{officer}/role": (_role_given,),
    "page POST /officers/{officer}/end": (lambda v: v.send(f"/officers/{v.ids['officer']}/end"),),
    "api GET /api/v1/passkeys": (lambda v: v.api("GET", "/passkeys"),),
    "api POST /api/v1/passkeys": (_passkey_kept,),
    "api POST /api/v1/passkeys/{id}/remove": (
        lambda v: v.in_person("POST", f"/passkeys/{_passkey_kept(v)}/remove", {}),
        lambda v: v.in_person("POST", f"/passkeys/{v.ids['hidden']}/remove", {}),
    ),
    "api GET /api/v1/tokens": (lambda v: v.api("GET", "/tokens"),),
    "api POST /api/v1/tokens/{id}/revoke": (
        lambda v: v.api("POST", f"/tokens/{v.ids['token']}/revoke"),
        lambda v: v.api("POST", f"/tokens/{v.ids['hidden']}/revoke"),
    ),
    "api GET /api/v1/officers": (lambda v: v.api("GET", "/officers"),),
    "api POST /api/v1/officers": (_enrol_by(f"{API}/officers"),),
    "api POST /api/v1/tokens": (lambda v: v.in_person("POST", "/tokens", {"label": "over REST"}),),
    "api POST /api/v1/officers/{officer}/enrol-anew": (_administer("enrol-anew"),),
    "api POST /api/v1/officers/{officer}/unlock": (_administer("unlock"),),
    "api POST /api/v1/officers/{officer}/role": (_administer("role", role="investigator"),),
    "api POST /api/v1/officers/{officer}/end": (_administer("end"),),
    "api GET /api/v1/standing": (lambda v: v.api("GET", "/standing"),),
    "api POST /api/v1/standing": (lambda v: v.in_person("POST", "/standing", {"standing": {}}),),
    "api GET /api/v1/groups": (lambda v: v.api("GET", "/groups"),),
    "api POST /api/v1/groups": (
        lambda v: v.in_person("POST", "/groups", {"slug": "new-team", "name": "New team", "since": "2026-03-01"}),
    ),
    "api POST /api/v1/groups/{group}/members": (
        lambda v: v.in_person("POST", f"/groups/{OWN_GROUP}/members", {"agency": "south", "since": "2026-03-01"}),
        lambda v: v.in_person("POST", f"/groups/{GROUP}/members", {"agency": "north", "since": "2026-03-01"}),
    ),
    "api POST /api/v1/groups/{group}/members/{agency}/end": (
        lambda v: v.in_person("POST", f"/groups/{OWN_GROUP}/members/east/end", {"until": "2026-03-01"}),
        lambda v: v.in_person("POST", f"/groups/{GROUP}/members/east/end", {"until": "2026-03-01"}),
        lambda v: v.in_person("POST", f"/groups/{QUIET}/members/east/end", {"until": "2026-03-01"}),
        lambda v: v.in_person("POST", f"/groups/{QUIET}/members/north/end", {"until": "2026-03-01"}),
    ),
    "open GET /sign-in": (lambda v: v.get("/sign-in"),),
    "open POST /sign-in": (
        lambda v: v.send("/sign-in", {"login": v.colleague or "n.lead", "password": agencies.PASSWORD}),
        lambda v: v.send("/sign-in", {"login": v.pick.choice(("n.lead", HANDLE)), "password": "not it"}),
        lambda v: v.person and _signed_in(v),
    ),
    "open GET /sign-in/code": (lambda v: v.get("/sign-in/code"),),
    "open POST /sign-in/code": (lambda v: v.send("/sign-in/code", {"code": "000000"}),),
    "open POST /sign-in/demonstration": (lambda v: v.send("/sign-in/demonstration", {"officer": "n.lead"}),),
    "open POST /sign-in/other": (lambda v: v.send("/sign-in/other", {"officer": "n.lead"}),),
    "open POST /sign-out": (lambda v: v.send("/sign-out"),),
    "open GET /purpose": (lambda v: v.get("/purpose?next=/find"),),
    "open POST /purpose": (
        lambda v: v.send("/purpose", {"purpose": v.purpose.value if v.purpose else "prosecution", "case": "C-7"}),
    ),
    "open GET /enrol/{token}": (lambda v: v.get(f"/enrol/{v.ids['link']}"), lambda v: v.get("/enrol/unknown")),
    "open POST /enrol/{token}": (_enrolled,),
}  # fmt: skip
