"""What the standard says of its own types, as tables; the long lists stand in files beside the schemas."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

OASIS: Final = Path(__file__).parent / "oasis"

_SCO_TYPES = """
artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex
network-traffic process software url user-account windows-registry-key x509-certificate
"""
SCO_TYPES: Final = frozenset(_SCO_TYPES.split())
"""The types of cyber-observables."""

TIMES: Final[dict[str, tuple[str, ...]]] = {
    "campaign": ("first_seen", "last_seen"),
    "directory": ("ctime", "mtime", "atime"),
    "email-message": ("date",),
    "file": ("ctime", "mtime", "atime"),
    "indicator": ("valid_from", "valid_until"),
    "infrastructure": ("first_seen", "last_seen"),
    "intrusion-set": ("first_seen", "last_seen"),
    "language-content": ("object_modified",),
    "malware": ("first_seen", "last_seen"),
    "malware-analysis": ("submitted", "analysis_started", "analysis_ended"),
    "network-traffic": ("start", "end"),
    "observed-data": ("first_observed", "last_observed"),
    "process": ("created_time",),
    "relationship": ("start_time", "stop_time"),
    "report": ("published",),
    "sighting": ("first_seen", "last_seen"),
    "threat-actor": ("first_seen", "last_seen"),
    "user-account": (
        "account_created",
        "account_expires",
        "credential_last_changed",
        "account_first_login",
        "account_last_login",
    ),
    "windows-registry-key": ("modified_time",),
    "x509-certificate": ("validity_not_before", "validity_not_after"),
}
"""The properties of each type that hold a time, beside ``created`` and ``modified``."""

ORDERS: Final[dict[str, tuple[str, str, bool]]] = {
    "campaign": ("last_seen", "first_seen", True),
    "indicator": ("valid_until", "valid_from", False),
    "infrastructure": ("last_seen", "first_seen", True),
    "intrusion-set": ("last_seen", "first_seen", True),
    "malware": ("last_seen", "first_seen", True),
    "observed-data": ("last_observed", "first_observed", True),
    "relationship": ("stop_time", "start_time", False),
    "sighting": ("last_seen", "first_seen", True),
    "threat-actor": ("last_seen", "first_seen", True),
    "network-traffic": ("end", "start", True),
}
"""Which time may not come before which, and whether both may be the same."""

INNER_REFS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "directory": {"contains_refs": ("file", "directory")},
    "domain-name": {"resolves_to_refs": ("ipv4-addr", "ipv6-addr", "domain-name")},
    "email-addr": {"belongs_to_ref": ("user-account",)},
    "email-message": {
        "from_ref": ("email-addr",),
        "sender_ref": ("email-addr",),
        "to_refs": ("email-addr",),
        "cc_refs": ("email-addr",),
        "bcc_refs": ("email-addr",),
        "raw_email_ref": ("artifact",),
        "body_multipart body_raw_ref": ("artifact", "file"),
    },
    "file": {
        "parent_directory_ref": ("directory",),
        "content_ref": ("artifact",),
        "extensions archive-ext contains_refs": ("file",),
    },
    "ipv4-addr": {"resolves_to_refs": ("mac-addr",), "belongs_to_refs": ("autonomous-system",)},
    "ipv6-addr": {"resolves_to_refs": ("mac-addr",), "belongs_to_refs": ("autonomous-system",)},
    "network-traffic": {
        "src_ref": ("ipv4-addr", "ipv6-addr", "mac-addr", "domain-name"),
        "dst_ref": ("ipv4-addr", "ipv6-addr", "mac-addr", "domain-name"),
        "src_payload_ref": ("artifact",),
        "dst_payload_ref": ("artifact",),
        "encapsulates_refs": ("network-traffic",),
        "encapsulated_by_ref": ("network-traffic",),
        "extensions http-request-ext message_body_data_ref": ("artifact",),
    },
    "process": {
        "opened_connection_refs": ("network-traffic",),
        "creator_user_ref": ("user-account",),
        "image_ref": ("file",),
        "parent_ref": ("process",),
        "child_refs": ("process",),
        "extensions windows-service-ext service_dll_refs": ("file",),
    },
    "windows-registry-key": {"creator_user_ref": ("user-account",)},
}
"""Within the ``objects`` of observed data: which property, by its way, may name objects of which types."""

OPTIONAL_CONTRIBUTORS: Final[dict[str, tuple[str, ...]]] = {
    "artifact": ("hashes", "payload_bin"),
    "email-message": ("from_ref", "subject", "body"),
    "process": (),
    "user-account": ("account_type", "user_id", "account_login"),
    "windows-registry-key": ("key", "values"),
    "x509-certificate": ("hashes", "serial_number"),
}
"""Types whose id is a random UUID where none of these properties is there."""


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas of OASIS by their names, such as ``sdos/indicator``.

    The objects of a bundle are left out of its schema, because each is judged by itself.
    """
    found = {
        path.relative_to(OASIS).with_suffix("").as_posix(): json.loads(path.read_text())
        for folder in ("common", "observables", "sdos", "sros")
        for path in sorted((OASIS / folder).glob("*.json"))
    }
    del found["common/bundle"]["properties"]["objects"]
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """Return a long list: media_types, character_sets, languages, languages_of_software."""
    return frozenset(json.loads((OASIS / "lists.json").read_text())[name])


@cache
def vocabularies() -> dict[str, Any]:
    """Return what the standard recommends: open vocabularies with their uses, relationships, properties of types."""
    return dict(json.loads((OASIS / "vocabularies.json").read_text()))
