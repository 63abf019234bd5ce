"""A domain: a name on the open web, with what its server and its pages give away."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="domain",
    label="Domain",
    plural="Domains",
    icon="globe",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("name", "Name", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, required=True, selector="domain"),
        Field("market", "Market or forum", depth=Depth.TITLE, shape=Shape.MARKET),
        Field(
            "status",
            "Status",
            shape=Shape.CHOICE,
            choices=(
                ("up", "Answers"),
                ("down", "Does not answer"),
                ("parked", "Parked"),
                ("seized", "Shows a seizure notice"),
                ("unknown", "Not known"),
            ),
        ),
        Field("registrar", "Registrar"),
        Field("registered_on", "Registered on", shape=Shape.DAY, past=True),
        Field("expires_on", "Expires on", shape=Shape.DAY),
        Field("registrant", "Registrant as stated", depth=Depth.IDENTIFYING, many=True),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field(
            "nameservers", "Name servers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="domain"
        ),
        Field("ips", "IP addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="ipv4|ipv6"),
        Field(
            "tls",
            "Fingerprints of certificates",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="tls_fingerprint",
        ),
        Field(
            "ssh",
            "Fingerprints of SSH keys",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="ssh_fingerprint",
        ),
        Field(
            "favicon_hashes",
            "Hashes of its favicon",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="favicon_hash",
        ),
        Field(
            "analytics_ids",
            "Analytics ids",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="analytics_id",
        ),
        Field("description", "Description", shape=Shape.LONG_TEXT),
    ),
    key_fields=("name",),
    personal=False,
    titled="{name}",
    open_titled="Domain",
)
"""A domain; its natural key is its name in ASCII."""
