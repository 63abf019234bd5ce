"""Selectors, the one currency of the whole system: read to a normal form, recognised alone, found in free text.

Handles, addresses, wallets, keys and hashes. Two agencies that hold the same thing hold equal selectors, however
each of them wrote it. The readers of each family stand in the ``selector_...`` files beside this one.
"""

import re
from collections.abc import Callable, Iterator

from bowstreet.vocabulary import selector_hosts as hosts
from bowstreet.vocabulary import selector_ibans as ibans
from bowstreet.vocabulary import selector_labels as labels
from bowstreet.vocabulary import selector_machines as machines
from bowstreet.vocabulary import selector_messengers as messengers
from bowstreet.vocabulary import selector_names as names
from bowstreet.vocabulary import selector_parcels as parcels
from bowstreet.vocabulary import selector_plates as plates
from bowstreet.vocabulary import selector_traces as traces
from bowstreet.vocabulary import selector_wallets as wallets
from bowstreet.vocabulary.selector_refanging import narrowed, refang_one
from bowstreet.vocabulary.selector_scanning import scan
from bowstreet.vocabulary.selector_types import Found, NotASelector, Selector, SelectorType

__all__ = ["Found", "NotASelector", "Selector", "SelectorType", "handle", "read", "recognise", "said", "scan"]

LONGEST = 5000
_T = SelectorType

_READERS: dict[SelectorType, Callable[[str], str]] = {
    _T.EMAIL: hosts.read_email,
    _T.PHONE: names.read_phone,
    _T.PGP_FINGERPRINT: names.read_fingerprint,
    _T.PGP_KEY_ID: names.read_key_id,
    _T.ONION: hosts.read_onion,
    _T.DOMAIN: hosts.read_domain,
    _T.URL: hosts.read_url,
    _T.IPV4: hosts.read_ipv4,
    _T.IPV6: hosts.read_ipv6,
    _T.BITCOIN: wallets.read_bitcoin,
    _T.ETHEREUM: wallets.read_ethereum,
    _T.MONERO: wallets.read_monero,
    _T.XMPP: hosts.read_xmpp,
    _T.TELEGRAM: names.read_telegram,
    _T.WICKR: names.read_wickr,
    _T.SHA256: names.read_sha256,
    _T.LITECOIN: wallets.read_litecoin,
    _T.BITCOIN_CASH: wallets.read_bitcoin_cash,
    _T.TRON: wallets.read_tron,
    _T.SESSION: messengers.read_session,
    _T.TOX: messengers.read_tox,
    _T.OTR_FINGERPRINT: messengers.read_otr,
    _T.SIGNAL: messengers.read_signal,
    _T.IBAN: ibans.read_iban,
    _T.TRACKING_NUMBER: parcels.read_tracking_number,
    _T.LICENCE_PLATE: plates.read_licence_plate,
    _T.IMEI: machines.read_imei,
    _T.VIN: machines.read_vin,
    _T.IMAGE_HASH: traces.read_image_hash,
    _T.FAVICON_HASH: traces.read_favicon_hash,
    _T.ANALYTICS_ID: traces.read_analytics_id,
    _T.SSH_FINGERPRINT: traces.read_ssh_fingerprint,
    _T.TLS_FINGERPRINT: traces.read_tls_fingerprint,
}

_PREFIXES: dict[str, tuple[SelectorType, ...]] = {
    **{each.value: (each,) for each in _T},
    "btc": (_T.BITCOIN,),
    "eth": (_T.ETHEREUM,),
    "xmr": (_T.MONERO,),
    "e-mail": (_T.EMAIL,),
    "mail": (_T.EMAIL,),
    "mailto": (_T.EMAIL,),
    "tel": (_T.PHONE,),
    "pgp": (_T.PGP_FINGERPRINT, _T.PGP_KEY_ID),
    "gpg": (_T.PGP_FINGERPRINT, _T.PGP_KEY_ID),
    "fingerprint": (_T.PGP_FINGERPRINT,),
    "openpgp4fpr": (_T.PGP_FINGERPRINT,),
    "keyid": (_T.PGP_KEY_ID,),
    "key_id": (_T.PGP_KEY_ID,),
    "ip": (_T.IPV4, _T.IPV6),
    "jabber": (_T.XMPP,),
    "tg": (_T.TELEGRAM,),
    "sha-256": (_T.SHA256,),
    "ltc": (_T.LITECOIN,),
    **dict.fromkeys(("bch", "bitcoincash", "bchtest", "bchreg"), (_T.BITCOIN_CASH,)),
    **dict.fromkeys(("trx", "tron"), (_T.TRON,)),
    "otr": (_T.OTR_FINGERPRINT,),
    **dict.fromkeys(("tracking", "parcel"), (_T.TRACKING_NUMBER,)),
    **dict.fromkeys(("plate", "license_plate"), (_T.LICENCE_PLATE,)),
    "favicon": (_T.FAVICON_HASH,),
    "ssh": (_T.SSH_FINGERPRINT,),
    "tls": (_T.TLS_FINGERPRINT,),
}
_SAYING_THEMSELVES = tuple(
    (re.compile(begun, re.IGNORECASE), sort)
    for begun, sort in (
        (r"sha256:[a-z0-9+/]{43}=?$|md5:", _T.SSH_FINGERPRINT),
        (r"(?:(?:https?|sgnl)://)?signal\.me/", _T.SIGNAL),
        (r"(?:(?:[adpw]|block|average)[ _-]?hash|pdq(?: ?hash)?)\s*[:=\s]", _T.IMAGE_HASH),
        (r"(?:s10|ups|dhl|fedex|usps|dpd|postnl)[\s:#]", _T.TRACKING_NUMBER),
        (r"(?:http\.)?favicon[. _]hash|mmh3|murmur3", _T.FAVICON_HASH),
        (
            r"(?:ua|g|gtm|aw|(?:ca-|partner-)?pub)-|yandex|(?:https?://)?mc\.yandex\."
            r"|meta\b|facebook|fb[ ._-]?pixel|fbq|pixel|(?:https?://)?(?:www\.)?facebook\.com/tr"
            r"|(?:matomo|piwik)\s{0,2}[:#]|\S{1,600}/(?:matomo|piwik)\.php\?",
            _T.ANALYTICS_ID,
        ),
        (r"sha-?(?:1|256) ?fingerprint ?[:=]|(?:tls[ _-]?)?(?:ja[34]s?|jarm)\b", _T.TLS_FINGERPRINT),
    )
)
"""How identifiers begin that say themselves what they are."""

_WITH_QUERY = frozenset((_T.BITCOIN, _T.LITECOIN, _T.BITCOIN_CASH, _T.TRON, _T.ETHEREUM, _T.MONERO, _T.EMAIL, _T.XMPP))
"""What a URI may ask something of: what follows a question mark is not part of it."""
_PREFIXED = re.compile(r"([A-Za-z0-9_-]{2,15})\s*:(?!//)\s*(.*)", re.DOTALL)
_AS_GPG_SAYS = re.compile(r"(?:(?:open)?pgp |gpg )?(?:key )?fingerprint\s*[=:]", re.IGNORECASE)
_HEX = re.compile(r"(0[xX])?[0-9A-Fa-f](?:[\s:.-]{0,4}[0-9A-Fa-f])+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
_HEX_TYPES = {
    16: (_T.PGP_KEY_ID,),
    32: (_T.PGP_FINGERPRINT,),
    62: (_T.TLS_FINGERPRINT,),
    40: (_T.PGP_FINGERPRINT, _T.OTR_FINGERPRINT, _T.TLS_FINGERPRINT),
    64: (_T.SHA256, _T.PGP_FINGERPRINT, _T.TLS_FINGERPRINT),
    66: (_T.SESSION,),
    76: (_T.TOX,),
}
_CHECKED = (_T.IPV4, _T.IPV6, _T.IBAN, _T.TRACKING_NUMBER)
_IMEI_DIGITS = 15
_OWN_COINS = {
    "l": (_T.LITECOIN,),
    "m": (_T.LITECOIN,),
    "t": (_T.TRON, _T.LITECOIN),
    "q": (_T.BITCOIN_CASH,),
    "p": (_T.BITCOIN_CASH,),
}
"""By the first letter of an address the currencies that have it; 1 and 3 without a word before them are bitcoin's."""


def read(type: SelectorType, text: str, market: str | None = None) -> Selector:
    """Return the selector of a type that a text is, defanged or not; raise ``NotASelector`` with a sentence.

    A handle needs its market: given apart, or before the name as in ``MARKET:NAME``.

    >>> read(SelectorType.EMAIL, "Jo(at)Example[.]com").value
    'jo@example.com'
    """
    if len(text) > LONGEST:
        raise NotASelector(f"A text of more than {LONGEST} characters is no single identifier.")
    if type is _T.HANDLE:
        return Selector(type, names.read_handle(text, market))
    plain = refang_one(text)
    if not plain:
        raise NotASelector("An empty text is no identifier.")
    return Selector(type, _READERS[type](plain))


def handle(market_name: str, name: str) -> Selector:
    """Return the selector of a name on a market or forum, whose name may be written in any way.

    >>> handle("Silk Road 2.0", "The  BAKER").value
    'silk-road-2:the baker'
    """
    return read(_T.HANDLE, name, market=market_name)


def recognise(text: str) -> tuple[Selector, ...]:
    """Return what a whole text is when it is one identifier, in any spelling; several where it may be several.

    ``TYPE:VALUE`` and ``handle:MARKET:NAME`` say the type. A URL brings its host, an address is e-mail and XMPP.
    A licence plate needs its country, set apart from it. Names in Signal, hashes of favicons and rows of digits of
    carriers need their word before them; 14 or 16 digits and vehicle numbers without a right check digit too: what a
    text may be without its word is for ``selector_surmising``.

    >>> [each.value for each in recognise("0xAB12 cd34 ab12 CD34")]
    ['AB12CD34AB12CD34']
    >>> recognise("just words")
    ()
    """
    if len(text) > LONGEST:
        return ()
    text = narrowed(text)
    text = names.listed_key(_AS_GPG_SAYS.sub("fingerprint:", text.strip().replace("[:]", ":", 1), count=1))
    types, value = said(text)
    of_label = _plate_behind(text, value) if types == (_T.LICENCE_PLATE,) else tuple(_tried(types, value))
    if of_label or _is_prefixed(text):
        return tuple(dict.fromkeys((*of_label, *_of_plate(text))))
    plain = refang_one(text)
    found = tuple(each for begun, sort in _SAYING_THEMSELVES if begun.match(plain) for each in _tried((sort,), plain))
    if found and found[0].type is not _T.ANALYTICS_ID:
        return found
    return tuple(dict.fromkeys((*found, *_of_plate(text), *_guessed(plain)))) if plain else ()


def said(text: str) -> tuple[tuple[SelectorType, ...], str]:
    """Return the types that the word at the beginning of a text names, and what stands behind it; none without one.

    >>> said("btc:1abc"), said("chassis no 12"), said("just: words")
    (((<SelectorType.BITCOIN: 'bitcoin'>,), '1abc'), ((<SelectorType.VIN: 'vin'>,), '12'), ((), ''))
    """
    text = text.strip()
    given = _PREFIXED.fullmatch(text)
    if given and _is_prefixed(text):
        types = _PREFIXES[given[1].lower()]
        return types, given[2].partition("?")[0] if types[0] in _WITH_QUERY else given[2]
    found = labels.labelled(text)
    return ((found[0],), found[1]) if found else ((), "")


def begun(text: str) -> tuple[SelectorType, ...]:
    """Return the types of which an identifier begins as a text does, as ``fedex 12`` or ``SHA256:``.

    >>> begun("FedEx 12")
    (<SelectorType.TRACKING_NUMBER: 'tracking_number'>,)
    """
    return tuple(sort for start, sort in _SAYING_THEMSELVES if start.match(text))


def _is_prefixed(text: str) -> bool:
    given = _PREFIXED.fullmatch(text)
    return bool(given and given[1].lower() in _PREFIXES and not _SAYING_THEMSELVES[0][0].match(text))


def _plate_behind(text: str, value: str) -> tuple[Selector, ...]:
    """Return the plate that stands behind its word; the code of the type itself takes all that is written as one."""
    word = text[: len(text) - len(value)]
    if _PREFIXED.match(word) is None or not _is_prefixed(text):
        found = plates.after_word(word, value)
    elif word.lower().startswith(_T.LICENCE_PLATE.value):
        return tuple(_tried((_T.LICENCE_PLATE,), value))
    else:
        found = plates.after_prefix(value)
    return (Selector(_T.LICENCE_PLATE, found),) if found else ()


def _of_plate(text: str) -> Iterator[Selector]:
    if found := plates.alone(text):
        yield Selector(_T.LICENCE_PLATE, found)


def _guessed(plain: str) -> Iterator[Selector]:
    if "://" in plain:
        yield from _of_url(plain)
    elif hosts.with_port(plain):
        yield from _tried((_T.IPV4,), plain)
    elif "@" in plain:
        yield from _tried((_T.TELEGRAM,) if plain.startswith("@") else (_T.EMAIL, _T.XMPP), plain)
    elif _HEX.fullmatch(plain):
        yield from _of_hex(plain)
        yield from _tried((_T.BITCOIN, *_CHECKED, _T.PHONE), plain)
        yield from _of_machine(plain)
    elif plain.startswith(("+", "(+", "00")):
        yield from _tried((_T.PHONE,), plain)
    else:
        yield from _tried((_T.BITCOIN, *_OWN_COINS.get(plain[0].lower(), ()), _T.MONERO, *_CHECKED), plain)
        yield from _tried((_T.TLS_FINGERPRINT,) if traces.JA4.fullmatch(plain) else (), plain)
        yield from _of_machine(plain)
        yield from _of_host(plain)


def _of_machine(plain: str) -> Iterator[Selector]:
    if sum(map(str.isdigit, plain)) == _IMEI_DIGITS:
        yield from _tried((_T.IMEI,), plain)
    yield from (each for each in _tried((_T.VIN,), plain) if machines.is_checked_vin(each.value))


def _of_url(plain: str) -> Iterator[Selector]:
    for found in _tried((_T.URL,), plain):
        yield from _tried((_T.TELEGRAM,), plain)
        yield found
        yield from _host_of(found.value)
    if plain.startswith("tg://"):
        yield from _tried((_T.TELEGRAM,), plain)


def _host_of(url: str) -> Iterator[Selector]:
    host = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    name = host.partition("]")[0].strip("[") if host.startswith("[") else host.partition(":")[0]
    yield from _tried((_T.ONION, _T.DOMAIN, _T.IPV4, _T.IPV6), name)


def _of_host(plain: str) -> Iterator[Selector]:
    name, slash, _ = plain.partition("/")
    if slash:
        yield from _tried((_T.TELEGRAM,), plain)
    bare = re.sub(r":\d{1,5}$", "", name)
    if _HOST.fullmatch(bare):
        yield from _tried((_T.ONION, _T.DOMAIN), bare)


def _of_hex(plain: str) -> Iterator[Selector]:
    prefixed = plain[:2] in ("0x", "0X")
    digits = len(re.sub(r"[\s:.-]", "", plain)) - (2 if prefixed else 0)
    if prefixed and digits == 8:
        yield from _tried((_T.PGP_KEY_ID,), plain)
    if prefixed and digits == 40:
        yield from _tried((_T.ETHEREUM,), plain)
        if plain[2:] not in (plain[2:].lower(), plain[2:].upper()):
            return
    types = _HEX_TYPES.get(digits, ())
    yield from _tried(types[:1] if prefixed and digits == 40 else types, plain)
    if digits == 32 and ":" in plain:
        yield from _tried((_T.SSH_FINGERPRINT,), plain)
    elif digits == 32 and not prefixed:
        yield from (each for kind in ("ja3", "ja3s") for each in _tried((_T.TLS_FINGERPRINT,), f"{kind}:{plain}"))


def _tried(types: tuple[SelectorType, ...], text: str) -> Iterator[Selector]:
    for each in types:
        try:
            yield read(each, text)
        except NotASelector:
            continue
