"""The invented world is what the demonstration promises."""

import json
import subprocess
from pathlib import Path

from tests.journeys.conftest import ROOT, Node

from bowstreet.interfaces.demonstration.cast import AGENCIES, OFFICERS
from bowstreet.vocabulary.readers import Role


def test_agencies_and_roles(node: Node) -> None:
    assert len(AGENCIES) == 9
    assert len({each.country for each in AGENCIES if each.sort == "national_unit"}) == 5
    for agency in AGENCIES:
        roles = {each.role for each in OFFICERS if each.agency == agency.slug}
        if agency.sort == "national_unit":
            assert {"investigator", "analyst", "supervisor"} <= roles
    assert {each.role for each in OFFICERS} == {each.value for each in Role} - {"operator"}
    partners = [each.slug for each in AGENCIES if each.sort == "partner"]
    assert partners == ["northroute", "brightwater"]
    assert not any(each.card for each in OFFICERS if each.agency in partners)


def test_it_prints_four_things(node: Node) -> None:
    words = [line.split()[0] for line in node.said.splitlines() if line.strip()]
    assert words == ["Open", "Officers", "Paste", "Stop"]


def test_what_is_served_is_not_taken_away(node: Node) -> None:
    done = node.run("demo", "--prepare", "--reset")
    assert done.returncode == 1 and "Stop it first" in done.stderr
    assert (node.state / "demonstration-keys" / "finished").exists()


def test_tokens_are_written_beside_what_is_served(node: Node, tmp_path: Path) -> None:
    done = node.run("demo", "--tokens", str(tmp_path / "tokens.json"))
    assert done.returncode == 0 and done.stdout == "" and "is left running" in done.stderr
    told = json.loads((tmp_path / "tokens.json").read_text())
    assert told.keys() == {each.login for each in OFFICERS}


def test_each_of_the_pair_finds_only_its_own(node: Node) -> None:
    fingerprint, (one, other) = node.tour["fingerprint"], node.tour["officers"]
    owners = [{hit["owner"] for hit in node.found(each, fingerprint)} for each in (one, other)]
    assert owners == [{"desk-noord"}, {"brigade-garonne"}]


def test_the_prosecutor_finds_one_case_and_its_documents(node: Node) -> None:
    found = node.found("prosecutor.meuse", "--kind", "case", purpose="prosecution")
    assert [hit["owner"] for hit in found] == ["prosecution-meuse"]
    assert len(node.found("prosecutor.meuse", "--kind", "document", purpose="prosecution")) == 4
    shown = node.run("show", found[0]["id"], "--json", officer="prosecutor.meuse", purpose="prosecution")
    assert len(json.loads(shown.stdout)["links"]) == 4


def test_sellers_of_the_three_markets_lie_with_those_who_crawled_them(node: Node) -> None:
    for officer, market, others in (
        ("analyst.noord", "Saltmarket", "Millrace"), ("analyst.elbe", "Candlewharf", "Millrace"),
        ("analyst.duero", "Millrace", "Candlewharf"),
    ):  # fmt: skip
        titles = [hit["title"] for hit in node.found(officer, "--kind", "vendor_account", "--limit", "200")]
        assert sum(each.endswith(f" on {market}") for each in titles) >= 25, market
        assert not any(each.endswith(f" on {others}") for each in titles), officer
    for kind, least in (("pgp_key", 25), ("user_account", 60), ("parcel", 8), ("market", 3), ("forum", 1)):
        assert len(node.found("analyst.noord", "--kind", kind, "--limit", "200")) >= least, kind
    for kind in ("practice", "expert", "focus", "method", "behaviour"):
        assert node.found("investigator.duero", "--kind", kind), kind


def test_the_command_to_paste_works_as_it_is_printed(node: Node) -> None:
    line = next(line.split(maxsplit=1)[1] for line in node.said.splitlines() if line.split()[:1] == ["Paste"])
    done = subprocess.run(line, shell=True, cwd=ROOT, text=True, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "quietharbour" in done.stdout


def test_the_ledger_is_unbroken(node: Node) -> None:
    done = node.run("ledger", "verify", officer="dpo.noord", purpose="data_protection_control")
    assert done.returncode == 0, done.stdout + done.stderr
