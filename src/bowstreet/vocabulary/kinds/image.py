"""An image: a picture from a listing, a profile or a device, by its hashes."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="image",
    label="Image",
    plural="Images",
    icon="image",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("sha256", "SHA-256", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, required=True, selector="sha256"),
        Field(
            "image_hashes",
            "Perceptual hashes",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="image_hash",
        ),
        Field("market", "Market or forum", depth=Depth.TITLE, shape=Shape.MARKET),
        Field("caption", "Caption"),
        Field(
            "sites", "Found at", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="onion|url|domain"
        ),
        Field("taken_on", "Taken on", shape=Shape.DAY, past=True),
        Field("found_on", "Found on", shape=Shape.DAY, past=True),
        Field("width_pixels", "Width in pixels", shape=Shape.NUMBER),
        Field("height_pixels", "Height in pixels", shape=Shape.NUMBER),
        Field("camera", "Camera", depth=Depth.IDENTIFYING),
        Field("latitude", "Latitude in degrees", depth=Depth.IDENTIFYING, shape=Shape.NUMBER),
        Field("longitude", "Longitude in degrees", depth=Depth.IDENTIFYING, shape=Shape.NUMBER),
        Field("metadata", "Metadata", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
        Field("description", "What it shows", shape=Shape.LONG_TEXT),
    ),
    key_fields=("sha256",),
    personal=False,
    titled="Image {sha256}",
    open_titled="Image",
)
"""An image; its natural key is the SHA-256 of its bytes."""
