"""What an invented object of a type of STIX 2.1 holds, and how it is made."""

import copy
import random
import uuid
from dataclasses import dataclass
from typing import Any

Object = dict[str, Any]
ACTOR = "identity--0d9bb2a4-6c1e-4b52-8f35-2f2f3f0a7c11"
MARK = "marking-definition--1b6d3f52-1f4b-4f0e-9c2a-6a4f5c0b7d22"
EXTENSION = "extension-definition--3c7e5a90-5b1f-4f8a-8b67-0d1e2f3a4b5c"
HASHES = {"MD5": "0" * 32, "SHA-256": "a" * 64, "SSDEEP": "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C"}
MARKED = frozenset(("type", "id", "spec_version", "created"))
SEEN = {"first_seen": "2030-01-01T00:00:00Z", "last_seen": "2031-02-03T04:05:06.789Z"}
PHASES = {"kill_chain_phases": [{"kill_chain_name": "tea-chain", "phase_name": "brewing"}]}


@dataclass(frozen=True)
class Sample:
    """What an object of a type holds, and what it may not lack."""

    type: str
    kept: frozenset[str]
    held: Object
    version: int = 4


def filled(sample: Sample, chance: random.Random) -> Object:
    """Return an object of a sample, with an id and what is common to all."""
    made: Object = {"type": sample.type, "id": f"{sample.type}--{_uuid(chance, sample.version)}"}
    if "created" in sample.kept:
        made |= {
            "spec_version": "2.1",
            "created": f"2030-0{chance.randrange(1, 10)}-11T10:00:0{chance.randrange(10)}.{chance.randrange(1000):03}Z",
            "modified": f"2031-0{chance.randrange(1, 10)}-11T10:00:00.{chance.randrange(1000):03}Z",
            "created_by_ref": ACTOR,
            "revoked": chance.random() < 0.1,
            "labels": ["tea", "invented"],
            "confidence": chance.randrange(101),
            "lang": "en",
            "external_references": [
                {"source_name": "tea house", "description": "Invented", "url": "https://tea.example/a?b=1#c"},
                {"source_name": "cve", "external_id": "CVE-2031-1234"},
            ],
        }
    else:
        made |= {"spec_version": "2.1", "defanged": False}
    made |= {
        "object_marking_refs": [MARK],
        "granular_markings": [{"selectors": ["type", "id"], "marking_ref": MARK}],
        "extensions": {EXTENSION: {"extension_type": "property-extension", "rank": 5}},
    }
    if sample.type == "marking-definition":
        for name in ("modified", "revoked", "labels", "confidence", "lang"):
            made.pop(name)
    return made | copy.deepcopy(sample.held)


def _uuid(chance: random.Random, version: int) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=version)


def sdo(kind: str, kept: str, **held: Any) -> Sample:
    return Sample(kind, frozenset(("type", "id", "spec_version", "created", "modified", *kept.split())), held)


def sco(kind: str, kept: str, uuid_version: int = 5, **held: Any) -> Sample:
    return Sample(kind, frozenset(("type", "id", *kept.split())), held, uuid_version)
