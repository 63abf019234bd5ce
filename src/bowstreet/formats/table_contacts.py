"""Where in an account's record each sort of contact found in free text belongs."""

import re

from bowstreet.vocabulary.selectors import SelectorType

FIELD_OF = {
    SelectorType.EMAIL: "emails",
    SelectorType.PHONE: "phones",
    SelectorType.XMPP: "xmpp",
    SelectorType.TELEGRAM: "telegram",
    SelectorType.WICKR: "wickr",
    SelectorType.BITCOIN: "bitcoin",
    SelectorType.ETHEREUM: "ethereum",
    SelectorType.MONERO: "monero",
    SelectorType.LITECOIN: "coins",
    SelectorType.BITCOIN_CASH: "coins",
    SelectorType.TRON: "coins",
    SelectorType.SESSION: "messengers",
    SelectorType.TOX: "messengers",
    SelectorType.OTR_FINGERPRINT: "messengers",
    SelectorType.SIGNAL: "messengers",
    SelectorType.ONION: "sites",
    SelectorType.URL: "sites",
    SelectorType.DOMAIN: "sites",
    SelectorType.PGP_FINGERPRINT: "pgp",
}
"""By the selector's type, the field of a vendor's or user's account."""

_BLOCK = re.compile(r"-----BEGIN PGP [A-Z ]{1,40}-----.{0,200000}?(?:-----END PGP [A-Z ]{1,40}-----|\Z)", re.DOTALL)


def without_keys(text: str) -> str:
    """Return a text without its armoured blocks, which hold no contacts that anyone wrote.

    >>> without_keys("mail me -----BEGIN PGP MESSAGE-----xyz-----END PGP MESSAGE----- at a@b.example")
    'mail me   at a@b.example'
    """
    return _BLOCK.sub(" ", text)
