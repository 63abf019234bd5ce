"""A product: goods or a service as they are known on markets, a brand, a stamp, a new substance."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="product",
    label="Product",
    plural="Products",
    icon="pill",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("name", "Name", depth=Depth.TITLE, required=True),
        Field("product", "Product type", shape=Shape.PRODUCT),
        Field("aliases", "Other names", many=True),
        Field("brand", "Brand, stamp or logo"),
        Field(
            "form",
            "Form",
            shape=Shape.CHOICE,
            choices=(
                ("tablet", "Tablet"),
                ("powder", "Powder"),
                ("crystal", "Crystal"),
                ("liquid", "Liquid"),
                ("plant", "Plant material"),
                ("blotter", "Blotter"),
                ("digital", "Digital"),
                ("paper", "Document or card"),
                ("device", "Device"),
                ("other", "Other"),
            ),
        ),
        Field("colour", "Colour"),
        Field("substances", "Substances found", many=True),
        Field("cas", "CAS number"),
        Field("purity_percent", "Purity in percent", shape=Shape.NUMBER),
        Field("weight_grams", "Weight of a unit in grams", shape=Shape.NUMBER),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("first_seen_on", "First seen on", shape=Shape.DAY, past=True),
        Field("danger", "Danger to health", shape=Shape.LONG_TEXT),
        Field(
            "image_hashes",
            "Hashes of its pictures",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="image_hash",
        ),
        Field("description", "Description", shape=Shape.LONG_TEXT),
    ),
    key_fields=("name",),
    personal=False,
    titled="{name}",
    open_titled="{name}",
)
"""A product; its natural key is its name."""
