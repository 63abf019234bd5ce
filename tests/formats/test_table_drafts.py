"""What is drawn out of rows: each thing once, with its days, its rows, what it cites and what it is linked to."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bowstreet.formats import mapping, table_drafts, tables
from bowstreet.interfaces.demonstration import keys, wallets
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import SubjectCategory

MAPPING = mapping.parse((Path(mapping.__file__).parent / "mappings" / "crawled_vendors.toml").read_text())
HEAD = "seen_on,vendor,market,rating,deals,ships_from,sells,pgp,about\n"
KEY, FINGERPRINT = keys.armoured("test of drafts", "fern <fern@letter.example>", datetime(2030, 1, 1, tzinfo=UTC))
WALLET = wallets.address("test of drafts")


def drawn(path: Path, text: str) -> tuple[dict[tuple[str, str], Draft], list[table_drafts.Note]]:
    source = path / "source"
    source.write_text(HEAD + text)
    made = tables.read(source, mapping=MAPPING, out=path / "out", dataset="set", import_id="imp")
    notes: list[table_drafts.Note] = []
    assert made.parquet
    found = list(tables.drafts([made.parquet], MAPPING, "set", on_note=notes.append))
    by_key = {(each.kind, catalogue.kind(each.kind).key(each.body)): each for each in found}
    assert len(by_key) == len(found), "each thing once"
    for each in found:
        assert catalogue.kind(each.kind).check(each.body) == dict(each.body)
    return by_key, notes


def test_an_account_is_one_draft_with_all_its_rows(tmp_path: Path) -> None:
    found, _ = drawn(
        tmp_path,
        f"2031-02-03,fern,Tulip,4.5,7,Spain,MDMA; cannabis,\"{KEY}\",mail fern@example.com\n"
        f"2031-01-03, fern ,Tulip,4.1,3,Poland,cannabis,\"{KEY}\",pay {WALLET}\n"
        "2031-03-03,moss,tulip,,,,,,\n",
    )  # fmt: skip
    fern = found["vendor_account", "tulip:fern"]
    assert (fern.rows, fern.first_seen, fern.last_seen) == (2, date(2031, 1, 3), date(2031, 2, 3))
    assert set(fern.cites) == {"observation:set/imp/1", "observation:set/imp/2"}
    told = {
        name: [(e["value"], e["first_seen"], e["last_seen"]) for e in fern.body[name]] for name in ("rating", "deals")
    }
    assert told == {
        "rating": [("4.5", "2031-02-03", "2031-02-03"), ("4.1", "2031-01-03", "2031-01-03")],
        "deals": [("7", "2031-02-03", "2031-02-03"), ("3", "2031-01-03", "2031-01-03")],
    }
    assert {each["value"] for each in fern.body["ships_from"]} == {"Spain", "Poland"}
    assert {each["value"] for each in fern.body["products"]} == {"ecstasy", "cannabis"}
    assert [each["value"] for each in fern.body["pgp"]] == [FINGERPRINT]
    assert [each["value"] for each in fern.body["emails"]] == ["fern@example.com"]
    assert fern.category is SubjectCategory.SUSPECT
    assert fern.category_ground == "offered for sale on Tulip"
    links = {(each.type, each.kind, each.key) for each in fern.links}
    assert links == {
        ("sells_on", "market", "tulip"), ("uses", "pgp_key", FINGERPRINT), ("mentions", "wallet", WALLET),
    }  # fmt: skip
    assert {key for kind, key in found if kind == "vendor_account"} == {"tulip:fern", "tulip:moss"}
    assert found["market", "tulip"].rows == 3
    assert found["pgp_key", FINGERPRINT].rows == 2
    assert found["wallet", WALLET].cites == ("observation:set/imp/2",)


def test_what_is_linked_to_comes_first(tmp_path: Path) -> None:
    found, _ = drawn(tmp_path, f'2031-02-03,fern,Tulip,,,,,"{KEY}",\n')
    assert [kind for kind, _ in found] == ["market", "pgp_key", "vendor_account"]


@pytest.mark.parametrize("spoilt", [KEY.replace("\n", ""), KEY.replace("\n", "<br>\n"), "look:\n" + KEY + "\nbye"])
def test_damaged_armour_is_read(tmp_path: Path, spoilt: str) -> None:
    found, notes = drawn(tmp_path, f'2031-02-03,fern,Tulip,,,,,"{spoilt}",\n')
    assert ("pgp_key", FINGERPRINT) in found
    assert not notes


def test_an_unreadable_key_is_a_note_and_the_account_stays(tmp_path: Path) -> None:
    spoilt = KEY[:80] + "\n-----END PGP PUBLIC KEY BLOCK-----"
    found, notes = drawn(tmp_path, f'2031-02-03,fern,Tulip,,,,,"{spoilt}",\n2031-02-04,fern,Tulip,,,,,"{spoilt}",\n')
    assert [kind for kind, _ in found] == ["market", "vendor_account"]
    assert [(note.cite, note.field) for note in notes] == [("observation:set/imp/1", "pgp")]


def test_values_that_no_field_takes_are_left_out(tmp_path: Path) -> None:
    found, notes = drawn(tmp_path, f"2031-02-03,{'x' * 3000},Tulip,,,,sealing wax,,\n2031-02-03,moss,...,,,,,,\n")
    assert [kind for kind, _ in found] == ["market"]
    assert len(notes) == 3


def test_of_what_changes_by_day_the_latest_is_kept_and_each_with_its_days(tmp_path: Path) -> None:
    days = [f"2031-{month:02}-{day:02}" for month in range(3, 6) for day in range(1, 29)]
    lines = "".join(f"{day},fern,Tulip,4.5,{number // 2},,,,\n" for number, day in enumerate(days))
    found, _ = drawn(tmp_path, "2031-01-01,fern,Tulip,4.5,900,,,,\n" * 5 + lines)
    fern = found["vendor_account", "tulip:fern"].body
    assert [(each["value"], each["first_seen"], each["last_seen"]) for each in fern["rating"]] == [
        ("4.5", "2031-01-01", "2031-05-28"),
    ]  # fmt: skip
    deals = [(each["value"], each["first_seen"], each["last_seen"]) for each in fern["deals"]]
    assert (len(deals), deals[0]) == (table_drafts.MOST_VALUES, ("41", "2031-05-27", "2031-05-28"))
