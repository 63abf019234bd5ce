"""Invented answers about tables that are being taught."""

from dataclasses import replace

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.intake import targets
from bowstreet.casework.intake.answers import FileRow, PreviewRow, TaughtColumn, Teaching, ToTeach, Undoing

TO_TEACH = ToTeach(
    (
        FileRow(sample.ID, sample.ID[-8:], 1, "shops of grey heron, with a long name.xlsx", 41_200, sample.NOW,
                "No mapping knows this file. It is a workbook with 'Shops' (4 columns: shop, day, cost, remark)."),
        FileRow(sample.ID, sample.ID[-8:], 2, "orders.sql", 911_204, sample.NOW, "No mapping knows this file."),
    )
)  # fmt: skip
CHOICES = {
    "targets": targets.TARGETS, "sorts": targets.SORTS, "forms": targets.DAY_FORMS, "types": targets.TYPES,
    "number_forms": targets.NUMBER_FORMS, "price_forms": targets.PRICE_FORMS,
    "untouched": False,
}  # fmt: skip
UNTOUCHED = {**CHOICES, "untouched": True}
COLUMNS = (
    TaughtColumn(0, "shop name", "handle", "text", "%Y-%m-%d", True, "handle"),
    TaughtColumn(1, "first day", "seen_on", "day", "%d/%m/%Y", True, "seen_on"),
    TaughtColumn(2, "cost_in_euro_without_shipping", "price", "price", ",", False, "price"),
    TaughtColumn(3, "remark", "kept", "text", "%Y-%m-%d", False, "remark"),
    TaughtColumn(4, "internal", "left", "text", "%Y-%m-%d", False, ""),
    TaughtColumn(5, "shipping", "kept", "price", "", False, "shipping", marked=True),
)
NAMES = tuple(each.column for each in COLUMNS[:4])
ROWS = (
    PreviewRow(2, ("quietharbour", "2031-03-02", "7.5", "fresh, tested, shipped on Mondays " * 4), (), "", ()),
    PreviewRow(
        3, ("lampwright", "2031-03-03", None, None), ("lampwright", "03/03/2031", "much", None), "", (NAMES[2],)
    ),
    PreviewRow(4, (None, None, None, None), (), "shop name: The cell is empty.", ()),
)
TEACHING = Teaching(
    sample.ID, sample.ID[-8:], 1, "shops.xlsx", "Shops", ("Shops", "Orders"), "heron_shops", "Grey Heron, shops",
    "sellers", "Grey Heron", COLUMNS, NAMES, ROWS, ("market", "vendor_account"), (),
)  # fmt: skip
WRONG = Teaching(
    sample.ID, sample.ID[-8:], 1, "shops.csv", "", ("",), "Heron", "", "sellers", "",
    tuple(replace(each, form="?1,234") if each.type == "price" else each for each in COLUMNS), (*NAMES, "internal"), (),
    (), (("name", "Small letters, digits and _, three signs or more, a letter first."),
     ("title", "Say what these tables are."),
     ("market", "Name the market or forum, or choose the column that does."),
     ("columns", "Choose the column with the name of the seller or member, or 'Rows alone'."),
     ("columns", "cost_in_euro_without_shipping: '1,234' may be 1234 or 1.234. Choose how its numbers are written.")),
)  # fmt: skip

UNDOING = Undoing(
    sample.ID, sample.ID[-8:], "Seized tables of Grey Heron, 3 files", (("market", 1), ("vendor_account", 409)), 410,
    812, 12, 911_602, 3, (),
)  # fmt: skip
UNDOING_NOTHING = Undoing(sample.ID, sample.ID[-8:], "A picture", (), 0, 0, 0, 0, 1, ())
UNDOING_REFUSED = Undoing(
    sample.ID, sample.ID[-8:], "Seized tables of Grey Heron, 3 files", (), 0, 0, 0, 0, 1,
    ("2 judgements rest on its records.",
     "Later intakes found rows of the same tables already held: take back 4d2e9f10 first."),
)  # fmt: skip
