"""Each rule of STIX beyond the schemas, kept and broken: the verdict is the validator's, and a broken rule is seen."""

import random
from typing import Any

import pytest
from tests.worlds import stix_making, stix_peer, stix_samples

from bowstreet.formats.stix import checking

V5 = "5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"
GONE = object()
NO_DAY = "2030-02-30T12:31:12Z"
EARLY, LATE = "2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z"
OTHERS = dict.fromkeys(("granular_markings", "extensions"), GONE)


def inside(**held: Any) -> dict[str, Any]:
    return {"objects": {"0": {"id": f"{held['type']}--{V5}", **held}}}


def held_with(kind: str, changes: dict[str, Any]) -> dict[str, Any]:
    """Return an object of a type with all that its sample holds, and some changes."""
    samples = [
        each for each in stix_samples.ALL if each.type == kind and ("objects" in changes) <= ("objects" in each.kept)
    ]
    held = stix_making.filled(samples[0], random.Random(1)) | changes
    return {name: value for name, value in held.items() if value is not GONE}


CASES: list[tuple[str, dict[str, Any], bool]] = [
    ("campaign", {"first_seen": LATE, "last_seen": LATE}, True),
    ("campaign", {"first_seen": LATE, "last_seen": EARLY}, False),
    ("campaign", {"first_seen": "2030-01-01T00:00:60Z"}, False),
    ("campaign", {"first_seen": "2030-01-01T00:00:00.0000001Z", "last_seen": "2030-01-01T00:00:00.1Z"}, True),
    ("campaign", {"last_seen": NO_DAY}, False),
    ("campaign", {"created": "0000-01-01T00:00:00.000Z"}, False),
    ("indicator", {"valid_from": EARLY, "valid_until": EARLY}, False),
    ("indicator", {"valid_from": EARLY, "valid_until": LATE}, True),
    ("indicator", {"pattern": "[a:b = ]"}, False),
    ("indicator", {"pattern": "[a:b = ]", "pattern_type": "yara"}, True),
    ("indicator", {"pattern": "[a:bcd = 1]"}, False),
    ("indicator", {"pattern": "[abc:bc = 1]"}, False),
    ("indicator", {"pattern": "[abc:bcd = 1]"}, True),
    ("indicator", {"pattern": "[file:id = 'x']"}, True),
    ("indicator", {"pattern": "[EXISTS a:b]"}, True),
    ("indicator", {"pattern": "[EXISTS file:name]", "pattern_version": "2.0"}, False),
    ("indicator", {"pattern": "[url:value = 'x'] REPEATS 2 TIMES REPEATS 2 TIMES"}, False),
    ("relationship", {"start_time": EARLY, "stop_time": EARLY}, False),
    ("tool", {"granular_markings": [{"selectors": ["labels.[1]"], "marking_ref": stix_making.MARK}]}, True),
    ("tool", {"granular_markings": [{"selectors": ["labels.[2]"], "marking_ref": stix_making.MARK}]}, False),
    ("tool", {"granular_markings": [{"selectors": ["name.name"], "marking_ref": stix_making.MARK}]}, False),
    ("tool", {"lang": "de-DE"}, True),
    ("tool", {"lang": "xx"}, False),
    ("marking-definition", {"object_marking_refs": ["OWN"]}, False),
    ("marking-definition", {"granular_markings": [{"selectors": ["type"], "marking_ref": "OWN"}]}, False),
    ("language-content", {"contents": {"xx": {"name": "x"}}}, False),
    ("language-content", {"contents": {"de": {"A b": "x"}}}, False),
    ("language-content", {"object_modified": NO_DAY}, False),
    ("artifact", {"mime_type": "text/tea"}, False),
    ("directory", {"path_enc": "ISO-8859-1"}, True),
    ("directory", {"path_enc": "tea"}, False),
    ("file", {"name_enc": "tea"}, False),
    ("file", {"extensions": {"windows-pebinary-ext": {"pe_type": "exe", "time_date_stamp": NO_DAY}}}, False),
    ("software", {"languages": ["eng", "de"]}, True),
    ("software", {"languages": ["xx"]}, False),
    ("software", {"cpe": "xcpe:2.3:a:b:c:1:*:*:*:*:*:*:*"}, False),
    ("x-bow-drop", {"cpe": "tea"}, False),
    ("x509-certificate", {"x509_v3_extensions": {"private_key_usage_period_not_after": NO_DAY}}, False),
    ("x509-certificate", {"x509_v3_extensions": {"private_key_usage_period_not_after": LATE}}, True),
    ("artifact", {"payload_bin": GONE, "url": "https://tea.example/", **OTHERS}, False),
    ("process", {"id": f"process--{V5}", **OTHERS}, False),
    ("email-message", {"subject": GONE, "body": GONE, "from_ref": GONE, **OTHERS}, False),
    ("user-account", {"user_id": GONE, "account_type": GONE, "account_login": GONE, **OTHERS}, False),
    ("user-account", {"user_id": GONE, "account_type": GONE, **OTHERS}, True),
    ("windows-registry-key", {"key": GONE, "values": GONE, **OTHERS}, False),
    ("x509-certificate", {"hashes": GONE, "serial_number": GONE, **OTHERS}, False),
    ("network-traffic", {"start": LATE, "end": EARLY}, False),
    ("x-bow-parcel", {"parts": [{"type": "process", "id": f"process--{V5}"}]}, False),
    ("x-bow-parcel", {"parts": [{"type": "artifact", "id": f"artifact--{V5}"}]}, False),
    ("x-bow-parcel", {"parts": [{"type": "process", "id": f"process--{V5.replace('-5f', '-4f')}"}]}, True),
    ("observed-data", inside(type="ipv4-addr", value="10.0.0.1", resolves_to_refs=["9"]), False),
    ("observed-data", inside(type="ipv4-addr", value="10.0.0.1", resolves_to_refs=["0"]), False),
    ("observed-data", inside(type="process", pid=1, parent_ref="0"), True),
    ("observed-data", inside(type="email-message", is_multipart=True, body_multipart=[{"body_raw_ref": "0"}]), False),
    ("observed-data", inside(type="file", name="x", extensions={"archive-ext": {"contains_refs": ["9"]}}), False),
    ("observed-data", inside(type="artifact", payload_bin="dGVh", mime_type="text/tea"), False),
    ("observed-data", inside(type="directory", path="/", path_enc="tea"), False),
    ("observed-data", inside(type="file", name="x", name_enc="tea"), False),
    ("observed-data", inside(type="software", name="x", languages=["xx"]), False),
    ("observed-data", inside(type="url", value=5), False),
    ("observed-data", inside(type="tool", name="x"), False),
    ("observed-data", inside(type="x-tea", name="x"), True),
    ("observed-data", inside(type="file", name="x", ctime=NO_DAY), True),
    ("observed-data", inside(type="network-traffic", protocols=["tcp"], src_ref="0", start=LATE, end=EARLY), False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "valid"), CASES, ids=range(len(CASES)))
def test_a_rule_is_kept_as_the_validator_keeps_it(kind: str, changes: dict[str, Any], valid: bool) -> None:
    held = held_with(kind, changes)
    held = {name: _own(value, held["id"]) for name, value in held.items()}
    assert stix_peer.verdict(held) is valid
    assert (checking.fault_of(held) is None) is valid, str(checking.fault_of(held))


def _own(value: Any, own: str) -> Any:
    if isinstance(value, list):
        return [_own(each, own) for each in value]
    if isinstance(value, dict):
        return {name: _own(each, own) for name, each in value.items()}
    return own if value == "OWN" else value
