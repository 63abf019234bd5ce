"""The inventory and the code name the same endpoints; a new one fails here until somebody wrote whom it serves."""

import re

import pytest
from tests.guard import endpoints
from tests.guard.rows import Row, WrongRow, rows

from bowstreet.interfaces.doors import table
from bowstreet.vocabulary.readers import Role

ROWS = rows()


def of(*kinds: str) -> set[tuple[str, str, str]]:
    return {(each.kind, each.method, each.address) for each in ROWS if each.kind in kinds}


def test_every_address_that_resolves_has_a_row_and_every_row_resolves() -> None:
    written = {each.address for each in ROWS if each.kind != "command"}
    assert written == endpoints.addresses()


def test_every_door_of_the_table_has_a_row_and_every_row_a_door() -> None:
    assert of("page", "fragment", "api", "taxii") == endpoints.of_the_table()


def test_every_operation_of_the_description_has_a_row_and_every_row_an_operation() -> None:
    assert {(method, address) for _, method, address in of("api")} == endpoints.described()


def test_every_command_has_a_row_and_every_row_a_command() -> None:
    assert {address for _, _, address in of("command")} == endpoints.commands()


@pytest.mark.parametrize("row", [each for each in ROWS if each.of_the_table], ids=lambda row: row.name)
def test_a_door_wants_a_purpose_as_its_row_says(row: Row) -> None:
    place = row.address.removeprefix({"api": endpoints.API, "taxii": endpoints.TAXII}.get(row.kind, ""))
    where = {"api": "api", "taxii": "taxii"}.get(row.kind, "web")
    door = next(each for each in table.every() if each.method == row.method and getattr(each, where) == place)
    assert door.purpose == row.purpose


def test_who_reads_no_records_opens_no_door_with_a_purpose() -> None:
    outside = {Role.PARTNER, Role.RESEARCHER, Role.DEFENCE, Role.JUDGE, Role.OPERATOR, None}
    assert not [each.name for each in ROWS if each.purpose and each.may & outside]


@pytest.mark.parametrize("line", [
    "page GET /find maybe " + "x " * 13, "page GET /find yes " + "x " * 12, "page GET yes " + "x " * 13,
    "sheet GET /find yes " + "x " * 13, "page GET /find yes " + "o " * 13,
])  # fmt: skip
def test_a_line_that_says_nothing_clear_is_refused(line: str) -> None:
    with pytest.raises((WrongRow, ValueError)):
        rows(line)


def test_an_endpoint_stands_there_once() -> None:
    line = "page GET /find yes " + "x " * 13
    with pytest.raises(WrongRow, match="twice"):
        rows(f"{line}\n{line}")


def test_a_missing_row_and_a_row_too_many_are_noticed() -> None:
    text = re.sub(r"(?m)^page +GET +/find .*\n", "page GET /sought yes " + "x " * 13 + "\n", "\n".join(
        f"{each.kind} {each.method} {each.address} yes " + "x " * 13 for each in ROWS))  # fmt: skip
    addresses = {each.address for each in rows(text) if each.kind != "command"}
    assert addresses ^ endpoints.addresses() == {"/find", "/sought"}
