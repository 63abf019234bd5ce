"""How the forms, drafts, changes, the trash and files are visited; what is hidden is asked for by its id everywhere."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from tests.guard.asked import Visit, tempting
from tests.guard.endpoints import API
from tests.guard.visitor import Visitor
from tests.worlds.guarded_acts import HANDLE, MARKET
from tests.worlds.guarded_people import QUIET

NOTE = {"title": "Note on the quay", "sort": "report", "text": "Asked once more."}
MARKS = {"scope": "GROUP", "group": QUIET, "tlp": "AMBER"}
LEGAL = {"legal_basis": "an invented act"}
PAGE = "a-page-of-the-harness"


def _form(v: Visitor, **more: str) -> dict[str, str]:
    return {"page": f"{PAGE}{v.pick.random():.6f}".replace(".", ""), "seq": "1", **more}


def _typed(body: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**{f"body.{name}": value for name, value in body.items()}, **more}


def _begun(v: Visitor, id: str) -> int:
    found = v.api("GET", f"/records/{id}")
    return int(found.json()["version"]) if found.status == 200 else 1


def _edit_on_the_page(v: Visitor, id: str) -> None:
    v.send(f"/records/{id}/edit", _form(v, **_typed(NOTE), begun=str(_begun(v, id))))


def _save_again(v: Visitor) -> None:
    """Record what may be held already, under the same key."""
    body = {"market": MARKET, "handle": HANDLE, "rating": "4", "deals": "7"}
    marks = {"subject_category": "suspect", "category_ground": "offered for sale", **LEGAL}
    v.api("POST", "/records/new/vendor_account", {"body": body, "envelope": marks, **_numbered(v)})
    v.api("GET", f"/find?q={HANDLE}")


def _numbered(v: Visitor) -> dict[str, object]:
    return {"page": _form(v)["page"], "seq": 1}


def _both(address: str, fields: Mapping[str, object] | None = None, *, of: str = "own_note") -> tuple[Visit, ...]:
    """Return the visits of an act at one address over REST: on what is there, and on what is hidden."""
    return (
        lambda v: v.api("POST", address.format(id=v.ids[of]), fields or {}),
        lambda v: v.api("POST", address.format(id=tempting(v)), fields or {}),
    )


def _both_on_the_page(
    address: str, fields: Mapping[str, object] | None = None, *, of: str = "own_note"
) -> tuple[Visit, ...]:
    return (
        lambda v: v.send(address.format(id=v.ids[of]), fields),
        lambda v: v.send(address.format(id=tempting(v)), fields),
    )


def _file(v: Visitor, id: str) -> str:
    return f"/records/{id}/attachments/{v.pick.choice((v.ids['own_file'], v.ids.get('hidden_file', v.ids['hidden'])))}"


def _own_file(v: Visitor) -> str:
    return f"/records/{v.ids['own_note']}/attachments/{v.ids['own_file']}"


def _change(v: Visitor) -> str:
    return v.pick.choice((v.ids["own_change"], v.ids.get("hidden_change", v.ids["hidden"])))


def _files(v: Visitor) -> str:
    return v.pick.choice((v.ids["own_files"], v.ids.get("hidden_files", v.ids["hidden"])))


def _draft(v: Visitor) -> str:
    return v.pick.choice(("none", "page-of-the-hidden"))


def _looked(v: Visitor) -> None:
    """Open the own picture on its page, and its bytes by the ticket that the page has."""
    page = v.send(f"{_own_file(v)}/look", {"reason": "to compare"})
    found = re.search(rb"ticket=([\w-]+)", page.body)
    v.get(f"{_own_file(v)}/picture?ticket={found[1].decode() if found else 'none'}")


def _looked_over_rest(v: Visitor) -> None:
    told = v.api("POST", f"{_own_file(v)}/look", {"reason": "to compare"})
    v.api("GET", f"{_own_file(v)}/picture?ticket={told.json().get('ticket', 'none')}")


def _written(v: Visitor, **said: object) -> str:
    """Write a form into a file and return its path."""
    (v.folder() / "form.json").write_text(json.dumps(said))
    return str(v.folder() / "form.json")


def _command(line: str, **said: object) -> Visit:
    """Return the visit of a command on what is one's own, or on what is hidden, with a form where it takes one."""

    def visit(v: Visitor) -> None:
        own = {each: v.ids[each] for each in ("own_note", "own_draft", "own_change", "my_change")}
        tempted = {"record": tempting(v), "change": _change(v), "draft": _draft(v)}
        form = _written(v, **said) if "{form}" in line else ""
        v.command(line.format(**own, **tempted, form=form))

    return visit


_KEEP = {"kind": "document", "body": NOTE, "page": PAGE, "seq": 1}

WRITING: Mapping[str, tuple[Visit, ...]] = {
    "page GET /records/new": (lambda v: v.get("/records/new"),),
    "page GET /records/new/{kind}": (
        lambda v: v.get("/records/new/document"),
        lambda v: v.get("/records/new/vendor_account?holds=email:keeper@loft.example.org"),
        lambda v: v.get(f"/records/new/{v.pick.choice(('vendor_account', 'case', 'none'))}?draft={_draft(v)}"),
    ),
    "page POST /records/new/{kind}": (
        lambda v: v.send("/records/new/document", _form(v, **_typed(NOTE), **{"envelope.legal_basis": "an act"})),
        lambda v: v.send("/records/new/vendor_account", _form(v, **_typed({"handle": HANDLE, "market": MARKET}))),
    ),
    "page GET /records/{id}/edit": (
        lambda v: v.get(f"/records/{v.ids['own_note']}/edit"),
        lambda v: v.get(f"/records/{tempting(v)}/edit"),
        lambda v: v.get(f"/records/{v.ids['own_note']}/edit?draft={_draft(v)}"),
        lambda v: v.get(f"/records/{v.ids['own_note']}/edit?change={_change(v)}"),
    ),
    "page POST /records/{id}/edit": (
        lambda v: _edit_on_the_page(v, v.ids["own_note"]), lambda v: _edit_on_the_page(v, tempting(v)),
    ),
    "page GET /records/{id}/envelope": (
        lambda v: v.get(f"/records/{v.ids['own_note']}/envelope"), lambda v: v.get(f"/records/{tempting(v)}/envelope"),
    ),
    "page POST /records/{id}/envelope": _both_on_the_page(
        "/records/{id}/envelope", {"begun": "1", "envelope.case_ref": "C-9"}
    ),
    "page POST /records/{id}/links": (
        lambda v: v.send(f"/records/{v.ids['own_note']}/links", {"other": v.ids["own_case"], "type": "part_of"}),
        lambda v: v.send(f"/records/{tempting(v)}/links", {"other": tempting(v), "type": "uses"}),
    ),
    "fragment POST /who-will-see": (
        lambda v: v.send("/who-will-see", {"kind": "document", "envelope.tlp": "RED"}),
        lambda v: v.send("/who-will-see", {"kind": "document", "id": tempting(v)}),
        lambda v: v.send("/who-will-see", {"kind": "document", **{f"envelope.{k}": each for k, each in MARKS.items()}}),
    ),
    "page POST /records/{id}/undo": (
        lambda v: v.send(f"/records/{v.ids['own_letter']}/undo", {"version": "2"}),
        lambda v: v.send(f"/records/{tempting(v)}/undo", {"version": "2"}),
    ),
    "page POST /records/{id}/withdraw": _both_on_the_page("/records/{id}/withdraw", {"reason": "by mistake"}),
    "page POST /records/{id}/restore": (
        lambda v: v.send(f"/records/{v.ids['own_trash']}/restore"),
        lambda v: v.send(f"/records/{tempting(v)}/restore"),
    ),
    "page GET /trash": (lambda v: v.get("/trash"),),
    "page POST /records/{id}/attachments": (
        lambda v: v.hand_in(f"/records/{v.ids['own_note']}/attachments", "seen.txt", b"seen"),
        lambda v: v.hand_in(f"/records/{tempting(v)}/attachments", "hidden.txt", b"what is hidden"),
    ),
    "page GET /records/{id}/attachments/{attachment}": (
        lambda v: v.get(_own_file(v)), lambda v: v.get(_file(v, tempting(v))),
    ),
    "page POST /records/{id}/attachments/{attachment}/look": (
        lambda v: v.send(f"{_own_file(v)}/look", {"reason": "to compare"}),
        lambda v: v.send(f"{_file(v, tempting(v))}/look", {"reason": "to compare"}),
    ),
    "page GET /records/{id}/attachments/{attachment}/picture": (
        _looked,
        lambda v: v.get(f"{_own_file(v)}/picture?ticket=none"),
        lambda v: v.get(f"{_file(v, tempting(v))}/picture?ticket={quote('a b')}"),
    ),
    "page POST /records/{id}/attachments/{attachment}/remove": (
        lambda v: v.send(f"{_own_file(v)}/remove"), lambda v: v.send(f"{_file(v, tempting(v))}/remove"),
    ),
    "page GET /drafts": (lambda v: v.get("/drafts"),),
    "fragment POST /drafts": (
        lambda v: v.send("/drafts", _form(v, kind="document", **_typed(NOTE))),
        lambda v: v.send("/drafts", _form(v, kind="document", id=tempting(v), **_typed(NOTE))),
    ),
    "page POST /drafts/{page}/discard": (
        lambda v: v.send(f"/drafts/{v.ids['own_draft']}/discard"), lambda v: v.send(f"/drafts/{_draft(v)}/discard"),
    ),
    "page POST /drafts/{page}/hand-over": (
        lambda v: v.send(f"/drafts/{v.ids['own_draft']}/hand-over", {"officer": v.colleague}),
        lambda v: v.send(f"/drafts/{_draft(v)}/hand-over", {"officer": v.colleague}),
    ),
    "page GET /changes": (lambda v: v.get("/changes"),),
    "page GET /changes/{id}": (
        lambda v: v.get(f"/changes/{v.ids['own_change']}"), lambda v: v.get(f"/changes/{_change(v)}"),
    ),
    "page GET /changes/{id}/files/{number}": (
        lambda v: v.get(f"/changes/{v.ids['own_files']}/files/1"), lambda v: v.get(f"/changes/{_change(v)}/files/1"),
        lambda v: v.get(f"/changes/{v.ids['own_files']}/files/2"), lambda v: v.get(f"/changes/{_files(v)}/files/1"),
    ),
    "page POST /changes/{id}/approve": (
        lambda v: v.send(f"/changes/{v.ids['own_change']}/approve"), lambda v: v.send(f"/changes/{_change(v)}/approve"),
    ),
    "page POST /changes/{id}/decline": (
        lambda v: v.send(f"/changes/{v.ids['own_change']}/decline", {"reason": "no"}),
        lambda v: v.send(f"/changes/{_change(v)}/decline", {"reason": "no"}),
    ),
    "page POST /changes/{id}/take-back": (
        lambda v: v.send(f"/changes/{v.ids['my_change']}/take-back"),
        lambda v: v.send(f"/changes/{_change(v)}/take-back"),
    ),
    "api GET /api/v1/records/new": (lambda v: v.api("GET", "/records/new"),),
    "api GET /api/v1/records/new/{kind}": (
        lambda v: v.api("GET", "/records/new/document"),
        lambda v: v.api("GET", f"/records/new/document?draft={_draft(v)}"),
    ),
    "api POST /api/v1/records/new/{kind}": (
        lambda v: v.api("POST", "/records/new/document", {"body": NOTE, "envelope": LEGAL, **_numbered(v)}),
        _save_again,
    ),
    "api GET /api/v1/records/{id}/edit": (
        lambda v: v.api("GET", f"/records/{v.ids['own_note']}/edit"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/edit"),
    ),
    "api POST /api/v1/records/{id}/edit": _both("/records/{id}/edit", {"begun": 1, "body": NOTE}),
    "api GET /api/v1/records/{id}/envelope": (
        lambda v: v.api("GET", f"/records/{v.ids['own_note']}/envelope"),
        lambda v: v.api("GET", f"/records/{tempting(v)}/envelope"),
    ),
    "api POST /api/v1/who-will-see": (
        lambda v: v.api("POST", "/who-will-see", {"kind": "document"}),
        lambda v: v.api("POST", "/who-will-see", {"kind": "document", "id": tempting(v), "envelope": MARKS}),
    ),
    "api POST /api/v1/records/{id}/undo": _both("/records/{id}/undo", {"version": 2}, of="own_letter"),
    "api POST /api/v1/records/{id}/withdraw": _both("/records/{id}/withdraw", {"reason": "by mistake"}),
    "api POST /api/v1/records/{id}/restore": _both("/records/{id}/restore", of="own_trash"),
    "api GET /api/v1/trash": (lambda v: v.api("GET", "/trash"),),
    "api POST /api/v1/records/{id}/attachments": (
        lambda v: v.hand_in(f"{API}/records/{v.ids['own_note']}/attachments", "seen.txt", b"seen"),
        lambda v: v.hand_in(f"{API}/records/{tempting(v)}/attachments", "hidden.txt", b"what is hidden"),
    ),
    "api GET /api/v1/records/{id}/attachments/{attachment}": (
        lambda v: v.api("GET", _own_file(v)), lambda v: v.api("GET", _file(v, tempting(v))),
    ),
    "api POST /api/v1/records/{id}/attachments/{attachment}/look": (
        lambda v: v.api("POST", f"{_own_file(v)}/look", {"reason": "to compare"}),
        lambda v: v.api("POST", f"{_file(v, tempting(v))}/look", {"reason": "to compare"}),
    ),
    "api GET /api/v1/records/{id}/attachments/{attachment}/picture": (
        _looked_over_rest,
        lambda v: v.api("GET", f"{_own_file(v)}/picture?ticket=none"),
        lambda v: v.api("GET", f"{_file(v, tempting(v))}/picture?ticket=none"),
    ),
    "api POST /api/v1/records/{id}/attachments/{attachment}/remove": (
        lambda v: v.api("POST", f"{_own_file(v)}/remove"), lambda v: v.api("POST", f"{_file(v, tempting(v))}/remove"),
    ),
    "api GET /api/v1/drafts": (lambda v: v.api("GET", "/drafts"),),
    "api POST /api/v1/drafts": (
        lambda v: v.api("POST", "/drafts", _KEEP), lambda v: v.api("POST", "/drafts", {**_KEEP, "id": tempting(v)}),
    ),
    "api POST /api/v1/drafts/{page}/discard": (
        lambda v: v.api("POST", f"/drafts/{v.ids['own_draft']}/discard"),
        lambda v: v.api("POST", f"/drafts/{_draft(v)}/discard"),
    ),
    "api POST /api/v1/drafts/{page}/hand-over": (
        lambda v: v.api("POST", f"/drafts/{v.ids['own_draft']}/hand-over", {"officer": v.colleague}),
        lambda v: v.api("POST", f"/drafts/{_draft(v)}/hand-over", {"officer": v.colleague}),
    ),
    "api GET /api/v1/changes": (lambda v: v.api("GET", "/changes"),),
    "api GET /api/v1/changes/{id}": (
        lambda v: v.api("GET", f"/changes/{v.ids['own_change']}"), lambda v: v.api("GET", f"/changes/{_change(v)}"),
    ),
    "api GET /api/v1/changes/{id}/files/{number}": (
        lambda v: v.api("GET", f"/changes/{v.ids['own_files']}/files/1"),
        lambda v: v.api("GET", f"/changes/{_change(v)}/files/1"),
        lambda v: v.api("GET", f"/changes/{_files(v)}/files/1"),
    ),
    "api POST /api/v1/changes/{id}/approve": (
        lambda v: v.api("POST", f"/changes/{v.ids['own_change']}/approve"),
        lambda v: v.api("POST", f"/changes/{_change(v)}/approve"),
    ),
    "api POST /api/v1/changes/{id}/decline": (
        lambda v: v.api("POST", f"/changes/{v.ids['own_change']}/decline", {"reason": "no"}),
        lambda v: v.api("POST", f"/changes/{_change(v)}/decline", {"reason": "no"}),
    ),
    "api POST /api/v1/changes/{id}/take-back": (
        lambda v: v.api("POST", f"/changes/{v.ids['my_change']}/take-back"),
        lambda v: v.api("POST", f"/changes/{_change(v)}/take-back"),
    ),
    "command run record kinds": (_command("record kinds"),),
    "command run record form": (_command("record form {own_note}"), _command("record form {record} --draft {draft}")),
    "command run record new": (_command("record new document {form}", body=NOTE, envelope=LEGAL),),
    "command run record edit": (
        _command("record edit {own_note} {form}", begun=1, body=NOTE),
        _command("record edit {record} {form} --json", begun=1, body=NOTE),
    ),
    "command run record mark": (
        _command("record mark {own_note} {form}", case_ref="C-9"), _command("record mark {record} {form}", tlp="RED"),
    ),
    "command run draft list": (_command("draft list"), _command("draft list --json")),
    "command run draft keep": (
        _command("draft keep document {form}", body=NOTE),
        _command(f"draft keep document {{form}} --id {{record}} --page {PAGE}", body=NOTE),
    ),
    "command run draft discard": (_command("draft discard {own_draft}"), _command("draft discard {draft}")),
    "command run change list": (_command("change list"), _command("change list --json")),
    "command run change show": (_command("change show {own_change}"), _command("change show {change} --json")),
    "command run change approve": (_command("change approve {own_change}"), _command("change approve {change}")),
    "command run change decline": (
        _command("change decline {own_change} --why no"), _command("change decline {change} --why no --json"),
    ),
    "command run change take-back": (
        _command("change take-back {my_change}"), _command("change take-back {change}"),
    ),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
