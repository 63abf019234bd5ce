"""Invented objects of STIX 2.1 of every type, right and broken, the same for the same number."""

import copy
import json
import random
import uuid
from typing import Any

from tests.worlds import stix_making, stix_patterns, stix_samples

Object = dict[str, Any]


def right(number: int) -> Object:
    """Return an invented object that is as the standard asks, of the types in turn, with some of its properties."""
    chance = random.Random(number)
    sample = stix_samples.ALL[number % len(stix_samples.ALL)]
    made = stix_making.filled(sample, chance)
    kept = {name: value for name, value in made.items() if name in sample.kept or chance.random() < 0.6}
    if made["type"] == "indicator" and chance.random() < 0.5:
        kept["pattern"] = stix_patterns.right_pattern(number)
    return kept


def broken(number: int) -> Object:
    """Return an invented object to which one to three things were done, which need not all do harm."""
    chance = random.Random(-number)
    made = copy.deepcopy(right(number))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _break(made, chance)
    return made


def bundle(count: int, first: int = 0) -> bytes:
    """Return a bundle of objects that are as they should be."""
    objects = [right(number) for number in range(first, first + count)]
    return json.dumps(
        {"type": "bundle", "id": f"bundle--{uuid.UUID(int=first, version=4)}", "objects": objects}
    ).encode()


def _break(made: Object, chance: random.Random) -> None:
    place, key = _somewhere(made, chance)
    what = chance.randrange(8)
    if what == 0:
        del place[key]
    elif what == 1 and isinstance(place, dict):
        name = (
            chance.choice(NAMES)
            if chance.random() < 0.6
            else str(key) + chance.choice(("_x", "X", "-", "_ref", "_hex"))
        )
        place[name] = place.pop(key)
    elif what == 2 and isinstance(place, dict):
        place[chance.choice(NAMES)] = copy.deepcopy(place[key])
    elif what == 3:
        place[key] = [copy.deepcopy(place[key])] * chance.choice((1, 2))
    elif what == 4 and isinstance(place, dict):
        place[chance.choice(NAMES)] = copy.deepcopy(chance.choice(VALUES))
    elif what == 5 and isinstance(place[key], str):
        place[key] = _altered(place[key], chance)
    else:
        place[key] = _like(place[key], chance)


def _somewhere(made: Object, chance: random.Random) -> tuple[Any, Any]:
    """Return a place in an object: what holds it, and its name or number there."""
    held: Any = made
    while True:
        key = chance.choice(list(held)) if isinstance(held, dict) else chance.randrange(len(held))
        inner = held[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.3:
            return held, key
        held = inner


def _altered(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(SCRAPS) + text[place + chance.choice((0, 0, 1, 1, 3, 40)) :]


def _like(value: Any, chance: random.Random) -> Any:
    """Return another value, often of the same sort."""
    if isinstance(value, str) and chance.random() < 0.6:
        if value[4:5] == "-" and value.endswith("Z"):
            return chance.choice(TIMES)
        if "--" in value:
            return chance.choice(IDS)
        return chance.choice(TEXTS)
    return copy.deepcopy(chance.choice(VALUES))


SCRAPS = (
    "", " ", "a", "Z", "0", "9", "-", "--", ".", ":", "/", "é", "\n", "_", "*", "\\", "'", "%", "@", "٣", "\u2028",
)  # fmt: skip
NAMES = (
    "name", "severity", "action", "username", "phone_numbers", "Name", "x_bow_note", "ab", "xid", "grid",
    "a_" * 125 + "a", "ends_hex", "ends_bin", "some_ref", "some_refs", "created", "modified", "revoked", "lang",
    "confidence", "labels", "extensions", "granular_markings", "object_marking_refs", "spec_version", "type", "id",
    "created_by_ref", "objects", "x-y", "hashes", "cpe", "external_references", "défaut", "", "description", "value",
    "object_refs", "defanged", "extension_type", "MD5", "SHA-256", "x.y", "is_active", "end", "body", "latitude",
    "pattern_version", "contents",
)  # fmt: skip
TIMES = (
    "2031-02-03T04:05:06.789Z", "2031-02-03T04:05:06Z", "2031-02-30T04:05:06.000Z", "2031-02-03T24:05:06.000Z",
    "2031-02-03T04:05:60.000Z", "2031-02-03t04:05:06.000z", "2031-02-03T04:05:06.000+00:00", "2031-02-03", "",
    "0000-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999999999Z",
    "2029-01-01T00:00:00.000Z", "2031-02-03T04:05:06.1Z", "2031-02-03T04:05:06.123456789Z",
    "2031-13-03T04:05:06.000Z", " 2031-02-03T04:05:06.000Z", "2031-02-03T04:05:06.000Z\n", "2028-02-29T00:00:00.000Z",
    "2030-02-29T00:00:00.000Z", "2031-02-03T04:05:06.Z",
)  # fmt: skip
IDS = (
    "identity--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "indicator--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
    "marking-definition--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "relationship--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
    "ipv4-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b", "identity--5a1fb1c6-3a1c-6f7e-9d2b-0c1d2e3f4a5b",
    "Identity--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "identity--5A1FB1C6-3A1C-4F7E-9D2B-0C1D2E3F4A5B",
    "identity-5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "identity--5a1fb1c6", "--",
    "x--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "bundle--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
    "file--5a1fb1c6-3a1c-1f7e-9d2b-0c1d2e3f4a5b", "process--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
    "language-content--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", "url--5a1fb1c6-3a1c-3f7e-9d2b-0c1d2e3f4a5b\n",
    "sighting--5a1fb1c6-3a1c-4f7e-cd2b-0c1d2e3f4a5b",
)  # fmt: skip
TEXTS = (
    "", "x", "tea", "en", "en-GB", "eng", "tlp", "2.0", "2.1", "3.0", "stix", "yara", "cve", "capec", "CVE-2031-0001",
    "CAPEC-12", "https://tea.example/a?b#c", "http://[::1]/", "javascript:alert(1)", "no uri", "http://exa mple.org",
    "urn:x:y", "10.0.0.1", "10.0.0.1/33", "2001:db8::1", "00:11:22:33:44:55", "a@b.example", "a b@c.example", "dGVh",
    "0a1B", "0a1", "text/plain", "text/tea", "utf-8", "UTF-8", "core", "bundle", "x-bow-tea", "x_tea", "ab",
    "extension-definition", "toplevel-property-extension", "property-extension", "HKLM\\tea",
    "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*", "cpe:2.3:a:b:c:1:*:*:*:*:*:*", "xcpe:2.3:a:b:c:1:*:*:*:*:*:*:*", "tea.example",
    "tée.example", "-tea.example", "a..b", "cpe:2.3:o:b:c\\&d:?:*:*:en-us:*:*:*:*", "SOCK_RAW", "HIGH", "name",
    "granular_markings.[0]", "labels.[7]", "labels.[0]", "a" * 32, "b" * 40, "0" * 64, "c" * 128, "Unit",
    "strongly-agree", "agree", "identity", "file", "artifact", "campaign",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 5.0, 2.5, 101, 65536, 10**18, "", "tea", [], {}, [1], ["tea"], [[]], [{}], {"a": 1},
    {"name": "tea"}, ["identity--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"], [None], {"MD5": "a" * 32}, {"SHA-256": "z"},
    {"extension-definition--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b": {"extension_type": "property-extension", "rank": 1}},
    {"extension-definition--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b": {"extension_type": "tea"}},
    {"tea-ext": {"note": "x"}}, {"tea-ext": {}}, {"tea": {"note": "x"}}, [{"source_name": "cve", "external_id": "x"}],
    [{"source_name": "tea", "url": "https://tea.example"}], [{"source_name": "tea"}],
    [{"type": "process", "id": IDS[0]}], [{"selectors": ["name"], "marking_ref": IDS[2]}],
    [{"selectors": ["nothing"], "lang": "en"}], [{"id": 1, "type": []}],
    [{"type": "indicator", "id": IDS[1], "pattern_type": "stix", "pattern": "tea"}], {"en": {"name": "tea"}},
)  # fmt: skip
