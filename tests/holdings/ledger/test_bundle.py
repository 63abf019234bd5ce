"""A bundle of a ledger: what stands in it, who may have one, and that whatever is changed in it is named."""

import gzip
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from tests.worlds import engines
from tests.worlds.ledger import NOW, act, fresh, look, overseer, reader, some, tampering

from bowstreet.holdings.ledger import bundle, chance, entries, exporting, keys, reading, sealing
from bowstreet.holdings.ledger.answers import BundleVerdict
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

Fields = dict[str, Any]
SEALED, WHOLE = 8, 11


def exported(agency: str = "north") -> list[bytes]:
    return list(exporting.export(reader=overseer(agency), now=NOW).lines)


def verdict(lines: list[bytes], key: str | None = None) -> BundleVerdict:
    return bundle.verify(io.BytesIO(b"".join(lines)), key=key)


def named(lines: list[bytes], key: str | None = None) -> str:
    """Return what is said to be broken, which must be something, and come in one sentence."""
    try:
        found = verdict(lines, key)
    except bundle.NotABundle as refusal:
        return refusal.sentence
    assert not found.unbroken and found.first_broken and found.sentence == f"Broken: {found.first_broken}"
    assert found.sentence.isprintable() and len(found.sentence) < 300
    return found.first_broken


def public() -> str:
    return bytes(keys.checkpoint_key().verify_key).hex()


def written(fields: Fields) -> bytes:
    return entries.canonical(fields).encode() + b"\n"


@pytest.fixture
def lines(node: Path) -> list[bytes]:
    """A head, four acts and four look-ups sealed, then two acts (the second is the export) and a look-up unsealed."""
    some(4), some(2, "south")
    sealing.seal(now=NOW)
    look(query="quietharbour"), act(reason="because of quietharbour")
    return exported()


def test_what_was_exported_is_unbroken_and_says_what_was_checked(lines: list[bytes]) -> None:
    own, other = verdict(lines), verdict(lines, public())
    assert (own.unbroken, own.sealed, own.unsealed) == (True, SEALED, WHOLE - SEALED)
    assert own.root == reading.state("north").root
    assert own.sentence.startswith("Unbroken: 11 entries of north") and "8 sealed, 3 not yet" in own.sentence
    assert "not who made it" in own.sentence and not own.key_given
    assert other.unbroken and other.sentence.endswith("with the key given.") and other.key_given


def test_the_export_is_a_disclosure_that_stands_in_it(lines: list[bytes]) -> None:
    (entry,) = (json.loads(each["body"]) for each in map(json.loads, lines[1:]) if "ledger.export" in each["body"])
    assert (entry["event"], entry["actor"], entry["count"]) == ("disclosure", "dpo", SEALED)
    assert entry["bulk_root"] == reading.state("north").root


def test_it_is_entered_before_the_first_line_is_given(node: Path) -> None:
    exporting.export(reader=overseer(), now=NOW)
    assert [each.action for each in reading.page(reader=overseer(), now=NOW, event="disclosure").entries]


def test_others_and_what_is_sealed_do_not_stand_in_it(lines: list[bytes]) -> None:
    assert b"south" not in b"".join(lines) and b"quietharbour" not in b"".join(lines)


def test_whatever_others_do_the_bytes_are_the_same(node: Path) -> None:
    """Neither how many other agencies there are, nor how much they enter, nor how often the node sealed it."""

    def told(*others: str) -> bytes:
        fresh("north", *others)
        with chance.use(chance.SeededChance(b"seed")):
            some(3)
            for each in others:
                some(2, each)
                sealing.seal(now=NOW)
            sealing.seal(now=NOW)
            return b"".join(exported())

    assert told() == told("south") == told("abel", "south", "west")


@pytest.mark.parametrize("when", ["nothing entered", "nothing sealed"])
def test_a_young_ledger(node: Path, when: str) -> None:
    if when == "nothing sealed":
        some(2)
    found = verdict(exported(), public())
    assert (found.unbroken, found.sealed, found.unsealed) == (True, 0, 1 if when == "nothing entered" else 5)


def test_more_entries_than_one_step_takes(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "STEP", 2)
    for _ in range(3):
        some(5)
        sealing.seal(now=NOW)
    some(3)
    assert verdict(exported(), public()).sealed == 30


def test_what_is_entered_meanwhile_is_left_to_the_next_one(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "STEP", 2)
    some(3)
    sealing.seal(now=NOW)
    given_out = exporting.export(reader=overseer(), now=NOW).lines
    first = [next(given_out), next(given_out)]
    some(3)
    sealing.seal(now=NOW)
    found = verdict([*first, *given_out], public())
    assert (found.unbroken, found.unsealed) == (True, 1)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ANALYST, Role.COORDINATOR, Role.PROSECUTOR, Role.PARTNER])
def test_who_does_not_oversee_gets_none_and_none_is_entered(node: Path, role: Role) -> None:
    with pytest.raises(Hidden):
        exporting.export(reader=reader(role=role), now=NOW)
    with pytest.raises(PurposeRefused):
        exporting.export(reader=reader(role=Role.SUPERVISOR, purpose=None), now=NOW)
    assert reading.state("north").unsealed == 0


# What is changed in the file


def other_values(value: Any) -> Iterator[Any]:
    """Yield what could stand in a value's place: near it, of another sort, and hostile."""
    yield from (each for each in (None, True, 0, -1, 1.5, "", "x", "\x00", [], {}, 10**30, "9" * 64) if each != value)
    if type(value) is int:
        yield from (value + 1, value - 1)
    if isinstance(value, str) and value:
        yield from (value[:-1] + ("0" if value[-1] != "0" else "1"), value[:-1], value + "\n")
    if isinstance(value, list):
        yield from ([*value[:at], other, *value[at + 1 :]] for at, each in enumerate(value) for other in (each * 2, 7))
    if isinstance(value, dict):
        yield from ({**value, name: other} for name, each in value.items() for other in other_values(each))


def changed(fields: Fields) -> Iterator[Fields]:
    """Yield a line with each of its fields changed, taken away, and with one more."""
    for name, value in fields.items():
        yield {other: each for other, each in fields.items() if other != name}
        yield from ({**fields, name: other} for other in other_values(value))
    yield {**fields, "more": 1}


def test_every_change_of_every_field_is_named(lines: list[bytes]) -> None:
    count = 0
    for at, line in enumerate(lines):
        for fields in changed(json.loads(line)):
            said = named([*lines[:at], written(fields), *lines[at + 1 :]])
            assert ("head" in said or "first line" in said) if at == 0 else f"entry {at}" in said, said
            count += 1
    assert count > 1000


def test_every_change_inside_an_entry_is_named(lines: list[bytes]) -> None:
    for at, line in enumerate(lines[1:], start=1):
        fields = json.loads(line)
        for body in changed(json.loads(fields["body"])):
            said = named([*lines[:at], written(fields | {"body": entries.canonical(body)}), *lines[at + 1 :]])
            assert f"(entry {at}) is not what was" in said


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10**6), byte=st.integers(0, 255), drop=st.booleans())
def test_every_other_byte_is_named(lines: list[bytes], at: int, byte: int, drop: bool) -> None:
    whole = b"".join(lines)
    place = at % len(whole)
    bent = whole[:place] + (b"" if drop else bytes([byte])) + whole[place + 1 :]
    if bent != whole:
        named([bent])


@pytest.mark.parametrize("kept", range(WHOLE + 1))
def test_cut_at_a_line_or_within_one(lines: list[bytes], kept: int) -> None:
    if kept:
        assert "is missing" in named(lines[:kept])
    assert kept == 0 or f"entry {kept} " in named([*lines[:kept], lines[kept][:-1]])
    named([*lines[:kept], lines[kept][: len(lines[kept]) // 2]])


def test_in_another_order_twice_or_too_much(lines: list[bytes]) -> None:
    for one in range(1, len(lines)):
        for other in range(one + 1, len(lines)):
            bent = list(lines)
            bent[one], bent[other] = bent[other], bent[one]
            assert f"(entry {one})" in named(bent)
        assert f"(entry {one + 1})" in named([*lines[: one + 1], lines[one], *lines[one + 1 :]])
        assert "again" in named([*lines, lines[one]]) or "given place" in named([*lines, lines[one]])
    for more in (b"\n", b" ", b"x", lines[0]):
        assert f"entry {WHOLE + 1} " in named([*lines, more])


def test_two_stores_in_another_order_with_new_places_miss_the_root(lines: list[bytes]) -> None:
    act_4, look_1 = json.loads(lines[4]), json.loads(lines[5])
    bent = [*lines[:4], written(look_1 | {"place": 4}), written(act_4 | {"place": 5}), *lines[6:]]
    assert named(bent) == "the root of the tree is not that of its entries."


@pytest.mark.parametrize("gone", range(1, WHOLE + 1))
def test_an_entry_taken_out_and_the_rest_renumbered(lines: list[bytes], gone: int) -> None:
    """First the places alone, then the stores' own numbers, then leaves and running hashes too: all without the key."""
    rest = [json.loads(each) for at, each in enumerate(lines) if at not in (0, gone)]
    for place, each in enumerate(rest, start=1):
        each["place"] = place if place <= SEALED else None
    head = lines[0]
    assert named([head, *map(written, rest)])
    done, chain = dict.fromkeys(entries.NAMES, 0), dict.fromkeys(entries.NAMES, entries.FIRST_CHAIN)
    for each in rest:
        done[each["store"]] += 1
        each["number"] = done[each["store"]]
    assert named([head, *map(written, rest)])
    for each in rest:
        each["body"] = entries.canonical({**json.loads(each["body"]), "number": each["number"]})
        leaf = hashlib.sha256(b"\x00" + bytes.fromhex(each["salt"]) + each["body"].encode()).digest()
        chain[each["store"]] = entries.next_chain(chain[each["store"]], leaf)
        each |= {"leaf": leaf.hex(), "chain": chain[each["store"]].hex()}
    assert named([head, *map(written, rest)])


def rewritten(lines: list[bytes], at: int, **changes: Any) -> list[bytes]:
    """Return the lines with one entry's body changed, its leaf and running hash with it."""
    fields = json.loads(lines[at])
    before = [json.loads(each) for each in lines[1:at]]
    chain = next((each["chain"] for each in reversed(before) if each["store"] == fields["store"]), "00" * 32)
    body = entries.canonical({**json.loads(fields["body"]), **changes})
    leaf = hashlib.sha256(b"\x00" + bytes.fromhex(fields["salt"]) + body.encode()).digest()
    chained = entries.next_chain(bytes.fromhex(chain), leaf).hex()
    return [*lines[:at], written(fields | {"body": body, "leaf": leaf.hex(), "chain": chained}), *lines[at + 1 :]]


@pytest.mark.parametrize(("at", "said"), [
    (1, "act 2 (entry 2) does not follow on what was entered before it."),
    (8, "look-up 5 (entry 11) does not follow on what was entered before it."),
    (10, "act 6 is not the last that was entered."), (11, "look-up 5 is not the last that was entered."),
])  # fmt: skip
def test_an_entry_with_its_leaf_and_running_hash_is_noticed_at_the_next(lines: list[bytes], at: int, said: str) -> None:
    assert named(rewritten(lines, at, actor="o-9")) == said
    for changes in ({"agency": "south"}, {"store": "x"}, {"number": 90}):
        assert f"(entry {at}) was entered in another place." in named(rewritten(lines, at, **changes))


def test_a_forger_with_a_key_of_their_own_is_known_by_the_true_one(lines: list[bytes]) -> None:
    head = {name: each for name, each in json.loads(lines[0]).items() if name not in ("note", "key", "format")}
    forged = [bundle.head_line({**head, "exported_at": "2020-01-01T00:00:00+00:00"}, SigningKey.generate()), *lines[1:]]
    assert verdict(forged).unbroken and "not who made it" in verdict(forged).sentence
    assert "another key" in named(forged, public())
    mixed = written(json.loads(forged[0]) | {"key": public()})
    assert "head" in named([mixed, *lines[1:]], public())


# What is no bundle

HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "zeros": lambda _: bytes(5000),
    "binary": lambda _: bytes(range(256)) * 40,
    "packed": gzip.compress,
    "deep": lambda _: b"[" * 200_000 + b"\n",
    "deep object": lambda _: b'{"agency":' * 100_000 + b"\n",
    "long number": lambda _: b"9" * 10_000 + b"\n",
    "a list": lambda _: b"[]\n",
    "utf-16": lambda whole: whole.decode().encode("utf-16"),
    "marked": lambda whole: b"\xef\xbb\xbf" + whole,
    "windows": lambda whole: whole.replace(b"\n", b"\r\n"),
    "NUL": lambda whole: whole.replace(b"north", b"nor\0h"),
    "blank before": lambda whole: b"\n" + whole,
    "another version": lambda whole: whole.replace(b"ledger 1", b"ledger 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_bundle_is_refused_in_one_sentence(lines: list[bytes], name: str) -> None:
    with pytest.raises(bundle.NotABundle):
        verdict([HOSTILE[name](b"".join(lines))])


@pytest.mark.parametrize("body", ["[" * 100_000, "{}", "[]", "null", "\ud800", "9" * 5000, ""])
def test_an_entry_with_a_hostile_body_under_its_own_leaf(lines: list[bytes], body: str) -> None:
    fields = json.loads(lines[1])
    leaf = hashlib.sha256(b"\x00" + bytes.fromhex(fields["salt"]) + body.encode("utf-8", "surrogatepass")).hexdigest()
    assert "act 1 (entry 1) cannot be read" in named([lines[0], written(fields | {"body": body, "leaf": leaf})])


class Endless(io.BytesIO):
    """A file whose lines never end, and that must be asked for pieces of a bounded size."""

    def __init__(self, begin: list[bytes]) -> None:
        super().__init__()
        self.begin, self.asked = list(begin), 0

    def readline(self, size: int | None = -1) -> bytes:
        assert size is not None and 0 < size <= bundle.LONGEST + 1
        self.asked += 1
        return self.begin.pop(0) if self.begin else b"0" * size


@pytest.mark.parametrize("whole", [0, 1, 4])
def test_a_line_without_end_is_read_once_and_no_further(lines: list[bytes], whole: int) -> None:
    file = Endless(lines[:whole])
    if whole == 0:
        with pytest.raises(bundle.NotABundle):
            bundle.verify(file)
    else:
        assert f"entry {whole} is cut off or too long" in bundle.verify(file).sentence
    assert file.asked == whole + 1


def test_checking_loads_neither_database_nor_network() -> None:
    said = "import sys; from bowstreet.holdings.ledger import bundle; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert not {each.partition(".")[0] for each in done.stdout.split()} & {"django", "sqlite3", "socket", "ssl"}


# What is changed on the node's disk


@pytest.mark.parametrize(("store", "statement", "said"), [
    ("acts", "UPDATE ledger_act SET body = replace(body, 'r-1', 'r-2') WHERE agency = 'north' AND number = 3",
     "act 3 (entry 3) is not what was sealed."),
    ("acts", "DELETE FROM ledger_act WHERE agency = 'north' AND number = 2",
     "act 2 (entry 2) was entered and is missing."),
    ("acts", "DELETE FROM ledger_leaf WHERE agency = 'north' AND place = 3", "(entry 3) is given place 4"),
    ("acts", "UPDATE ledger_leaf SET store = 'x' WHERE agency = 'north' AND place = 3", "entry 3 cannot be read."),
    ("acts", "UPDATE ledger_leaf SET hash = (SELECT chain FROM ledger_head LIMIT 1) WHERE agency = 'north' AND place = 1",  # noqa: E501
     "act 1 (entry 1) is not what was sealed."),
    ("acts", "UPDATE ledger_head SET number = 9 WHERE agency = 'north'", "is missing"),
    ("lookups", "UPDATE entry SET salt = chain WHERE agency = 'north' AND number = 4",
     "look-up 4 (entry 8) is not what was sealed."),
    ("lookups", "UPDATE entry SET chain = salt WHERE agency = 'north' AND number = 5",
     "look-up 5 (entry 10) does not follow on what was entered before it."),
    ("lookups", "DELETE FROM entry WHERE agency = 'north' AND number = 5", "look-up 5 is missing: 5 were entered."),
])  # fmt: skip
def test_damage_on_the_disk_is_named_by_the_bundle(node: Path, store: str, statement: str, said: str) -> None:
    some(4)
    sealing.seal(now=NOW)
    look()
    with tampering(store) as cursor:
        cursor.execute(statement)
    assert said in named(exported(), public())


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_checkpoint SET trees = replace(trees, '8', '6')", "UPDATE ledger_checkpoint SET trees = 'x'",
    "UPDATE ledger_checkpoint SET note = replace(note, 'bowstreet', 'elsewhere')",
    f"UPDATE ledger_checkpoint SET peaks = {engines.blob('')} WHERE number = 1", "DELETE FROM ledger_checkpoint WHERE number = 1",  # noqa: E501
])  # fmt: skip
def test_the_node_does_not_sign_what_its_last_checkpoint_did_not(node: Path, statement: str) -> None:
    for _ in range(2):
        some(2)
        sealing.seal(now=NOW)
    with tampering("acts") as cursor:
        cursor.execute(statement)
    with pytest.raises(exporting.NotVouched):
        exporting.export(reader=overseer(), now=NOW)
    assert reading.state("north").unsealed == 0


def test_entries_that_are_gone_from_the_node_are_missing_whatever_it_says(node: Path) -> None:
    some(4)
    sealing.seal(now=NOW)
    with tampering("lookups") as store:
        store.execute("ALTER TABLE head ADD COLUMN pruned bigint NOT NULL DEFAULT 0")
        store.execute("UPDATE head SET pruned = 3")
        store.execute("DELETE FROM entry WHERE number <= 3")
    lines = exported()
    with tampering("lookups") as store:
        store.execute("ALTER TABLE head DROP COLUMN pruned")
    assert named(lines, public()) == "look-up 1 (entry 5) was entered and is missing."
    pruned = {**json.loads(lines[0]), "pruned": {"acts": 0, "lookups": 3}}
    del pruned["note"], pruned["key"], pruned["format"]
    assert "not a bundle" in named([bundle.head_line(pruned, keys.checkpoint_key()), *lines[1:]], public())
