"""Mappings: the shipped ones stand, and each thing that a mapping may get wrong has its sentence."""

from pathlib import Path

import pytest

from bowstreet.formats import mapping

SHIPPED = sorted((Path(mapping.__file__).parent / "mappings").glob("*.toml"))
GOOD = """
name = "invented"
title = "Invented"
sort = "sellers"
market = "Tulip"
match = ["name"]
first_day = "seen_on"
[columns]
name = { field = "handle", required = true }
day = { field = "seen_on", type = "day", formats = ["%d.%m.%Y"] }
[[records]]
kind = "vendor_account"
fields = { handle = "handle" }
"""


ROWS_ALONE = ("status", "markets", "mirrors", "verifications", "guesses", "pieces")
"""What tables may hold that make no record of an account."""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda each: each.stem)
def test_shipped_mappings_stand(path: Path) -> None:
    made = mapping.parse(path.read_text())
    assert made.name == path.stem
    assert {"vendor_account", "user_account"} & set(made.kinds) or made.sort in ROWS_ALONE


@pytest.mark.parametrize("path", SHIPPED, ids=lambda each: each.stem)
def test_what_shipped_mappings_count_is_never_below_nothing(path: Path) -> None:
    for each in mapping.parse(path.read_text()).fields:
        if each.type in (mapping.Type.INTEGER, mapping.Type.NUMBER):
            assert each.least == 0, each.field
        if each.field in ("deals", "rating", "stars", "listings", "replies", "views"):
            assert each.type is not mapping.Type.TEXT, each.field
        if each.field in ("rating", "stars"):
            assert each.most in (5, 100), each.field


def test_a_mapping_says_what_it_does() -> None:
    made = mapping.parse(GOOD)
    assert made.columns == (("name", "handle"), ("day", "seen_on"))
    assert made.last_day == "seen_on"
    assert made.row_key == ("handle", "seen_on")
    assert made.kinds == ("vendor_account",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sort = "sellers"', 'sort = "sellers"\ncolour = 1', "colour"),
        ('name = "invented"', 'name = "../etc"', "no name"),
        ('match = ["name"]', 'match = ["nome"]', "'nome'"),
        ('match = ["name"]', "match = []", "recognised"),
        ('type = "day"', 'type = "date"', "type"),
        ('"%d.%m.%Y"', '"%Q"', "form"),
        ('first_day = "seen_on"', 'first_day = "handle"', "no day"),
        ('market = "Tulip"', 'market = "..."', "letter"),
        ('market = "Tulip"\n', "", "market"),
        ('market = "Tulip"', 'market = "Tulip"\nmarket_field = "handle"', "not both"),
        ('field = "seen_on"', 'field = "handle"', "Two columns"),
        ("required = true", "required = 1", "true or false"),
        ('kind = "vendor_account"', 'kind = "operation"', "kinds"),
        ('{ handle = "handle" }', '{ handle = "name" }', "no column"),
        ('{ handle = "handle" }', '{ colour = "handle" }', "'colour'"),
        ('{ handle = "handle" }', "{ }", "handle"),
        ("[[records]]", '[[records]]\ncategory = "undetermined"', "never a default"),
        ('field = "seen_on"', 'field = "x\\"; DROP TABLE"', "no field"),
        ("[columns]", "[columns", "TOML"),
        ('type = "day"', 'type = "day", least = 0', "Only a number"),
        ('type = "day", formats = ["%d.%m.%Y"]', 'type = "number", most = true', "are numbers"),
        ('type = "day", formats = ["%d.%m.%Y"]', 'type = "number", least = nan', "are numbers"),
        ('type = "day", formats = ["%d.%m.%Y"]', 'type = "integer", least = 5, most = 0', "more than"),
        ('type = "day"', 'type = "day", decimal = ","', "only a number"),
        ('type = "day", formats = ["%d.%m.%Y"]', 'type = "price", decimal = ";"', "'decimal' is"),
        ("[[records]]", '[[records]]\nselectors = { handle = "letter" }', "type of identifier"),
        ("[[records]]", '[[records]]\nselectors = { mail = "email" }', "mail"),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(mapping.WrongMapping, match=says):
        mapping.parse(GOOD.replace(old, new))
