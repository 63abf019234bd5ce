"""How each endpoint of the inventory is visited, and with which questions that could give something hidden away.

The plain visit of an endpoint is one that everybody who may use it gets an answer to; the others ask for what is
hidden: by its id, selectors, words, facets, order, cursor, and by handing in the very row that it is about.
"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from tests.guard.asked import (
    AMENDED,
    DAYS,
    INTAKES,
    PASTED,
    QUESTIONS,
    Visit,
    question,
    tempting,
    written,
)
from tests.guard.endpoints import API
from tests.guard.visitor import Visitor
from tests.guard.visits_behaviours import BEHAVIOURS
from tests.guard.visits_blind import BLIND
from tests.guard.visits_commands import COMMANDS
from tests.guard.visits_corrections import CORRECTIONS
from tests.guard.visits_deconfliction import DECONFLICTION
from tests.guard.visits_delegations import DELEGATIONS
from tests.guard.visits_experts import EXPERTS
from tests.guard.visits_intake import INTAKE, look, some_intake, taught
from tests.guard.visits_joint import JOINT
from tests.guard.visits_leads import LEADS
from tests.guard.visits_library import LIBRARY
from tests.guard.visits_notices import NOTICES
from tests.guard.visits_operations import OPERATIONS
from tests.guard.visits_peers import PEERS
from tests.guard.visits_people import PEOPLE
from tests.guard.visits_plans import PERSONAS, PLANS
from tests.guard.visits_requests import REQUESTS
from tests.guard.visits_sharing import SHARING
from tests.guard.visits_taxii import COLLECTED
from tests.guard.visits_tools import TOOLS
from tests.guard.visits_writing import WRITING
from tests.worlds.guarded_acts import HANDLE, MAIL

WHY = "Asked by the harness."


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
    v.api("POST", "/check", {"text": "\n".join(chosen), "reason": WHY})
    v.api("POST", "/check/records", {"chosen": chosen, "envelope": dict(_SUSPECT)})
    v.api("POST", "/check", {"text": "\n".join(chosen), "reason": WHY})
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


def _row(v: Visitor) -> str:
    return f"{_rows_of(v, v.pick.choice(INTAKES))}/{v.pick.randrange(1, 4)}"


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
        lambda v: v.send("/check", {"text": PASTED[0], "reason": WHY}),
        lambda v: v.send("/check", {"text": v.pick.choice(PASTED), "reason": WHY}),
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
        lambda v: v.api("POST", "/check", {"text": PASTED[0], "reason": WHY}),
        lambda v: v.api("POST", "/check", {"text": v.pick.choice(PASTED), "first": v.pick.randrange(3),
                                           "limit": v.pick.choice((1, 1_000)), "reason": WHY}),
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
    "api GET /api/v1/unknown-files": (lambda v: v.api("GET", "/unknown-files"),),
    "api GET /api/v1/table-looks": (
        lambda v: v.api("GET", f"/table-looks?{look(v, v.ids['own_intake'])}"),
        lambda v: v.api("GET", f"/table-looks?{look(v, some_intake(v))}"),
    ),
    "api POST /api/v1/table-looks": (
        lambda v: v.api("POST", "/table-looks", taught(v, v.ids["own_intake"])),
        lambda v: v.api("POST", "/table-looks", taught(v, some_intake(v))),
    ),
    "api POST /api/v1/taught-tables": (
        lambda v: v.api("POST", "/taught-tables", taught(v, v.ids["own_intake"])),
        lambda v: v.api("POST", "/taught-tables", taught(v, some_intake(v))),
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
    **INTAKE,
    **PEOPLE,
    **COMMANDS,
    **WRITING,
    **SHARING,
    **LIBRARY,
    **EXPERTS,
    **BEHAVIOURS,
    **TOOLS,
    **OPERATIONS,
    **JOINT,
    **LEADS,
    **NOTICES,
    **PEERS,
    **BLIND,
    **DECONFLICTION,
    **PLANS,
    **REQUESTS,
    **CORRECTIONS, **DELEGATIONS,
    **PERSONAS,
    **COLLECTED,
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""


def plain(name: str) -> Visit:
    """Return the plain visit of an endpoint."""
    return VISITS[name][0]
