"""An onion service: a site reached through Tor."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="onion_service",
    label="Onion service",
    plural="Onion services",
    icon="globe-lock",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("address", "Address", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, required=True, selector="onion"),
        Field("market", "Market or forum", depth=Depth.TITLE, shape=Shape.MARKET),
        Field("title", "Title of its page"),
        Field(
            "status",
            "Status",
            shape=Shape.CHOICE,
            choices=(
                ("up", "Answers"),
                ("down", "Does not answer"),
                ("seized", "Shows a seizure notice"),
                ("unknown", "Not known"),
            ),
        ),
        Field("urls", "URLs", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="url"),
        Field("pgp", "PGP keys", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="pgp_fingerprint"),
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
    key_fields=("address",),
    personal=False,
    titled="{address}",
    open_titled="Onion service",
)
"""An onion service; its natural key is its address."""
