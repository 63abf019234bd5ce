"""The second list: what a reader may see of it, in which order, how far, and back to the line of the original."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from tests.worlds.observations import NOW, bring, lay_down
from tests.worlds.repository import World

from bowstreet.holdings.files import originals
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.cursors import WrongCursor
from bowstreet.holdings.observations import datasets, searching, storing
from bowstreet.holdings.observations.answers import ObservationPage, OriginalLine
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

ROWS = (
    "2031-01-01,fern,Tulip,4.5,7,Spain,MDMA,,pink pills\n"
    '2031-01-02,moss,Tulip,4.5,7,Poland,cannabis,,"two\nlines, green"\n'
    '2031-01-03,Fern,Tulip,4.5,7,Spain,MDMA,,100% it\'s ""pink""\n'.replace(
        '100% it\'s ""pink""', '"100% it\'s ""pink"""'
    )
)
SHARED = {"scope": "NAMED", "recipients": ["south"]}


def find(reader: Reader, q: str, **more: object) -> ObservationPage:
    return searching.search(reader=reader, now=NOW, q=q, **more)  # type: ignore[arg-type]


def found(page: ObservationPage) -> list[int]:
    return [row.row for row in page.rows]


def test_rows_are_found_by_all_words_whatever_their_case(world: World, tmp_path: Path) -> None:
    bring(world, world.north, ROWS, tmp_path)
    assert found(find(world.north, "FERN")) == [1, 3]
    assert found(find(world.north, "fern pills")) == [1]
    assert found(find(world.north, '"lines, green"')) == [2]
    assert found(find(world.north, "100% it's")) == [3]
    assert found(find(world.north, "' OR 1=1 --")) == []
    assert found(find(world.north, "")) == []
    cells = {name: (text, marked) for name, text, marked in find(world.north, "pills").rows[0].cells}
    assert cells["about"] == ("pink pills", True)
    assert cells["handle"] == ("fern", False)
    assert not any(name.startswith("_") for name in cells)


def test_another_agency_sees_rows_only_within_their_scope(world: World, tmp_path: Path) -> None:
    dataset, import_id = bring(world, world.north, ROWS, tmp_path)
    empty = find(world.south, "nowhere")
    hidden = find(world.south, "fern")
    assert (hidden.rows, hidden.next, hidden.searched) == (empty.rows, empty.next, empty.searched)
    for one in ((dataset, import_id, 1), (dataset, "x", 1), ("x", import_id, 1), (dataset, import_id, 9)):
        with pytest.raises(Hidden):
            searching.line(reader=world.south, now=NOW, dataset=one[0], import_id=one[1], row=one[2])
    bring(world, world.north, "2031-02-01,fern,Tulip,,,,,,shared\n", tmp_path, **SHARED)
    assert [row.cells[-1][1] for row in find(world.south, "fern").rows] == ["shared"]


def test_the_line_of_the_original(world: World, tmp_path: Path) -> None:
    dataset, import_id = bring(world, world.north, ROWS, tmp_path)
    one = searching.line(reader=world.north, now=NOW, dataset=dataset, import_id=import_id, row=2)
    assert one.line == 3
    assert one.raw == '2031-01-02,moss,Tulip,4.5,7,Poland,cannabis,,"two\nlines, green"'
    assert one.original_name == "tulip.csv"
    assert (one.dataset.rows, one.dataset.imports) == (3, 1)
    third = searching.line(reader=world.north, now=NOW, dataset=dataset, import_id=import_id, row=3)
    assert third.line == 5
    assert third.raw.startswith("2031-01-03,Fern")


def test_an_original_that_is_gone_or_was_changed_is_said_and_its_line_not_shown(world: World, tmp_path: Path) -> None:
    dataset, import_id = bring(world, world.north, ROWS, tmp_path)

    def one() -> OriginalLine:
        return searching.line(reader=world.north, now=NOW, dataset=dataset, import_id=import_id, row=2)

    original = originals.path_of(one().original_sha256)
    assert one().damage == ""
    came = original.read_bytes()
    original.chmod(0o600)
    original.write_bytes(came.replace(b"moss", b"fern"))
    assert (one().raw, one().damage) == ("", "The original on the disk is not what came: its SHA-256 differs.")
    assert ("handle", "moss") in [cell[:2] for cell in one().observation.cells]
    original.unlink()
    assert (one().raw, one().damage) == ("", "The original is not on the disk of this node any more.")
    original.write_bytes(came)
    assert one().damage == "" and "moss" in one().raw


def test_pages_follow_one_another_and_cursors_are_sealed(world: World, tmp_path: Path) -> None:
    bring(world, world.north, ROWS, tmp_path)
    bring(world, world.north, "2031-02-01,fern,Tulip,,,,,,new\n", tmp_path, NOW + timedelta(days=1), **SHARED)
    seen, cursor = [], None
    for _ in range(9):
        page = find(world.north, "fern", limit=1, cursor=cursor)
        seen += [(row.cells[-1][1]) for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert seen == ["new", "pink pills", '100% it\'s "pink"'], "newest dataset first, then by row"
    first = find(world.north, "fern", limit=1).next
    assert first
    for reader, q in ((world.north, "moss"), (world.south, "fern")):
        with pytest.raises(WrongCursor):
            find(reader, q, cursor=first)


def test_the_cut_is_a_number_of_rows(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(world, world.north, ROWS, tmp_path)
    monkeypatch.setattr(searching, "ROW_GROUPS", 1)
    monkeypatch.setattr(searching, "ROW_GROUP", 2)
    page = find(world.north, "fern")
    assert found(page) == [1]
    assert page.next
    assert found(find(world.north, "fern", cursor=page.next)) == [3]


def test_pending_and_blocked_rows_are_nowhere(world: World, tmp_path: Path) -> None:
    dataset, import_id, read = lay_down(world, world.north, ROWS, tmp_path)
    assert found(find(world.north, "fern")) == []
    assert storing.held(dataset) == ()
    assert datasets.readable(world.north, NOW) == []
    with transaction.atomic():
        storing.admit_import(dataset=dataset, import_id=import_id, read=read, now=NOW)
    with pytest.raises(storing.NoSuchImport):
        storing.admit_import(dataset=dataset, import_id=import_id, read=read, now=NOW)
    assert found(find(world.north, "fern")) == [1, 3]
    storing.block(dataset=dataset, import_id=import_id, rows=[1], now=NOW)
    assert found(find(world.north, "fern")) == [3]
    with pytest.raises(Hidden):
        searching.line(reader=world.north, now=NOW, dataset=dataset, import_id=import_id, row=1)


def test_a_pending_import_is_swept_whole_and_an_admitted_one_stays(world: World, tmp_path: Path) -> None:
    _, import_id, read = lay_down(world, world.north, ROWS, tmp_path)
    storing.sweep_import(import_id)
    storing.sweep_import(import_id)
    assert not read.parquet.exists()
    _, import_id = bring(world, world.north, ROWS, tmp_path)
    storing.sweep_import(import_id)
    assert found(find(world.north, "moss")) == [2]


def test_the_same_rows_again_are_held_and_another_agency_s_are_not(world: World, tmp_path: Path) -> None:
    bring(world, world.north, ROWS, tmp_path, **SHARED)
    _, _, again = lay_down(world, world.north, ROWS + "2031-01-09,ash,Tulip,,,,,,\n", tmp_path, **SHARED)
    assert (again.observed, again.already_held) == (4, 3)
    _, _, other = lay_down(world, world.south, ROWS + "2031-01-09,oak,Tulip,,,,,,\n", tmp_path, **SHARED)
    assert (other.observed, other.already_held) == (4, 0)


def test_nothing_is_served_without_a_purpose_or_an_entry(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(world, world.north, ROWS, tmp_path)
    with pytest.raises(PurposeRefused):
        find(replace(world.north, purpose=None), "fern")

    def refuse(item: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(looking, "write", refuse)
    with pytest.raises(looking.LedgerUnavailable):
        find(world.north, "fern")


def test_a_running_reader_answers_over_its_socket(world: World, tmp_path: Path) -> None:
    bring(world, world.north, ROWS, tmp_path)
    command = [sys.executable, "-m", "bowstreet.holdings.observations.reader", "--announce"]
    with subprocess.Popen(command, env={"BOWSTREET_DIR": str(settings.STATE)}, stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline() == b"ready\n"
        assert found(find(world.north, "fern")) == [1, 3]
        assert found(find(world.north, "moss")) == [2]
        running.terminate()
    assert found(find(world.north, "fern")) == [1, 3], "without it a process of its own answers"


ARMOUR = "mQENBFsowEEfernBCADtoadstoolQrXndmaX0\n{line}\n{line}\n=aB3d\n"
LINE = "aGVsbG9Xb3JsZEZpc2hBbmRDaGlwc1F1aWV0SGFyYm91ckxhbXB3cmlnaHQw"
BEGIN, END = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: Quill 2\n\n", "-----END PGP PUBLIC KEY BLOCK-----"


@pytest.mark.parametrize(
    ("about", "hits"),
    [
        (f"{BEGIN}{ARMOUR}{END} boats", {"quill", "boats"}),
        (f"{BEGIN}{ARMOUR}".replace("\n", "<br>") + f"{END} boats", {"quill", "boats"}),
        (f"{BEGIN}{ARMOUR}and boats without an end", {"quill", "boats", "without"}),
        (f"{BEGIN}{ARMOUR}{END} toadstool {BEGIN}{ARMOUR}{END} boats", {"quill", "boats", "toadstool"}),
        ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\ntoadstool\n-----BEGIN PGP SIGNATURE-----\n\n"
         f"{ARMOUR}-----END PGP SIGNATURE----- boats", {"toadstool", "boats"}),
    ],
    ids=["whole", "in HTML", "cut off", "two", "signed"],
)  # fmt: skip
def test_letters_of_an_armoured_key_are_no_words(world: World, tmp_path: Path, about: str, hits: set[str]) -> None:
    about = about.replace("{line}", LINE)
    bring(world, world.north, f'2031-01-01,moss,Tulip,4.5,7,Spain,MDMA,,"{about}"\n', tmp_path)
    words = ("quill", "boats", "without", "toadstool", "fern", "ndmaX0")
    assert {each for each in words if found(find(world.north, each))} == hits
    (row,) = find(world.north, "moss boats").rows
    assert row.cells[-1][2] and not find(world.north, "moss").rows[0].cells[-1][2]
    opened = searching.line(reader=world.north, now=NOW, dataset=row.dataset, import_id=row.import_id, row=row.row)
    shown = {name: text for name, text, _ in opened.observation.cells}
    assert shown["about"] == about, "shown whole as it stands"
