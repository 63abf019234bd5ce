"""Prices with a currency beside their amount: read whole or not at all, and never one of two readings."""

import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bowstreet.formats import mapping, table_numbers, tables

COLUMN = 'price = {{ field = "price", type = "price"{more} }}'
KEPT = ', currency_field = "price_currency", written_field = "price_written"'
PRICES = f"""
name = "prices"
title = "Prices"
sort = "listings"
market = "Tulip"
match = ["name"]
[columns]
name = {{{{ field = "handle", required = true }}}}
{COLUMN}
"""
TWO = "The number has two readings, as 1,234 may be 1234 or 1.234, and the mapping does not say which."
NONE = "This is no price."
UNCLEAR = "The price has a sign of several currencies, and the mapping does not say which it means."


def take(path: Path, cells: list[str], more: str, careful: bool = False) -> list[tuple[str, object, object, str]]:
    """Return of each cell: amount, currency, what is kept as written, and the reason on the reject list."""
    lines = [f'n{at}\t"{cell}"\n' for at, cell in enumerate(cells)]
    (path / "in.csv").write_text("name\tprice\n" + "".join(lines) + ('"a\nb"\t1\n' if careful else ""))
    made = tables.read(
        path / "in.csv", mapping=mapping.parse(PRICES.format(more=more)), out=path / "out", dataset="d", import_id="one"
    )
    assert made.read == made.observed + made.rejected
    assert made.parquet is not None
    said = {each["line"]: each["reason"] for each in map(json.loads, made.rejects.read_text().splitlines())}
    rows = pq.read_table(made.parquet).to_pylist()[: len(cells)]
    return [(row["price"], row.get("price_currency"), row.get("price_written"), said.get(row["_line"], ""))
            for row in rows]  # fmt: skip


@pytest.mark.parametrize("careful", [False, True])
def test_amount_and_currency_are_told_apart_and_the_price_is_kept_as_written(tmp_path: Path, careful: bool) -> None:
    read = {
        "$12.50": ("12.50", "USD"), "12,50 €": ("12.5", "EUR"), "0.01 BTC": ("0.01", "BTC"), "USD 5": ("5", "USD"),
        "€ 1.234,50": ("1234.5", "EUR"), "£1,234,567": ("1234567", "GBP"), "1\u00a0234,50 zł": ("1234.5", "PLN"),
        "chf 1'234.5": ("1234.5", "CHF"), ".5 xbt": ("0.5", "BTC"), "US$5 USD": ("5", "USD"), "7": ("7", None),
        "0.123456789012345678 ETH": ("0.123456789012345678", "ETH"),
    }  # fmt: skip
    told = take(tmp_path, list(read), KEPT, careful)
    assert told == [(Decimal(amount), code, cell, "") for cell, (amount, code) in read.items()]


def test_what_cannot_be_told_is_on_the_reject_list_with_its_reason_and_kept_as_written(tmp_path: Path) -> None:
    wrong = {
        "$1,234": TWO, "1.234 BTC": TWO, "€12.500": TWO, "$5 EUR": "The price names two currencies.", "¥7": UNCLEAR,
        "7 kr": UNCLEAR, "$": NONE, "-5 USD": NONE, "5 USD/g": NONE, "1,23,456 EUR": NONE, "12.50 QQQ": NONE,
        "0.1234567890123456789 ETH": NONE, "123456789012345678901 EUR": NONE, "$5-$7": NONE, "": "",
    }  # fmt: skip
    told = take(tmp_path, list(wrong), KEPT)
    assert told == [(None, None, cell or None, reason) for cell, reason in wrong.items()]


def test_a_mapping_says_how_numbers_are_written_and_what_is_meant_where_a_price_does_not_say(tmp_path: Path) -> None:
    said = KEPT + ', decimal = ",", currency = "EUR", signs = { "¥" = "JPY", "$" = "AUD" }'
    told = take(tmp_path, ["1.234 BTC", "12,5", "¥7", "$7", "US$7", "12.50 €"], said)
    assert [each[:2] for each in told] == [
        (Decimal(1234), "BTC"), (Decimal("12.5"), "EUR"), (Decimal(7), "JPY"), (Decimal(7), "AUD"),
        (Decimal(7), "USD"), (None, None),
    ]  # fmt: skip


def test_a_column_of_one_currency_takes_no_other(tmp_path: Path) -> None:
    told = take(tmp_path, ["12.5", "12,50 €", "$12.50"], ', currency = "EUR"')
    assert [(each[0], each[3]) for each in told] == [
        (Decimal("12.5"), ""), (Decimal("12.5"), ""), (None, "The price is in another currency than its column."),
    ]  # fmt: skip


def test_a_price_out_of_range_has_no_currency_and_one_that_nothing_takes_says_so(tmp_path: Path) -> None:
    assert take(tmp_path, ["$12.50"], KEPT + ", most = 10") == [
        (None, None, "$12.50", "This is more than 10, the most it can be.")
    ]
    told = take(tmp_path, ["$12.50", "EUR 5", "12.5", "soon"], "")
    kept = "The price names a currency, and the mapping has no field for it."
    assert [(each[0], each[3]) for each in told] == [(None, kept), (None, kept), (12.5, ""), (None, NONE)]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (', currency_field = "price_currency"', "go together"),
        (', currency_field = "price", written_field = "written"', "Two columns"),
        (', signs = { "$" = "AUD" }', "currency_field"),
        (', currency = "XXX"', "no code"),
        (', currency = "EUR", signs = { "§" = "EUR" }', "what a sign means"),
        (', currency = "EUR", signs = { "$" = 5 }', "no code"),
    ],
)
def test_what_a_mapping_says_wrongly_of_a_currency_is_refused(more: str, says: str) -> None:
    with pytest.raises(mapping.WrongMapping, match=says):
        mapping.parse(PRICES.format(more=more))
    with pytest.raises(mapping.WrongMapping, match="Only a price"):
        mapping.parse(PRICES.format(more=more).replace('type = "price"', 'type = "text"'))


@pytest.mark.parametrize(
    ("cells", "marked", "form"),
    [
        (("$12.50", "12,50 €"), True, ""),
        (("$0.50", "$1.234"), True, "."),
        (("0,50 €", "1.234 €"), True, ","),
        (("0,50 €", "$0.5", "$1,234"), True, ""),
        (("$1,234", "$7"), True, "?1,234"),
        (("12.5", "soon"), False, ""),
    ],
)
def test_how_prices_are_written_is_told_by_their_column(cells: tuple[str, ...], marked: bool, form: str) -> None:
    assert table_numbers.prices(cells) == (marked, form)
