"""What leaves as STIX in the hands of others: the library and the validator of OASIS take every object of it."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import stix2
from jsonschema import Draft202012Validator
from tests.worlds import leaving_made, stix_peer

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.stix import exchanging, extension, extension_schema, forms, leaving_observables, writing
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.selectors import Selector, SelectorType

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def every_kind(seed: int) -> Bundle:
    """Return a bundle with links and judgements, and beside it a record of each kind."""
    chance = random.Random(seed)
    left = leaving_made.bundle(chance, records=4)
    return replace(left, records=(*left.records, *(leaving_made.record(chance, kind) for kind in catalogue.ALL)))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_validator_finds_nothing_wrong_in_any_object(seed: int) -> None:
    held = json.loads(writing.write(every_kind(seed), now=NOW).content)
    assert {each["type"] for each in held["objects"]} >= {each.type for each in forms.FORMS.values()}
    assert [each for each in held["objects"] if stix_peer.verdict(each) is not True] == []


def test_the_library_reads_all_of_it_and_gives_it_back_the_same() -> None:
    for seed in range(4):
        left = every_kind(seed)
        parsed = stix2.parse(writing.write(left, now=NOW).content.decode(), allow_custom=True)
        back = json.dumps({"type": "bundle", "id": parsed.id, "objects": [_plain(each) for each in parsed.objects]})
        assert exchanging.read(back.encode()).bundle == left


def test_ids_beside_the_standard_are_made_as_the_library_makes_them() -> None:
    @stix2.v21.CustomObservable("cryptocurrency-wallet", [("value", stix2.properties.StringProperty())], ["value"])
    class Wallet:
        """As OpenCTI declares it."""

    try:
        theirs = Wallet(value="1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")
    finally:
        del stix2.registry.STIX2_OBJ_MAPS["2.1"]["observables"]["cryptocurrency-wallet"]
    ours = leaving_observables.observable(Selector(SelectorType.BITCOIN, theirs.value))
    assert ours is not None
    assert ours["id"] == theirs.id


def _plain(held: object) -> object:
    return json.loads(held.serialize()) if hasattr(held, "serialize") else held


def test_the_schema_of_the_extension_is_one() -> None:
    Draft202012Validator.check_schema(extension_schema.schema())
    refused = Draft202012Validator(extension_schema.schema())
    assert not refused.is_valid({"extension_type": "property-extension", "record": "tea"})
    assert [stix_peer.verdict(each) for each in extension.definitions()] == [True] * 3
