"""No cell of a sheet is a formula, nothing is lost to the guard, and each code of an envelope stands on each row."""

import csv
import io
import random
import re
from dataclasses import fields, replace

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.worlds import leaving
from tests.worlds.leaving import NOW

from bowstreet.formats.exchange.leaving import Bundle, Written
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.sheets import workbook, writing
from bowstreet.formats.sheets.guarding import RUN, guarded, unguarded
from bowstreet.vocabulary.envelope import Particulars, Terms

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def csv_cells(written: Written) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.content.decode(), newline="")))


def book(written: Written) -> dict[str, list[list[str]]]:
    read = openpyxl.load_workbook(io.BytesIO(written.content))
    return {
        sheet.title: [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in read
    }


def plain(rows: list[list[str]]) -> list[dict[str, str]]:
    head, *rest = rows
    return [dict(zip(head, map(unguarded, row), strict=True)) for row in rest]


@given(st.text(max_size=20))
def test_the_guard_loses_nothing_and_lets_no_formula_through(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(RUN)


def hostile(random: random.Random) -> str:
    signs = [
        *"=+-@'\t\n\",;|<>&_x0D",
        "\r",
        "＝",
        "上",
        "\N{ZERO WIDTH SPACE}",
        "_x000D_",
        "cmd|' /C calc'!A0",
        "=SUM(1)",
    ]
    return "".join(random.choice(signs) for _ in range(random.randrange(1, 9)))


def test_of_ten_thousand_hostile_cells_none_is_a_formula_and_each_is_read_back() -> None:
    pick = random.Random(73)
    cells = [hostile(pick) for _ in range(10_000)]
    assert sum(cell.startswith(FORMULAS) for cell in cells) > 1_000, "the cells would prove nothing"
    rows = [cells[at : at + 10] for at in range(0, 10_000, 10)]
    losses: list[Loss] = []
    made = workbook.written([workbook.Sheet("Records", "abcdefghij", rows)], losses)
    read = openpyxl.load_workbook(io.BytesIO(made))["Records"]
    found = list(map(list, read.iter_rows(min_row=2)))
    assert sum(cell.data_type == "f" or str(cell.value).startswith(FORMULAS) for row in found for cell in row) == 0
    back = [[unguarded(unescaped(cell.value)) for cell in row] for row in found]
    assert back == rows and losses == []
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[guarded(cell) for cell in row] for row in rows])
    read_back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert not any(cell.startswith(FORMULAS) for row in read_back for cell in row)
    assert [[unguarded(cell) for cell in row] for row in read_back] == rows


def unescaped(value: str) -> str:
    """Return a cell as the standard reads it; openpyxl leaves escaped signs as they are."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), value)


def test_a_record_is_a_row_with_its_statements_and_their_grades() -> None:
    made = writing.as_csv(leaving.bundle(), now=NOW)
    first, second = plain(csv_cells(made))
    assert first["field.aliases"] == "wick [A1 hearsay 2025-01-02 to 2025-02-03]\n=cmd()"
    assert first["field.description"] == 'two lines\nand "quotes" <b> & a ]]> é 上海'
    assert first["links"] == f"related_to {leaving.TWO} [C3 hearsay 2025-01-01 north]; seen"
    assert first["judgements"] == f"same {leaving.TWO} [south 2026-03-02]: One key."
    assert (first["source_reliability"], first["info_accuracy"]) == ("B", "2")
    assert (first["as_of"], first["completeness"], second["completeness"]) == (NOW.isoformat(), "whole", "without pgp")
    assert made.losses == (Loss("vendor_account.aliases.source", Why.NO_FIELD, 1),)


def test_no_code_of_an_envelope_is_lost() -> None:
    terms, particulars = leaving.ENVELOPE.terms, leaving.ENVELOPE.particulars
    for rows in (csv_cells(writing.as_csv(leaving.bundle(), now=NOW)),
                 book(writing.as_workbook(leaving.bundle(), now=NOW))["Records"]):  # fmt: skip
        row = plain(rows)[0]
        assert {each.name for each in (*fields(Terms), *fields(Particulars))} <= row.keys()
        assert (row["handling"], row["tlp"], row["pap"], row["scope"]) == ("H1 H3", "AMBER", "GREEN", "NAMED")
        assert row["purposes"].split() == sorted(terms.purposes) and row["recipients"] == "east south"
        assert row["restrictions"] == "court [set 2026-01-01 by north]: ask us"
        assert (row["grade"], row["basis"], row["subject_category"]) == ("B2", "assessment", "witness")
        assert (row["legal_hold"], row["review_on"]) == ("yes", particulars.review_on.isoformat())  # type: ignore[union-attr]


def test_a_workbook_has_the_links_and_judgements_on_sheets_of_their_own() -> None:
    sheets = book(writing.as_workbook(leaving.bundle(), now=NOW))
    assert list(sheets) == ["Records", "Links", "Judgements", "About"]
    (link,), (judged,) = plain(sheets["Links"]), plain(sheets["Judgements"])
    assert (link["left"], link["grade"], link["by"]) == (leaving.ONE, "C3", "north")
    assert (judged["verdict"], judged["ground"], judged["by"]) == ("same", "One key.", "south")


def test_what_no_cell_holds_is_counted() -> None:
    long = leaving.record(
        body={"market": "Lantern Market", "handle": "q", "description": [leaving.statement("x" * 40_000)]}
    )
    odd = replace(leaving.record(leaving.TWO), title="a\x00b")
    made = writing.as_workbook(Bundle((long, odd)), now=NOW)
    assert made.losses == (Loss("records.field.description", Why.COARSER), Loss("records.title", Why.COARSER))
    assert writing.as_csv(Bundle((long,)), now=NOW).losses == ()


def test_equal_records_give_equal_bytes() -> None:
    assert writing.as_workbook(leaving.bundle(), now=NOW) == writing.as_workbook(leaving.bundle(), now=NOW)


@settings(max_examples=50)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_of_a_record_is_read_back_as_it_was(values: list[str]) -> None:
    body = {"market": "Lantern Market", "handle": "q", "description": [leaving.statement(each) for each in values]}
    whole = Bundle((leaving.record(body=body),))
    for row in (plain(csv_cells(writing.as_csv(whole, now=NOW)))[0],
                plain(book(writing.as_workbook(whole, now=NOW))["Records"])[0]):  # fmt: skip
        assert unescaped(row["field.description"]) == "\n".join(values)
