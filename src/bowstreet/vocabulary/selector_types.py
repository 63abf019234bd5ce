"""What a selector is: a type and a value in normal form, and how it is shown without becoming a live address."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bowstreet.vocabulary import markets


class SelectorType(StrEnum):
    """What kind of identifier a selector is. The codes are stored as spelled here, for ever."""

    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    PGP_FINGERPRINT = "pgp_fingerprint"
    PGP_KEY_ID = "pgp_key_id"
    ONION = "onion"
    DOMAIN = "domain"
    URL = "url"
    IPV4 = "ipv4"
    IPV6 = "ipv6"
    BITCOIN = "bitcoin"
    ETHEREUM = "ethereum"
    MONERO = "monero"
    XMPP = "xmpp"
    TELEGRAM = "telegram"
    WICKR = "wickr"
    SHA256 = "sha256"
    LITECOIN = "litecoin"
    BITCOIN_CASH = "bitcoin_cash"
    TRON = "tron"
    SESSION = "session"
    TOX = "tox"
    OTR_FINGERPRINT = "otr_fingerprint"
    SIGNAL = "signal"
    IBAN = "iban"
    TRACKING_NUMBER = "tracking_number"
    LICENCE_PLATE = "licence_plate"
    IMEI = "imei"
    VIN = "vin"
    IMAGE_HASH = "image_hash"
    FAVICON_HASH = "favicon_hash"
    ANALYTICS_ID = "analytics_id"
    SSH_FINGERPRINT = "ssh_fingerprint"
    TLS_FINGERPRINT = "tls_fingerprint"

    __hash__ = str.__hash__


COINS = frozenset(
    (
        SelectorType.BITCOIN,
        SelectorType.ETHEREUM,
        SelectorType.MONERO,
        SelectorType.LITECOIN,
        SelectorType.BITCOIN_CASH,
        SelectorType.TRON,
    )
)
"""The types that are addresses of a cryptocurrency, each a wallet."""


class NotASelector(ValueError):
    """A text that is not an identifier of the type asked for; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Selector:
    """An identifier in normal form; two selectors are the same thing exactly when they are equal."""

    type: SelectorType
    value: str

    def shown(self) -> str:
        """Return the value as people read it: defanged, fingerprints in groups of four.

        >>> Selector(SelectorType.EMAIL, "a@b.com").shown(), Selector(SelectorType.URL, "https://b.com/x.html").shown()
        ('a[@]b[.]com', 'hxxps://b[.]com/x.html')
        """
        shape = _SHAPES.get(self.type)
        return shape(self.value) if shape else self.value

    def short(self) -> str:
        """Return the shown form cut in the middle; at least its last four characters stay.

        >>> Selector(SelectorType.SHA256, "0123456789abcdef" * 4).short()
        '01234567…0123456789abcdef'
        """
        whole = self.shown()
        return whole if len(whole) <= 28 else f"{whole[:8]}…{whole[-16:].lstrip()}"


@dataclass(frozen=True, slots=True)
class Found:
    """A selector found in a text, from ``start`` to before ``end`` of the text as it was given."""

    start: int
    end: int
    selector: Selector


def clipped(text: str) -> str:
    """Return a text short enough for a sentence, its control characters replaced."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[:61])
    return plain if len(text) <= 60 else plain[:60] + "…"


def _dots(value: str) -> str:
    return value.replace(".", "[.]")


def _mail(value: str) -> str:
    name, _, host = value.rpartition("@")
    return f"{name}[@]{_dots(host)}"


def _url(value: str) -> str:
    scheme, _, rest = value.partition("://")
    cut = min((at for at in (rest.find(sign) for sign in "/?#") if at >= 0), default=len(rest))
    host = _dots(rest[:cut]).replace("@", "[@]")
    return f"{scheme.replace('tt', 'xx').replace('ftp', 'fxp')}://{host}{rest[cut:]}"


def _groups(value: str) -> str:
    fours = [value[at : at + 4] for at in range(0, len(value), 4)]
    half = len(fours) // 2
    return " ".join(fours[:half]) + "  " + " ".join(fours[half:]) if len(value) > 16 else " ".join(fours)


def _in_groups(size: int) -> Callable[[str], str]:
    return lambda value: " ".join(value[at : at + size] for at in range(0, len(value), size))


def _pairs(value: str) -> str:
    return value if ":" in value else ":".join(value[at : at + 2] for at in range(0, len(value), 2))


def _imei(value: str) -> str:
    return f"{value[:2]}-{value[2:8]}-{value[8:14]}-{value[14:]}"


def _signal(value: str) -> str:
    return value.replace("signal.me/", "signal[.]me/", 1)


def _handle(value: str) -> str:
    market, _, name = value.partition(":")
    return f"{name} · {markets.label(market)}"


_SHAPES = {
    SelectorType.HANDLE: _handle,
    SelectorType.EMAIL: _mail,
    SelectorType.XMPP: _mail,
    SelectorType.ONION: _dots,
    SelectorType.DOMAIN: _dots,
    SelectorType.IPV4: _dots,
    SelectorType.URL: _url,
    SelectorType.PGP_FINGERPRINT: _groups,
    SelectorType.PGP_KEY_ID: _groups,
    SelectorType.TELEGRAM: "@{}".format,
    SelectorType.OTR_FINGERPRINT: _in_groups(8),
    SelectorType.IBAN: _in_groups(4),
    SelectorType.TLS_FINGERPRINT: _pairs,
    SelectorType.IMEI: _imei,
    SelectorType.SIGNAL: _signal,
}
