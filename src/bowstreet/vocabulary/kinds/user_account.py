"""A user account: one name on one market or forum, whether it buys, writes or moderates."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="user_account",
    label="User account",
    plural="User accounts",
    icon="user",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("market", "Market or forum", depth=Depth.TITLE, shape=Shape.MARKET, required=True),
        Field("handle", "Handle", depth=Depth.IDENTIFYING, required=True, selector="handle"),
        Field("aliases", "Other handles", depth=Depth.IDENTIFYING, many=True, selector="handle"),
        Field("pgp", "PGP keys", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="pgp_fingerprint"),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field("xmpp", "XMPP addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="xmpp"),
        Field(
            "telegram", "Telegram names", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="telegram"
        ),
        Field("wickr", "Wickr names", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="wickr"),
        Field(
            "messengers",
            "Session, Tox, Signal and OTR",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="session|tox|otr_fingerprint|signal",
        ),
        Field(
            "bitcoin", "Bitcoin addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="bitcoin"
        ),
        Field(
            "ethereum",
            "Ethereum addresses",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="ethereum",
        ),
        Field(
            "monero", "Monero addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="monero"
        ),
        Field(
            "coins",
            "Litecoin, Bitcoin Cash and tron addresses",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="litecoin|bitcoin_cash|tron",
        ),
        Field("sites", "Sites", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="onion|url|domain"),
        Field(
            "role",
            "Role",
            shape=Shape.CHOICE,
            choices=(
                ("buyer", "Buyer"),
                ("member", "Member"),
                ("moderator", "Moderator"),
                ("administrator", "Administrator"),
            ),
        ),
        Field("description", "Description", shape=Shape.LONG_TEXT, many=True),
        Field("posts", "Posts", many=True, changing=True),
        Field("registered_on", "Registered on", shape=Shape.DAY, past=True),
    ),
    key_fields=("market", "handle"),
    personal=True,
    titled="{handle} on {market}",
    open_titled="User account on {market}",
)
"""A user account; its natural key is the market or forum and the handle as written."""
