"""The operator's and the supervisor's commands: each does what it says, asks for both factors, and is in the ledger."""

import json
from pathlib import Path

from tests.interfaces.cli.conftest import Node
from tests.worlds import terminal


def test_a_supervisor_administers_officers(node: Node) -> None:
    lead, machine = node.lead, node.machine
    own = ("--as", "n.lead")
    link = machine.must("officer", "add", "n.second", "--name", "Noor Kade", "--role", "investigator", *own,
                        typed=lead.typed()).out  # fmt: skip
    second = terminal.enrolled(node.base, "/enrol/" + link.strip().rpartition("/enrol/")[2], "n.second")
    for _ in range(5):
        machine.run("login", "n.second", typed="wrong\n1\n")
    assert "15 minutes" in machine.run("login", "n.second", typed=second.typed()).err
    assert machine.must("officer", "unlock", "n.second", *own, typed=lead.typed()).out == "n.second may try again.\n"
    token = machine.must("token", "new", "n.second", "--label", "x", "--for", "prosecution", typed=second.typed())
    token_of = {"BOWSTREET_TOKEN": token.out.strip(), "BOWSTREET_PURPOSE": "prosecution"}
    assert machine.run("find", BOWSTREET_TOKEN=token_of["BOWSTREET_TOKEN"]).code == 1
    machine.must("find", **token_of)
    listed = machine.must("token", "list", "--json", **token_of).document["tokens"]
    assert [each["purposes"] for each in listed] == [["prosecution"]]
    assert machine.must("officer", "role", "n.second", "analyst", *own, typed=lead.typed()).out == (
        "n.second is now analyst.\n"
    )
    anew = machine.must("officer", "enrol-anew", "n.second", *own, "--json", typed=lead.typed()).document
    assert anew["path"].startswith("/enrol/") and machine.run("find", **token_of).code == 1
    assert machine.must("officer", "end", "n.second", *own, typed=lead.typed()).out == (
        "The access of n.second has ended.\n"
    )
    listed_now = machine.must("officer", "list", "--json", BOWSTREET_TOKEN="").document["officers"]
    assert {each["login"]: (each["role"], each["active"]) for each in listed_now}["n.second"] == ("analyst", False)


def test_an_analyst_administers_nobody(node: Node) -> None:
    said = node.machine.run("officer", "end", "n.lead", "--as", "n.analyst", typed=node.analyst.typed())
    assert (said.code, said.err) == (1, "There is nothing here for you.\n")
    assert node.machine.run("officer", "list").code == 1


def test_standing_envelope_and_groups(node: Node, tmp_path: Path) -> None:
    machine, own = node.machine, ("--as", "n.lead")
    said = tmp_path / "standing.json"
    said.write_text(json.dumps({"legal_basis": "section 1 of an invented act"}))
    machine.must("standing", "set", said, *own, typed=node.lead.typed())
    shown = machine.must("standing", "show").document
    assert shown["own"] == {"legal_basis": "section 1 of an invented act"}
    assert shown["applies"]["retention"] == "standard"
    machine.must("group", "new", "jit-tide", "--name", "Tide", "--since", "2026-01-01", *own, typed=node.lead.typed())
    assert "jit-tide: Tide, led by north" in machine.must("group", "list").out


def test_the_operator_suspends_and_resumes_an_agency(node: Node) -> None:
    machine = node.machine
    machine.must("agency", "add", "west", "--name", "Desk West", "--country", "BE", "--contact", "desk 9",
                 "--supervisor", "w.lead", "--supervisor-name", "Ada Quay")  # fmt: skip
    link = machine.must("agency", "enrol-anew", "w.lead", "--json").document["path"]
    lead = terminal.enrolled(node.base, link, "w.lead")
    assert machine.run("agency", "enrol", "west", "--login", "w.other", "--name", "Other").code == 1
    machine.must("agency", "suspend", "west")
    assert "not in use" in machine.run("login", "w.lead", typed=lead.typed()).err
    machine.must("agency", "resume", "west")
    token = machine.must("token", "new", "w.lead", "--label", "x", typed=lead.typed()).out.strip()
    machine.must("find", BOWSTREET_TOKEN=token)
    assert "west" in machine.must("agency", "list").out


def test_two_officers_write_a_record_by_forms(node: Node, tmp_path: Path) -> None:
    machine, own = node.machine, ("--as", "n.lead")
    lead = {"BOWSTREET_TOKEN": ""}

    def form(**said: object) -> Path:
        (tmp_path / "form.json").write_text(json.dumps(said))
        return tmp_path / "form.json"

    note = {"title": "Note on the quay", "sort": "report", "text": "Two lamps."}
    legal = {"legal_basis": "section 1 of an invented act"}
    assert "document " in machine.must("record", "kinds").out
    said = machine.run("record", "new", "document", form(body=note, text="x"))
    assert (said.code, said.out) == (1, "") and 'body, envelope and no "text"' in said.err
    kept = machine.must("draft", "keep", "document", form(body=note), "--json").document["kept"]["page"]
    assert "Note on the quay" in machine.must("draft", "list").out
    machine.must("draft", "keep", "document", form(body=note), "--page", "-begins-with-a-dash")
    assert machine.must("draft", "discard", "-begins-with-a-dash").out == "The draft -begins-with-a-dash is gone.\n"
    alone = machine.must("record", "new", "document", form(body=note, envelope=legal), "--draft", kept).out
    assert alone.endswith("saved as version 1.\n") and machine.must("draft", "list").out == ""
    machine.must("standing", "set", form(**legal, second_person=["document"]), *own, typed=node.lead.typed())
    id = alone.split()[0]
    begun = machine.must("record", "form", id).document
    assert begun == {"begun": 1, "body": note}
    begun["body"]["text"] = "Three lamps."
    edit = machine.must("record", "edit", id, form(**begun), "--json").document
    assert edit["waits"] and machine.run("change", "approve", edit["id"]).err.startswith("You wrote this change")
    assert "Two lamps. -> Three lamps." in machine.must("change", "show", edit["id"], **lead).out
    assert machine.must("change", "approve", edit["id"], **lead).out == f"{edit['id']}  approved  {id}\n"
    marks = machine.must("record", "mark", id, form(case_ref="C-9"), "--json", **lead).document
    assert marks["waits"] and "case_ref" in machine.must("change", "show", marks["id"]).out
    machine.must("change", "decline", marks["id"], "--why", "another case")
    assert "declined" in machine.must("change", "list", **lead).out
    machine.must("standing", "set", form(**legal), *own, typed=node.lead.typed())
