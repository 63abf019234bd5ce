"""A feed of MISP handed in as an archive or as its files is one source: its events hang together."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.casework.intake.test_restoring import BEGUN, version
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.casework.intake import documents, undoing
from bowstreet.formats.exchange.leaving import Bundle, LeavingLink
from bowstreet.formats.misp import feeds
from bowstreet.holdings.repository.models import Link, Record
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def feed() -> dict[str, bytes]:
    """Return the files of a feed of two events: a link leads from the one to the other."""
    one, other = version(1, {"handle": "quaymerchant"}), version(1, {"handle": "wick"}, record=2)
    red = replace(other.envelope, terms=replace(other.envelope.terms, tlp=Tlp.RED))
    left = Bundle((one, replace(other, envelope=red)), (LeavingLink(one.id, LinkType.USES, other.id),))
    with zipfile.ZipFile(io.BytesIO(feeds.write(left, now=BEGUN).content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, files: dict[str, bytes], folder: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in files.items():
            archive.writestr(folder + name, held)
    return path


def test_the_events_of_an_archive_are_one_source_and_links_lead_across(officer: Reader, tmp_path: Path) -> None:
    files = feed()
    assert sum(name.endswith(".json") for name in files) == 3
    seen = world.taken_in(officer, packed(tmp_path / "feed.zip", files, "of/a/feed/"))
    assert (seen.state, seen.totals.adds_up, seen.totals.rejected) == ("done", True, 0)
    assert {each.reader for each in seen.sources} == {"archive", "exchange: misp"}
    notes = {each.path.rpartition("/")[2]: each.note for each in seen.sources}
    assert notes["manifest.json"].startswith("The table of contents")
    assert notes["hashes.csv"].startswith("The hashes")
    assert sorted(Record.objects.values_list("kind", flat=True)) == ["vendor_account", "vendor_account"]
    assert Link.objects.filter(type="uses").count() == 1
    events = [each for each in seen.sources if each.observed]
    assert len(events) == 2
    assert len({each.sha256 for each in events}) == 2
    assert [each.records_new for each in events] == [1, 1], "each row stands in the file that it came in"
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)


def test_its_files_dropped_together_are_one_source_too(officer: Reader, tmp_path: Path) -> None:
    paths = []
    for name, held in feed().items():
        (tmp_path / name).write_bytes(held)
        paths.append(tmp_path / name)
    seen = world.taken_in(officer, *paths)
    assert Link.objects.filter(type="uses").count() == 1
    assert {each.reader for each in seen.sources} == {"exchange: misp"}


def test_an_event_that_is_named_and_not_there_is_a_reject_of_the_table_of_contents(
    officer: Reader, tmp_path: Path
) -> None:
    files = feed()
    gone = "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a7b5"
    files["manifest.json"] = json.dumps({**json.loads(files["manifest.json"]), gone: {"info": "x"}}).encode()
    seen = world.taken_in(officer, packed(tmp_path / "feed.zip", files))
    [contents] = [each for each in seen.sources if each.path == "manifest.json"]
    assert (contents.read, contents.observed, contents.rejected) == (1, 0, 1)
    assert any(gone in each.reason for each in seen.rejects)
    assert seen.totals.adds_up


def test_names_that_lead_out_of_an_archive_open_nothing(officer: Reader, tmp_path: Path) -> None:
    seen = world.taken_in(officer, packed(tmp_path / "feed.zip", feed(), "../../../out/"))
    assert Link.objects.filter(type="uses").count() == 1
    assert all(each.path.startswith("out/") for each in seen.sources if each.reader != "archive")
    assert not [each for up in tmp_path.parents[:3] for each in up.glob("out*/manifest.json")]


def test_files_of_several_folders_are_not_one_feed(officer: Reader, tmp_path: Path) -> None:
    files = {
        (f"{at}/{name}" if name != "manifest.json" else name): held for at, (name, held) in enumerate(feed().items())
    }
    world.taken_in(officer, packed(tmp_path / "feed.zip", files))
    assert not Link.objects.filter(type="uses").exists()


def test_what_is_too_large_together_is_read_file_by_file(
    officer: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = feed()
    monkeypatch.setattr(documents, "LARGEST", max(map(len, files.values())) + 1)
    seen = world.taken_in(officer, packed(tmp_path / "feed.zip", files))
    assert (seen.totals.records_new, seen.totals.adds_up) == (2, True)


def test_a_pack_beside_a_feed_is_none_of_it(officer: Reader, tmp_path: Path) -> None:
    seen = world.taken_in(officer, packed(tmp_path / "feed.zip", {**feed(), "pack.yaml": exchange.pack(2)}))
    assert {each.reader for each in seen.sources} == {"archive", "exchange: misp", "exchange: tagpacks"}
    assert seen.totals.adds_up
