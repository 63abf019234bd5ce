"""An intake of pages and archives is taken back with all that its members brought in, wherever their rows lie."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.casework.intake.test_pages import day, taken
from tests.casework.intake.test_undoing import found, one
from tests.worlds import intake as world

from bowstreet.casework.intake import reading, undoing, watching
from bowstreet.casework.intake.models import Source
from bowstreet.casework.intake.naming import imports_of
from bowstreet.casework.intake.undoing import NotToBeUndone
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import guises

pytestmark = pytest.mark.django_db(transaction=True)


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    for number, title in enumerate(("North", "South")):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        for row in (("seller", "seen"), (f"lampreeve{number}", "2025-04-01")):
            sheet.append(row)
    book.save(path)
    return path


def crawl(folder: Path) -> Path:
    """Write an archive of a day's pages and a workbook of two sheets."""
    out = folder / "crawl.zip"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in (*day(folder), workbook(folder / "sellers.xlsx")):
            archive.write(each, str(each.relative_to(folder)))
    return out


def spelled() -> int:
    while guises.keep_up():
        pass
    return one("SELECT (SELECT count(*) FROM repository_guise) + (SELECT count(*) FROM repository_posting)")


def laid(intake: str) -> list[Path]:
    """Return the files of rows and rejects of an intake; those of other tests lie beside them."""
    first, last = imports_of(intake)
    return [each for each in storing.folder().glob("*/*/*") if first <= each.parent.name <= last]


def test_the_sheets_of_a_workbook_in_an_archive_are_sources_beside_its_pages(tmp_path: Path) -> None:
    seen = taken(world.supervisor(), crawl(tmp_path))
    sheets = [each for each in seen.sources if each.part]
    assert [(each.part, each.observed) for each in sheets] == [("North", 1), ("South", 1)]
    assert {each.file for each in sheets} == {9}, "the archive, seven pages, and this"
    assert all(each.adds_up for each in seen.sources)
    numbers = [each.number for each in Source.objects.filter(intake=seen.id).order_by("number")]
    assert numbers == list(range(1, 11))


def test_what_an_archive_brought_in_goes_whole_with_its_rows_and_its_spellings(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = taken(reader, crawl(tmp_path))
    assert spelled() > 0
    assert laid(seen.id)
    told = undoing.weigh(reader=reader, now=world.NOW, id=seen.id)
    assert (told.rows, told.files) == (seen.totals.observed - seen.totals.already_held, 1)
    undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    assert found(reader) == []
    assert one("SELECT count(*) FROM observations_import WHERE NOT pending") == 0
    reading.read(seen.id)
    assert watching.intake(reader=reader, now=world.NOW, id=seen.id).state == "taken_back"
    for left in ("observations_import", "observations_dataset", "repository_selector"):
        assert one(f"SELECT count(*) FROM {left}") == 0, left
    assert (spelled(), laid(seen.id)) == (0, [])
    again = taken(reader, crawl(tmp_path))
    # The workbook in it is packed anew with the moment in it, which may take a byte more or less.
    assert replace(again.totals, size=seen.totals.size) == seen.totals


def test_a_later_page_whose_rows_were_held_stands_in_the_way_in_whichever_dataset_they_lie(tmp_path: Path) -> None:
    reader = world.supervisor()
    paths = day(tmp_path)
    first, second = taken(reader, *paths), taken(reader, *paths)
    Source.objects.filter(intake=second.id).update(dataset="elsewhere")
    with pytest.raises(NotToBeUndone, match=f"already held: take back {second.id[-8:]} first"):
        undoing.undo(reader=reader, now=world.NOW, id=first.id)
    undoing.undo(reader=reader, now=world.NOW, id=second.id)
    reading.read(second.id)
    assert undoing.undo(reader=reader, now=world.NOW, id=first.id).state == "taking_back"
