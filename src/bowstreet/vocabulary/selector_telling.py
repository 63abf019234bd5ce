"""Identifiers that free text names: an OTR fingerprint after the word OTR, an IMEI after the word IMEI.

Without their word they are rows of digits like any other, so ``scan`` leaves them alone. Each pattern begins at its
word and never gives back what it took. Licence plates are not looked for at all.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bowstreet.vocabulary import selector_machines as machines
from bowstreet.vocabulary import selector_messengers as messengers
from bowstreet.vocabulary import selector_parcels as parcels
from bowstreet.vocabulary import selector_traces as traces
from bowstreet.vocabulary.selector_types import SelectorType

_T = SelectorType
_NUMBER = r"(?:[ -]?(?:no|nr|num|number|code|id)\b\.?)?[ .:=#]{1,4}"
_PAIRS = r"(?:[0-9A-F]{2}:){%d}[0-9A-F]{2}"


class Told(NamedTuple):
    """Where an identifier may stand, which it may be, its text and who reads it."""

    start: int
    sort: SelectorType
    text: str
    reader: Callable[[str], str]


class _Word(NamedTuple):
    """A word in lower case, and where behind it the identifier (group ``it``) stands; the pattern begins with it."""

    word: str
    pattern: re.Pattern[str]
    sort: SelectorType
    reader: Callable[[str], str]


def _word(word: str, pattern: str, sort: SelectorType, reader: Callable[[str], str]) -> _Word:
    return _Word(word, re.compile(pattern, re.IGNORECASE), sort, reader)


_WORDS = (
    _word(
        "otr",
        r"(?<!\w)otr(?:[ -](?:key|fingerprint|fp)){0,2}[ :=]{1,4}"
        r"(?P<it>(?:[0-9A-F]{8} ){4}[0-9A-F]{8}|[0-9A-F]{40})(?!\w)",
        _T.OTR_FINGERPRINT,
        messengers.read_otr,
    ),
    _word("imei", rf"(?<!\w)imei{_NUMBER}(?P<it>\d[\d /-]{{12,19}}\d)(?!\w)", _T.IMEI, machines.read_imei),
    _word(
        "vin",
        rf"(?<!\w)vin{_NUMBER}(?P<it>[A-HJ-NPR-Z0-9]{{17}})(?!\w)",
        _T.VIN,
        machines.read_vin,
    ),
    _word(
        "signal.me/#",
        r"(?P<it>signal\.me/#(?:eu/[\w-]{64}|p/\+\d{7,15}))(?![\w-])",
        _T.SIGNAL,
        messengers.read_signal,
    ),
    _word(
        "signal",
        r"(?<!\w)signal(?: (?:id|name|user|username))?[ ]{0,2}[:=] {0,2}(?P<it>@?[a-z_]\w{2,31}\.\d{2,9})(?![\w.@]*\w)",
        _T.SIGNAL,
        messengers.read_signal,
    ),
    *(
        _word(name, rf"(?<!\w)(?P<it>{name}[ :=]{{1,3}}[0-9A-F]{{16}})(?!\w)", _T.IMAGE_HASH, traces.read_image_hash)
        for name in ("phash", "dhash")
    ),
    _word(
        "favicon",
        r"(?<!\w)favicon[._ ]hash[ :=\"]{1,4}(?P<it>-?\d{6,10})(?!\w)",
        _T.FAVICON_HASH,
        traces.read_favicon_hash,
    ),
    _word(
        "sha256:", r"(?<!\w)(?P<it>SHA256:[A-Z0-9+/]{43}=?)(?![\w+/])", _T.SSH_FINGERPRINT, traces.read_ssh_fingerprint
    ),
    _word("md5:", rf"(?<!\w)(?P<it>MD5:{_PAIRS % 15})(?![\w:])", _T.SSH_FINGERPRINT, traces.read_ssh_fingerprint),
    _word(
        "fingerprint=",
        rf"(?:(?<=sha1 )|(?<=sha256 ))fingerprint=(?P<it>{_PAIRS % 19}(?:(?::[0-9A-F]{{2}}){{12}})?)(?![\w:])",
        _T.TLS_FINGERPRINT,
        traces.read_tls_fingerprint,
    ),
    *(
        _word(
            carrier,
            rf"(?<!\w)(?P<it>{carrier}(?: (?:express|ground|awb|waybill|tracking|number|no|nr)\b\.?){{0,3}}[ :#]{{1,3}}"
            r"(?:J(?:JD|VGL)\d{10}|\d(?: ?\d){9,14}))(?! ?\d|\w)",
            _T.TRACKING_NUMBER,
            parcels.read_tracking_number,
        )
        for carrier in ("dhl", "fedex")
    ),
    _word("ua-", r"(?<![\w-])(?P<it>UA-\d{4,10}-\d{1,4})(?![\w-])", _T.ANALYTICS_ID, traces.read_analytics_id),
    _word(
        "gtm-",
        r"(?<![\w-])(?P<it>GTM-(?=[A-Z]{0,9}\d)[A-Z0-9]{4,9})(?![\w-])",
        _T.ANALYTICS_ID,
        traces.read_analytics_id,
    ),
    _word(
        "gtag",
        r"gtag(?:\(['\"]config['\"], ?['\"]|/js\?id=)(?P<it>G-[A-Z0-9]{8,12})(?![\w-])",
        _T.ANALYTICS_ID,
        traces.read_analytics_id,
    ),
    _word(
        "mc.yandex.",
        r"(?P<it>mc\.yandex\.[a-z]{2,3}/(?:watch|pixel)/\d{4,10})(?!\w)",
        _T.ANALYTICS_ID,
        traces.read_analytics_id,
    ),
)


def told(text: str, lower: str) -> Iterator[Told]:
    """Yield what may be an identifier of a text and of the same in lower case, whether or not it can be read.

    >>> [(each.start, each.text) for each in told("my IMEI: 354178036859789", "my imei: 354178036859789")]
    [(9, '354178036859789')]
    """
    for each in _WORDS:
        for match in _matches(each, text, lower):
            yield Told(match.start("it"), each.sort, match["it"], each.reader)


def _matches(each: _Word, text: str, lower: str) -> Iterator[re.Match[str]]:
    """Yield where a word stands with an identifier; a text that grew in lower case is searched the slow way."""
    if len(lower) != len(text):
        yield from each.pattern.finditer(text)
        return
    at = lower.find(each.word)
    while at >= 0:
        match = each.pattern.match(text, at)
        if match:
            yield match
        at = lower.find(each.word, match.end() if match else at + len(each.word))
