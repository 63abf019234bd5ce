"""From an empty folder to a record, with real processes: what each command prints, and how it ends."""

import json
import re
import stat
from pathlib import Path

import httpx
from tests.interfaces.cli.conftest import FILES, Node
from tests.worlds.terminal import ANALYSIS

KEYS = {"path", "sha256", "reader", "dataset", "read", "observed", "already_held", "rejected", "reject_list",
        "records_new", "records_known", "losses", "remarks"}  # fmt: skip


def test_ingest_accounts_for_every_row(node: Node) -> None:
    assert set(node.ingested) == {"act", "sources", "seconds"}
    assert [each["path"] for each in node.ingested["sources"]] == [str(each) for each in FILES]
    for source in node.ingested["sources"]:
        assert set(source) - {"note", "noted"} == KEYS
        assert source["read"] == source["observed"] + source["rejected"] > 0
        assert source["reader"] and re.fullmatch("[0-9a-f]{64}", source["sha256"])
        assert source["losses"] == [], "a table has none"
    assert node.ingested["sources"][0]["rejected"] > 0


def test_a_second_ingest_finds_all_of_it_held(node: Node) -> None:
    again = node.machine.must("ingest", FILES[1], "--json").document["sources"][0]
    assert again["already_held"] == again["observed"] == again["read"] and again["records_new"] == 0


def test_find_shows_and_goes_on(node: Node) -> None:
    page = node.machine.must("find", "--kind", "vendor_account", "--limit", "2", "--json").document
    assert set(page) == {"results", "next"} and len(page["results"]) == 2 and page["next"]
    assert {frozenset(each) for each in page["results"]} == {
        frozenset({"id", "kind", "title", "owner", "grade", "handling"})
    }
    assert {each["owner"] for each in page["results"]} == {"north"}
    more = node.machine.must("find", "--kind", "vendor_account", "--limit", "2", "--cursor", page["next"], "--json")
    assert not {each["id"] for each in more.document["results"]} & {each["id"] for each in page["results"]}


def test_find_of_people_has_a_line_a_result_and_says_how_to_go_on(node: Node) -> None:
    said = node.machine.must("find", "--limit", "3")
    assert len(said.out.splitlines()) == 3 and "--cursor" in said.err
    nothing = node.machine.must("find", "nowheretobefound")
    assert nothing.out == "" and "Nothing found" in nothing.err


def test_a_selector_finds_only_what_has_exactly_it(node: Node) -> None:
    hits = node.machine.must("find", "--kind", "vendor_account", "--limit", "50", "--json").document["results"]
    id, key = next(
        (hit["id"], value["chip"]["raw"])
        for hit in hits
        for value in node.machine.must("show", hit["id"], "--json").document["values"]
        if value["chip"] and value["chip"]["type"].startswith("pgp")
    )
    exact = node.machine.must("find", key, "--selector", "--json").document["results"]
    assert id in {each["id"] for each in exact}
    for each in exact:
        values = node.machine.must("show", each["id"], "--json").document["values"]
        assert key in {value["chip"]["raw"] for value in values if value["chip"]}
    words = node.machine.run("find", "amber bazaar", "--selector")
    assert words.code == 1 and words.err.startswith("This is no selector")


def test_show_and_history(node: Node) -> None:
    found = node.machine.must("find", "--kind", "vendor_account", "--limit", "1", "--json").document["results"][0]
    shown = node.machine.must("show", found["id"])
    assert shown.out.startswith(found["title"]) and "Desk North" in shown.out
    lines = node.machine.must("history", found["id"]).out.splitlines()
    versions = [each for each in lines if re.match(r" +\d+  \d{4}-\d\d-\d\d \d\d:\d\d UTC  Sam Quill", each)]
    assert versions and all(
        re.match(
            r" {6}((added|removed|changed|envelope|evidence) |[\d-]{10} \d\d:\d\d UTC  north (linked: |judged ))", each
        )
        for each in set(lines) - set(versions)
    )
    assert node.machine.must("history", found["id"], "--json").document["id"] == found["id"]
    before = node.machine.run("show", found["id"], "--as-of", "2001-01-01")
    assert before.code == 1 and before.err == "There is nothing here for you.\n"
    today = node.machine.must("show", found["id"], "--as-of", "2100-01-01", "--json").document
    assert today["id"] == found["id"] and today["as_of"] == "2100-01-01"


def test_the_ledger_is_unbroken(node: Node) -> None:
    verdict = node.machine.must("ledger", "verify", "--json").document
    assert verdict["unbroken"] is True
    assert verdict["sentence"].startswith("Unbroken: ")
    assert node.machine.must("ledger", "verify").out.startswith("Unbroken: ")


def test_mappings(node: Node, tmp_path: Path) -> None:
    listed = node.machine.must("mapping", "list", "--json").document["mappings"]
    assert listed and all(each["shipped"] for each in listed)
    own = tmp_path / "own.toml"
    own.write_text('name = "ferry_list"\ntitle = "Ferry list"\nsort = "sellers"\nmarket = "Ferry"\nmatch = ["who"]\n'
                   'row_key = ["handle"]\n[columns]\nwho = { field = "handle", required = true }\n'
                   '[[records]]\nkind = "market"\n')  # fmt: skip
    said = node.machine.run("mapping", "new", "ferry_list", own)
    assert (said.code, said.out) == (0, "Mapping ferry_list saved.\n"), said
    assert "who" in node.machine.must("mapping", "show", "ferry_list").out
    twice = node.machine.run("mapping", "new", "ferry_list", own)
    assert twice.code == 1 and "exists already" in twice.err
    assert node.machine.run("mapping", "new", "ferry_list", tmp_path / "none.toml").code == 1
    assert node.machine.run("mapping", "show", "none").err == "There is nothing here for you.\n"


def test_the_kept_token_is_for_its_owner_alone(node: Node) -> None:
    kept = next(node.machine.state.glob("login-*"))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    said = node.machine.must("officer", "list", BOWSTREET_TOKEN="")
    assert "n.analyst" in said.out and "Sam Quill" in said.out


def test_the_node_answers_over_rest_what_the_command_prints(node: Node) -> None:
    token = node.machine.environment["BOWSTREET_TOKEN"]
    headers = {"Authorization": f"Bearer {token}", "X-Purpose": ANALYSIS}
    with httpx.Client(base_url=f"{node.base}/api/v1", headers=headers) as api:
        page = api.get("/find", params={"kind": "vendor_account", "limit": "2"})
        printed = node.machine.must("find", "--kind", "vendor_account", "--limit", "2", "--json").document
        assert [each["id"] for each in page.json()["hits"]] == [each["id"] for each in printed["results"]]
        again = api.get(
            "/find", params={"kind": "vendor_account", "limit": "2"}, headers={"If-None-Match": page.headers["ETag"]}
        )
        assert again.status_code == 304 and again.content == b""
        head = api.head("/find", params={"kind": "vendor_account", "limit": "2"})
        assert head.status_code == 200 and head.content == b""
        files = {"files": ("keys.tsv", FILES[1].read_bytes())}
        assert api.post("/intake", files=files, data={"title": "by a program"}).status_code == 201
        assert api.get("/find", headers={"X-Purpose": ""}).status_code == 403
        assert (
            api.post("/records", content=b"{" * 20_000_000, headers={"Content-Type": "application/json"}).status_code
            == 413
        )
        assert json.loads(api.get("/nowhere").content)["detail"] == "There is nothing here for you."
