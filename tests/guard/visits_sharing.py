"""How what leaves is visited: what would leave of what is hidden, and what is in each document that was taken out."""

import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlencode

from tests.guard.asked import NARROWED, QUESTIONS, Visit, tempting
from tests.guard.visitor import Answer, Visitor
from tests.guard.visits_commands import quote_word
from tests.worlds.guarded_acts import HANDLE, MAIL

from bowstreet.casework.sharing import lining, models, recalling, releasing
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal

FORMATS = ("stix", "misp", "misp-feed", "csv", "xlsx", "graphml", "gexf", "case", "tagpack", "actorpack")
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
    asked = v.pick.choice((search, search, search, named, {"around": tempting(v)}, {"q": "", "found": True},
                           {"intake": v.ids["own_intake"]}))  # fmt: skip
    ceiling = v.pick.choice(
        (
            {},
            {"tlp": "RED"},
            {"tlp": "RED"},
            {"tlp": "GREEN"},
            {"handling": "H1", "tlp": "RED"},
            {"history": True, "tlp": "RED"},
        )
    )
    return {**asked, **ceiling, "format": v.pick.choice(FORMATS)}


def _plain(v: Visitor) -> dict[str, Any]:
    return {"id": [v.ids["own_seller"]], "format": "csv", "tlp": "RED"}


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
    more = v.pick.choice(
        ("", " --ceiling RED", " --ceiling GREEN", " --ceiling RED --history", " --ceiling RED --json")
    )
    return _command(v, f"{what} --format {v.pick.choice(FORMATS)}{more}")


AGREEMENTS = ("own_agreement", "south_agreement", "south_agreement", "other_agreement", "hidden")


def _agreement(v: Visitor) -> str:
    return v.ids[v.pick.choice(AGREEMENTS)]


def _new(v: Visitor) -> dict[str, Any]:
    return {"title": f"Sellers {v.pick.random():.6f}", "receivers": ["south"], "purposes": ["operational_analysis"],
            "kinds": ["vendor_account"], "tlp": v.pick.choice(("GREEN", "RED"))}  # fmt: skip


def _fresh(v: Visitor) -> str:
    """Make an agreement and put in line what is under it; whoever may not make one gets one that is there."""
    made = v.api("POST", "/agreements", _new(v))
    while lining.keep_up(v.moment()):
        pass
    return str(made.json()["id"]) if made.status == 201 else v.ids["own_agreement"]


def _proposed(v: Visitor) -> str:
    """Let another officer have proposed the agency's agreement, and return it."""
    held = models.Agreement.objects.filter(id=v.ids["own_agreement"])
    held.update(state="proposed", made_by="somebody-else")
    return v.ids["own_agreement"]


def _under(v: Visitor) -> None:
    """Walk through what leaves under an agreement, small page by small page, and read the entry that it left."""
    while lining.keep_up(v.moment()):
        pass
    id, limit, after = _agreement(v), v.pick.choice((1, 2, 100)), ""
    for _ in range(6):
        answer = v.api("GET", f"/agreements/{id}/records?limit={limit}{after}")
        following = answer.json().get("next") if answer.status == 200 else None
        if not following:
            break
        after = f"&after={quote(following)}"
    v.api("GET", "/ledger?limit=2")


def _gone(v: Visitor, act: str, sent: Mapping[str, Any]) -> None:
    """Carry out an act on what went, and look at what it tells."""
    id = _agreement(v)
    v.api("POST", f"/agreements/{id}/{act}", sent)
    v.api("GET", f"/agreements/{id}/releases")
    v.api("GET", f"/agreements/{id}/records?limit=3")


def _pattern(v: Visitor) -> str:
    """Return a pattern over values that are held, hidden, or nobody's."""
    name = v.pick.choice((HANDLE, "lampwright", "nothingatall"))
    mail = f"email-addr:value = '{v.pick.choice((MAIL, 'nobody@example.org'))}'"
    return v.pick.choice((
        f"[{mail}]", f"[user-account:account_login = '{name}']",
        f"[user-account:account_login = '{name}'] AND [{mail}]",
        f"[user-account:account_login IN ('{name}', '{HANDLE}') AND user-account:account_login LIKE '%u%']",
    ))  # fmt: skip


def _walked(v: Visitor) -> None:
    """Read what went page by page."""
    more = ""
    for _ in range(4):
        answer = v.api("GET", f"/agreements/{v.ids['own_agreement']}/releases?limit=2{more}")
        following = answer.json().get("next") if answer.status == 200 else None
        if not following:
            return
        more = f"&cursor={quote(following)}"


def _rested(v: Visitor) -> None:
    """Have a seller recalled that south released to the agency, so that what rests on it is flagged."""
    giver = Reader("somebody", "south", Role.SUPERVISOR, Purpose.OPERATIONAL_ANALYSIS)
    asked = {"id": v.ids["south_agreement"], "records": [v.ids["south_seller"]], "reason": "a wrong name"}
    models.Release.objects.get_or_create(
        agreement_id=asked["id"], receiver="north", record=v.ids["south_seller"], version=1,
        defaults={"at": v.moment(), "by": giver.officer},
    )  # fmt: skip
    with suppress(Refusal):
        releasing.recall(reader=giver, now=v.moment(), **asked)
    recalling.keep_up(v.moment())


def _received(v: Visitor, send: Callable[[str], object]) -> None:
    send(f"/agreements/{v.ids['south_agreement']}/receipts")


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
    "page GET /agreements": (lambda v: v.get("/agreements"),),
    "page GET /agreements/new": (lambda v: v.get("/agreements/new"),),
    "page POST /agreements/new": (lambda v: v.send("/agreements/new", _new(v)),),
    "page GET /agreements/{id}": (
        lambda v: v.get(f"/agreements/{v.ids['south_agreement']}"), lambda v: v.get(f"/agreements/{_agreement(v)}"),
        lambda v: v.get(f"/agreements/{v.ids['south_agreement']}"),
    ),
    "page POST /agreements/{id}/sign": (
        lambda v: v.send(f"/agreements/{_proposed(v)}/sign"),
        lambda v: v.send(f"/agreements/{_agreement(v)}/sign"),
    ),
    "page POST /agreements/{id}/end": (
        lambda v: v.send(f"/agreements/{_fresh(v)}/end"), lambda v: v.send(f"/agreements/{_agreement(v)}/end"),
    ),
    "page GET /agreements/{id}/releases": (
        lambda v: v.get(f"/agreements/{v.ids['south_agreement']}/releases"),
        lambda v: v.get(f"/agreements/{_agreement(v)}/releases"),
        lambda v: v.get(f"/agreements/{v.ids['own_agreement']}/releases"),
        lambda v: v.get(f"/agreements/{v.ids['own_agreement']}/releases?record={tempting(v)}"),
    ),
    "page POST /agreements/{id}/releases": (
        lambda v: v.send(f"/agreements/{v.ids['own_agreement']}/releases", {"receiver": "south"}),
        lambda v: v.send(f"/agreements/{_agreement(v)}/releases", {"receiver": "south"}),
    ),
    "page POST /agreements/{id}/receipts": (
        lambda v: _received(v, v.send), lambda v: v.send(f"/agreements/{_agreement(v)}/receipts"),
    ),
    "page POST /agreements/{id}/recalls": (
        lambda v: v.send(f"/agreements/{v.ids['own_agreement']}/recalls", {"reason": "a wrong name"}),
        lambda v: v.send(f"/agreements/{_agreement(v)}/recalls", {"reason": "a wrong name"}),
    ),
    "api GET /api/v1/agreements": (lambda v: v.api("GET", "/agreements"),),
    "api POST /api/v1/agreements": (lambda v: v.api("POST", "/agreements", _new(v)), _fresh),
    "api GET /api/v1/agreements/{id}": (
        lambda v: v.api("GET", f"/agreements/{v.ids['south_agreement']}"),
        lambda v: v.api("GET", f"/agreements/{_agreement(v)}"), lambda v: v.api("GET", f"/agreements/{_fresh(v)}"),
    ),
    "api GET /api/v1/agreements/{id}/records": (
        lambda v: v.api("GET", f"/agreements/{v.ids['south_agreement']}/records"), _under, _under, _under,
    ),
    "api POST /api/v1/agreements/{id}/sign": (
        lambda v: v.api("POST", f"/agreements/{_proposed(v)}/sign"),
        lambda v: v.api("POST", f"/agreements/{_agreement(v)}/sign"),
    ),
    "api POST /api/v1/agreements/{id}/end": (
        lambda v: v.api("POST", f"/agreements/{_fresh(v)}/end"),
        lambda v: v.api("POST", f"/agreements/{_agreement(v)}/end"),
    ),
    "api GET /api/v1/agreements/{id}/releases": (
        lambda v: v.api("GET", f"/agreements/{v.ids['south_agreement']}/releases"),
        lambda v: v.api("GET", f"/agreements/{_agreement(v)}/releases"),
        lambda v: v.api("GET", f"/agreements/{v.ids['own_agreement']}/releases"),
        _walked, lambda v: v.api("GET", f"/agreements/{v.ids['own_agreement']}/releases?record={tempting(v)}"),
    ),
    "api POST /api/v1/agreements/{id}/releases": (
        lambda v: v.api("POST", f"/agreements/{v.ids['own_agreement']}/releases", {"receiver": "south"}),
        lambda v: _gone(v, "releases", {"receiver": "south"}),
    ),
    "api POST /api/v1/agreements/{id}/receipts": (
        lambda v: _received(v, lambda at: v.api("POST", at)), lambda v: _gone(v, "receipts", {}),
    ),
    "api POST /api/v1/agreements/{id}/recalls": (
        lambda v: v.api("POST", f"/agreements/{v.ids['own_agreement']}/recalls", {"reason": "a wrong name"}),
        lambda v: _gone(v, "recalls", {"reason": "a wrong name"}),
    ),
    "page GET /resting": (
        lambda v: v.get("/resting"), lambda v: (_rested(v), v.get("/resting"))[1],
        lambda v: (_rested(v), v.get(f"/records/{tempting(v)}"))[1],
        lambda v: v.get(f"/resting?record={tempting(v)}"),
    ),
    "api GET /api/v1/resting": (
        lambda v: v.api("GET", "/resting"), lambda v: (_rested(v), v.api("GET", "/resting"))[1],
        lambda v: v.api("GET", f"/resting?record={tempting(v)}"),
    ),
    "command run agreement resting": (
        lambda v: v.command("agreement resting"),
        lambda v: v.command(f"agreement resting --record {tempting(v)} --json"),
    ),
    "page GET /records/{id}/releases": (
        lambda v: v.get(f"/records/{v.ids['own_seller']}/releases"),
        lambda v: v.get(f"/records/{tempting(v)}/releases"),
    ),
    "page POST /records/{id}/recalls": (
        lambda v: v.send(f"/records/{v.ids['own_seller']}/recalls", {"reason": "a wrong name"}),
        lambda v: v.send(f"/records/{tempting(v)}/recalls", {"reason": "a wrong name"}),
    ),
    "api GET /api/v1/records/{id}/releases": (
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}/releases"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/releases"),
    ),
    "api POST /api/v1/records/{id}/recalls": (
        lambda v: v.api("POST", f"/records/{v.ids['own_seller']}/recalls", {"reason": "a wrong name"}),
        lambda v: v.api("POST", f"/records/{tempting(v)}/recalls", {"reason": "a wrong name"}),
    ),
    "command run record releases": (
        lambda v: v.command(f"record releases {v.ids['own_seller']}"),
        lambda v: v.command(f"record releases {tempting(v)} --json"),
    ),
    "command run record recall": (
        lambda v: v.command(f"record recall {v.ids['own_seller']} --why wrong"),
        lambda v: v.command(f"record recall {tempting(v)} --why wrong"),
    ),
    "command run agreement list": (lambda v: v.command("agreement list"), lambda v: v.command("agreement list --json")),
    "command run agreement show": (
        lambda v: v.command(f"agreement show {v.ids['south_agreement']}"),
        lambda v: v.command(f"agreement show {_agreement(v)} --json"),
    ),
    "command run agreement new": (
        lambda v: v.command("agreement new Quays --to south --for operational_analysis --ceiling AMBER"),
    ),
    "command run agreement sign": (lambda v: v.command(f"agreement sign {_proposed(v)}"),),
    "command run agreement end": (lambda v: v.command(f"agreement end {_fresh(v)}"),
                                  lambda v: v.command(f"agreement end {_agreement(v)}")),
    "command run agreement releases": (
        lambda v: v.command(f"agreement releases {v.ids['south_agreement']}"),
        lambda v: v.command(f"agreement releases {v.ids['own_agreement']} --limit 1 --json"),
        lambda v: v.command(f"agreement releases {_agreement(v)} --recalled --record {tempting(v)}"),
        lambda v: v.command(f"agreement releases {v.ids['own_agreement']} --late"),
    ),
    "command run agreement release": (lambda v: v.command(f"agreement release {v.ids['own_agreement']} south"),),
    "command run agreement receive": (lambda v: v.command(f"agreement receive {v.ids['south_agreement']}"),),
    "command run agreement recall": (
        lambda v: v.command(f"agreement recall {v.ids['own_agreement']} --record {v.ids['own_seller']} --why wrong"),
        lambda v: v.command(f"agreement recall {v.ids['own_agreement']} --record {tempting(v)} --why wrong"),
    ),
    "api GET /api/v1/patterns": (
        lambda v: v.api("GET", f"/patterns?{urlencode({'pattern': _pattern(v)})}"),
        lambda v: v.api("GET", f"/patterns?{urlencode({'pattern': _pattern(v)})}"),
        lambda v: v.api("GET", "/patterns?pattern=%5Bno"),
    ),
    "command run pattern": (lambda v: v.command(f"pattern {shlex.quote(_pattern(v))} --json"),),
    "command run export": (
        lambda v: _command(v, f"--id {v.ids['own_seller']} --format csv --ceiling RED"), _some_command, _some_command,
        lambda v: v.command(f"export --id {tempting(v)} --format csv --look --ceiling RED"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
