"""The walk over the operations of writing: forms, drafts, changes for a second officer, the trash, files, pasting."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.interfaces.api.walking import Walk
from tests.worlds.pictures import png

from bowstreet.casework.intake import reading

LEGAL = {"legal_basis": "an invented act"}
SUSPECT = {**LEGAL, "subject_category": "suspect", "category_ground": "offered for sale"}
NOTE = {"title": "Note on the quay", "sort": "report", "text": "Two crates of lamp oil."}
PNG = png("the quay by night")
PASTED = "the site quay[.]example[.]org\nteal@example.org\nno more"


def walk_all(walk: Walk, colleague: Walk) -> None:
    """Walk all of writing as a supervisor, beside an analyst of the same agency whose sign-in name is n.analyst."""
    _pasting(walk)
    id = _forms(walk)
    _drafts(walk, id)
    _conflicts(walk, colleague, id)
    _files(walk, id)
    _trash(walk, id)
    _changes(walk, colleague, id)
    _teaching(walk)


def _pasting(walk: Walk) -> None:
    made = walk.post("/check/records", {"chosen": ["domain:quay.example.org"], "envelope": SUSPECT})
    assert len(made["records"]) == 1
    checked = walk.post("/check", {"text": PASTED, "reason": "Asked before a record."})["results"]
    assert [each["answer"] for each in checked] == ["known", "unknown", "not_an_identifier"], checked


def _forms(walk: Walk) -> str:
    """Walk the forms of a note and return its id."""
    assert "document" in [each["code"] for each in walk.get("/records/new")["kinds"]]
    walk.get("/records/new/{kind}", kind="document")
    walk.get("/records/new/{kind}", kind="vendor_account")
    made = walk.post("/records/new/{kind}", {"body": NOTE, "envelope": LEGAL, "page": "new", "seq": 1}, kind="document")
    id = str(made["id"])
    walk.get("/records/{id}/edit", id=id)
    walk.get("/records/{id}/envelope", id=id)
    walk.post("/who-will-see", {"kind": "document", "envelope": {**LEGAL, "scope": "LEA", "tlp": "GREEN"}})
    walk.post("/who-will-see", {"kind": "document", "id": id, "envelope": {"tlp": "RED"}})
    edited = walk.post("/records/{id}/edit", {"begun": 1, "body": {**NOTE, "text": "Three crates."}}, id=id)
    assert edited["version"] == 2
    assert walk.post("/records/{id}/undo", {"version": 2}, id=id)["version"] == 3
    return id


def _drafts(walk: Walk, id: str) -> None:
    walk.post("/drafts", {"kind": "document", "body": {"title": ""}, "page": "blank", "seq": 1})
    assert walk.get("/records/new/{kind}", {"draft": "blank", "check": "true"}, kind="document")["errors"]
    kept = {"kind": "document", "id": id, "begun": 3, "body": {**NOTE, "text": "Four crates."}, "page": "own", "seq": 1}
    walk.post("/drafts", kept)
    walk.post("/drafts", {**kept, "page": "given"})
    assert len(walk.get("/drafts")["drafts"]) == 3
    walk.post("/drafts/{page}/discard", page="blank")
    walk.post("/drafts/{page}/hand-over", {"officer": "n.analyst"}, page="given")


def _conflicts(walk: Walk, colleague: Walk, id: str) -> None:
    """Go on with a draft of a note that a colleague changed meanwhile."""
    assert colleague.get("/drafts")["drafts"][0]["came_from"]
    colleague.post("/records/{id}/edit", {"begun": 3, "body": {**NOTE, "text": "Five crates."}}, id=id)
    form = walk.get("/records/{id}/edit", {"draft": "own"}, id=id)
    assert form["differences"] and form["since"], form


def _files(walk: Walk, id: str) -> None:
    added = walk.hand_in(SimpleUploadedFile("quay.png", PNG), path="/records/{id}/attachments", id=id)
    ids = {"id": id, "attachment": added["attachments"][0]}
    walk.get("/records/{id}", id=id)
    assert walk.get("/records/{id}/attachments/{attachment}", **ids) == PNG
    seen = walk.post("/records/{id}/attachments/{attachment}/look", {"reason": "to compare"}, **ids)
    picture = "/records/{id}/attachments/{attachment}/picture"
    assert walk.get(picture, {"ticket": seen["ticket"]}, **ids) == PNG
    walk.post("/records/{id}/attachments/{attachment}/remove", **ids)


def _trash(walk: Walk, id: str) -> None:
    walk.post("/records/{id}/withdraw", {"reason": "written by mistake"}, id=id)
    assert [each["id"] for each in walk.get("/trash")["records"]] == [id]
    walk.post("/records/{id}/restore", id=id)


def _changes(walk: Walk, colleague: Walk, id: str) -> None:
    """Let one officer propose and the other decide, of every sort of change."""
    walk.post("/standing", {"standing": {"second_person": ["document"]}})
    version = walk.get("/records/{id}", id=id)["version"]
    edit = {"begun": version, "body": {**NOTE, "text": "Six crates."}}
    edited = _proposed(colleague.post("/records/{id}/edit", edit, id=id))
    gone = _proposed(colleague.post("/records/{id}/withdraw", {"reason": "a doublet"}, id=id))
    new = {"body": {**NOTE, "title": "Letter"}, "envelope": LEGAL}
    made = _proposed(colleague.post("/records/new/{kind}", new, kind="document"))
    sent = colleague.hand_in(SimpleUploadedFile("kiln.png", PNG), path="/records/{id}/attachments", id=id)["change"]
    assert len(walk.get("/changes")["waiting"]) == 4
    (file,) = walk.get("/changes/{id}", id=sent)["files"]
    assert (file["label"], file["size"]) == ("PNG picture", len(PNG))
    assert walk.get("/changes/{id}/files/{number}", id=sent, number=str(file["number"])) == PNG
    colleague.post("/changes/{id}/take-back", id=sent)
    assert walk.get("/changes/{id}", id=edited)["differences"]
    assert walk.get("/changes/{id}", id=made)["foreseen"]
    assert colleague.get("/records/{id}/edit", {"change": edited}, id=id)["body"]["text"] == "Six crates."
    walk.post("/changes/{id}/approve", id=edited)
    walk.post("/changes/{id}/decline", {"reason": "it is none"}, id=gone)
    colleague.post("/changes/{id}/take-back", id=made)
    assert {each["state"] for each in colleague.get("/changes")["settled"]} == {"approved", "declined", "back"}
    colleague.get("/changes/{id}", id=gone)
    walk.post("/standing", {"standing": {}})


def _proposed(saved: dict[str, Any]) -> str:
    assert saved["waits"], saved
    return str(saved["id"])


def _teaching(walk: Walk) -> None:
    """Teach a table that no mapping knows, and read it."""
    brought = walk.hand_in(SimpleUploadedFile("boats.csv", b"boat,berth\nheron,4\nteal,five\n"))
    reading.read(brought["id"])
    (file,) = walk.get("/unknown-files")["files"]
    table = {"intake": file["intake"], "number": file["number"]}
    looked = walk.get("/table-looks", table)
    assert [each["column"] for each in looked["columns"]] == ["boat", "berth"]
    choices = {**table, "name": "boats", "title": "Boats", "sort": "rows", "becomes": ["kept", "kept"],
               "types": ["text", "integer"], "forms": ["", ""], "needed": ["0"]}  # fmt: skip
    assert [bool(each["wrong"]) for each in walk.post("/table-looks", choices)["rows"]] == [False, True]
    taught = walk.post("/taught-tables", choices)
    reading.read(taught["id"])
    walk.get("/mappings/{name}", name="boats")
