"""Identifiers that free text names: an OTR fingerprint after the word OTR, an IMEI after the word IMEI.

Without their word they are rows of digits like any other, so ``scan`` leaves them alone. Each pattern begins at its
word and never gives back what it took. A licence plate needs its word and its country.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bowstreet.vocabulary import selector_labels as labels
from bowstreet.vocabulary import selector_machines as machines
from bowstreet.vocabulary import selector_messengers as messengers
from bowstreet.vocabulary import selector_parcels as parcels
from bowstreet.vocabulary import selector_plates as plates
from bowstreet.vocabulary import selector_traces as traces
from bowstreet.vocabulary.selector_types import SelectorType

_T = SelectorType
_NUMBER = rf"{labels.NUMBER}[ .:=#]{{1,4}}"
_IMEI = r"\d(?:[ /-]?\d){13,15}"
_AND = r"(?: ?[,;/&+] ?| (?:and|und|et|en|y) )"
_VIN = r"(?-i:[A-HJ-NPR-Z0-9](?:[ -]?[A-HJ-NPR-Z0-9]){16}|[a-hj-npr-z0-9]{17})"
_GROUP = r"[A-Z0-9]{1,8}+(?!\w)"
_GROUPS = rf"{_GROUP}(?:[ .-]{_GROUP}){{0,5}}+"
_HYPHENED = r"[A-Z0-9]{1,4}(?:-[A-Z0-9]{1,4}){2,3}+(?![\w-])(?! [A-Z](?!\w))"
_ENDED = r"(?:(?<! [A-Z])(?<! [A-Z]{2})(?<! [A-Z]{3})|(?=[,;:)\]|\"'\r\n]|[.!?](?!\w)|\Z))"
_PLATE_WORDS = ("late ", "late: ", "laat ", "laat: ", "eken ", "eken: ", "ichen ", "ichen: ", "no ", "no. ")
_NO_NUMBER = "(?:(?!NO ?:)|" + "|".join(f"(?<={each})" for each in _PLATE_WORDS) + ")"
_PLATE = (
    rf"(?-i:{_NO_NUMBER})(?:(?-i:[A-Z]{{2}}: ?{_HYPHENED}"
    rf"|[A-Z]{{2}}:{_GROUPS}{_ENDED}"
    rf"|[A-Z]{{2}}: [A-Z0-9]{{5,8}}+(?![\w-])(?! [A-Z0-9]{{1,8}}(?!\w))"
    rf"|{_GROUPS} ?[(\[][A-Z]{{2}}[)\]])"
    r"|[A-Z]{2}:[A-Z0-9]{1,8}+(?:[.-][A-Z0-9]{1,8}+){0,3}+(?! (?-i:[A-Z0-9]{1,8}(?!\w))))"
)
"""A plate with its country: in capitals and whole, or in any letters without a blank.

NO is Norway behind a word that cannot go on with it. Where groups stand behind blanks, the last
is one of the plate only if it is a number or if nothing goes on behind it.
"""

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
    _word("imei", rf"(?<!\w){labels.IMEI}{_NUMBER}(?P<it>{_IMEI})(?!\w)", _T.IMEI, machines.read_imei),
    _word("imei", rf"(?<!\w){labels.IMEI}{_NUMBER}{_IMEI}{_AND}(?P<it>{_IMEI})(?!\w)", _T.IMEI, machines.read_imei),
    *(
        _word(word, rf"(?<!\w){labels.VIN}{_NUMBER}(?P<it>{_VIN})(?!\w)", _T.VIN, machines.read_vin)
        for word in ("vin", "fin", "chassis", "fahrgestell", "fahrzeug", "vehicle id")
    ),
    *(
        _word(
            word,
            rf"(?<!\w){labels.PLATE}{labels.PLATE_NUMBER}[ .:=#]{{1,4}}(?P<it>{_PLATE})(?!\w)",
            _T.LICENCE_PLATE,
            plates.read_among_words,
        )
        for word in (
            "licen",
            "number",
            "registration",
            "vehicle",
            "plate",
            "reg",
            "vrm",
            "kenn",
            "kent",
            "nummer",
            "targa",
            "immat",
            "matr",
        )
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
            rf"(?:{number}))(?! ?\d|\w)",
            _T.TRACKING_NUMBER,
            parcels.read_tracking_number,
        )
        for carrier, number in (
            ("dhl", r"J(?:JD|VGL)\d{10,18}|3S[A-Z]{1,4}\d{7,12}|\d(?: ?\d){9,19}"),
            ("fedex", r"\d(?: ?\d){9,14}"),
            ("usps", r"\d(?: ?\d){19,33}"),
            ("dpd", r"\d(?: ?\d){13,26} ?[0-9A-Z]"),
        )
    ),
    _word(
        "3s",
        r"(?<!\w)(?P<it>(?-i:3S[A-Z]{1,4}[0-9]{7,12}))(?!\w)",
        _T.TRACKING_NUMBER,
        parcels.read_tracking_number,
    ),
    *(
        _word(
            begun,
            rf"(?<!\w)(?P<it>(?-i:{begun.upper()}[0-9]{{10,18}}))(?!\w)",
            _T.TRACKING_NUMBER,
            parcels.read_tracking_number,
        )
        for begun in ("jjd", "jvgl")
    ),
    *(
        _word(
            method,
            rf"(?<!\w)(?P<it>{method}(?: (?:hash|fingerprint))?[ :=]{{1,3}}{signs})(?!\w)",
            _T.TLS_FINGERPRINT,
            traces.read_tls_fingerprint,
        )
        for method, signs in (
            ("ja3", "[0-9a-f]{32}"),
            ("ja3s", "[0-9a-f]{32}"),
            ("jarm", "[0-9a-f]{62}"),
            ("ja4", traces.JA4.pattern),
        )
    ),
    _word(
        "pdq", r"(?<!\w)(?P<it>pdq(?:[ _-]?hash)?[ :=]{1,3}[0-9A-F]{64})(?!\w)", _T.IMAGE_HASH, traces.read_image_hash
    ),
    *(
        _word(word, pattern, _T.ANALYTICS_ID, traces.read_analytics_id)
        for word, pattern in (
            ("aw-", r"(?<![\w-])(?P<it>(?-i:AW)-\d{9,11})(?![\w-])"),
            ("ca-pub-", r"(?<![\w-])(?P<it>ca-pub-\d{16})(?!\w)"),
            ("pub-", r"(?<![\w-])(?P<it>pub-\d{16})(?!\w)"),
            ("fbq(", r"(?P<it>fbq\(['\"]init['\"], ?['\"]\d{15,16})(?!\w)"),
            ("facebook.com/tr?", r"(?P<it>facebook\.com/tr\?id=\d{15,16})(?!\w)"),
            ("pixel", r"(?<!\w)(?P<it>pixel(?: id)?[:=#] ?\d{15,16})(?!\w)"),
        )
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
