"""Several tables in one file: each found, read by its own mapping, and counted to the last row."""

import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from bowstreet.formats import mapping, table_nested, table_workbook, tables

SELLERS = mapping.parse("""
name = "tulip_sellers"
title = "Tulip, sellers"
sort = "sellers"
market = "Tulip"
match = ["seller", "seen"]
row_key = ["handle", "seen_on"]
first_day = "seen_on"
[columns]
seller = { field = "handle", required = true }
seen = { field = "seen_on", type = "day" }
price = { field = "price", type = "price" }
""")
POSTS = mapping.parse("""
name = "tulip_posts"
title = "Tulip, posts"
sort = "posts"
market = "Tulip"
match = ["author", "text"]
[columns]
author = { field = "author", required = true }
text = { field = "text" }
""")
INSIDE = mapping.parse("""
name = "tulip_feedback"
title = "Tulip, feedback"
sort = "feedback"
market_field = "market"
rows = "*.told.feedback.*"
match = ["score", "^^.name"]
[columns]
"^^.name" = { field = "vendor", required = true }
"^^^.@key" = { field = "code" }
"^^^.page.market" = { field = "market", required = true }
score = { field = "score" }
"at" = { field = "posted_on", type = "day", formats = ["seconds"], zone = "Europe/Amsterdam" }
""")
BARE = mapping.parse("""
name = "sites_up"
title = "Sites up"
sort = "status"
header = ["d", "m", "y", "site", "up"]
first_day = "seen_on"
[columns]
"day" = { field = "seen_on", type = "day", parts = ["d", "m", "y"], formats = ["%d %m %Y"], required = true }
site = { field = "site", required = true }
up = { field = "up", type = "integer", required = true }
""")
ALL = (SELLERS, POSTS, INSIDE, BARE)

DUMP = """-- MySQL dump 10.13
/*!40101 SET NAMES utf8 */;
DROP TABLE IF EXISTS `sellers`;
CREATE TABLE `sellers` (
  `seller` varchar(20) DEFAULT 'x;y, (z)' COMMENT 'a, (b)',
  `seen` date, `price` double,
  PRIMARY KEY (`seller`)
) ENGINE=InnoDB;
INSERT INTO `sellers` VALUES ('an''na','2031-02-01',0),('be\\nrt; INSERT INTO `sellers` VALUES (9)','2031-02-02',NULL),
('cora','2031-02-03');
INSERT INTO sellers (seen, seller) VALUES ('2031-02-04','dora');
INSERT INTO `posts` (`author`,`text`) VALUES ('anna','one'),(NOW(),'lost'),('x','y');
INSERT INTO `posts` (`author`,`text`) VALUES ('bert','two')
ON DUPLICATE KEY UPDATE text='x';
INSERT INTO `other` VALUES (1,2);
"""


def read(
    path: Path, known: tuple[mapping.Mapping, ...] = ALL
) -> dict[str, tuple[tables.TableRead, list[dict[str, object]]]]:
    told = {}
    for fit in tables.recognise_all(tables.Looked(path), known).fits:
        source = tables.Source(path, fit.mapping.name + fit.part.replace(".", ""), fit.part)
        made = tables.read_many([source], mapping=fit.mapping, out=path.parent / "out", dataset="d")[0]
        assert made.read == made.observed + made.rejected
        told[fit.part] = made, pq.read_table(made.parquet).to_pylist() if made.parquet else []
    return told


def lines(made: tables.TableRead) -> list[tuple[int, str]]:
    return [(each["line"], each["reason"]) for each in map(json.loads, made.rejects.read_text().splitlines())]


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Seen"
    for row in (["seller", "seen", "price"], ["anna", date(2031, 2, 1), 0], [], ["=1+1", None, 0.5],
                ["bert", "2031-02-02", 2, "beyond"]):  # fmt: skip
        sheet.append(row)
    book.create_sheet("Said").append(["author", "text"])
    book["Said"].append(["anna", '=HYPERLINK("x")'])
    book.create_sheet("Other").append(["a", "b"])
    book.save(path)
    return path


def test_the_sheets_of_a_workbook_are_read_each_by_its_mapping(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a")
    told = read(path)
    made, rows = told["Seen"]
    assert [(row["handle"], str(row["seen_on"]), row["price"], row["_line"]) for row in rows] == [
        ("anna", "2031-02-01", 0.0, 2)
    ]
    assert lines(made) == [(4, "The cell is empty."), (5, "The row has 4 columns where the header has 3.")]
    assert [row["text"] for row in told["Said"][1]] == [None], "a formula is its last value, which here was never told"
    assert "'Other' (2 columns: a, b)" in tables.recognise_all(tables.Looked(path), ALL).note


def test_the_tables_of_a_dump_are_read_each_by_its_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(DUMP)
    told = read(path)
    made, rows = told["sellers"]
    assert [(row["handle"], row["price"], row["_line"]) for row in rows] == [
        ("an'na", 0.0, 9), ("be\nrt; INSERT INTO `sellers` VALUES (9)", None, 9), ("dora", None, 11),
    ]  # fmt: skip
    assert lines(made) == [(10, "The row has 2 columns where the header has 3.")]
    made, rows = told["posts"]
    assert [row["author"] for row in rows] == ["anna", "x", "bert"]
    assert (lines(made), made.bytes_unread) == ([(12, "The values of the row cannot be read.")], 0)
    note = tables.recognise_all(tables.Looked(path), ALL).note
    assert "'other' (2 columns: 1, 2)" in note
    assert "1 other statement was passed over" in note


def test_a_dump_says_which_statements_hold_rows_that_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(DUMP + "INSERT INTO `sellers` SET handle = 'eve', price = 4;\n")
    note = tables.recognise_all(tables.Looked(path), ALL).note
    assert "1 statement that holds rows in a form that is not read: none of them was taken." in note
    assert [row["handle"] for row in read(path)["sellers"][1]] == [
        row["handle"] for row in read(_plain(tmp_path))["sellers"][1]
    ]


def _plain(folder: Path) -> Path:
    path = folder / "plain"
    path.write_text(DUMP)
    return path


def test_rows_inside_a_document_are_read_with_what_stands_around_them(tmp_path: Path) -> None:
    told = {"name": "anna", "feedback": [{"score": "5", "at": 1585605600.0}, {"score": "4", "at": None}]}
    path = tmp_path / "a.txt"
    path.write_text(json.dumps({"p1": {"page": {"market": "Tulip"}, "told": told}, "p2": {"told": {"feedback": None}}}))
    _, rows = read(path)["*.told.feedback.*"]
    assert [(row["vendor"], row["code"], row["score"], str(row["posted_on"])) for row in rows] == [
        ("anna", "p1", "5", "2020-03-31"), ("anna", "p1", "4", "None"),
    ]  # fmt: skip


def test_a_document_that_breaks_off_is_told_and_what_came_before_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    good = '"p1": {"page": {"market": "Tulip"}, "told": {"name": "anna", "feedback": [{"score": 5}]}}'
    path.write_text(f'{{{good}, "p2": {{"told": {{')
    made, rows = read(path)["*.told.feedback.*"]
    assert (len(rows), made.rejected) == (1, 1)


def test_a_table_without_a_header_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1,2,2031,Tulip,7\n9,10,2031,1776,0\n")
    _, rows = read(path)[""]
    assert [(str(row["seen_on"]), row["site"], row["up"]) for row in rows] == [
        ("2031-02-01", "Tulip", 7),
        ("2031-10-09", "1776", 0),
    ]
    path.write_text("1,2,2031,Tulip,7\n31,2,2031,Tulip,0\n")
    assert not tables.recognise_all(tables.Looked(path), ALL).fits


def test_a_delimiter_at_the_end_of_rows_loses_nothing_and_a_cell_more_does(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("seller,seen\nanna,2031-02-01,\nbert,2031-02-01,x\n")
    made, rows = read(path)[""]
    assert ([row["handle"] for row in rows], made.rejected) == (["anna"], 1)


def test_ways_into_a_document_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(json.dumps({"made": {"at": 1}, "vendors": [{"name": "anna", "keys": [{"id": 1}]}]}))
    assert set(table_nested.found(path, "utf-8")) == {"vendors.*", "vendors.*.keys.*"}
    assert "'vendors.*' (" in tables.why_not(tables.Looked(path))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 [Content_Types].xml", "cannot be read as one"),
        (None, "could fill the memory"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>', "defines entities"),
    ],
)
def test_a_hostile_workbook_is_refused_with_a_sentence(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "a"
    if content is not None and content.startswith(b"PK"):
        path.write_bytes(content)
    else:
        workbook(path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet9.xml", content or b" " * 20_000_000)
    with pytest.raises(table_workbook.WrongWorkbook, match=says):
        table_workbook.first_lines(path)
    assert says in tables.why_not(tables.Looked(path))


def test_a_sheet_a_day_for_a_year_is_read_unless_each_would_read_too_many_texts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for day in range(366):
        book.create_sheet(f"day {day}").append(["seller", "seen"])
    book.save(tmp_path / "plain")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sort = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/texts.xml" ContentType="{sort}"/></Types>'
    with zipfile.ZipFile(tmp_path / "plain") as plain, zipfile.ZipFile(tmp_path / "a", "w") as made:
        for each in plain.namelist():
            made.writestr(each, plain.read(each).replace(b"</Types>", named.encode()))
        made.writestr("xl/texts.xml", f'<sst xmlns="{main}"><si><t>a</t></si><si><t>b</t></si></sst>')
    assert len(table_workbook.first_lines(tmp_path / "a")) == 366
    monkeypatch.setattr(table_workbook, "MOST_TEXTS", 2 * 366)
    with pytest.raises(table_workbook.WrongWorkbook, match="too many texts for so many sheets"):
        table_workbook.first_lines(tmp_path / "a")


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('{"a": 1}', False),
        ('{"deep": {"pages": {"x": 1}}}', True),
        ('{"deep": {"p\\u0061ges": 1}}', True),
        ('{"deep": {"pages!": 1}}', False),
        ('{"deep": {"caf\\u00e9": 1}}', False),
        ("{" + '"x": 1, ' * 200_000 + '"pages": {}, "deep": 2}', True),
    ],
)
def test_a_document_is_passed_over_only_where_a_name_of_the_way_is_written_nowhere(
    tmp_path: Path, text: str, holds: bool
) -> None:
    for encoding in ("utf-8", "utf-16-le"):
        (tmp_path / "a").write_text(text, encoding=encoding)
        assert table_nested.may_hold(tmp_path / "a", encoding, "*.deep.pages.*.7") is holds


def test_what_was_told_of_a_file_is_not_read_again_nor_is_a_refusal(tmp_path: Path) -> None:
    asked: list[str] = []

    def tell(path: Path, what: str) -> str:
        asked.append(what)
        if what == "refuse":
            raise tables.WrongTable("No.")
        return what

    seen = tables.Looked(tmp_path)
    assert [seen.once(tell, "a"), seen.once(tell, "a"), seen.once(tell, "b")] == ["a", "a", "b"]
    for _ in range(2):
        with pytest.raises(tables.WrongTable, match="No"):
            seen.once(tell, "refuse")
    assert asked == ["a", "b", "refuse"]


def test_a_row_numbered_beyond_any_sheet_ends_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["seller", "seen"])
    book.save(tmp_path / "plain")
    with zipfile.ZipFile(tmp_path / "plain") as plain, zipfile.ZipFile(tmp_path / "a", "w") as hostile:
        for each in plain.namelist():
            content = plain.read(each).replace(
                b"</sheetData>", b'<row r="99999999999"><c><v>1</v></c></row></sheetData>'
            )
            hostile.writestr(each, content)
    assert len(list(table_workbook.lines(tmp_path / "a", "Sheet"))) == 1


def test_what_a_mapping_may_not_say_is_refused_with_a_sentence() -> None:
    for wrong, says in (
        ('header = ["a"]\nmatch = ["seller"]', "'header' names every column"),
        ('rows = "a..b"', "'rows' leads"),
        (
            '[columns]\nseller = { field = "handle", type = "day", formats = ["seconds"], zone = "Nowhere" }',
            "no time zone",
        ),
    ):
        text = 'name = "abc"\ntitle = "A"\nsort = "s"\n' + wrong
        if "[columns]" not in wrong:
            text += '\n[columns]\nseller = "handle"\n'
        with pytest.raises(mapping.WrongMapping, match=says):
            mapping.parse(text)


def test_a_collectors_number_is_no_handle_that_meets_others(tmp_path: Path) -> None:
    made = mapping.parse("""
name = "tulip_numbers"
title = "Tulip"
sort = "listings"
market = "Tulip"
match = ["vendor_id"]
[columns]
vendor_id = { field = "vendor", required = true }
[[records]]
kind = "vendor_account"
pseudonym = true
fields = { handle = "vendor" }
""")
    (tmp_path / "a").write_text("vendor_id\n17\n")
    read = tables.read(tmp_path / "a", mapping=made, out=tmp_path / "out", dataset="d", import_id="i")
    assert read.parquet
    assert [each.body["handle"] for each in tables.drafts([read.parquet], made, "d")] == ["No. 17 of tulip_numbers"]


def test_a_market_is_recorded_with_its_days_and_what_its_words_mean(tmp_path: Path) -> None:
    made = mapping.parse("""
name = "tulip_markets"
title = "Markets"
sort = "markets"
market_field = "market"
match = ["Market", "End"]
[columns]
Market = { field = "market", required = true }
End = { field = "closed_on", type = "day", formats = ["%m/%d/%Y"] }
Closure = { field = "closure" }
[[records]]
kind = "market"
fields = { closed_on = "closed_on", ending = "closure" }
[records.values.ending]
scam = "exit_scam"
[records.values.name]
Tulip = "Tulip (2031)"
""")
    (tmp_path / "a").write_text("Market,End,Closure\nTulip,2/9/2031,scam\n")
    read = tables.read(tmp_path / "a", mapping=made, out=tmp_path / "out", dataset="d", import_id="i")
    assert read.parquet
    body = next(iter(tables.drafts([read.parquet], made, "d"))).body
    assert (body["name"], str(body["closed_on"]), body["ending"]) == ("Tulip (2031)", "2031-02-09", "exit_scam")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_table_without_a_header_in_two_bytes_a_sign_is_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sites.txt"
    path.write_bytes("1 2 2031 quay.example 1\n2 2 2031 чай.example 0\n".replace(" ", ",").encode(encoding))
    assert [each.mapping.name for each in tables.recognise_all(tables.Looked(path), ALL).fits] == ["sites_up"]
