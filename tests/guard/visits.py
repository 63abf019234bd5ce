"""How each endpoint of the inventory is visited, and with which questions that could give something hidden away.

The plain visit of an endpoint is one that everybody who may use it gets an answer to; the others ask for what is
hidden: by its id, selectors, words, facets, order, cursor, and by handing in the very row that it is about.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from tests.guard.asked import (
    AMENDED,
    DAYS,
    INTAKES,
    LOOKED,
    NEW_MAPPING,
    PASTED,
    QUESTIONS,
    Visit,
    pack_of,
    question,
    table_of,
    tempting,
    written,
)
from tests.guard.endpoints import API
from tests.guard.visitor import Visitor
from tests.guard.visits_commands import COMMANDS
from tests.guard.visits_peers import PEERS
from tests.guard.visits_people import PEOPLE
from tests.guard.visits_sharing import SHARING
from tests.guard.visits_taxii import COLLECTED
from tests.guard.visits_writing import WRITING
from tests.worlds import exchange
from tests.worlds.guarded_acts import HANDLE, HIDDEN_ROWS, MAIL, ROWS, WALLET
from tests.worlds.repository import SUSPECT

from bowstreet.vocabulary.readers import Role


def _find_on(address: str) -> Visit:
    return lambda v: v.get(f"{address}?{question(v)}")


def _api_find(v: Visitor) -> None:
    asked = question(v)
    v.walk(lambda cursor: v.api("GET", f"/find?{asked}{cursor}"))


def _api_near(v: Visitor) -> None:
    asked = written(v)
    v.walk(lambda cursor: v.api("GET", f"/near?{asked}{cursor}"))


def _recorded_from_a_check(v: Visitor) -> None:
    """Record what a check says is unknown, a hidden one among it, and find it."""
    chosen = [f"handle:lantern-market:{HANDLE}", f"domain:{v.pick.choice(('quay', 'nothing'))}.example.org"]
    v.api("POST", "/check", {"text": "\n".join(chosen)})
    v.api("POST", "/check/records", {"chosen": chosen, "envelope": dict(_SUSPECT)})
    v.api("POST", "/check", {"text": "\n".join(chosen)})
    v.api("GET", f"/find?q={HANDLE}")


_SUSPECT = (
    ("subject_category", "suspect"),
    ("category_ground", "offered for sale"),
    ("legal_basis", "an invented act"),
)


def _etag(v: Visitor) -> None:
    address = f"/find?{question(v)}"
    answer = v.api("GET", address)
    tag = dict(answer.headers).get("ETag", '"unknown"')
    v.api("GET", address, **{"If-None-Match": tag})


def _observations(v: Visitor) -> None:
    asked = urlencode({"q": v.pick.choice((HANDLE, "lampwright", "2025-04-02", "nobody")), "limit": 1})
    v.walk(lambda cursor: v.api("GET", f"/observations?{asked}{cursor}"))


def _rows_of(v: Visitor, name: str) -> str:
    return f"/observations/{v.ids[name + '_dataset']}/{v.ids[name + '_import']}"


NOBODYS_CLAIM = "019cadc6-9a80-7836-8dd8-7eb35977d5bc"


def _row(v: Visitor) -> str:
    return f"{_rows_of(v, v.pick.choice(INTAKES))}/{v.pick.randrange(1, 4)}"


def _rejects(v: Visitor, name: str = "own_intake") -> str:
    return f"/intake/{v.ids[name]}/rejects/{v.ids[name + '_sha256']}.csv"


def _hand_in(address: str) -> Visit:
    def visit(v: Visitor) -> None:
        some = v.pick.choice((ROWS, HIDDEN_ROWS, HIDDEN_ROWS[-1:], (("quayside", "2025-04-09"), *ROWS)))
        made = v.hand_in(address, "sellers.csv", table_of(some))
        v.work()
        found = dict(made.headers).get("Location") or (f"/intake/{made.json()['id']}" if made.status == 201 else "")
        if found:
            v.api("GET", found)
            v.get(found)
        v.api("GET", "/intake")
        v.api("GET", f"/find?q={HANDLE}")
        _first_row(v)

    return visit


def _first_row(v: Visitor) -> None:
    """Find a row that only the visitor and the hidden dataset hold, and open it beside its line."""
    found = v.api("GET", f"/observations?q={HIDDEN_ROWS[-1][0]}")
    for row in found.json()["rows"][:1] if found.status == 200 else ():
        v.api("GET", f"/observations/{row['dataset']}/{row['import_id']}/{row['row']}")


def _fresh_intake(v: Visitor) -> str:
    """Hand in a table of one's own and return its intake; a prosecutor records no sellers, so theirs has no rows."""
    rows = () if v.role is Role.PROSECUTOR else (("lampreeve", "2025-04-11"),)
    made = v.hand_in(f"{API}/intake", "fresh.csv", table_of(rows))
    v.work()
    return str(made.json()["id"]) if made.status == 201 else str(v.ids["own_intake"])


def _hand_in_pack(address: str) -> Visit:
    """Hand in a TagPack of the wallet that the hidden seller has, to be looked through or taken in at once."""

    def visit(v: Visitor) -> None:
        look = v.pick.choice(("true", "false"))
        made = v.hand_in(address, "pack.yaml", pack_of(WALLET), look=look)
        v.work()
        found = dict(made.headers).get("Location") or (f"/intake/{made.json()['id']}" if made.status == 201 else "")
        if found:
            v.api("GET", found)
            v.get(found)
            v.api("POST", f"{found}/accept", {})
            v.work()
            v.api("GET", found)
        v.api("GET", f"/observations?q={WALLET}")

    return visit


def _fresh_looked(v: Visitor) -> str:
    """Hand in a TagPack of one's own, have it looked through, and return its intake."""
    made = v.hand_in(f"{API}/intake", "fresh.yaml", exchange.pack(2), look="true")
    v.work()
    return str(made.json()["id"]) if made.status == 201 else str(v.ids["own_looked"])


def _accept(send: Callable[[Visitor, str], object]) -> Visit:
    def visit(v: Visitor) -> None:
        id = str(v.ids[v.pick.choice((*LOOKED, *INTAKES))])
        send(v, id)
        v.work()
        v.get(f"/intake/{id}")

    return visit


def _claimed(v: Visitor) -> tuple[str, str]:
    """Hand in a bundle that holds two actors to be one; return its intake and the claim, where the role has one."""
    made = v.hand_in(f"{API}/intake", "claims.json", exchange.duplicates(), envelope=json.dumps(SUSPECT))
    v.work()
    if made.status != 201:
        return str(v.ids["own_intake"]), NOBODYS_CLAIM
    id = str(made.json()["id"])
    found = v.api("GET", f"/intake/{id}").json().get("claims", [])
    return id, str(found[0]["id"]) if found else NOBODYS_CLAIM


def _answers(send: Callable[[Visitor, str, dict[str, str]], object]) -> tuple[Visit, ...]:
    def own(v: Visitor) -> str:
        id, claim = _claimed(v)
        send(v, f"/intake/{id}/claims/{claim}", v.pick.choice(({}, {"verdict": "same", "note": "One key."})))
        return id

    def seen(v: Visitor) -> None:
        v.get(f"/intake/{own(v)}")

    def some(v: Visitor) -> None:
        send(v, f"/intake/{_some_intake(v)}/claims/{NOBODYS_CLAIM}", {"verdict": "same", "note": "One key."})

    return own, seen, some


def _undo(send: Callable[[Visitor, str], object], chosen: Callable[[Visitor], str]) -> Visit:
    def visit(v: Visitor) -> None:
        id = chosen(v)
        send(v, id)

    return visit


def _some_intake(v: Visitor) -> str:
    return str(v.ids[v.pick.choice(INTAKES)])


def _undone_and_looked(v: Visitor) -> None:
    """Take an intake back and look whether anything tells of more than that."""
    v.api("POST", f"/intake/{_some_intake(v)}/undo", {})
    v.work()
    v.api("GET", "/intake")
    v.api("GET", f"/find?q={HANDLE}")
    v.api("GET", f"/observations?q={HANDLE}")


def _look(v: Visitor, intake: str) -> str:
    return urlencode({"intake": intake, "number": 1})


def _taught(v: Visitor, intake: str) -> dict[str, Any]:
    return {"intake": intake, "number": 1, "part": "", "name": "third_sellers", "title": "Third", "sort": "rows",
            "market": "Lantern Market", "becomes": ["kept", "kept"], "types": ["text", "text"],
            "forms": ["%Y-%m-%d", "%Y-%m-%d"], "needed": []}  # fmt: skip


def _plain_hand_in(address: str) -> Visit:
    return lambda v: v.hand_in(address, "sellers.csv", table_of(ROWS))


def _record_again(v: Visitor) -> None:
    body = {"market": "Lantern Market", "handle": HANDLE, "emails": [MAIL]}
    said = {"subject_category": "suspect", "category_ground": "offered for sale", "legal_basis": "an invented act"}
    v.api("POST", "/records", {"kind": "vendor_account", "body": body, "envelope": said})
    v.api("GET", f"/find?q={HANDLE}")


def _judgement(v: Visitor, other: str) -> dict[str, str]:
    verdict = v.pick.choice(("same", "different", "unsure"))
    return {"other": other, "verdict": verdict, "note": f"Seen {v.pick.random():.6f} of the quay."}


def _ledger(address: str) -> Visit:
    def visit(v: Visitor) -> None:
        more = v.pick.choice(("", "?event=consultation", "?event=collection", "?since=2026-03-03", "?limit=2"))
        v.get(f"{address}{more}")

    return visit


def _api_ledger(v: Visitor) -> None:
    limit = v.pick.choice((1, 2, 3, 50))
    v.walk(lambda cursor: v.api("GET", f"/ledger?limit={limit}{cursor}"))


def _number(v: Visitor) -> int:
    return v.pick.randrange(1, 40)


VISITS: Mapping[str, tuple[Visit, ...]] = {
    "page GET /": (lambda v: v.get("/"),),
    "page GET /find": (lambda v: v.get(f"/find?q={HANDLE}"), _find_on("/find")),
    "fragment GET /find/results": (lambda v: v.part(f"/find/results?q={HANDLE}"), _find_on("/find/results")),
    "fragment GET /find/preview/{id}": (
        lambda v: v.part(f"/find/preview/{v.ids['own_seller']}?q={HANDLE}"),
        lambda v: v.part(f"/find/preview/{tempting(v)}?q={quote(v.pick.choice(QUESTIONS))}"),
        lambda v: v.part(f"/find/preview/{tempting(v)}?as_of={v.pick.choice(DAYS)}"),
    ),
    "fragment GET /find/near": (
        lambda v: v.part(f"/find/near?q={HANDLE}"), lambda v: v.part(f"/find/near?{written(v)}")),
    "page GET /check": (lambda v: v.get("/check"),),
    "page POST /check": (
        lambda v: v.send("/check", {"text": PASTED[0]}), lambda v: v.send("/check", {"text": v.pick.choice(PASTED)}),
    ),
    "page POST /check/records": (
        lambda v: v.send("/check/records", {
            "chosen": f"domain:nothing.example.org\nhandle:lantern-market:{HANDLE}",
            **{f"envelope.{name}": value for name, value in _SUSPECT},
        }),
    ),
    "fragment GET /find/observations": (
        lambda v: v.part(f"/find/observations?q={HANDLE}"),
        lambda v: v.part(f"/find/observations?q={v.pick.choice((HANDLE, 'lampwright', 'nobody'))}"),
    ),
    "page GET /observations/{dataset}/{import_id}/{row}": (
        lambda v: v.get(f"{_rows_of(v, 'own_intake')}/1"), lambda v: v.get(_row(v)),
    ),
    "page GET /records/{id}": (
        lambda v: v.get(f"/records/{v.ids['own_seller']}"),
        lambda v: v.get(f"/records/{tempting(v)}"),
        lambda v: v.get(f"/records/{tempting(v)}?as_of={v.pick.choice(('2026-03-03', '2026-03-04', '2020-01-01'))}"),
        lambda v: v.get(f"/records/{v.ids['south_seller']}"),
    ),
    "page GET /records/{id}/history": (
        lambda v: v.get(f"/records/{v.ids['own_seller']}/history"),
        lambda v: v.get(f"/records/{tempting(v)}/history"),
    ),
    "fragment GET /records/{id}/view-as": (
        lambda v: v.part(f"/records/{v.ids['own_seller']}/view-as?officer={v.colleague}"),
        lambda v: v.part(f"/records/{tempting(v)}/view-as?officer={v.pick.choice((v.colleague, 'n.lead', 's.lead'))}"),
    ),
    "page GET /entities/{id}": (
        lambda v: v.get(f"/entities/{v.ids['own_seller']}"),
        lambda v: v.get(f"/entities/{tempting(v)}"),
        lambda v: v.get(f"/entities/{tempting(v)}?as_of={v.pick.choice(('2026-03-03', '2026-03-04', '2020-01-01'))}"),
        lambda v: v.get(f"/entities/{v.ids['south_seller']}"),
    ),
    "page GET /records/{id}/judgements": (
        lambda v: v.get(f"/records/{v.ids['own_note']}/judgements?other={v.ids['own_letter']}"),
        lambda v: v.get(f"/records/{v.ids['own_seller']}/judgements?other={v.ids['south_seller']}"),
        lambda v: v.get(f"/records/{tempting(v)}/judgements?other={tempting(v)}"),
        lambda v: v.get(f"/records/{v.ids['south_seller']}/judgements?other={tempting(v)}"),
    ),
    "page POST /records/{id}/judgements": (
        lambda v: v.send(f"/records/{v.ids['own_note']}/judgements", _judgement(v, v.ids["own_letter"])),
        lambda v: v.send(f"/records/{tempting(v)}/judgements", _judgement(v, tempting(v))),
    ),
    "page GET /intake": (lambda v: v.get("/intake"), lambda v: v.get("/intake?limit=1")),
    "page POST /intake/files": (
        _plain_hand_in("/intake/files"), _hand_in("/intake/files"), _hand_in_pack("/intake/files"),
    ),
    "page GET /intake/{id}": (
        lambda v: v.get(f"/intake/{v.ids['own_intake']}"), lambda v: v.get(f"/intake/{v.ids[v.pick.choice(INTAKES)]}"),
    ),
    "fragment GET /intake/{id}/progress": (
        lambda v: v.part(f"/intake/{v.ids['own_intake']}/progress"),
        lambda v: v.part(f"/intake/{v.ids[v.pick.choice(INTAKES)]}/progress"),
    ),
    "page GET /intake/{id}/rejects/{sha256}.csv": (
        lambda v: v.get(_rejects(v)), lambda v: v.get(_rejects(v, v.pick.choice(INTAKES))),
    ),
    "page POST /intake/{id}/accept": (
        lambda v: v.send(f"/intake/{_fresh_looked(v)}/accept"), _accept(lambda v, id: v.send(f"/intake/{id}/accept")),
    ),
    "page POST /intake/{id}/decline": (
        lambda v: v.send(f"/intake/{_fresh_looked(v)}/decline"),
        _accept(lambda v, id: v.send(f"/intake/{id}/decline")),
    ),
    "page POST /intake/{id}/claims/{claim}": _answers(lambda v, at, said: v.send(at, said)),
    "page GET /intake/{id}/undo": (
        lambda v: v.get(f"/intake/{v.ids['own_intake']}/undo"), lambda v: v.get(f"/intake/{_some_intake(v)}/undo"),
    ),
    "page POST /intake/{id}/undo": (
        _undo(lambda v, id: v.send(f"/intake/{id}/undo"), _fresh_intake),
        _undo(lambda v, id: v.send(f"/intake/{id}/undo"), _some_intake),
    ),
    "page GET /mappings/new": (lambda v: v.get("/mappings/new"),),
    "page GET /mappings/new/table": (
        lambda v: v.get(f"/mappings/new/table?{_look(v, v.ids['own_intake'])}"),
        lambda v: v.get(f"/mappings/new/table?{_look(v, _some_intake(v))}"),
    ),
    "fragment POST /mappings/new/preview": (
        lambda v: v.send("/mappings/new/preview", _taught(v, v.ids["own_intake"])),
        lambda v: v.send("/mappings/new/preview", _taught(v, _some_intake(v))),
    ),
    "page POST /mappings/new": (
        lambda v: v.send("/mappings/new", _taught(v, v.ids["own_intake"])),
        lambda v: v.send("/mappings/new", _taught(v, _some_intake(v))),
    ),
    "page GET /ledger": (lambda v: v.get("/ledger"), _ledger("/ledger")),
    "fragment GET /ledger/{number}": (
        lambda v: v.part(f"/ledger/{v.ids['own_entry']}"), lambda v: v.part(f"/ledger/{_number(v)}"),
    ),
    "page POST /ledger/verify": (lambda v: v.send("/ledger/verify"), lambda v: (v.send("/ledger/verify"),
                                                                                v.get("/ledger"))),
    "api GET /api/v1/home": (lambda v: v.api("GET", "/home"),),
    "api GET /api/v1/find": (lambda v: v.api("GET", f"/find?q={HANDLE}"), _api_find, _api_find, _etag),
    "api GET /api/v1/near": (lambda v: v.api("GET", f"/near?q={HANDLE}"), _api_near, _api_near),
    "api POST /api/v1/check": (
        lambda v: v.api("POST", "/check", {"text": PASTED[0]}),
        lambda v: v.api("POST", "/check", {"text": v.pick.choice(PASTED), "first": v.pick.randrange(3)}),
    ),
    "api POST /api/v1/check/records": (
        lambda v: v.api("POST", "/check/records", {"chosen": ["domain:nothing.example.org"],
                                                   "envelope": dict(_SUSPECT)}),
        _recorded_from_a_check,
    ),
    "api GET /api/v1/observations": (lambda v: v.api("GET", f"/observations?q={HANDLE}"), _observations),
    "api GET /api/v1/observations/{dataset}/{import_id}/{row}": (
        lambda v: v.api("GET", f"{_rows_of(v, 'own_intake')}/1"), lambda v: v.api("GET", _row(v)),
    ),
    "api POST /api/v1/records": (
        lambda v: v.api("POST", "/records", {"kind": "document", "body": {"title": "Note"},
                                             "envelope": {"legal_basis": "an invented act"}}),
        _record_again,
    ),
    "api GET /api/v1/records/{id}": (
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}"),
        lambda v: v.api("GET", f"/records/{tempting(v)}"),
        lambda v: v.api("GET", f"/records/{tempting(v)}?as_of=2026-03-03"),
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}", **{"If-None-Match": '"unknown"'}),
    ),
    "api GET /api/v1/records/{id}/history": (
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}/history"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/history"),
    ),
    "api GET /api/v1/records/{id}/view-as": (
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}/view-as?officer={v.colleague}"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/view-as?officer={v.colleague}"),
    ),
    "api POST /api/v1/records/{id}/statements": (
        lambda v: v.api("POST", f"/records/{v.ids['own_note']}/statements", AMENDED),
        lambda v: v.api("POST", f"/records/{tempting(v)}/statements", AMENDED),
    ),
    "api POST /api/v1/records/{id}/envelope": (
        lambda v: v.api("POST", f"/records/{v.ids['own_note']}/envelope", {"changes": {"case_ref": "C-7"}}),
        lambda v: v.api("POST", f"/records/{tempting(v)}/envelope", {"changes": {"case_ref": "C-8"}}),
    ),
    "api POST /api/v1/records/{id}/links": (
        lambda v: v.api("POST", f"/records/{v.ids['own_note']}/links", {"other": v.ids["own_case"],
                                                                        "type": "part_of"}),
        lambda v: v.api("POST", f"/records/{tempting(v)}/links", {"other": tempting(v), "type": "uses"}),
    ),
    "api GET /api/v1/entities/{id}": (
        lambda v: v.api("GET", f"/entities/{v.ids['own_seller']}"),
        lambda v: v.api("GET", f"/entities/{tempting(v)}"),
        lambda v: v.api("GET", f"/entities/{v.ids['south_seller']}?as_of=2026-03-04"),
    ),
    "api GET /api/v1/records/{id}/judgements": (
        lambda v: v.api("GET", f"/records/{v.ids['own_note']}/judgements?other={v.ids['own_letter']}"),
        lambda v: v.api("GET", f"/records/{v.ids['own_seller']}/judgements?other={v.ids['south_seller']}"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/judgements?other={tempting(v)}"),
    ),
    "api POST /api/v1/records/{id}/judgements": (
        lambda v: v.api("POST", f"/records/{v.ids['own_note']}/judgements", _judgement(v, v.ids["own_letter"])),
        lambda v: v.api("POST", f"/records/{tempting(v)}/judgements", _judgement(v, tempting(v))),
    ),
    "api GET /api/v1/intake": (
        lambda v: v.api("GET", "/intake"),
        lambda v: v.walk(lambda cursor: v.api("GET", f"/intake?limit=1{cursor}")),
    ),
    "api POST /api/v1/intake": (
        _plain_hand_in(f"{API}/intake"), _hand_in(f"{API}/intake"), _hand_in_pack(f"{API}/intake"),
    ),
    "api GET /api/v1/intake/{id}": (
        lambda v: v.api("GET", f"/intake/{v.ids['own_intake']}"),
        lambda v: v.api("GET", f"/intake/{v.ids[v.pick.choice(INTAKES)]}"),
    ),
    "api GET /api/v1/intake/{id}/rejects/{sha256}.csv": (
        lambda v: v.api("GET", _rejects(v)), lambda v: v.api("GET", _rejects(v, v.pick.choice(INTAKES))),
    ),
    "api POST /api/v1/intake/{id}/accept": (
        lambda v: v.api("POST", f"/intake/{_fresh_looked(v)}/accept", {}),
        _accept(lambda v, id: v.api("POST", f"/intake/{id}/accept", {"as_document": True})),
    ),
    "api POST /api/v1/intake/{id}/decline": (
        lambda v: v.api("POST", f"/intake/{_fresh_looked(v)}/decline", {}),
        _accept(lambda v, id: v.api("POST", f"/intake/{id}/decline", {})),
    ),
    "api POST /api/v1/intake/{id}/claims/{claim}": _answers(lambda v, at, said: v.api("POST", at, said)),
    "api GET /api/v1/intake/{id}/undo": (
        lambda v: v.api("GET", f"/intake/{v.ids['own_intake']}/undo"),
        lambda v: v.api("GET", f"/intake/{_some_intake(v)}/undo"),
    ),
    "api POST /api/v1/intake/{id}/undo": (
        _undo(lambda v, id: v.api("POST", f"/intake/{id}/undo", {}), _fresh_intake), _undone_and_looked,
    ),
    "api GET /api/v1/unknown-files": (lambda v: v.api("GET", "/unknown-files"),),
    "api GET /api/v1/table-looks": (
        lambda v: v.api("GET", f"/table-looks?{_look(v, v.ids['own_intake'])}"),
        lambda v: v.api("GET", f"/table-looks?{_look(v, _some_intake(v))}"),
    ),
    "api POST /api/v1/table-looks": (
        lambda v: v.api("POST", "/table-looks", _taught(v, v.ids["own_intake"])),
        lambda v: v.api("POST", "/table-looks", _taught(v, _some_intake(v))),
    ),
    "api POST /api/v1/taught-tables": (
        lambda v: v.api("POST", "/taught-tables", _taught(v, v.ids["own_intake"])),
        lambda v: v.api("POST", "/taught-tables", _taught(v, _some_intake(v))),
    ),
    "api GET /api/v1/mappings": (lambda v: v.api("GET", "/mappings"),),
    "api GET /api/v1/mappings/{name}": (lambda v: v.api("GET", "/mappings/harbour_sellers"),),
    "api POST /api/v1/mappings": (
        lambda v: v.api("POST", "/mappings", {"name": "second_sellers", "text": NEW_MAPPING}),
    ),
    "api GET /api/v1/ledger": (lambda v: v.api("GET", "/ledger"), _api_ledger),
    "api GET /api/v1/ledger/{number}": (
        lambda v: v.api("GET", f"/ledger/{v.ids['own_entry']}"), lambda v: v.api("GET", f"/ledger/{_number(v)}"),
    ),
    "api POST /api/v1/ledger/verify": (lambda v: v.api("POST", "/ledger/verify"),),
    "open GET /healthz": (lambda v: v.get("/healthz"),),
    "open GET /readyz": (lambda v: v.get("/readyz"),),
    "open GET /metrics": (lambda v: v.get("/metrics"),),
    "open GET /api/v1/openapi.json": (lambda v: v.get(f"{API}/openapi.json"),),
    "open GET /api/v1/docs": (lambda v: v.get(f"{API}/docs"),),
    "open GET /api/v1/docs/{name}": (lambda v: v.get(f"{API}/docs/docs.css"),),
    "open GET /static/{stamp}/{name}": (lambda v: v.get("/static/any/app.js"),),
    "open GET /components": (lambda v: v.get("/components"),),
    **PEOPLE,
    **COMMANDS,
    **WRITING,
    **SHARING,
    **PEERS,
    **COLLECTED,
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""


def plain(name: str) -> Visit:
    """Return the plain visit of an endpoint."""
    return VISITS[name][0]
