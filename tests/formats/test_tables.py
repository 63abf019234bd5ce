"""Tables read by a mapping: typed, counted, led back to their line, and never the same row twice."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bowstreet.formats import mapping, tables

SELLERS = mapping.parse("""
name = "tulip_sellers"
title = "Tulip, sellers"
sort = "sellers"
market = "Tulip"
match = ["name", "seen"]
nulls = ["", "-"]
row_key = ["handle", "seen_on"]
first_day = "seen_on"
[columns]
name = { field = "handle", required = true }
seen = { field = "seen_on", type = "day", required = true, formats = ["%Y-%m-%d", "%d/%m/%Y"] }
deals = { field = "deals", type = "integer" }
price = { field = "price", type = "price" }
about = { field = "about" }
""")


def _written(path: Path, text: str) -> Path:
    (path / "in.csv").write_bytes(text.encode())
    return path / "in.csv"


def take(path: Path, text: str | bytes, **options: object) -> tables.TableRead:
    source = path / f"source-{len(list(path.iterdir()))}"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    made = tables.read(
        source,
        mapping=SELLERS,
        out=path / "out",
        dataset="d",
        import_id=source.name,
        **options,  # type: ignore[arg-type]
    )
    assert made.read == made.observed + made.rejected
    return made


def rows(made: tables.TableRead) -> list[dict[str, object]]:
    return pq.read_table(made.parquet).to_pylist() if made.parquet else []


def rejects(made: tables.TableRead) -> list[dict[str, object]]:
    return [json.loads(line) for line in made.rejects.read_text().splitlines()]


def test_fields_are_typed_and_lead_back_to_their_line(tmp_path: Path) -> None:
    made = take(tmp_path, "name,seen,deals,price,about\nanna,2031-02-01,7,0.5,=1+1\nbert,01/03/2031,-,,\n")
    first, second = rows(made)
    assert (first["handle"], str(first["seen_on"]), first["deals"], first["price"]) == ("anna", "2031-02-01", 7, 0.5)
    assert first["about"] == "=1+1", "a formula is text"
    assert (first["_line"], second["_line"], second["_row"]) == (2, 3, 2)
    assert str(second["seen_on"]) == "2031-03-01"
    assert second["deals"] is None
    assert first["market"] == "Tulip"
    assert str(made.first_day) == "2031-02-01"


def test_what_is_needed_and_unreadable_rejects_the_row(tmp_path: Path) -> None:
    made = take(tmp_path, "name,seen\n,2031-02-01\nanna,soon\nbert,2031-02-30\ncora,2031-02-01\n")
    assert (made.read, made.observed, made.rejected) == (4, 1, 3)
    told = [(each["line"], each["column"], each["excerpt"], each["whole_row"]) for each in rejects(made)]
    assert told == [(2, "name", "", True), (3, "seen", "soon", True), (4, "seen", "2031-02-30", True)]


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u00ad", "\u3164", "\u2800", "\u3000", "\U000e0041\ufeff"])
def test_what_is_needed_and_shows_nothing_is_empty(tmp_path: Path, sign: str) -> None:
    made = take(tmp_path, f"name,seen\n{sign},2031-02-01\na{sign},2031-02-01\n")
    assert (made.observed, [each["reason"] for each in rejects(made)]) == (1, ["The cell is empty."])


OUT_OF_PLACE = {
    "quick": "name,seen,secret,empty\nanna,2031-02-01,x,\nbert,2031-02-01, ,\n",
    "careful": 'name,seen,secret,empty\n"an\nna",2031-02-01,x,\nbert,2031-02-01, ,\n',
    "objects": '{"name":"anna","seen":"2031-02-01","secret":[1],"empty":null}\n{"name":"bert","seen":"2031-02-01"}\n',
    "document": '[{"name":"anna","seen":"2031-02-01","secret":0,"empty":""},{"name":"bert","seen":"2031-02-01"}]',
}


@pytest.mark.parametrize("text", OUT_OF_PLACE.values(), ids=OUT_OF_PLACE)
def test_cells_of_columns_that_no_field_is_made_of_are_counted(tmp_path: Path, text: str) -> None:
    assert take(tmp_path, text).left == (("secret", 1),)


@pytest.mark.parametrize("text", OUT_OF_PLACE.values(), ids=OUT_OF_PLACE)
def test_cells_of_columns_that_are_left_out_by_intent_are_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SELLERS", replace(SELLERS, left_out=("secret",)))
    assert take(tmp_path, text).left == ()


def test_of_a_hundred_columns_that_no_field_is_made_of_the_cells_are_counted(tmp_path: Path) -> None:
    names = [f"c{at}" for at in range(150)]
    text = f"name,seen,{','.join(names)}\nanna,2031-02-01{',x' * 150}\n"
    for each in (text, text.replace("anna", '"an\nna"')):
        assert take(tmp_path, each).left == tuple((name, 1) for name in names[:100])


def test_what_is_not_needed_and_unreadable_is_a_note(tmp_path: Path) -> None:
    text = "name,seen,deals,price\nanna,2031-02-01,many,-5\nbert,2031-02-01,5.6,nan\ncora,2031-02-01,1e3,1\n"
    made = take(tmp_path, text)
    assert (made.observed, made.rejected, made.noted) == (3, 0, 3)
    assert [row["deals"] for row in rows(made)] == [None, None, None]
    assert [(each["line"], each["column"]) for each in rejects(made)] == [
        (2, "deals"), (2, "price"), (3, "deals"), (3, "price"), (4, "deals"),
    ]  # fmt: skip
    assert not any(each["whole_row"] for each in rejects(made))


DECIMALS = """
name = "decimals"
title = "Decimals"
sort = "spans"
market = "Tulip"
match = ["name"]
[columns]
name = {{ field = "handle", required = true }}
price = {{ field = "price", type = "price", decimal = "{sign}" }}
rating = {{ field = "rating", type = "number", decimal = "{sign}" }}
deals = {{ field = "deals", type = "integer", decimal = "{sign}" }}
"""


@pytest.mark.parametrize("careful", [False, True])
@pytest.mark.parametrize(("sign", "part"), [(",", "."), (".", ",")])
def test_numbers_are_read_as_the_mapping_says_that_they_are_written(
    tmp_path: Path, careful: bool, sign: str, part: str
) -> None:
    """A comma-form and a point-form are each other's mirror; what fits neither is told and not made up."""
    cells = [
        ("0,50", "-1.234,5", "1.234", (0.5, -1234.5, 1234)), ("1.234,56", "7", "12", (1234.56, 7.0, 12)),
        ("1 234,5", "1'234", "1\u00a0234", (1234.5, 1234.0, 1234)), ("0.50", "12.34", "1,5", (None, None, None)),
        ("-1", "1.23.456", "0.123", (None, None, None)),
        ("1,2,3", "1.234.567,", "1.234.567", (None, 1234567.0, 1234567)),
    ]  # fmt: skip
    mirror = str.maketrans(",.", f"{sign}{part}")
    text = "".join(f"a{at}\t{a}\t{b}\t{c}\n".translate(mirror) for at, (a, b, c, _) in enumerate(cells))
    (tmp_path / "in.csv").write_text(f"name\tprice\trating\tdeals\n{text}" + ('"a\nb"\t1\t1\t1\n' if careful else ""))
    made = tables.read(
        tmp_path / "in.csv", mapping=mapping.parse(DECIMALS.format(sign=sign)), out=tmp_path / "out", dataset="d",
        import_id="one",
    )  # fmt: skip
    told = [(row["price"], row["rating"], row["deals"]) for row in rows(made)[: len(cells)]]
    assert told == [each[3] for each in cells]
    assert [(each["line"], each["column"]) for each in rejects(made)] == [
        (5, "price"), (5, "rating"), (5, "deals"), (6, "price"), (6, "rating"), (6, "deals"), (7, "price"),
    ]  # fmt: skip


RANGED = mapping.parse("""
name = "ranged"
title = "Ranged"
sort = "spans"
market = "Tulip"
match = ["name"]
first_day = "first"
last_day = "last"
[columns]
name = { field = "handle", required = true }
deals = { field = "deals", type = "integer", least = 0 }
rating = { field = "rating", type = "number", least = 0, most = 5, required = true }
price = { field = "price", type = "price", most = 1000000 }
sales = { field = "sales", type = "tally" }
first = { field = "first", type = "day" }
last = { field = "last", type = "day" }
""")


@pytest.mark.parametrize("careful", [False, True])
def test_what_lies_out_of_range_is_listed_with_its_place_and_not_kept(tmp_path: Path, careful: bool) -> None:
    emil = '"e\nf"' if careful else "emil"
    (tmp_path / "in.csv").write_text(
        "name,deals,rating,price,sales,first,last\n"
        "anna,0,0,0,6~10,2031-02-01,2031-02-01\n"
        "bert,-1,5,1000000,70+,,2031-02-01\n"
        "cora,many,5.0,1000001,-5,2031-02-01,\n"
        'dora,7,5.1,1,"1,200",2031-02-01,2031-02-02\n'
        "gina,7,5,1,20~10,2031-02-01,2031-02-02\n"
        f"{emil},7,-0.5,1,1,2031-02-01,2031-02-02\n"
        "fern,7,4,1,1,2031-02-02,2031-02-01\n"
    )
    source = tables.Source(tmp_path / "in.csv", "i")
    (made,) = tables.read_many([source], mapping=RANGED, out=tmp_path / "out", dataset="d")
    assert (made.read, made.observed, made.rejected) == (7, 4, 3)
    kept = [(row["handle"], row["deals"], row["rating"], row["price"], row["sales"]) for row in rows(made)]
    assert kept == [
        ("anna", 0, 0.0, 0.0, "6~10"), ("bert", None, 5.0, 1e6, "70+"), ("cora", None, 5.0, None, None),
        ("gina", 7, 5.0, 1.0, None),
    ]  # fmt: skip
    at = 8 + careful
    assert [(each["line"], each["column"], each["excerpt"], each["reason"]) for each in rejects(made)] == [
        (3, "deals", "-1", "This is less than 0, the least it can be."),
        (4, "deals", "many", "This is no whole number."),
        (4, "price", "1000001", "This is more than 1,000,000, the most it can be."),
        (4, "sales", "-5", "This does not say how many."),
        (5, "rating", "5.1", "This is more than 5, the most it can be."),
        (6, "sales", "20~10", "This does not say how many."),
        (7, "rating", "-0.5", "This is less than 0, the least it can be."),
        (at, "last", "2031-02-01", "The last day lies before the first."),
    ]


@pytest.mark.parametrize("size", [3, 90_000])
def test_rows_ended_by_carriage_returns_are_all_there_though_a_line_feed_comes(tmp_path: Path, size: int) -> None:
    rows = "".join(f'name {number},"a\nb",2031-02-01\r' for number in range(size))
    (read,) = tables.read_many(
        [tables.Source(_written(tmp_path, f"name,about,seen\r{rows}anna,x,2031-02-01\nbert,y,2031-02-01\n"), "i")],
        mapping=SELLERS, out=tmp_path / "out", dataset="d",
    )  # fmt: skip
    assert (read.read, read.observed, read.rejected) == (size + 2, size + 2, 0)


def test_the_same_file_again_is_already_held(tmp_path: Path) -> None:
    text = "name,seen\nanna,2031-02-01\nanna,2031-02-02\n"
    first = take(tmp_path, text)
    assert first.parquet
    again = take(tmp_path, text + "bert,2031-02-02\n", held=[first.parquet])
    assert (again.observed, again.already_held) == (3, 2)
    assert [row["handle"] for row in rows(again)] == ["bert"]
    whole = take(tmp_path, text, held=[first.parquet])
    assert (whole.observed, whole.already_held, whole.parquet) == (2, 2, None)


def test_many_files_at_once_each_keep_their_counts(tmp_path: Path) -> None:
    for number, text in enumerate(("a,2031-01-01\nb,2031-01-01\n", "a,2031-01-01\nc,x\n", "", 'd,"2031-01-04\n')):
        (tmp_path / str(number)).write_text("name,seen\n" + text)
    sources = [tables.Source(tmp_path / str(number), f"i{number}") for number in range(4)]
    made = tables.read_many(sources, mapping=SELLERS, out=tmp_path / "out", dataset="d")
    assert [(each.observed, each.already_held, each.rejected) for each in made] == [
        (2, 0, 0), (1, 1, 1), (0, 0, 0), (0, 0, 1),
    ]  # fmt: skip
    assert [(row["_import"], row["_row"]) for row in rows(made[0])] == [("i0", 1), ("i0", 2)]
    assert rejects(made[3])[0]["reason"] == "A quote is opened and not closed."


def test_rows_of_many_files_that_threads_read_at_once_keep_their_lines(tmp_path: Path) -> None:
    sources = []
    for number, size in enumerate((130_000, 3, 90_000, 150_000)):
        path = tmp_path / f"{number}.csv"
        path.write_text("name,seen\n" + "".join(f"f{number}l{line},2031-02-01\n" for line in range(2, size + 2)))
        sources.append(tables.Source(path, f"import-{number}"))
    made = tables.read_many(sources, mapping=SELLERS, out=tmp_path / "out", dataset="d")
    assert [each.observed for each in made] == [130_000, 3, 90_000, 150_000]
    (parquet,) = {each.parquet for each in made}
    table = pq.read_table(parquet, columns=["_import", "_line", "handle"]).to_pydict()
    told = [f"f{import_[-1]}l{line}" for import_, line in zip(table["_import"], table["_line"], strict=True)]
    assert told == table["handle"]


@pytest.mark.parametrize(
    ("text", "delimiter"), [("name\tseen\na, b\t2031-01-01\n", "tab"), ("name;seen\na, b;2031-01-01\n", "semicolon")]
)
def test_other_delimiters(tmp_path: Path, text: str, delimiter: str) -> None:
    assert [row["handle"] for row in rows(take(tmp_path, text))] == ["a, b"], delimiter


def test_json_lines_and_json(tmp_path: Path) -> None:
    lines = '{"name": "anna", "seen": "2031-01-01", "deals": 7}\nnonsense\n[1]\n\n{"seen": "2031-01-01"}\n'
    made = take(tmp_path, lines)
    assert (made.observed, made.rejected) == (1, 3)
    assert [each["line"] for each in rejects(made)] == [2, 3, 5]
    assert rows(made)[0]["deals"] == 7
    whole = '[\n {"name": "anna",\n  "seen": "2031-01-01"},\n {"name": "bert", "seen": "2031-01-01", "about": null}]'
    assert [(row["handle"], row["_line"]) for row in rows(take(tmp_path, whole))] == [("anna", 2), ("bert", 4)]


def test_recognising_takes_the_mapping_that_fits_best(tmp_path: Path) -> None:
    other = mapping.parse(
        'name="other"\ntitle="x"\nsort="sellers"\nmatch=["name"]\n[columns]\nname="handle"\nzeal="zeal"\n'
    )
    path = tmp_path / "x.exe"
    path.write_text("name,seen,deals\n")
    assert tables.recognise(tables.Looked(path), {"a": other, "b": SELLERS}) is SELLERS
    path.write_text("name,zeal\n")
    assert tables.recognise(tables.Looked(path), [other, SELLERS]) is other
    path.write_text("colour\n")
    assert tables.recognise(tables.Looked(path), [other, SELLERS]) is None
    assert "colour" in tables.why_not(tables.Looked(path))


@pytest.mark.parametrize(
    "text", ["name,seen\n{rows}", 'name,seen\n"an\nna",2031-02-01\n{rows}'], ids=["quick", "careful"]
)
def test_a_day_that_lies_ahead_is_none_on_which_something_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    until = SELLERS.seen_until(date(2031, 2, 1))
    monkeypatch.setattr(sys.modules[__name__], "SELLERS", until)
    made = take(tmp_path, text.format(rows="bert,2031-02-02\ncora,01/02/2031\ndora,soon\n"))
    assert [row["handle"] for row in rows(made)][-1:] == ["cora"]
    ahead, unread = [(each["column"], each["excerpt"], each["reason"], each["whole_row"]) for each in rejects(made)]
    assert ahead == (
        "seen", "2031-02-02",
        "This day lies ahead of the day on which the file was handed in, so nothing can have been seen on it.", True,
    )  # fmt: skip
    assert unread[2] == "This is no day in a form that the mapping names."


def test_only_days_on_which_something_was_seen_are_bounded() -> None:
    made = mapping.parse("""
name = "spans"
title = "Spans"
sort = "spans"
market = "Tulip"
match = ["name"]
first_day = "begun"
[columns]
name = "handle"
begun = { field = "begun", type = "day" }
last = { field = "last_seen", type = "day" }
paid = { field = "paid_until", type = "day" }
""")
    bounded = [each.field for each in made.seen_until(date(2031, 2, 1)).fields if each.latest]
    assert bounded == ["begun", "last_seen"]
