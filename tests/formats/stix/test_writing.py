import json
from datetime import UTC, datetime

import pytest

from bowstreet.formats.stix import canonical, checking, identifying, marking, reading, versions, writing
from bowstreet.formats.stix.reading import Found

OWN = "bundle--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"


def read(*parts: bytes) -> list[Found]:
    return [each for each in reading.read(b"[" + b",".join(parts) + b"]") if isinstance(each, Found)]


def version(day: int, revoked: bool = False, name: str = "Tea") -> bytes:
    held = {
        "type": "identity",
        "id": "identity--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
        "modified": datetime(2031, 1, day, tzinfo=UTC),
        "name": name,
        "revoked": revoked,
    }
    return writing.written(held)


def test_foreign_objects_go_out_byte_for_byte_beside_ours() -> None:
    foreign = b'{ "id" :"x-y--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",\n"type":"x-y", "n": 1.50, "t":"\\u00e9" }'
    written = writing.bundle([*read(foreign), {"name": "Tea", "type": "tool"}], OWN)
    assert written == b'{"type":"bundle","id":"%b","objects":[%b,{"type":"tool","name":"Tea"}]}' % (
        OWN.encode(),
        foreign,
    )
    assert writing.envelope(read(foreign), "p2") == b'{"more":true,"next":"p2","objects":[%b]}' % foreign
    assert writing.envelope([]) == b"{}"
    assert checking.fault_of(json.loads(writing.bundle([], OWN))) is None


def test_what_stix_cannot_say_is_not_written() -> None:
    with pytest.raises(writing.NotWritten, match="no id of a bundle"):
        writing.bundle([], 'x","objects":[]')
    with pytest.raises(writing.NotWritten, match="without its zone"):
        writing.written({"created": datetime(2031, 1, 1)})  # noqa: DTZ001
    with pytest.raises(writing.NotWritten, match="holds a set"):
        writing.written({"id": "x", "labels": {"a"}})
    with pytest.raises(canonical.NotCanonical, match="infinite"):
        canonical.written([float("inf")])


def test_the_latest_version_is_told_by_its_time() -> None:
    first, second, gone = read(version(1), version(2), version(2, revoked=True))
    assert versions.latest([second, first])[first.head.id] is second
    assert versions.latest([gone, second])[first.head.id] is gone
    assert versions.is_revoked([first, gone, second], first.head.id)
    assert not versions.is_revoked([first, second], first.head.id)
    assert not versions.is_revoked([], first.head.id)
    (other,) = read(version(1, name="Pot"))
    assert versions.conflicting([first, second, other, first]) == ((first, other),)


def test_the_markings_of_tlp_are_as_oasis_writes_them() -> None:
    for level, own in marking.TLP.items():
        held = marking.definition(level)
        assert checking.fault_of(held) is None
        assert held["id"] == own
    assert marking.definition("amber+strict")["name"] == "TLP:AMBER+STRICT"
    assert marking.level_of((marking.TLP["amber"], marking.TLP["amber+strict"], "x")) == "amber+strict"
    assert marking.level_of(("x",)) is None


def test_a_part_has_the_markings_of_the_whole_and_its_own() -> None:
    held = {
        "type": "identity",
        "object_marking_refs": ["m--1"],
        "external_references": [{"url": "x"}],
        "granular_markings": marking.granular({"m--2": ["external_references.[0]"], "m--3": ["name"], "m--4": []}),
    }
    assert marking.markings_of(held) == ("m--1",)
    assert marking.markings_of(held, ("external_references", 0, "url")) == ("m--1", "m--2")
    assert marking.markings_of(held, ("external_references",)) == ("m--1",)
    assert marking.markings_of({"granular_markings": [5, {"selectors": 5, "marking_ref": "x"}]}, ("a",)) == ()


def test_an_id_is_made_of_what_contributes_to_it() -> None:
    held = {"type": "file", "name": "a", "hashes": {"SHA-256": "b", "MD5": "c"}, "size": 5}
    same = {"type": "file", "size": 6, "hashes": {"MD5": "c"}, "name": "a"}
    assert identifying.deterministic_id(held) == identifying.deterministic_id(same)
    assert identifying.deterministic_id(held | {"name": "b"}) != identifying.deterministic_id(held)
    assert identifying.deterministic_id({"type": "process", "pid": 1}) is None
    assert identifying.deterministic_id({"type": "x-y", "value": 1}) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"\ue000": 1, "\U00010000": 2, "a": None}, '{"a":null,"\U00010000":2,"\ue000":1}'),
        (["\x00\x1f\"\\/\u2028"], '["\\u0000\\u001f\\"\\\\/\u2028"]'),
        ([1e21, 1e-7, 5e-324, 333333333.33333329, 4.50, 2e-3, -0.0, 10**18, True],
         "[1e+21,1e-7,5e-324,333333333.3333333,4.5,0.002,0,1000000000000000000,true]"),
    ],
    ids=["order", "texts", "numbers"],
)  # fmt: skip
def test_canonical_json_is_that_of_the_rfc(value: object, text: str) -> None:
    assert canonical.written(value) == text
