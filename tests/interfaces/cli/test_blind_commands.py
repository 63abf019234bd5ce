"""Blind matching by the commands, between three nodes: a whole run, and ten thousand canaries that nobody else gets."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.worlds import blind_nodes
from tests.worlds.blind_nodes import Member
from tests.worlds.canaries_hunted import Hunt

CANARIES = int(os.environ.get("BOWSTREET_CANARIES", "60"))
SHARED = ("handle:tide-market:lampreeve", "phone:+31205559997")
SILENT = "phone:+31205559998"


@dataclass
class Run:
    """Three members after all was done once, what each asked or held, and what was said."""

    members: dict[str, Member]
    canaries: dict[str, list[str]]
    marks: list[str]
    said: dict[str, object]
    matched: int


def _canaries(name: str, count: int) -> list[str]:
    """Return identifiers that only one agency has, of a type that is counted up, one that is named, and hashes."""
    phones, handles = min(count // 6, 100), min(count // 3, 2_000)
    area = {"east": 2055, "north": 1055, "west": 7055}[name]
    hashes = [hashlib.sha256(f"canary {name} {each}".encode()).hexdigest() for each in range(count - phones - handles)]
    return [
        *(f"phone:+31{area}{each * 7:05}" for each in range(phones)),
        *(f"handle:tide-market:{name}canary{each:05}" for each in range(handles)),
        *(f"sha256:{each}" for each in hashes),
    ]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """East and west index what they hold, north asks."""
    place = tmp_path_factory.mktemp("blind")
    members = {name: blind_nodes.member(tmp_path_factory, name, place) for name in ("east", "north", "west")}
    east, north, west = members.values()
    canaries = {name: _canaries(name, CANARIES) for name in members}
    marks = blind_nodes.key_made(list(members.values()), place)
    with blind_nodes.all_serving(list(members.values())):
        east.must("index", east.paper("held.txt", [*canaries["east"], *SHARED]))
        east.must("index", "--silent", east.paper("silent.txt", [SILENT]))
        west.must("index", west.paper("held.txt", [*canaries["west"], SHARED[0]]))
        asked = north.paper("asked.txt", [*canaries["north"], *SHARED, SILENT])
        matched = north.run("match", asked, "--json")
    yield Run(members, canaries, marks, matched.document, matched.code)
    for each in members.values():
        each.wire.end()


def test_all_members_read_one_mark(run: Run) -> None:
    assert len(set(run.marks)) == 1
    assert run.marks[0] in run.members["west"].must("key", "show", "--json").out


def test_the_asker_learns_which_of_its_own_are_held_and_by_whom(run: Run) -> None:
    assert run.matched == 1, "a hit ends with 1"
    assert run.said["unanswered"] == []
    hits = {f"{each['type']}:{each['value']}": [one["agency"] for one in each["hits"]]
            for each in run.said["results"] if each["hits"]}  # type: ignore[attr-defined]  # fmt: skip
    assert hits == {SHARED[0]: ["east", "west"], SHARED[1]: ["east"]}
    assert len(run.said["results"]) == CANARIES + 3  # type: ignore[arg-type]


def test_the_owner_is_told_and_of_a_silent_one_alone(run: Run) -> None:
    told = run.members["east"].must("told", "--json").document["asked"]
    assert {(each["agency"], f"{each['type']}:{each['value']}", each["silent"]) for each in told} == {
        ("north", SHARED[0], False), ("north", SHARED[1], False), ("north", SILENT, True),
    }  # fmt: skip
    assert {each["purpose"] for each in told} == {blind_nodes.PURPOSE}
    nobody = run.members["north"].run("told")
    assert nobody.code == 0
    assert "Nobody asked" in nobody.err


def test_no_canary_is_found_at_any_other_party(run: Run) -> None:
    """In files, ledgers, logs, and all requests and answers: in every guise, whatever was held or asked for."""
    for owner, canaries in run.canaries.items():
        hunt = Hunt(canaries)
        for name, member in run.members.items():
            if name != owner:
                assert hunt.through_folder(member.folder) == set(), f"of {owner} at {name}"
            assert hunt.through(bytes(member.wire.carried)) == set(), f"of {owner} on the wire to {name}"


def test_the_same_hunt_finds_every_canary_at_its_owner(run: Run) -> None:
    for owner, canaries in run.canaries.items():
        assert Hunt(canaries).through_folder(run.members[owner].folder) == set(canaries)


def test_something_went_over_each_wire(run: Run) -> None:
    assert all(b"evaluated" in each.wire.carried for each in list(run.members.values())[:2])
    assert b"references" in run.members["west"].wire.carried


def test_what_lies_on_disk_is_for_its_owner_alone(run: Run) -> None:
    for name, member in run.members.items():
        files = [each for each in (member.machine.state / "blind" / name).iterdir() if each.is_file()]
        assert len(files) >= 6
        assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_evaluations_stand_in_the_ledger_and_it_is_unbroken(run: Run) -> None:
    for each in run.members.values():
        each.machine.must("ledger", "verify")


def test_what_is_refused_is_one_sentence(run: Run) -> None:
    north, wrong = run.members["north"], run.members["north"].paper("words.txt", ["nothing of note"])
    for words, sentence in (
        (("match", wrong), "Line 1 holds no identifier."),
        (("rotate", "7"), "There is no key of epoch 7"),
        (("key", "accept", wrong), "neither a card nor a deal"),
        (("key", "card", "--address", "https://n.example/", "-o", north.folder / "again.card"), "has its keys"),
    ):
        said = north.run(*words)
        assert said.code == 1
        assert sentence in said.err
        assert said.err.count("\n") == 1
    shut = north.run("match", north.paper("one.txt", [SHARED[0]]), typed="another phrase\n")
    assert "This passphrase does not open" in shut.err
    away = north.run("match", north.paper("one.txt", [SHARED[0]]))
    assert away.code == 1
    assert "The key needs 2 members to answer, and 0 did." in away.err


def test_after_rotating_what_is_held_is_indexed_anew(run: Run, tmp_path: Path) -> None:
    members = list(run.members.values())
    for each in members:
        (tmp_path / f"{each.name}.card").write_bytes((each.folder.parent / f"{each.name}.card").read_bytes())
    blind_nodes.key_made(members, tmp_path, epoch=2)
    for each in members:
        assert each.must("rotate", "2", "--json").document["indexed"] == 0
    east, north, west = members
    with blind_nodes.all_serving(members):
        told = north.run("match", north.paper("one.txt", [SHARED[0]]), "--json")
        assert told.code == 0
        assert len(told.document["unanswered"]) == 2
        assert "has no index" in told.document["unanswered"][0]
        for each in (east, west):
            made = each.must("index", "--json").document
            assert made["indexed"] == made["values"] and not made["waiting"]
        east.must("index", "--drop", east.paper("gone.txt", [SHARED[0]]))
        again = north.run("match", north.paper("one.txt", [SHARED[0]]), "--json")
    assert [each["agency"] for each in again.document["results"][0]["hits"]] == ["west"]
