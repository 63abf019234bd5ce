import hashlib
from typing import Any

import pytest
from tests.worlds import stix

from bowstreet.formats.stix import checking, compiling, expressions, shoulds, tables
from bowstreet.formats.stix.faults import path

IDENTITY: dict[str, Any] = {
    "type": "identity",
    "spec_version": "2.1",
    "id": "identity--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
    "created": "2031-01-01T00:00:00.000Z",
    "modified": "2031-01-01T00:00:00.000Z",
    "name": "Tea",
}


def test_the_schemas_are_those_that_their_notice_names() -> None:
    paths = sorted(each for each in tables.OASIS.rglob("*") if each.is_file() and each.name != "NOTICE.txt")
    assert len(paths) == 60
    assert len((tables.OASIS / "LICENSE.txt").read_text()) > 200
    told = b"".join(each.relative_to(tables.OASIS).as_posix().encode() + each.read_bytes() for each in paths)
    assert hashlib.sha256(told).hexdigest() == "22b6cbfc6fc6620cfcdba4a0575f931adbed1c66c8ba869330e3a6e1d63aa8ac"


def test_an_object_as_it_should_be_has_no_fault() -> None:
    assert checking.fault_of(IDENTITY) is None


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": None}, "name: This is not a text."),
        ({"id": "indicator--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}, "id: This text does not have the form"),
        ({"modified": "2030-01-01T00:00:00.000Z"}, "modified: It was modified before it was created."),
        ({"created": "2030-02-30T00:00:00.000Z"}, "created: There is no such time."),
        ({"lang": "tea"}, "lang: This is no language code"),
        ({"labels": []}, "labels: The list is empty."),
        ({"confidence": 101}, "confidence: The number is more than 100."),
        ({"external_references": [{"source_name": "x"}]}, "external_references[0]: 'external_id' is missing."),
        ({"granular_markings": [{"selectors": ["nothing"], "lang": "en"}]}, "granular_markings[0]: 'marking_ref'"),
        ({"severity": 1}, "This may not be so here."),
        ({"X": 1}, "X: A property of this name may not stand here."),
        ({"extensions": {"x-y-ext": {}}}, "extensions.x-y-ext: It is empty."),
        ({"type": ["identity"]}, "type: This is not a text."),
        ({"type": "core"}, "Nothing but"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
)
def test_a_fault_is_told_in_a_sentence_with_its_place(changed: dict[str, Any], fault: str) -> None:
    found = checking.fault_of(IDENTITY | changed)
    if fault == "Nothing but":
        assert found is None, "what is common to all has a schema of its own, and that is asked"
    else:
        assert str(found).startswith(fault)


@pytest.mark.parametrize("held", [None, 5, "x", [], {}, {"type": "identity"}, {"id": "x"}, {"type": {}, "id": []}])
def test_what_is_no_object_has_a_fault(held: Any) -> None:
    assert checking.fault_of(held)


def test_names_are_kept_to_a_number_and_a_length() -> None:
    known: dict[str, Any] = {}
    compiling._worked_out("x" * (compiling.LONGEST_NAME + 1), [], known)
    assert known == {}
    for number in range(compiling.MOST_NAMES + 5):
        compiling._worked_out(f"{number}", [], known)
    assert len(known) == compiling.MOST_NAMES


def test_every_verdict_is_a_sentence_and_no_exception() -> None:
    for number in range(1_000):
        fault = checking.fault_of(stix.broken(number))
        assert fault is None or str(fault).endswith(".")


@pytest.mark.parametrize(
    "text", ["a" * 200_000 + "!", "a-" * 100_000 + "!", "1" * 200_000, "%" + "s" * 200_000 + "\n\n"]
)
def test_no_text_keeps_an_expression_busy(text: str) -> None:
    """Each would run for minutes, or for ever, in the expression as the schema writes it."""
    seen = 0
    for schema in tables.schemas().values():
        for expression in _expressions(schema):
            expressions.search(expression)(text)
            seen += 1
    assert seen > 100


def _expressions(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [one for each in schema for one in _expressions(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    own += list(schema.get("patternProperties", ()))
    return own + [one for each in schema.values() for one in _expressions(each)]


def test_every_fault_of_an_object_is_told_and_only_where_there_is_one() -> None:
    held = stix.right(6)
    held |= {"lang": "no such", "revoked": "no", "object_marking_refs": ["x"], "confidence": 900}
    del held["created"]
    told = {str(each) for each in checking.faults_of(held)}
    assert "'created' is missing." in told
    assert {each.partition(":")[0] for each in told} >= {"lang", "revoked", "confidence", "object_marking_refs[0]"}
    for number in range(600):
        each = stix.broken(number)
        first, every = checking.fault_of(each), checking.faults_of(each)
        assert (first is None) is (every == ())
        assert len(every) <= checking.MOST
        assert first is None or first in every or every


@pytest.mark.parametrize(
    ("type", "more", "place"),
    [
        ("identity", {"sectors": ["harbours"]}, "sectors[0]"),
        ("identity", {"x_tea": 1}, "x_tea"),
        ("identity", {"id": "identity--5a1fb1c6-3a1c-1f7e-9d2b-0c1d2e3f4a5b"}, "id"),
        ("identity", {"external_references": [{"source_name": "a", "url": "https://a"}]}, "external_references[0]"),
        ("url", {"id": "url--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}, "id"),
        ("malware", {"kill_chain_phases": [{"kill_chain_name": "Tea", "phase_name": "tea"}]},
         "kill_chain_phases[0].kill_chain_name"),
        ("relationship", {"relationship_type": "likes", "source_ref": "tool--1", "target_ref": "malware--1"},
         "relationship_type"),
        ("file", {"id": "file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b", "hashes": {"TEA": "1"}}, "hashes.TEA"),
        ("network-traffic", {"id": "network-traffic--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"}, ""),
        ("x-tea", {}, "type"),
    ],
)  # fmt: skip
def test_what_the_standard_recommends_is_told_with_its_place(type: str, more: dict[str, object], place: str) -> None:
    held = {"type": type, "id": f"{type}--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", **more}
    assert [path(each.place) for each in shoulds.warnings_of(held) if path(each.place) == place] == [place]
