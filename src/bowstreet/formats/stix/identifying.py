"""The ids that the standard makes of what a cyber-observable holds: UUIDs of version 5 over canonical JSON."""

import uuid
from typing import Any, Final

from bowstreet.formats.stix import canonical

NAMESPACE: Final = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace that STIX 2.1 gives to the ids of cyber-observables."""

CONTRIBUTORS: Final[dict[str, tuple[str, ...]]] = {
    "artifact": ("hashes", "payload_bin"),
    "autonomous-system": ("number",),
    "directory": ("path",),
    "domain-name": ("value",),
    "email-addr": ("value",),
    "email-message": ("from_ref", "subject", "body"),
    "file": ("hashes", "name", "parent_directory_ref", "extensions"),
    "ipv4-addr": ("value",),
    "ipv6-addr": ("value",),
    "mac-addr": ("value",),
    "mutex": ("name",),
    "network-traffic": (
        "start",
        "end",
        "src_ref",
        "dst_ref",
        "src_port",
        "dst_port",
        "protocols",
        "extensions",
    ),
    "software": ("name", "cpe", "swid", "vendor", "version"),
    "url": ("value",),
    "user-account": ("account_type", "user_id", "account_login"),
    "windows-registry-key": ("key", "values"),
    "x509-certificate": ("hashes", "serial_number"),
}
"""The properties of each type that make up its id. A process has none."""

_HASHES = ("MD5", "SHA-1", "SHA-256", "SHA-512")


def deterministic_id(held: dict[str, Any]) -> str | None:
    """Return the id of a cyber-observable by what it holds; None where nothing in it makes one up.

    Of several hashes one counts: the first there is of MD5, SHA-1, SHA-256 and SHA-512, else the first of all.

    >>> deterministic_id({"type": "url", "value": "https://tea.example/"})
    'url--1566b349-1a2e-5f9d-b9e8-1fd8ca0222ae'
    """
    kind = held.get("type")
    contributing = {name: held[name] for name in CONTRIBUTORS.get(str(kind), ()) if name in held}
    hashes = contributing.get("hashes")
    if isinstance(hashes, dict) and hashes:
        name = next((each for each in _HASHES if each in hashes), next(iter(hashes)))
        contributing["hashes"] = {name: hashes[name]}
    if not contributing:
        return None
    return f"{kind}--{uuid.uuid5(NAMESPACE, canonical.written(contributing))}"
