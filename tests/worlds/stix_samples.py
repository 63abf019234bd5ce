"""One invented object of every type of STIX 2.1, with every property that the standard gives it."""

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


def _sdo(kind: str, kept: str, **held: Any) -> Sample:
    return Sample(kind, frozenset(("type", "id", "spec_version", "created", "modified", *kept.split())), held)


def _sco(kind: str, kept: str, uuid_version: int = 5, **held: Any) -> Sample:
    return Sample(kind, frozenset(("type", "id", *kept.split())), held, uuid_version)


SDOS = (
    _sdo("attack-pattern", "name", name="Steeping", description="Long.", aliases=["Brew"], **PHASES),
    _sdo("campaign", "name", name="Green", description="x", aliases=["G"], objective="tea", **SEEN),
    _sdo("course-of-action", "name", name="Pour", description="Away."),
    _sdo("grouping", "context object_refs", name="Pots", context="suspicious-activity", object_refs=[ACTOR]),
    _sdo(
        "identity",
        "name",
        name="Tea unit",
        description="x",
        roles=["host"],
        identity_class="organization",
        sectors=["government"],
        contact_information="By post.",
    ),
    _sdo("incident", "name", name="Spill", description="Hot."),
    _sdo(
        "indicator",
        "pattern pattern_type valid_from",
        name="Leaf",
        description="x",
        indicator_types=["benign"],
        pattern="[url:value = 'https://tea.example/x' AND url:value LIKE '%x']",
        pattern_type="stix",
        pattern_version="2.1",
        valid_from="2030-01-01T00:00:00Z",
        valid_until="2031-01-01T00:00:00Z",
        **PHASES,
    ),
    _sdo("infrastructure", "name", name="Kettle", infrastructure_types=["hosting"], aliases=["K"], **SEEN, **PHASES),
    _sdo(
        "intrusion-set",
        "name",
        name="Set",
        aliases=["S"],
        goals=["tea"],
        resource_level="club",
        primary_motivation="ideology",
        secondary_motivations=["notoriety"],
        **SEEN,
    ),
    _sdo(
        "location",
        "latitude longitude",
        name="Hill",
        latitude=51.5,
        longitude=-0.12,
        precision=100.0,
        region="northern-europe",
        country="GB",
        administrative_area="x",
        city="London",
        street_address="1",
        postal_code="W",
    ),
    _sdo(
        "malware",
        "is_family name",
        name="Mould",
        malware_types=["worm"],
        is_family=True,
        aliases=["M"],
        operating_system_refs=["software--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
        architecture_execution_envs=["arm"],
        implementation_languages=["c"],
        capabilities=["steals-tea"],
        sample_refs=["file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
        **SEEN,
        **PHASES,
    ),
    _sdo(
        "malware-analysis",
        "product result",
        product="taster",
        version="1",
        configuration_version="2",
        modules=["a"],
        host_vm_ref="software--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
        analysis_engine_version="3",
        result="benign",
        analysis_definition_version="4",
        submitted="2030-01-01T00:00:00Z",
        analysis_started="2030-01-01T00:00:00Z",
        analysis_ended="2030-01-02T00:00:00Z",
        result_name="x",
        analysis_sco_refs=["file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
    ),
    _sdo("note", "content object_refs", abstract="x", content="Cold.", authors=["A"], object_refs=[ACTOR]),
    _sdo(
        "observed-data",
        "first_observed last_observed number_observed object_refs",
        first_observed="2030-01-01T00:00:00Z",
        last_observed="2030-01-01T00:00:00Z",
        number_observed=5,
        object_refs=["url--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
    ),
    _sdo(
        "observed-data",
        "first_observed last_observed number_observed objects",
        first_observed="2030-01-01T00:00:00Z",
        last_observed="2030-01-02T00:00:00Z",
        number_observed=1,
        objects={
            "0": {
                "type": "ipv4-addr",
                "id": "ipv4-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
                "value": "10.0.0.1",
                "resolves_to_refs": ["1"],
            },
            "1": {
                "type": "mac-addr",
                "id": "mac-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
                "value": "00:11:22:33:44:55",
            },
            "2": {
                "type": "file",
                "id": "file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
                "name": "tea.txt",
                "name_enc": "UTF-8",
            },
        },
    ),
    _sdo("opinion", "opinion object_refs", explanation="x", authors=["A"], opinion="agree", object_refs=[ACTOR]),
    _sdo(
        "report",
        "name published object_refs",
        name="Tea",
        description="x",
        report_types=["campaign"],
        published="2031-01-01T00:00:00Z",
        object_refs=[ACTOR],
    ),
    _sdo(
        "threat-actor",
        "name",
        name="Taster",
        threat_actor_types=["hacker"],
        aliases=["T"],
        roles=["agent"],
        goals=["tea"],
        sophistication="expert",
        resource_level="team",
        primary_motivation="revenge",
        secondary_motivations=["coercion"],
        personal_motivations=["dominance"],
        **SEEN,
    ),
    _sdo("tool", "name", name="Spoon", tool_types=["remote-access"], aliases=["S"], tool_version="1", **PHASES),
    _sdo("vulnerability", "name", name="Crack", description="x"),
    _sdo(
        "relationship",
        "relationship_type source_ref target_ref",
        relationship_type="uses",
        description="x",
        source_ref="threat-actor--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
        start_time="2030-01-01T00:00:00Z",
        target_ref="tool--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
        stop_time="2030-01-02T00:00:00Z",
    ),
    _sdo(
        "sighting",
        "sighting_of_ref",
        description="x",
        count=3,
        summary=False,
        **SEEN,
        sighting_of_ref="indicator--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b",
        where_sighted_refs=[ACTOR],
        observed_data_refs=["observed-data--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"],
    ),
    _sdo(
        "language-content",
        "object_ref contents",
        object_ref=ACTOR,
        object_modified="2031-01-01T00:00:00.000Z",
        contents={"de": {"name": "Tee"}, "fr-FR": {"name": "thé", "labels": ["a"]}},
    ),
    _sdo(
        "extension-definition",
        "name schema version extension_types created_by_ref",
        name="Tea",
        description="x",
        schema="https://tea.example/schema",
        version="1.0",
        extension_types=["toplevel-property-extension"],
        extension_properties=["rank"],
    ),
    _sdo("x-bow-parcel", "weight_grams", weight_grams=12, note="Light.", sender_ref=ACTOR, tracking_hex="0a1B"),
    Sample(
        "marking-definition",
        MARKED | {"definition_type", "definition"},
        {"name": "House rule", "definition_type": "statement", "definition": {"statement": "Drink here."}},
    ),
    Sample(
        "marking-definition",
        MARKED | {"name", "extensions"},
        {
            "name": "TLP:AMBER+STRICT",
            "extensions": {EXTENSION: {"extension_type": "property-extension", "rank_level": "x"}},
        },
    ),
)
SCOS = (
    _sco(
        "artifact",
        "payload_bin encryption_algorithm",
        mime_type="text/plain",
        payload_bin="dGVhIQ==",
        decryption_key="x",
        encryption_algorithm="mime-type-indicated",
    ),
    _sco("artifact", "url hashes", url="https://tea.example/a", hashes=HASHES),
    _sco("autonomous-system", "number", number=65000, name="Tea net", rir="RIPE"),
    _sco(
        "directory",
        "path",
        path="/tea",
        path_enc="UTF-8",
        ctime="2030-01-01T00:00:00Z",
        mtime="2030-01-01T00:00:00Z",
        atime="2030-01-01T00:00:00Z",
        contains_refs=["file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
    ),
    _sco(
        "domain-name",
        "value",
        value="tea.example",
        resolves_to_refs=["ipv4-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
    ),
    _sco(
        "email-addr",
        "value",
        value="pot@tea.example",
        display_name="Pot",
        belongs_to_ref="user-account--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
    ),
    _sco(
        "email-message",
        "is_multipart subject",
        is_multipart=False,
        date="2030-01-01T00:00:00Z",
        content_type="text/plain",
        from_ref="email-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
        message_id="<a@tea.example>",
        subject="Tea",
        to_refs=["email-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
        received_lines=["x"],
        body="Come.",
        additional_header_fields={"Reply-To": ["a@tea.example", "b@tea.example"], "X-Mailer": "Pot"},
    ),
    _sco(
        "email-message",
        "is_multipart subject",
        is_multipart=True,
        subject="Pots",
        body_multipart=[
            {"body": "x", "content_type": "text/plain", "content_disposition": "inline"},
            {"body_raw_ref": "artifact--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"},
        ],
    ),
    _sco(
        "file",
        "hashes",
        hashes=HASHES,
        size=5,
        name="tea.exe",
        name_enc="UTF-8",
        magic_number_hex="4d5a",
        mime_type="application/x-tea",
        ctime="2030-01-01T00:00:00Z",
        content_ref="artifact--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
        extensions={
            "ntfs-ext": {"sid": "S-1", "alternate_data_streams": [{"name": "x", "size": 1, "hashes": HASHES}]},
            "raster-image-ext": {"image_height": 5, "exif_tags": {"Make": "Pot", "XResolution": 4}},
            "pdf-ext": {"version": "1.7", "document_info_dict": {"Title": "Tea"}, "pdfid0": "x"},
            "archive-ext": {"contains_refs": ["file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"], "comment": "x"},
            "windows-pebinary-ext": {
                "pe_type": "exe",
                "machine_hex": "014c",
                "number_of_sections": 4,
                "time_date_stamp": "2030-01-22T12:31:12Z",
                "optional_header": {"magic_hex": "010b"},
                "sections": [{"name": "CODE", "entropy": 0.06, "size": 5, "hashes": HASHES}],
            },
        },
    ),
    _sco(
        "ipv4-addr",
        "value",
        value="10.0.0.0/8",
        belongs_to_refs=["autonomous-system--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b"],
    ),
    _sco("ipv6-addr", "value", value="2001:db8::1"),
    _sco("mac-addr", "value", value="00:11:22:33:44:55"),
    _sco("mutex", "name", name="__TEA__"),
    _sco(
        "network-traffic",
        "protocols src_ref",
        protocols=["tcp", "http"],
        src_port=1024,
        dst_port=80,
        is_active=False,
        src_ref="ipv4-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
        start="2030-01-01T00:00:00Z",
        end="2030-01-01T00:00:01Z",
        dst_ref="ipv4-addr--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5c",
        src_byte_count=5,
        ipfix={"minimumIpTotalLength": 32},
        extensions={
            "http-request-ext": {
                "request_method": "get",
                "request_value": "/tea",
                "request_version": "http/1.1",
                "request_header": {"Accept": ["text/html"]},
            },
            "tcp-ext": {"src_flags_hex": "00000002"},
            "icmp-ext": {"icmp_type_hex": "08", "icmp_code_hex": "00"},
            "socket-ext": {
                "address_family": "AF_INET",
                "is_listening": True,
                "options": {"SO_KEEPALIVE": 1},
                "socket_type": "SOCK_STREAM",
            },
        },
    ),
    _sco(
        "process",
        "pid",
        uuid_version=4,
        pid=1221,
        is_hidden=False,
        created_time="2030-01-20T14:11:25.55Z",
        cwd="/",
        command_line="pour",
        environment_variables={"TEA": "green"},
        image_ref="file--5a1fb1c6-3a1c-5f7e-9d2b-0c1d2e3f4a5b",
        extensions={
            "windows-process-ext": {
                "aslr_enabled": True,
                "priority": "HIGH_PRIORITY_CLASS",
                "owner_sid": "S-1",
                "integrity_level": "high",
                "startup_info": {"lpDesktop": "x"},
            },
            "windows-service-ext": {
                "service_name": "tea",
                "start_type": "SERVICE_AUTO_START",
                "service_type": "SERVICE_WIN32_OWN_PROCESS",
                "service_status": "SERVICE_RUNNING",
            },
        },
    ),
    _sco(
        "software",
        "name",
        name="Brewer",
        cpe="cpe:2.3:a:tea:brewer:1.0:*:*:*:*:*:*:*",
        swid="x",
        languages=["en"],
        vendor="Pot",
        version="1.0",
    ),
    _sco("url", "value", value="https://tea.example/x"),
    _sco(
        "user-account",
        "user_id",
        user_id="1001",
        credential="x",
        account_login="pot",
        account_type="unix",
        display_name="Pot",
        is_service_account=False,
        is_privileged=False,
        can_escalate_privs=True,
        is_disabled=False,
        account_created="2030-01-01T00:00:00Z",
        account_last_login="2030-01-02T00:00:00Z",
        extensions={
            "unix-account-ext": {"gid": 1001, "groups": ["wheel"], "home_dir": "/home/pot", "shell": "/bin/sh"}
        },
    ),
    _sco(
        "windows-registry-key",
        "key",
        key="hkey_local_machine\\system\\tea",
        modified_time="2030-01-01T00:00:00Z",
        values=[{"name": "Foo", "data": "qwerty", "data_type": "REG_SZ"}],
        number_of_subkeys=3,
    ),
    _sco(
        "x509-certificate",
        "serial_number",
        serial_number="36:f7",
        issuer="C=XX",
        is_self_signed=False,
        hashes=HASHES,
        version="3",
        signature_algorithm="x",
        validity_not_before="2030-01-01T00:00:00Z",
        subject="CN=tea",
        validity_not_after="2031-01-01T00:00:00Z",
        subject_public_key_exponent=65537,
        x509_v3_extensions={
            "basic_constraints": "critical",
            "private_key_usage_period_not_before": "2030-01-01T00:00:00Z",
        },
    ),
    _sco("x-bow-drop", "street", street="Bow Street", number=4),
)
ALL = SDOS + SCOS
