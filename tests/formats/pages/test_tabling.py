"""What pages say becomes the rows and records of any other table."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.formats.pages import invented, invented_later
from tests.formats.pages.invented import DAY
from tests.formats.pages.test_reading import PAGES

from bowstreet.formats import mapping, tables
from bowstreet.formats.pages import reading, tabling
from bowstreet.interfaces.demonstration import keys

MAPPINGS = Path(tables.__file__).parent / "mappings"


def shipped(dataset: str) -> mapping.Mapping:
    return mapping.parse((MAPPINGS / f"page_{dataset}.toml").read_text())


def test_the_counts_reconcile(tmp_path: Path) -> None:
    named = [(page.name, reading.read(page.page, DAY)) for page in PAGES]
    named += [
        ("wall", reading.read(b"<title>Cryptonia DDoS Protection</title>")),
        ("strange", reading.read(b"<p>tea@example.org</p>")),
        ("cut", reading.read(PAGES[0].page[:1500])),
    ]
    laid = tabling.lay_down(named, tmp_path)
    assert (laid.pages, laid.read, laid.guessed, laid.barren, laid.rejected) == (12, 9, 1, 1, 1)
    assert laid.staff_verified == 2
    for dataset, path in laid.tables.items():
        assert len(path.read_text().splitlines()) == laid.rows[dataset]
    assert laid.rejects is not None
    assert json.loads(laid.rejects.read_text())["page"] == "cut"


def test_each_table_is_read_whole_by_its_mapping(tmp_path: Path) -> None:
    laid = tabling.lay_down([(page.name, reading.read(page.page, DAY)) for page in PAGES], tmp_path)
    for dataset in ("sellers", "listings", "feedback", "topics"):
        read = tables.read(
            laid.tables[dataset], mapping=shipped(dataset), out=tmp_path, dataset="d", import_id=f"i{dataset}"
        )
        assert (read.observed, read.rejected, read.noted) == (laid.rows[dataset], 0, 0)
        assert read.unread == ()


def test_a_seller_from_a_page_is_the_one_from_a_table(tmp_path: Path) -> None:
    armour, fingerprint = keys.armoured("pages", "teapot_seller", datetime(2014, 1, 1, tzinfo=UTC))[:2]
    about = armour.replace("\n", "<br/>")
    laid = tabling.lay_down([("v", reading.read(invented.agora_vendor(about=about).page, DAY))], tmp_path)
    assert laid.with_a_key == 1
    read = tables.read(laid.tables["sellers"], mapping=shipped("sellers"), out=tmp_path, dataset="d", import_id="pages")
    table = tmp_path / "vendors.csv"
    table.write_text(
        ",name,rating,lastSeen,publicKey,#products,#Deals,parsingDate\n"
        f'0,teapot_seller,4.5,6 days,"{armour.replace(chr(10), "")}",2,6~10,2014-04-06\n'
    )
    daily = mapping.parse((MAPPINGS / "agora_vendors_daily.toml").read_text())
    other = tables.read(table, mapping=daily, out=tmp_path, dataset="d", import_id="table")
    assert read.parquet and other.parquet
    ours = {each.kind: each for each in tables.drafts([read.parquet], shipped("sellers"), "d")}
    theirs = {each.kind: each for each in tables.drafts([other.parquet], daily, "d")}
    for field in ("market", "handle", "rating", "deals"):
        assert ours["vendor_account"].body[field] == theirs["vendor_account"].body[field]
    assert ours["pgp_key"].body["fingerprint"] == theirs["pgp_key"].body["fingerprint"]
    assert ours["vendor_account"].cites == ("observation:d/pages/1",)
    assert fingerprint


def test_a_site_without_a_profile_text_gives_no_description(tmp_path: Path) -> None:
    page = invented_later.cryptonia_vendor().page.replace(
        b"<p>Hello.</p>\n        <p>Tea &amp; <strong>pots</strong></p>",
        b"<p>This user has not setup his/her profile yet. This is a new feature so please be patient.</p>",
    )
    laid = tabling.lay_down([("v", reading.read(page, DAY))], tmp_path)
    read = tables.read(laid.tables["sellers"], mapping=shipped("sellers"), out=tmp_path, dataset="d", import_id="i")
    assert read.parquet
    account = next(d for d in tables.drafts([read.parquet], shipped("sellers"), "d") if d.kind == "vendor_account")
    assert "description" not in account.body
