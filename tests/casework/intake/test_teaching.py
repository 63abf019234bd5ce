"""A table that no mapping knew is looked into, given a meaning, saved, and read again."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.worlds import intake as world

from bowstreet.casework.intake import mapping, peeking, reading, rejects, teaching, watching
from bowstreet.casework.intake.previewing import NotShown
from bowstreet.casework.intake.teaching import Choices
from bowstreet.formats import table_preview
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import searching
from bowstreet.holdings.repository import checking
from bowstreet.interfaces.demonstration import wallets
from bowstreet.vocabulary.refusals import Hidden, Invalid

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = "shop name,first day,Cost,remark\nquaylamp,02/03/2025,7.5,one\nlampwright,soon,much,two\n,03/03/2025,1,three\n"
GOOD = Choices(
    "tulip_shops", "Tulip, shops", "sellers", "Tulip", ("handle", "seen_on", "price", "kept"),
    ("text", "day", "price", "text"), ("%d/%m/%Y",) * 4, ("0", "1"),
)  # fmt: skip

MORE = """title = "More"
sort = "rows"
match = ["shop name"]
[columns]
"shop name" = "shop"
"first day" = "day"
cost = "cost"
"""


def unknown(tmp_path: Path, text: str = ROWS) -> Path:
    path = tmp_path / "shops.csv"
    path.write_text(text)
    return path


def test_a_file_that_no_mapping_knew_is_taught_and_read_again(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, unknown(tmp_path), world.table(tmp_path / "a.csv", world.sellers(1)))
    assert [(each.intake, each.number) for each in teaching.choose(reader=reader, now=world.NOW).files] == [
        (seen.id, 1)
    ]
    first = teaching.look(reader=reader, now=world.NOW, intake=seen.id, number=1)
    assert [each.column for each in first.columns] == ["shop name", "first day", "Cost", "remark"]
    assert first.rows[0].cells == ("quaylamp", "02/03/2025", "7.5", "one")
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=GOOD)
    assert shown.errors == ()
    assert shown.kinds == ("market", "vendor_account")
    assert shown.rows[0].values == ("quaylamp", "2025-03-02", "7.5", "one")
    assert [bool(row.why) for row in shown.rows] == [False, True, True]
    made = teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=replace(GOOD, needed=("0",)))
    reading.read(made.id)
    after = watching.intake(reader=reader, now=world.NOW, id=made.id)
    assert (after.state, after.totals.read, after.totals.observed, after.totals.rejected) == ("done", 3, 2, 1)
    assert after.totals.noted == 2
    assert after.totals.records_new == 3
    assert mapping.show(reader=reader, now=world.NOW, name="tulip_shops").market == "Tulip"


def test_of_a_column_that_is_left_out_by_choice_nothing_is_said_afterwards(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, unknown(tmp_path, ROWS.replace("remark", "").replace("Cost", "cost")))
    assert "4 columns: shop name, first day, cost, the column without a name" in seen.sources[0].note
    of_it = {"reader": reader, "now": world.NOW, "intake": seen.id, "number": 1}
    for name, last, note in (
        ("some", "left", ""),
        ("more", "nothing", "Not kept, as more has no field for them, each with its number of cells:"
         " the column without a name (3)."),
    ):  # fmt: skip
        becomes = ("handle", "seen_on", "price", last)
        if last == "left":
            choices = replace(GOOD, name=name + "_shops", becomes=becomes, needed=("0",))
            made = teaching.teach(**of_it, choices=choices).id
        else:
            text = MORE.format(name=name)
            mapping.new(reader=reader, now=world.NOW, name=name, text=text)
            made = world.hand_in(reader, tmp_path / "shops.csv", mapping=name)
        reading.read(made)
        assert watching.intake(reader=reader, now=world.NOW, id=made).sources[0].note == note


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_a_table_in_two_bytes_a_sign_is_taught_and_read_like_any_other(tmp_path: Path, encoding: str) -> None:
    reader = world.supervisor()
    path = tmp_path / "shops.txt"
    path.write_bytes(ROWS.replace("remark", "чай").replace("one", "\u0a0a").replace(",", "\t").encode(encoding))
    seen = world.taken_in(reader, path)
    assert [each.number for each in teaching.choose(reader=reader, now=world.NOW).files] == [1]
    first = teaching.look(reader=reader, now=world.NOW, intake=seen.id, number=1)
    assert [each.column for each in first.columns] == ["shop name", "first day", "Cost", "чай"]
    assert [(row.line, row.cells) for row in first.rows] == [
        (2, ("quaylamp", "02/03/2025", "7.5", "\u0a0a")),
        (3, ("lampwright", "soon", "much", "two")),
        (4, ("", "03/03/2025", "1", "three")),
    ]
    made = teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=replace(GOOD, needed=("0",)))
    reading.read(made.id)
    after = watching.intake(reader=reader, now=world.NOW, id=made.id)
    assert (after.totals.read, after.totals.observed, after.totals.rejected) == (3, 2, 1)


def test_a_look_that_fails_is_not_said_to_be_one_into_a_large_file(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, unknown(tmp_path))
    originals.path_of(seen.sources[0].sha256).unlink()
    with pytest.raises(NotShown, match="not because of its size"):
        teaching.look(reader=reader, now=world.NOW, intake=seen.id, number=1)


def test_a_look_that_runs_out_of_room_gives_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def large(path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr(table_preview, "held", large)
    with pytest.raises(MemoryError):
        peeking._answer({"path": "any"})


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"name": "Tulip shops"}, "name", "Small letters"),
        ({"name": "harbour_sellers"}, "name", "exists already"),
        ({"title": " "}, "title", "Say what"),
        ({"market": ""}, "market", "Name the market"),
        ({"becomes": ("kept",) * 4}, "columns", "name of the seller"),
        ({"becomes": ("handle", "handle", "kept", "kept")}, "columns", "Two columns"),
        ({"becomes": ("left",) * 4, "sort": "rows"}, "columns", "At least one"),
        ({"becomes": ("nothing",)}, "columns", "no meaning"),
    ],
)
def test_what_stands_in_the_way_is_said_beside_its_field_and_nothing_is_saved(
    tmp_path: Path, changed: dict[str, object], field: str, says: str
) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, unknown(tmp_path))
    wrong = replace(GOOD, **changed)  # type: ignore[arg-type]
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=wrong)
    assert [name for name, sentence in shown.errors if says in sentence] == [field]
    assert shown.rows, "the rows stay in view"
    with pytest.raises(Invalid, match=says):
        teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=wrong)
    assert not any(each.name == wrong.name and not each.shipped and each.name != "harbour_sellers"
                   for each in mapping.mappings(reader=reader, now=world.NOW).mappings)  # fmt: skip


def test_each_sheet_of_a_workbook_can_be_taught(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.create_sheet("Shops").append(["shop", "day"])
    book["Shops"].append(["quaylamp", "2025-03-02"])
    book.save(tmp_path / "a.xlsx")
    reader = world.supervisor()
    seen = world.taken_in(reader, tmp_path / "a.xlsx")
    assert "workbook" in seen.sources[0].note
    shown = teaching.look(reader=reader, now=world.NOW, intake=seen.id, number=1, part="Shops")
    assert (shown.parts, [each.column for each in shown.columns]) == (("Sheet", "Shops"), ["shop", "day"])


def test_the_file_of_another_agency_and_one_that_does_not_exist_answer_alike(tmp_path: Path) -> None:
    seen = world.taken_in(world.supervisor(), unknown(tmp_path))
    other = world.supervisor("harbour-south")
    assert teaching.choose(reader=other, now=world.NOW).files == ()
    for intake, number, reader in ((seen.id, 1, other), ("nothing", 1, other)):
        with pytest.raises(Hidden):
            teaching.look(reader=reader, now=world.NOW, intake=intake, number=number)


def test_a_file_that_is_no_table_is_refused_with_its_sentence(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, unknown(tmp_path, "[" * 50_000))
    with pytest.raises(Invalid, match="no row of it"):
        teaching.look(reader=reader, now=world.NOW, intake=seen.id, number=1)


CONTACTS = {
    "email": ("emails", "a3[at]mail.example.com", "email:a3@mail.example.com"),
    "phone": ("phones", "+31 6 1234 5678", "phone:+31612345678"),
    "xmpp": ("xmpp", "Quay@jabber.example.com", "xmpp:quay@jabber.example.com"),
    "telegram": ("telegram", "@quay_lamp", "telegram:quay_lamp"),
    "wickr": ("wickr", "quaylamp", "wickr:quaylamp"),
    "messenger": ("messengers", "05" + "ab" * 32, "session:05" + "ab" * 32),
    "wallet": ("bitcoin", wallets.address("taught"), f"bitcoin:{wallets.address('taught')}"),
    "iban": ("", "NL91 ABNA 0417 1643 00", "iban:NL91ABNA0417164300"),
    "fingerprint": ("pgp", "0123 4567 " * 4 + "89AB CDEF", "pgp_fingerprint:" + "01234567" * 4 + "89ABCDEF"),
    "site": ("sites", "hxxps://quay.example[.]com/shop", "url:https://quay.example.com/shop"),
    "contact": ("emails", "write to lamp(at)mail.example.com or so", "email:lamp@mail.example.com"),
}
"""By the meaning of a column the field of the record, a cell, and the selector that comes of it."""


def test_every_contact_that_an_account_holds_can_be_taught_and_ends_as_its_selector(tmp_path: Path) -> None:
    reader = world.supervisor()
    book = openpyxl.Workbook()
    names = [f"Column {each}" for each in CONTACTS]
    book.active.append(["shop", *names])
    book.active.append(["quaylamp", *(cell for _, cell, _ in CONTACTS.values())])
    book.active.append(["lampwright", *("none" for _ in CONTACTS)])
    book.save(tmp_path / "a.xlsx")
    seen = world.taken_in(reader, tmp_path / "a.xlsx")
    said = Choices("shops", "Shops", "sellers", "Tulip", ("handle", *CONTACTS), ("text",) * 12, ("",) * 12)
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said, part="Sheet")
    assert (shown.errors, shown.rows[0].wrong) == ((), ())
    assert shown.rows[1].wrong == tuple(each for each in names if each not in ("Column contact", "Column wickr"))
    made = teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said, part="Sheet")
    reading.read(made.id)
    after = watching.intake(reader=reader, now=world.NOW, id=made.id)
    assert (after.totals.observed, after.totals.rejected, after.totals.noted) == (2, 0, 9)
    asked = "\n".join(each for _, _, each in CONTACTS.values())
    told = {f"{each.type}:{each.value}": each.answer for each in
            checking.check(reader=reader, now=world.NOW, text=asked).page.results}  # fmt: skip
    assert set(told.values()) == {"known"} and set(told) >= {each for _, _, each in CONTACTS.values()}
    assert "bank_account" in shown.kinds and "wallet" in shown.kinds


@pytest.mark.parametrize(
    ("cells", "form", "asks", "value"),
    [
        (("0,50", "12"), "", "", "0.5"),
        (("1.234,56", "7"), "", "", "1234.56"),
        (("0.50", "12"), "", "", "0.5"),
        (("1,234.50", "7"), "", "", "1234.5"),
        (("1,234", "7"), "", "'1,234' may be 1234 or 1.234", None),
        (("1,234", "7"), ",", "", "1.234"),
        (("1,234", "7"), ".", "", "1234.0"),
        (("1,234", "0,5"), "", "", "1.234"),
        (("0.5", "0,5"), "", "some a comma", None),
        (("0.5", "0,5"), ".", "", "0.5"),
    ],
)
def test_how_numbers_are_written_is_told_by_the_column_and_asked_where_both_readings_fit(
    tmp_path: Path, cells: tuple[str, str], form: str, asks: str, value: str | None
) -> None:
    reader = world.supervisor()
    rows = "".join(f"shop{at}\t{each}\n" for at, each in enumerate((cells[0], *["8"] * 20, cells[1])))
    seen = world.taken_in(reader, unknown(tmp_path, f"shop\tPreis\n{rows}"))
    said = Choices("shops", "Shops", "sellers", "Tulip", ("handle", "price"), ("text", "price"), ("", form))
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)
    assert [sentence for _, sentence in shown.errors if asks not in sentence] == []
    assert bool(shown.errors) == bool(asks)
    if value is None:
        assert shown.rows[0].values[1] == cells[0], "nothing is read as one or the other"
        with pytest.raises(Invalid, match="Choose how its numbers are written"):
            teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)
    else:
        assert (shown.rows[0].values[1], shown.rows[1].values[1]) == (value, "8.0")


@pytest.mark.parametrize(
    ("cells", "form", "asks", "value"),
    [
        (("13/02/2025", "02/03/2025"), "", "", "2025-02-13"),
        (("02/13/2025", "02/03/2025"), "", "", "2025-02-13"),
        (("13.02.2025", "soon"), "", "", "2025-02-13"),
        (("2025-02-13", ""), "", "", "2025-02-13"),
        (("1739145600", "1739145601"), "", "", "2025-02-10"),
        (("03/03/2025", "04/04/2025"), "", "", "2025-03-03"),
        (("02/03/2025", "04/05/2025"), "", "'02/03/2025' may be 2 March 2025 or 3 February 2025.", None),
        (("02/03/2025", "04/05/2025"), "%m/%d/%Y", "", "2025-02-03"),
        (("soon", "later"), "", "none of its cells is a day", None),
    ],
)
def test_how_days_are_written_is_told_by_the_column_and_asked_where_two_readings_fit(
    tmp_path: Path, cells: tuple[str, str], form: str, asks: str, value: str | None
) -> None:
    reader = world.supervisor()
    rows = "".join(f"shop{at}\t{each}\n" for at, each in enumerate(cells))
    seen = world.taken_in(reader, unknown(tmp_path, f"shop\tErster Tag\n{rows}"))
    said = Choices("shops", "Shops", "sellers", "Tulip", ("handle", "seen_on"), ("text", "day"), ("", form))
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)
    assert [sentence for _, sentence in shown.errors if asks not in sentence] == []
    assert bool(shown.errors) == bool(asks)
    assert shown.rows[0].values[1] == (value or cells[0])
    if value is None:
        with pytest.raises(Invalid, match=r"Choose how its days are written|Read it as text"):
            teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)


def test_prices_with_a_currency_are_taught_read_and_found_as_amount_currency_and_as_written(tmp_path: Path) -> None:
    reader = world.supervisor()
    text = "shop\tprice\nquaylamp\t$12.50\nlampwright\t7,25 €\nquaylamp\t$1,234\n"
    seen = world.taken_in(reader, unknown(tmp_path, text))
    said = Choices("shops", "Shops", "sellers", "Tulip", ("handle", "price"), ("text", "price"), ("", ""))
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)
    assert shown.errors == ()
    assert [row.values[1] for row in shown.rows] == ["12.5 USD", "7.25 EUR", None]
    assert shown.rows[2].wrong == ("price",)
    made = teaching.teach(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)
    reading.read(made.id)
    rows = searching.search(reader=reader, now=world.NOW, q="quaylamp 12.50").rows
    assert [(name, text) for name, text, _ in rows[0].cells if name.startswith("price")] == [
        ("price", "12.5"), ("price_currency", "USD"), ("price_written", "$12.50"),
    ]  # fmt: skip
    noted = rejects.read(watching.rejects_of(made.id, 1))
    assert [(each.line, each.column, each.excerpt) for each in noted] == [(4, "price", "$1,234")]


def test_prices_that_all_have_two_readings_are_asked_for(tmp_path: Path) -> None:
    reader = world.supervisor()
    seen = world.taken_in(reader, unknown(tmp_path, "shop\tprice\nquaylamp\t$1,234\nlampwright\t$2,500\n"))
    said = Choices("shops", "Shops", "sellers", "Tulip", ("handle", "price"), ("text", "price"), ("", ""))
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=said)
    assert [sentence for _, sentence in shown.errors] == [
        "price: '1,234' may be 1234 or 1.234. Choose how its numbers are written."
    ]
    chosen = replace(said, forms=("", "."))
    shown = teaching.preview(reader=reader, now=world.NOW, intake=seen.id, number=1, choices=chosen)
    assert [row.values[1] for row in shown.rows] == ["1234 USD", "2500 USD"]
