"""Selectors found in free text, each with its place; nothing is found that does not stand there.

What carries a checksum is taken wherever it verifies. What carries none is taken only in a shape that people use
for nothing else: a bare word with a dot, a row of digits or a name without a label is left alone. Every pattern
begins at the edge of a run and never gives back what it took, so that the time is linear in the text.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bowstreet.vocabulary import selector_hosts as hosts
from bowstreet.vocabulary import selector_ibans as ibans
from bowstreet.vocabulary import selector_messengers as messengers
from bowstreet.vocabulary import selector_names as names
from bowstreet.vocabulary import selector_parcels as parcels
from bowstreet.vocabulary import selector_wallets as wallets
from bowstreet.vocabulary.selector_refanging import narrowed, refang
from bowstreet.vocabulary.selector_telling import told
from bowstreet.vocabulary.selector_types import Found, NotASelector, Selector, SelectorType

_T = SelectorType
_Place = tuple[int, int, SelectorType, str]
_Reader = tuple[SelectorType, Callable[[str], str]]

_URL = re.compile(r"(?<![A-Za-z0-9])(?:https?|ftp)://[^\s<>\"`{}|\\^]++", re.IGNORECASE)
_TELEGRAM_LINK = re.compile(r"(?<![\w./-])(?:t|telegram)\.me/\w++/?+(?![\w+])", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.+%@'-])[\w.+%'-]{1,64}+@[\w-]++(?:\.[\w-]++)++(?!@)")
_LABELLED = re.compile(
    r"(?<![\w])(?:(?P<telegram>telegram|tg|телеграм+)|(?P<wickr>wickr(?: ?me)?)|(?P<xmpp>xmpp|jabber))"
    r" {0,2}(?:(?:id|name|user|username)) {0,2}[:=] {0,2}(?P<a>@?[\w.+@'-]{2,128}+)"
    r"|(?<![\w])(?:(?P<telegram2>telegram|tg|телеграм+)|(?P<wickr2>wickr(?: ?me)?)|(?P<xmpp2>xmpp|jabber))"
    r" {0,2}[:=] {0,2}(?P<b>@?[\w.+@'-]{2,128}+)",
    re.IGNORECASE,
)
_LABELS = ("telegram", "tg", "телеграм", "wickr", "xmpp", "jabber")
_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{14,106}+(?![A-Za-z0-9])")
_BASE58 = re.compile(r"[13mn2][1-9A-HJ-NP-Za-km-z]{24,34}")
_SEGWIT = re.compile(r"(?:bc|tb|bcrt)1[a-z0-9]{6,87}|(?:BC|TB|BCRT)1[A-Z0-9]{6,87}")
_LITECOIN = ("ltc1", "tltc1", "LTC1", "TLTC1")
_SIZES = (18, 33, 34, 42)
_IBAN_RUN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?(?!\w)")
_S10 = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{9}[A-Z]{2}(?!\w)")
_HEX = re.compile(r"[0-9a-fA-F]+")
_FOURS = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Fa-f]{4}[ :])[0-9A-Fa-f]{4}(?:[ \t\r\n\xa0:.-]{1,4}[0-9A-Fa-f]{4}){9}"
    r"(?![0-9A-Za-z])(?!(?:[ :]|  )[0-9A-Fa-f]{4}(?![0-9A-Za-z]))"
)
_TWOS = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Fa-f]{2}[ :])[0-9A-Fa-f]{2}(?:[ :-]{1,2}[0-9A-Fa-f]{2}){19}"
    r"(?![0-9A-Za-z])(?![ :][0-9A-Fa-f]{2}(?![0-9A-Za-z]))"
)
_KEY_ID = re.compile(
    r"(?<![A-Za-z])key[ -]?id[\s:=#]{1,4}(0x[0-9A-F]{8}(?:[0-9A-F]{8})?|[0-9A-F]{16}|[0-9A-F]{8})"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_BEHIND_SLASH = re.compile(f"/{names.KEY_DIGITS}", re.IGNORECASE)
_BEFORE_SLASH = re.compile(f"{names.KEY_ALGORITHM}$", re.IGNORECASE)
_SHORT_KEY_ID = re.compile(r"(?<!\w)0x[0-9A-F]{8}(?!\w)", re.IGNORECASE)
_IN_CAPITALS = re.compile(r"0x[0-9]{0,7}[A-F][0-9A-F]*")
_KEY_BEFORE = re.compile(r"key|pgp|gpg", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w.@%+-])[\w-]++(?:\.[\w-]++)++(?!@)")
_DOTTED = re.compile(r"\d\.\d")
_IPV4 = re.compile(r"(?<![\w.-])\d{1,3}+(?:\.\d{1,3}+){3}(?![\w-]|\.\d)")
_VERSION = re.compile(r"(?:\bv|version|release|firmware)[ .:]{0,2}$", re.IGNORECASE)
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]{8,39}+(?![\w:])")
_PHONE = re.compile(r"(?<![\w+])\+[1-9](?:[ ().\-/\xa0]{0,2}[0-9]){7,14}+(?![ ().\-/]{0,2}\d)(?!\w)")
_ALNUM = bytes(ord("a") if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
_RUN_SHAPE = b"a" * 14
_HEXES = bytes(
    ord("h") if chr(code) in "0123456789abcdefABCDEF" else ord("-") if chr(code) in " \t\r\n:.-?" else ord("x")
    for code in range(256)
)
_CAPITALS = bytes(
    ord("A") if 65 <= code <= 90 else ord("0") if 48 <= code <= 57 else ord(" ") if code == 32 else ord("-")
    for code in range(256)
)
_IBAN_SHAPE, _S10_SHAPE = b"AA00 ", b"AA000000000AA"
_FOURS_SHAPE, _TWOS_SHAPE = b"-hhhh-", b"-hh-"
_CLOSING = {")": "(", "]": "["}
_FILES = frozenset(
    ("ai", "app", "cc", "class", "cs", "java", "js", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "ts", "vb", "zip")
)
# fmt: off
_WORDS = frozenset(
    (
        "all", "am", "an", "as", "at", "be", "best", "buy", "by", "de", "do", "free", "he", "here", "hm", "how",
        "id", "in", "is", "it", "la", "land", "li", "market", "me", "my", "new", "no", "now", "of", "one", "or",
        "pro", "sale", "shop", "st", "store", "stream", "to", "today", "top", "us", "vip", "we",
    )
)
# fmt: on


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[Found, ...]:
    whole = refang(narrowed(text))
    places = sorted(dict.fromkeys(_places(whole.text)), key=lambda each: (each[0], -each[1]))
    kept: list[Found] = []
    open_until, within_url = 0, False
    for start, end, sort, value in places:
        nested = within_url and end <= open_until
        if start < open_until and not nested:
            continue
        if not nested:
            open_until, within_url = end, sort is _T.URL
        kept.append(Found(*whole.place(start, end), Selector(sort, value)))
    return tuple(kept)


def scan(text: str) -> list[Found]:
    """Return the selectors that stand in a free text, defanged or not, in the order of their places.

    Those inside a URL (its host, an address of a wallet in its path) are found beside the URL; no others overlap.

    >>> [(each.start, each.selector.value) for each in scan("mail jo[@]example[.]com now")]
    [(5, 'jo@example.com')]
    """
    return list(_found(text))


def _places(text: str) -> Iterator[_Place]:
    if "://" in text:
        yield from _urls(text)
    lower = text.lower()
    yield from _labelled(text, lower)
    for start, sort, value, reader in told(text, lower):
        yield from _read(start, value, (sort, reader))
    if "." in text:
        yield from _names(text)
    yield from _keys_of_gpg(text)
    plain = text.encode("ascii", "replace")
    if _RUN_SHAPE in plain.translate(_ALNUM):
        yield from _runs(text)
    yield from _keys(text, plain.translate(_HEXES))
    yield from _in_capitals(text, plain.translate(_CAPITALS))
    yield from _numbers(text)


def _read(start: int, text: str, *readers: _Reader) -> Iterator[_Place]:
    for sort, reader in readers:
        try:
            value = reader(text)
        except NotASelector:
            continue
        yield start, start + len(text), sort, value
        return


def _urls(text: str) -> Iterator[_Place]:
    for match in _URL.finditer(text):
        if len(match[0]) > hosts.LONGEST_URL:
            continue
        url = _trimmed(match[0])
        for place in _read(match.start(), url, (_T.URL, hosts.read_url)):
            yield place
            yield from _host_of_url(match.start(), url)


def _host_of_url(start: int, url: str) -> Iterator[_Place]:
    authority = re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    at = start + url.index("://") + 3 + len(authority) - len(host)
    if re.match(r"https?://(?:www\.)?(?:t|telegram)\.me/", url, re.IGNORECASE):
        yield from _read(start, url, (_T.TELEGRAM, names.read_telegram))
    if not host.startswith("["):
        yield from _read(
            at,
            host.partition(":")[0],
            (_T.ONION, hosts.read_onion),
            (_T.IPV4, hosts.read_ipv4),
            (_T.DOMAIN, hosts.read_domain),
        )


def _trimmed(url: str) -> str:
    """Take off what a sentence puts after a URL: marks, and brackets that were not opened in it."""
    while url:
        last = url[-1]
        opening = _CLOSING.get(last)
        if last in ".,;:!?'*_~…»”’" or (opening and url.count(last) > url.count(opening)):
            url = url[:-1]
        else:
            break
    return url


def _names(text: str) -> Iterator[_Place]:
    for match in _TELEGRAM_LINK.finditer(text) if ".me/" in text.lower() else ():
        yield from _read(match.start(), match[0], (_T.TELEGRAM, names.read_telegram))
    for start, end in _dotted(text):
        yield from _names_between(text, start, end)


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    """Yield where there are signs around a dot, from space to space: what is read there holds neither end."""
    done, at = 0, text.find(".")
    while at >= 0:
        start = text.rfind(" ", done, at) + 1 or done
        done = text.find(" ", at)
        if done < 0:
            done = len(text)
        if text.find(".", start + 1, done - 1) > 0:
            yield start, done
        at = text.find(".", done)


def _names_between(text: str, start: int, end: int) -> Iterator[_Place]:
    if text.find("@", start, end) >= 0:
        for match in _ADDRESS.finditer(text, start, end):
            address = match[0].strip("'.-")
            yield from _read(match.start() + match[0].index(address), address, (_T.EMAIL, hosts.read_email))
    for match in _HOST.finditer(text, start, end):
        name = match[0].strip("-_")
        if len(name) <= 253 and name == match[0].rstrip("-_"):
            yield from _host(match.start(), name, text[match.end() : match.end() + 1] == "/")
    for match in _IPV4.finditer(text, start, end) if _DOTTED.search(text, start, end) else ():
        if not _VERSION.search(text, max(0, match.start() - 12), match.start()):
            yield from _read(match.start(), match[0], (_T.IPV4, hosts.read_ipv4))


def _host(start: int, name: str, has_path: bool) -> Iterator[_Place]:
    last = name.rpartition(".")[2].lower()
    if last == "onion":
        yield from _read(start, name, (_T.ONION, hosts.read_onion))
    elif has_path or _is_plainly_a_domain(name, last):
        yield from _read(start, name, (_T.DOMAIN, hosts.read_domain))


def _is_plainly_a_domain(name: str, last: str) -> bool:
    if last in _FILES or last.isdigit():
        return False
    www = name.lower().startswith("www.")
    return www or (name in (name.lower(), name.upper()) and (last not in _WORDS or name.count(".") > 1))


def _labelled(text: str, lower: str) -> Iterator[_Place]:
    for match in _labels(text, lower):
        group = "a" if match["a"] else "b"
        value = match[group].rstrip(".-'")
        said = next(name for name in match.groupdict() if match[name] and name not in ("a", "b")).rstrip("2")
        yield from _read(match.start(group), value, _BY_LABEL[said])


def _labels(text: str, lower: str) -> Iterator[re.Match[str]]:
    """Yield what ``finditer`` yields, tried only where a word stands; a text that grew in lower case the slow way."""
    if len(lower) != len(text):
        yield from _LABELLED.finditer(text)
        return
    done = 0
    for at in sorted(at for word in _LABELS for at in _places_of(word, lower)):
        match = _LABELLED.match(text, at) if at >= done else None
        if match:
            yield match
            done = match.end()


def _places_of(word: str, lower: str) -> Iterator[int]:
    at = lower.find(word)
    while at >= 0:
        yield at
        at = lower.find(word, at + 1)


_BY_LABEL: dict[str, _Reader] = {
    "telegram": (_T.TELEGRAM, names.read_telegram),
    "wickr": (_T.WICKR, names.read_wickr),
    "xmpp": (_T.XMPP, hosts.read_xmpp),
}


def _runs(text: str) -> Iterator[_Place]:
    for match in _RUN.finditer(text):
        run = match[0]
        if run[:2] in ("0x", "0X") and _HEX.fullmatch(run, 2):
            yield from _prefixed_hex(match.start(), run)
        elif len(run) in (40, 64) and _HEX.fullmatch(run):
            yield from _bare_hex(match.start(), run)
        elif len(run) in (95, 106):
            yield from _read(match.start(), run, (_T.MONERO, wallets.read_monero))
        elif _SEGWIT.fullmatch(run) or _BASE58.fullmatch(run):
            yield from _read(match.start(), run, (_T.BITCOIN, wallets.read_bitcoin))
        elif len(run) in (66, 76) and _HEX.fullmatch(run):
            yield from _read(match.start(), run, (_T.SESSION, messengers.read_session), (_T.TOX, messengers.read_tox))
        elif len(run) in _SIZES or run[2:4].isdigit() or run.startswith(_LITECOIN):
            yield from _other_run(match.start(), run)


def _other_run(start: int, run: str) -> Iterator[_Place]:
    size, first = len(run), run[0]
    if (first in "LM" and size in (33, 34)) or run.startswith(_LITECOIN):
        yield from _read(start, run, (_T.LITECOIN, wallets.read_litecoin))
    elif first == "T" and size == 34:
        yield from _read(start, run, (_T.TRON, wallets.read_tron))
    elif first in "qpQP" and size == 42:
        yield from _read(start, run, (_T.BITCOIN_CASH, wallets.read_bitcoin_cash))
    elif first == "1" and run[1] == "Z" and size == 18:
        yield from _read(start, run, (_T.TRACKING_NUMBER, parcels.read_tracking_number))
    elif run[2:4].isdigit() and _IBAN_RUN.fullmatch(run):
        yield from _read(start, run, (_T.IBAN, ibans.read_iban))


def _prefixed_hex(start: int, run: str) -> Iterator[_Place]:
    if len(run) == 42:
        yield from _read(start, run, (_T.ETHEREUM, wallets.read_ethereum))
    elif len(run) == 18:
        yield from _read(start, run, (_T.PGP_KEY_ID, names.read_key_id))


def _bare_hex(start: int, run: str) -> Iterator[_Place]:
    if not run.isdigit():
        reader = (_T.PGP_FINGERPRINT, names.read_fingerprint) if len(run) == 40 else (_T.SHA256, names.read_sha256)
        yield from _read(start, run, reader)


def _keys(text: str, shape: bytes) -> Iterator[_Place]:
    for pattern, begun in ((_FOURS, _FOURS_SHAPE), (_TWOS, _TWOS_SHAPE)):
        for match in pattern.finditer(text) if begun in shape else ():
            if not re.sub(r"\W", "", match[0]).isdigit():
                yield from _read(match.start(), match[0], (_T.PGP_FINGERPRINT, names.read_fingerprint))
    for match in _KEY_ID.finditer(text) if "key" in text.lower() else ():
        yield from _read(match.start(1), match[1], (_T.PGP_KEY_ID, names.read_key_id))


def _keys_of_gpg(text: str) -> Iterator[_Place]:
    """Yield keys as GnuPG lists them, behind an algorithm, and its short ids: in capitals, or soon after a word."""
    for match in _BEHIND_SLASH.finditer(text) if "/" in text else ():
        if _BEFORE_SLASH.search(text, max(0, match.start() - 20), match.start()):
            readers = ((_T.PGP_KEY_ID, names.read_key_id), (_T.PGP_FINGERPRINT, names.read_fingerprint))
            yield from _read(match.start() + 1, match[0][1:], *readers)
    for match in _SHORT_KEY_ID.finditer(text) if "0x" in text else ():
        at = match.start()
        if _IN_CAPITALS.fullmatch(match[0]) or _KEY_BEFORE.search(text, max(0, at - 40), at):
            yield from _read(at, match[0], (_T.PGP_KEY_ID, names.read_key_id))


def _in_capitals(text: str, shape: bytes) -> Iterator[_Place]:
    for match in _IBAN.finditer(text) if _IBAN_SHAPE in shape else ():
        yield from _read(match.start(), match[0], (_T.IBAN, ibans.read_iban))
    for match in _S10.finditer(text) if _S10_SHAPE in shape else ():
        yield from _read(match.start(), match[0], (_T.TRACKING_NUMBER, parcels.read_tracking_number))


def _numbers(text: str) -> Iterator[_Place]:
    if "+" in text:
        for match in _PHONE.finditer(text):
            yield from _read(match.start(), match[0], (_T.PHONE, names.read_phone))
    if ":" in text:
        for match in _IPV6.finditer(text):
            if _is_plainly_ipv6(match[0]):
                yield from _read(match.start(), match[0], (_T.IPV6, hosts.read_ipv6))


def _is_plainly_ipv6(text: str) -> bool:
    groups = [group for group in text.split(":") if group]
    return len(groups) >= 4 or (
        len(groups) >= 2
        and re.match(r"(?:[23][0-9a-f]{3}|f[cde][0-9a-f]{2}):", text, re.I) is not None
        and any(sign.isdigit() for sign in text)
    )
