"""An OpenPGP key: its fingerprint, subkeys and what its user ids say."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="pgp_key",
    label="PGP key",
    plural="PGP keys",
    icon="key-round",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field(
            "fingerprint",
            "Fingerprint",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            required=True,
            selector="pgp_fingerprint",
        ),
        Field("key_id", "Key id", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, selector="pgp_key_id"),
        Field(
            "subkeys",
            "Fingerprints of subkeys",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="pgp_fingerprint",
        ),
        Field(
            "subkey_ids",
            "Key ids of subkeys",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="pgp_key_id",
        ),
        Field("user_ids", "User ids", depth=Depth.IDENTIFYING, many=True),
        Field("created_on", "Made on", shape=Shape.DAY),
        Field("algorithm", "Algorithm"),
        Field("bits", "Bits", shape=Shape.NUMBER),
        Field("version", "Version", shape=Shape.NUMBER),
        Field("repaired", "Armour repaired", shape=Shape.CHOICE, choices=(("yes", "Yes"), ("no", "No"))),
        Field("description", "Notes", shape=Shape.LONG_TEXT),
    ),
    key_fields=("fingerprint",),
    personal=True,
    titled="PGP key {fingerprint}",
    open_titled="PGP key",
)
"""An OpenPGP key; its natural key is the fingerprint of its primary key."""
