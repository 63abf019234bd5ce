"""A device: a telephone, a computer, a data carrier or a server."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="device",
    label="Device",
    plural="Devices",
    icon="smartphone",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("imei", "IMEI", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, selector="imei"),
        Field("other_imeis", "Other IMEIs", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="imei"),
        Field("serial", "Serial number", depth=Depth.IDENTIFYING),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("telephone", "Telephone"),
                ("computer", "Computer"),
                ("tablet", "Tablet"),
                ("storage", "Data carrier"),
                ("server", "Server"),
                ("router", "Router or modem"),
                ("wallet", "Hardware wallet"),
                ("other", "Other"),
            ),
        ),
        Field("make", "Make"),
        Field("model", "Model"),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field("ips", "IP addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="ipv4|ipv6"),
        Field(
            "ssh",
            "Fingerprints of SSH keys",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="ssh_fingerprint",
        ),
        Field(
            "tls",
            "Fingerprints of certificates",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="tls_fingerprint",
        ),
        Field(
            "sha256", "SHA-256 of its copy", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="sha256"
        ),
        Field("user", "Used by", depth=Depth.IDENTIFYING, many=True),
        Field("seized_on", "Seized on", shape=Shape.DAY, past=True),
        Field("notes", "Notes", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("imei",),
    personal=True,
    titled="{imei}",
    open_titled="Device",
)
"""A device; its natural key is its IMEI, which only telephones have."""
