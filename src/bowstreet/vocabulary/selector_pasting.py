"""The identifiers of a pasted text: a list with one a line, or any text in which they stand. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bowstreet.vocabulary import selector_names as names
from bowstreet.vocabulary import selector_plates as plates
from bowstreet.vocabulary import selector_surmising as surmising
from bowstreet.vocabulary import selectors
from bowstreet.vocabulary.selector_refanging import refang_one
from bowstreet.vocabulary.selector_types import NotASelector, Selector, SelectorType, clipped

_T = SelectorType
_AROUND = " \t,;|*•\"'"
_BULLET = re.compile(r"\A(?:[-–—>]|\d{1,4}[.)])\s+")
_LONG = 25
_BETWEEN = re.compile(r"[,;|\t]")
_PART = re.compile(r"[^\s,;|](?:[^,;|\t]*[^\s,;|])?")
_ENTRIES = re.compile(r"\s+/\s+|\s*[;,|]\s*|\s+(?:or|and|oder|und|ou|et|en)\s+(?=[A-Za-z-]{2,12} ?[:@])")
"""What stands between two identifiers that one line names by their words."""

_WORD_AND_NAME = re.compile(r"(telegram|tg) @(\w{5,32})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,3}|#x[0-9a-f]{2}|lt|gt|amp|quot|commat|period);", re.IGNORECASE)
_ESCAPED_AT = re.compile(r"(?<=[\w.+-])%40(?=[\w-]+\.)")
_UNDERLINED = re.compile(r"(?<=\w) ?_(?P<word>at|dot)_ ?(?=\w)", re.IGNORECASE)
_MEASUREMENT = re.compile(r"(?<![\w-])G-(?=[A-Z]{0,9}[0-9])(?=[0-9]{0,9}[A-Z])[A-Z0-9]{10}(?![\w-])")
_COUNTRY = re.compile(r"[A-Z]{2}[:)\]]")
NO_NAME = "A name alone is no identifier: give its market or forum too, as in handle:MARKET:NAME."
DIGITS = "A row of digits alone does not say what it is: write its type before it, as in phone:+31 20 123 4567."
NO_COUNTRY = "A licence plate needs its country, as in NL:AB-12-CD; a handle its market, as in handle:MARKET:NAME."
NETWORK = "A number of a network (AS) is no identifier here: give an address or a host that is in it."
_NETWORK, _POSTAL = re.compile(r"AS ?[0-9]{1,10}"), re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
MAY_BE = {
    _T.VIN: "It may be a vehicle identification number, but no check digit vouches for it: write vin: before it.",
    _T.LICENCE_PLATE: "It may be a licence plate: write plate: before it.",
    _T.HANDLE: "It may be a handle: write it as handle:MARKET:NAME.",
}
"""Of what a line may be, how to say that it is."""

_TYPED = re.compile(r"(?!.*_(?i:at|dot)_)([a-z0-9_]{3,20}):([A-Za-z0-9@._+/=:-]{6,300})")
_CODES = {each.value: each for each in (
    _T.EMAIL, _T.XMPP, _T.PGP_FINGERPRINT, _T.PGP_KEY_ID, _T.ONION, _T.DOMAIN, _T.BITCOIN, _T.ETHEREUM, _T.MONERO,
    _T.LITECOIN, _T.SHA256, _T.HANDLE,
)}  # fmt: skip
"""Types of which a line as they are kept is that alone: a quick way through long lists, with the same answers."""

NO_CHECK = "Its length, its signs or its check digits are those of no identifier."
NONE_IN_IT = "No identifier stands in this line."


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands in a line, counted from 1: an identifier with all that it may be, or none with the reason.

    ``surmises`` are what the whole line may be though nothing in it says so: it is that when somebody holds it.
    """

    line: int
    text: str
    readings: tuple[Selector, ...]
    why: str = ""
    surmises: tuple[Selector, ...] = ()


def pasted(text: str) -> Iterator[Pasted]:
    """Yield the identifiers of a text in its order, and each line that holds none.

    A line that is one identifier as a whole, typed or not, is that; else those that stand in it are found. An
    identifier that stands in a URL beside it is not told again.

    >>> [(each.line, each.text) for each in pasted("b[.]com\\n\\nmail jo(at)b.com now")]
    [(1, 'b[.]com'), (3, 'jo(at)b.com')]
    >>> [each.why for each in pasted("nightbaker")]
    ['A name alone is no identifier: give its market or forum too, as in handle:MARKET:NAME.']
    """
    for number, line in enumerate(text.splitlines(), 1):
        told = _plainly(number, line)
        yield from (told,) if told else of_line(number, line)


def of_line(number: int, line: str) -> Iterator[Pasted]:
    """Yield the identifiers of one line, read with all care, or that it holds none; nothing of an empty one."""
    plain = _BULLET.sub("", _unescaped(line).strip(_AROUND), count=1).strip(_AROUND)
    if plain:
        yield from _of_line(number, plain)


def _plainly(number: int, line: str) -> Pasted | None:
    """Return a line that is one identifier as it is kept, ``TYPE:VALUE``; None: it is to be read with all care."""
    found = _TYPED.fullmatch(line)
    sort = _CODES.get(found[1]) if found else None
    if found is None or sort is None:
        return None
    try:
        whole = selectors.read(sort, found[2])
    except NotASelector:
        return None
    surmises = surmising.on_market(found[1], found[2])
    return Pasted(number, line, (whole,), surmises=tuple(each for each in surmises if each != whole))


def _unescaped(line: str) -> str:
    """Return a line as it was before a page, an address or a cautious hand escaped its signs.

    >>> _unescaped("&lt;foo&#64;gmail.com&gt;"), _unescaped("foo _at_ gmail _dot_ com"), _unescaped("foo%40gmail.com")
    ('<foo@gmail.com>', 'foo@gmail.com', 'foo@gmail.com')
    """
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), line)
    if "://" not in plain:
        plain = _ESCAPED_AT.sub("@", plain)
    return _UNDERLINED.sub(lambda found: "@" if found["word"].lower() == "at" else ".", plain)


def _of_line(number: int, plain: str) -> Iterator[Pasted]:
    parts = _ENTRIES.split(plain)
    typed = [_typed(each) for each in parts]
    if len(typed) > 1 and all(selectors.said(each)[0] and selectors.recognise(each) for each in typed):
        for each in typed:
            yield from _of_line(number, each)
        return
    whole, surmises = selectors.recognise(plain), surmising.surmised(plain)
    if whole:
        yield Pasted(number, plain, whole, surmises=tuple(each for each in surmises if each not in whole))
        return
    until = 0
    for start, end, selector in sorted((*_found(plain), *_plates(plain)), key=lambda each: (each[0], -each[1])):
        if start >= until:
            yield Pasted(number, plain[start:end], (selector,), surmises=() if until else surmises)
            until = end
    if not until:
        yield Pasted(number, clipped(plain), (), why_not(plain), surmises)


def _typed(part: str) -> str:
    """Return one of several identifiers with its type before it, where it has a word that is followed by a blank.

    >>> _typed("telegram @nightbaker"), _typed("wickr: nightbaker")
    ('telegram:nightbaker', 'wickr: nightbaker')
    """
    return _WORD_AND_NAME.sub(r"\1:\2", part)


def _found(plain: str) -> Iterator[tuple[int, int, Selector]]:
    """Yield what stands in a text, and ids of Google's Analytics, which only who pastes a list may mean bare."""
    yield from ((each.start, each.end, each.selector) for each in selectors.scan(plain))
    for found in _MEASUREMENT.finditer(plain):
        yield found.start(), found.end(), selectors.read(_T.ANALYTICS_ID, found[0])


def _plates(plain: str) -> Iterator[tuple[int, int, Selector]]:
    """Yield the licence plates with their country that stand between the commas of a list."""
    for part in _PART.finditer(plain) if _BETWEEN.search(plain) and _COUNTRY.search(plain) else ():
        if found := plates.alone(part[0]):
            yield part.start(), part.end(), Selector(_T.LICENCE_PLATE, found)


def why_not(text: str) -> str:
    """Return why a text is no identifier, in a sentence.

    >>> why_not("onion:short.onion")
    'An onion service has 16 or 56 characters (a to z, 2 to 7) before .onion.'
    """
    types, value = selectors.said(text)
    if types == (_T.LICENCE_PLATE,) and " " in value and not surmising.surmised(text):
        types, value = (), ""
    if not types and _POSTAL.fullmatch(text):
        types, value = (_T.TRACKING_NUMBER,), text
    for sort in types or selectors.begun(text) or _formed(text):
        try:
            selectors.read(sort, value.strip() or text)
        except NotASelector as wrong:
            return str(wrong)
    if _NETWORK.fullmatch(text):
        return NETWORK
    if names.is_record_id(text):
        return names.LIKE_AN_ID
    if may_be := _may_be(text):
        return may_be
    if " " in text:
        return NONE_IN_IT
    if sum(map(str.isdigit, text)) > len(text) // 2 and not any(map(str.isalpha, text)):
        return DIGITS
    return NO_CHECK if len(text) >= _LONG or not any(map(str.isalpha, text)) else NO_NAME


def _formed(text: str) -> tuple[SelectorType, ...]:
    """Return the type whose form a text has by a sign that names have not: an address with its at-sign, a number.

    >>> _formed("boris77@mail.example"), _formed("nightbaker")
    ((<SelectorType.EMAIL: 'email'>,), ())
    """
    plain = refang_one(text)
    if plain.startswith("+"):
        return (_T.PHONE,)
    if not plain or len(plain.split()) > 1:
        return ()
    if "://" in plain:
        return (_T.URL,)
    if plain.startswith("@"):
        return (_T.TELEGRAM,)
    return (_T.EMAIL,) if "." in plain.rpartition("@")[2] and "@" in plain else ()


def _may_be(text: str) -> str:
    """Return the sentence on what a line may be, where its form makes that likely; else nothing.

    >>> _may_be("12-ABC-3") == NO_COUNTRY, _may_be("WVWZZZ1JZXW000001") == MAY_BE[_T.VIN], _may_be("nightbaker42")
    (True, True, '')
    """
    for each in surmising.surmised(text):
        before, _, number = each.value.partition(":")
        has_letters = any(map(str.isalpha, before)) and any(map(str.isalpha, number))
        if each.type is _T.LICENCE_PLATE and ":" not in text:
            if text == text.upper():
                return NO_COUNTRY
        elif each.type is _T.VIN or (has_letters and (each.type is _T.LICENCE_PLATE or _is_like_a_handle(each, text))):
            return MAY_BE[each.type]
    return ""


def _is_like_a_handle(surmise: Selector, text: str) -> bool:
    return surmise.type is _T.HANDLE and (" " not in text or "\u00b7" in text)
