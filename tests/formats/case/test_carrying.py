"""A carrier that was spoilt on the way is refused with its place; the rest of the graph is still there."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from tests.worlds import leaving

from bowstreet.formats.case import carrying, forms, reading, splitting, writing
from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.vocabulary.kinds import catalogue

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def spoilt(name: str, value: Any) -> bytes:
    """Return the graph of a bundle in which a part of the first record's carrier is another."""
    held = json.loads(writing.write(leaving.bundle(), now=NOW).content)
    carrier = next(
        facet
        for each in held["@graph"]
        for facet in each.get("uco-core:hasFacet", ())
        if carrying.RECORD in facet["@type"]
    )
    carrier[f"bowstreet:{name}"] = value(carrier.get(f"bowstreet:{name}")) if callable(value) else value
    return json.dumps(held).encode()


@pytest.mark.parametrize(("name", "value", "sentence"), [
    ("kind", "dragon", "No kind of record is called 'dragon'"),
    ("terms", lambda held: held.replace('"tlp"', '"pat"'), "'tlp' is missing"),
    ("terms", lambda held: held.replace('"AMBER"', '"PURPLE"'), "cannot be read"),
    ("particulars", lambda held: held.replace('"B2"', '"Z9"'), "no grade"),
    ("body", '{"market": 5}', "not as its kind has it"),
    ("body", '{"market": "m", "market": "n"}', "stands twice"),
    ("body", "[" * 100_000, "cannot be read"),
    ("version", "seven", "cannot be read"),
    ("createdAt", "yesterday", "cannot be read"),
    ("masked", '["scales"]', "does not have"),
])  # fmt: skip
def test_a_spoilt_carrier_is_refused_with_its_place(name: str, value: Any, sentence: str) -> None:
    read = reading.read(spoilt(name, value))
    [refused, *others] = read.refused
    assert sentence in refused.sentence and refused.place.startswith("[") and refused.at > 0
    assert all("does not come with it" in each.sentence for each in others)
    assert read.bundle is not None and len(read.bundle.records) == len(leaving.bundle().records) - 1


def test_what_a_carrier_holds_beyond_what_is_known_is_counted() -> None:
    read = reading.read(spoilt("colour", "red"))
    assert [(each.part, each.why) for each in read.losses if "colour" in each.part] == [
        ("RecordFacet.colour", "no_field")
    ]
    assert read.bundle == leaving.bundle()


def test_the_same_version_twice_and_not_the_same_is_refused() -> None:
    held = json.loads(writing.write(leaving.bundle(), now=NOW).content)
    more = json.loads(spoilt("title", "another"))
    held["@graph"] += more["@graph"]
    read = reading.read(json.dumps(held).encode())
    assert [each.sentence for each in read.refused] == ["Version 1 of the record stands twice, and not the same."]
    assert read.bundle == leaving.bundle()


def test_every_kind_has_a_form() -> None:
    assert forms.FORMS.keys() == catalogue.ALL.keys()


def test_a_long_history_of_a_long_record_comes_back() -> None:
    one = leaving.record(body={"market": "m", "handle": "q", "description": [leaving.statement("x" * 99_000)]})
    bundle = Bundle(tuple(replace(one, version=number) for number in range(1, 101)))
    read = reading.read(writing.write(bundle, now=NOW).content)
    assert read.refused == () and read.bundle == bundle
    assert [each.kind for piece in read.pieces for each in piece.drafts] == ["vendor_account"]


def test_a_node_that_would_not_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Bundle((leaving.record(),))
    written = writing.write(held, now=leaving.NOW).content
    longest = max(len(orjson.dumps(each)) for each in json.loads(written)["@graph"])
    monkeypatch.setattr(splitting, "LONGEST_NODE", longest)
    written = writing.write(held, now=leaving.NOW).content
    assert reading.read(written).bundle == held
    monkeypatch.setattr(splitting, "LONGEST_NODE", longest - 1)
    assert reading.read(written).refused
    with pytest.raises(writing.NotWritten, match="would have more than"):
        writing.write(held, now=leaving.NOW)
