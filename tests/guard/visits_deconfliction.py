"""How tickets are visited: after what waits was matched and passed on, those that are there and one that is not.

What is hidden under the index policy ``hit`` is a hit for whoever asks for its values, by right. So the world holds
each of its values in a record of the same agency that answers anyway, and what is visited may differ in nothing.
"""

from collections.abc import Mapping
from typing import Any

from tests.guard.asked import Visit
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import HANDLE, MAIL
from tests.worlds.repository import KEY

from bowstreet.casework.deconfliction import arriving, forgetting
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import hitting

NO_TICKET = "AAAA-BBBB-CCCC"
_PAIRS = (("pgp_fingerprint", KEY), ("email", MAIL), ("handle", f"lantern-market:{HANDLE}"))


def followed(v: Visitor) -> None:
    while arriving.keep_up(v.moment()):
        pass
    following.pass_on(now=v.moment(), react=arriving.react)
    while forgetting.keep_up(v.moment()):
        pass


def _ref(v: Visitor) -> str:
    """Return the reference of a ticket with the other agency; now and then of none."""
    followed(v)
    refs = [hitting.reference(pair, "north", "south") for pair in _PAIRS]
    return v.pick.choice((*refs, *refs, NO_TICKET))


def _list(v: Visitor) -> str:
    followed(v)
    which = v.pick.choice(("open", "mine", "settled"))
    record = v.pick.choice(("", "", f"&record={v.ids['own_seller']}", f"&record={v.ids['hidden']}"))
    return f"which={which}&limit={v.pick.choice((1, 3, 50))}{record}"


def _listed(v: Visitor) -> None:
    asked = _list(v)
    v.walk(lambda on: v.api("GET", f"/tickets?{asked}{on}"))


def _answer(v: Visitor) -> dict[str, Any]:
    return {"answer": v.pick.choice(("share", "talk", "none")), "said": "Call us."}


def _asked(v: Visitor) -> None:
    """Check, have the other side told, and look at the inbox and the ledger."""
    v.api("POST", "/check", {"text": f"{KEY}\n{MAIL}", "reason": "Asked by the harness."})
    followed(v)
    v.api("GET", "/tickets")
    v.api("GET", "/ledger?limit=3")


def _several(v: Visitor) -> dict[str, Any]:
    return {"refs": [_ref(v), _ref(v)], "act": v.pick.choice(("take", "talk"))}


def _several_on_page(v: Visitor) -> dict[str, Any]:
    said = _several(v)
    return {**said, "refs": "\n".join(said["refs"])}


def _first(v: Visitor, which: int = 0) -> str:
    followed(v)
    return hitting.reference(_PAIRS[which], "north", "south")


def _nothing(v: Visitor) -> dict[str, Any]:
    return {}


def _into(v: Visitor) -> dict[str, Any]:
    return {"into": _first(v, 1)}


DECONFLICTION: Mapping[str, tuple[Visit, ...]] = {
    "page GET /deconfliction": (lambda v: v.get("/deconfliction"), lambda v: v.get(f"/deconfliction?{_list(v)}")),
    "page POST /deconfliction": (
        lambda v: v.send("/deconfliction", {"refs": _first(v), "act": "take"}),
        lambda v: v.send("/deconfliction", _several_on_page(v)),
    ),
    "page GET /deconfliction/{ref}": (
        lambda v: v.get(f"/deconfliction/{_first(v)}"), lambda v: v.get(f"/deconfliction/{_ref(v)}")),
    **{
        f"page POST /deconfliction/{{ref}}/{act}": (
            lambda v, act=act, more=more: v.send(f"/deconfliction/{_first(v)}/{act}", more(v)),
            lambda v, act=act, more=more: v.send(f"/deconfliction/{_ref(v)}/{act}", more(v)),
        )
        for act, more in (("take", _nothing), ("answer", _answer), ("escalate", _nothing), ("merge", _into))
    },
    "api GET /api/v1/tickets": (
        lambda v: v.api("GET", "/tickets"), _listed,
        _asked,
    ),
    "api POST /api/v1/tickets": (
        lambda v: v.api("POST", "/tickets", {"refs": [_first(v)], "act": "take"}),
        lambda v: v.api("POST", "/tickets", _several(v)),
    ),
    "api GET /api/v1/tickets/{ref}": (
        lambda v: v.api("GET", f"/tickets/{_first(v)}"), lambda v: v.api("GET", f"/tickets/{_ref(v)}")),
    **{
        f"api POST /api/v1/tickets/{{ref}}/{act}": (
            lambda v, act=act, more=more: v.api("POST", f"/tickets/{_first(v)}/{act}", more(v)),
            lambda v, act=act, more=more: v.api("POST", f"/tickets/{_ref(v)}/{act}", more(v)),
        )
        for act, more in (("take", _nothing), ("answer", _answer), ("escalate", _nothing), ("merge", _into))
    },
    "command run ticket list": (lambda v: v.command("ticket list"), lambda v: v.command("ticket list --json")),
    "command run ticket show": (
        lambda v: v.command(f"ticket show {_first(v)}"), lambda v: v.command(f"ticket show {_ref(v)} --json")),
    "command run ticket take": (lambda v: v.command(f"ticket take {_first(v)}"),),
    "command run ticket answer": (lambda v: v.command(f"ticket answer {_first(v)} talk --say 'Call us.'"),),
    "command run ticket escalate": (lambda v: v.command(f"ticket escalate {_first(v)}"),),
    "command run ticket merge": (lambda v: v.command(f"ticket merge {_first(v)} {_first(v, 1)}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
