"""The types of attributes of MISP: which identifiers of ours each may be, and how we write each of ours."""

from typing import Final, NamedTuple

from bowstreet.vocabulary.selector_types import SelectorType

_T = SelectorType

PLAIN: Final[dict[str, tuple[SelectorType, ...]]] = {
    **dict.fromkeys(("domain", "hostname"), (_T.ONION, _T.DOMAIN)),
    "onion-address": (_T.ONION,),
    **dict.fromkeys(("url", "link", "uri"), (_T.URL,)),
    **dict.fromkeys(("ip-src", "ip-dst"), (_T.IPV4, _T.IPV6)),
    **dict.fromkeys(
        (
            "email",
            "email-src",
            "email-dst",
            "email-reply-to",
            "target-email",
            "dns-soa-email",
            "whois-registrant-email",
        ),
        (_T.EMAIL,),
    ),
    **dict.fromkeys(("phone-number", "whois-registrant-phone"), (_T.PHONE,)),
    "btc": (_T.BITCOIN,),
    "xmr": (_T.MONERO,),
    "iban": (_T.IBAN,),
    "sha256": (_T.SHA256,),
    "jabber-id": (_T.XMPP,),
    "ssh-fingerprint": (_T.SSH_FINGERPRINT,),
    **dict.fromkeys(
        ("x509-fingerprint-sha1", "x509-fingerprint-sha256"),
        (_T.TLS_FINGERPRINT,),
    ),
}
"""Of each type the identifiers that its values may be, the likeliest first."""

LABELLED: Final[dict[str, tuple[SelectorType, str]]] = {
    "ja3-fingerprint-md5": (_T.TLS_FINGERPRINT, "ja3:"),
    "jarm-fingerprint": (_T.TLS_FINGERPRINT, "jarm:"),
    "favicon-mmh3": (_T.FAVICON_HASH, "favicon:"),
}
"""Types whose values need their word before them to be an identifier of ours."""

WITH_PORT: Final = frozenset(("ip-src|port", "ip-dst|port", "hostname|port"))
WITH_IP: Final = "domain|ip"
WITH_NAME: Final = "filename|sha256"
"""Types of two values; of these the second is the hash."""

KEY: Final = "pgp-public-key"
WORDS: Final = frozenset(("text", "comment", "other", "email-body", "email-subject"))
"""Types that are text; identifiers that stand in it are found there."""

ACCOUNTS: Final = {"github-username": "GitHub", "twitter-id": "Twitter"}
"""Types that are a name on one platform."""


class Written(NamedTuple):
    """How an identifier of ours is written: the relation in our template, and the type of the attribute."""

    relation: str
    type: str


_OUT: Final[dict[SelectorType, Written]] = {
    _T.EMAIL: Written("email", "email"),
    _T.PHONE: Written("phone-number", "phone-number"),
    _T.ONION: Written("onion-address", "onion-address"),
    _T.DOMAIN: Written("domain", "domain"),
    _T.URL: Written("url", "url"),
    _T.IPV4: Written("ip", "ip-dst"),
    _T.IPV6: Written("ip", "ip-dst"),
    _T.BITCOIN: Written("btc", "btc"),
    _T.MONERO: Written("xmr", "xmr"),
    _T.IBAN: Written("iban", "iban"),
    _T.SHA256: Written("sha256", "sha256"),
    _T.XMPP: Written("jabber-id", "jabber-id"),
}
IDENTIFIER: Final = Written("identifier", "text")
SYMBOLS: Final = dict(
    zip(
        (_T.BITCOIN, _T.ETHEREUM, _T.MONERO, _T.LITECOIN, _T.BITCOIN_CASH, _T.TRON),
        ("BTC", "ETH", "XMR", "LTC", "BCH", "TRX"),
        strict=True,
    )
)
"""How exchanges write the currency of an address."""


def written(type: SelectorType) -> Written:
    """Return how an identifier of a type is written; those that MISP has no type for are text with their type."""
    return _OUT.get(type, IDENTIFIER)
