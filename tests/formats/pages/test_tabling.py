"""What pages say becomes the rows and records of any other table."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.formats.pages import invented, invented_later
from tests.formats.pages.invented import DAY, Invented
from tests.formats.pages.test_reading import PAGES

from bowstreet.formats import mapping, page_tables, tables
from bowstreet.formats.page_tables import PageRows
from bowstreet.formats.pages import reading, tabling
from bowstreet.formats.tables import TableRead
from bowstreet.interfaces.demonstration import keys

MAPPINGS = Path(tables.__file__).parent / "mappings"


def shipped(dataset: str) -> mapping.Mapping:
    return mapping.parse((MAPPINGS / f"page_{dataset}.toml").read_text())


def laid(out: Path, dataset: str, *pages: bytes, held: tuple[Path, ...] = ()) -> tuple[TableRead, ...]:
    """Read pages, named a, b ..., and lay down their rows of one dataset."""
    rows = [
        PageRows(name, tabling.tabled(name, page, reading.read(page, DAY))[dataset])
        for name, page in zip("abcdefgh", pages, strict=False)
    ]
    return page_tables.read_many(rows, mapping=shipped(dataset), out=out, held=held)


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_each_page_is_laid_down_whole_by_the_shipped_mappings(page: Invented, tmp_path: Path) -> None:
    made = reading.read(page.page, DAY)
    for dataset, lines in tabling.tabled("page", page.page, made).items():
        (read,) = laid(tmp_path / dataset, dataset, page.page)
        assert (read.read, read.observed, read.rejected, read.noted) == (len(lines), len(made.of(dataset)), 0, 0)
        columns = {each.column for each in shipped(dataset).fields}
        assert columns == set(lines[0].cells)


def test_pages_laid_down_together_are_counted_apart_and_a_page_again_is_held(tmp_path: Path) -> None:
    one, other = invented.agora_index().page, invented.agora_index().page.replace(b"Black tea", b"Blue tea")
    first, second = laid(tmp_path, "listings", one, other)
    assert (first.observed, first.already_held) == (2, 0)
    assert (second.observed, second.already_held) == (2, 1), "the listing that both pages show is held"
    assert first.parquet
    (again,) = laid(tmp_path / "again", "listings", one, held=(first.parquet,))
    assert (again.observed, again.already_held, again.parquet) == (2, 2, None)


def test_a_row_names_the_line_of_the_page_on_which_it_begins() -> None:
    page = invented.agora_index().page
    lines = tabling.tabled("a", page, reading.read(page, DAY))["listings"]
    split = page.split(b"\n")
    for each, title in zip(lines, (b"bbb1", b"bbb2"), strict=True):
        assert title in split[each.line - 1]


def test_a_row_of_a_page_that_was_mended_is_looked_for_in_the_page_as_it_came() -> None:
    page = invented.agora_vendor().page.replace(b"<div", b"<DIV")
    made = reading.read(page, DAY)
    assert made.read_by == "dom"
    (line,) = tabling.tabled("a", page, made)["sellers"]
    assert b"teapot_seller" in page.split(b"\n")[line.line - 1]


def test_a_small_price_is_written_out(tmp_path: Path) -> None:
    page = invented.agora_index().page.replace(b"0.01000000", b"0.00001000")
    (read,) = laid(tmp_path, "listings", page)
    assert (read.observed, read.noted) == (2, 0)


def test_a_seller_from_a_page_is_the_one_from_a_table(tmp_path: Path) -> None:
    armour = keys.armoured("pages", "teapot_seller", datetime(2014, 1, 1, tzinfo=UTC))[0]
    (read,) = laid(tmp_path, "sellers", invented.agora_vendor(about=armour.replace("\n", "<br/>")).page)
    table = tmp_path / "vendors.csv"
    table.write_text(
        ",name,rating,lastSeen,publicKey,#products,#Deals,parsingDate\n"
        f'0,teapot_seller,4.5,6 days,"{armour.replace(chr(10), "")}",2,6~10,2014-04-06\n'
    )
    daily = mapping.parse((MAPPINGS / "agora_vendors_daily.toml").read_text())
    other = tables.read(table, mapping=daily, out=tmp_path, dataset="d", import_id="table")
    assert read.parquet and other.parquet
    assert other.left == (), "the index column is known, and nothing is said of it"
    ours = {each.kind: each for each in tables.drafts([read.parquet], shipped("sellers"), "d")}
    theirs = {each.kind: each for each in tables.drafts([other.parquet], daily, "d")}
    for field in ("market", "handle"):
        assert ours["vendor_account"].body[field] == theirs["vendor_account"].body[field]
    for field in ("rating", "deals"):
        said = [[each["value"] for each in one["vendor_account"].body[field]] for one in (ours, theirs)]
        assert said[0] == said[1]
    assert ours["pgp_key"].body["fingerprint"] == theirs["pgp_key"].body["fingerprint"]
    assert ours["vendor_account"].cites == ("observation:d/a/1",)


def test_a_site_without_a_profile_text_gives_no_description(tmp_path: Path) -> None:
    page = invented_later.cryptonia_vendor().page.replace(
        b"<p>Hello.</p>\n        <p>Tea &amp; <strong>pots</strong></p>",
        b"<p>This user has not setup his/her profile yet. This is a new feature so please be patient.</p>",
    )
    (read,) = laid(tmp_path, "sellers", page)
    assert read.parquet
    account = next(d for d in tables.drafts([read.parquet], shipped("sellers"), "d") if d.kind == "vendor_account")
    assert "description" not in account.body
