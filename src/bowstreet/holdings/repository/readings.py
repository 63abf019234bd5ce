"""Identifiers among the words of a search: found in any spelling, and found again where a text spells them. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter

from bowstreet.vocabulary import markets, selectors
from bowstreet.vocabulary import selector_plates as plates
from bowstreet.vocabulary import selector_surmising as surmising
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Kind, Shape
from bowstreet.vocabulary.selectors import Selector, SelectorType

_T = SelectorType
_LONGEST, _MOST_JOINED = 34, 12
"""An identifier over several words has no more of them: 64 digits in twos and what it is, or an address spelled out."""

_GROUP = re.compile(r"(?:0[xX])?([0-9A-Fa-f:.-]{2,})")
_SIZES = frozenset((16, 32, 40, 64, 66, 76))
_PHONE = re.compile(r"(?:\+|\(\+|00)[\d\s()./-]+")
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?", re.IGNORECASE)
_JOINT = re.compile(r"at|dot|.*[\[({](?:@|at|\.|dot|:|/|://)?[\])}].*|[\[({]|[\])}]", re.IGNORECASE)
_LONGEST_JOINT = len("[dot]")
_SAID = re.compile(r"[A-Za-z0-9_-]{2,15}[:=]\S*")

_ENDS = ".,;:!?…"

_HEX = frozenset((
    _T.PGP_FINGERPRINT, _T.PGP_KEY_ID, _T.OTR_FINGERPRINT, _T.TLS_FINGERPRINT, _T.SHA256, _T.ETHEREUM, _T.SESSION,
    _T.TOX,
))  # fmt: skip
_GROUPED = {
    _T.PHONE: r"[ ().\-/\xa0]{0,3}(?:\(0\))?", _T.IBAN: r"[ \xa0]?", _T.IMEI: r"[ \-/]?", _T.VIN: r"[ \-]?",
    _T.LICENCE_PLATE: r"[ .\-]?",
}  # fmt: skip
_GAP = r"[\s:.-]{0,4}"
_OPEN, _SHUT = r"\s?[\[({]\s?", r"\s?[\])}]\s?"
_SIGNS = {
    ".": rf"(?:\.|\\\.|{_OPEN}(?:\.|dot){_SHUT}|\s+dot\s+)",
    "@": rf"(?:@|{_OPEN}(?:@|at){_SHUT}|\s+at\s+)",
    " ": r"\s+",
}
_KEY_OF_ID = {16: r"(?:[0-9A-F]{{24}}{0}|{0}[0-9A-F]{{48}})", 8: r"[0-9A-F]{{32}}{0}"}
"""The fingerprints of a key by its long or its short id (RFC 9580, 5.5.4)."""


@dataclass(frozen=True)
class Reading:
    """An identifier as it was typed, and all that it may be, in normal form; nothing is sought by how it was typed."""

    text: str = field(compare=False)
    selectors: tuple[Selector, ...]

    @property
    def value(self) -> str:
        """Return its normal form."""
        return self.selectors[0].value

    @property
    def own(self) -> tuple[Selector, ...]:
        """Return what the whole of it may be: not the host that stands in an address of the web."""
        urls = [each.value for each in self.selectors if each.type is _T.URL]
        return tuple(s for s in self.selectors if not any(s.value != url and s.value in url for url in urls))

    def phrases(self) -> tuple[str, ...]:
        """Return the phrases by which the word index finds it in a text that no selector was read from.

        >>> Reading("", selectors.recognise("jo@b.com")).phrases()
        ('jo@b.com', 'jo at b.com', 'jo@b dot com', 'jo at b dot com')
        """
        return tuple(dict.fromkeys(phrase for each in self.own for phrase in _phrases(each, self.text)))

    def stands_in(self, text: str) -> bool:
        """Say whether an evened text spells it."""
        return _pattern(self.own).search(text) is not None

    def is_title(self, title: str) -> bool:
        """Say whether an evened title is that of the thing itself: its natural key is this identifier."""
        return _titles(self.own).fullmatch(title.strip()) is not None

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where an evened text spells any of what it may be."""
        return [found.span() for found in _pattern(self.selectors).finditer(text)]


def recognise(text: str) -> tuple[Selector, ...]:
    """Return what a text as it was typed may be: letters of full width are letters, and a sentence may end after it.

    >>> [each.value for each in recognise("Ｂ.com!")]
    ['b.com']
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    found = dict.fromkeys(selectors.recognise(plain))
    if plain != text:
        found |= dict.fromkeys(selectors.recognise(text))
    if not found and (bare := plain.rstrip(_ENDS)) != plain and bare:
        found = dict.fromkeys(selectors.recognise(bare))
    return tuple(found)


def surmised(text: str) -> tuple[Selector, ...]:
    """Return what a text as it was typed may be though nothing in it says so; a sentence may end after it.

    >>> [each.value for each in surmised("WVW ZZZ 1JZ XW 000001.")]
    ['WVWZZZ1JZXW000001']
    """
    plain = (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip().rstrip(_ENDS)
    return surmising.surmised(plain) if plain else ()


def is_broken(word: str) -> bool:
    """Say whether a word is written as identifiers are, in brackets or long digits, though it is none.

    >>> is_broken("jo[at]b"), is_broken("59CA19C10A2B3C4D"), is_broken("lamp")
    (True, True, False)
    """
    found = _GROUP.fullmatch(word)
    return bool((_JOINT.fullmatch(word) and len(word) > _LONGEST_JOINT) or (found and len(found[1]) >= min(_SIZES)))


def pieces(words: Sequence[tuple[str, bool]]) -> tuple[str | Reading, ...]:
    """Return what was typed, (text, whether it stood in quotes) each, with its identifiers read, each piece once.

    >>> [getattr(each, "value", each) for each in pieces([("lamp", False), ("jo[at]b", False), ("[.]com", False)])]
    ['lamp', 'jo@b.com']
    """
    made: list[str | Reading] = []
    at = 0
    while at < len(words):
        reading, used = _longest(words[at:])
        made.append(reading or words[at][0])
        at += used
    return tuple(dict.fromkeys(made))


def _longest(words: Sequence[tuple[str, bool]]) -> tuple[Reading | None, int]:
    """Return the longest identifier that the words begin with, and how many of them it takes; none takes one."""
    bare = next((at for at, (_, quoted) in enumerate(words) if quoted), len(words))
    for count in range(min(bare, _LONGEST), 1, -1):
        found = _over_several([text for text, _ in words[:count]])
        if found:
            return Reading(" ".join(text for text, _ in words[:count]), found), count
    text = words[0][0]
    found = recognise(text)
    return (Reading(text, found) if found else None), 1


def _over_several(words: Sequence[str]) -> tuple[Selector, ...]:
    """Return what several words are together; none where fewer of them say the same.

    A handle ends with its word: any words after it could be of its name. So do digits alone: they may be years.
    """
    together = " ".join(words)
    may_be = (
        (len(words) <= _MOST_JOINED and any(map(_JOINT.fullmatch, words)))
        or _PHONE.fullmatch(together) or _IBAN.fullmatch(together) or _SAID.fullmatch(words[0])
        or _are_groups(words)
    )  # fmt: skip
    found = recognise(together) if may_be else ()
    if not found or found[0].type is _T.HANDLE:
        return ()
    fewer = [words[:-1]] if _SAID.fullmatch(words[0]) else [words[:-1], words[1:]]
    return () if any(recognise(" ".join(each)) == found for each in fewer) else found


def _are_groups(words: Sequence[str]) -> bool:
    """Say whether words are groups of as many hexadecimal digits each, together as many as an identifier has."""
    groups = [found[1] for word in words if (found := _GROUP.fullmatch(word))]
    sizes = [sum(map(str.isalnum, each)) for each in groups]
    return (
        len(groups) == len(words) and len(set(sizes)) == 1 and sum(sizes) in _SIZES
        and any(map(str.isalpha, "".join(groups)))
    )  # fmt: skip


def _phrases(selector: Selector, text: str) -> Iterator[str]:
    value = selector.value
    if selector.type is _T.LICENCE_PLATE and not surmising.is_without_country(selector):
        yield from plates.spelled(value, text)
        return
    if selector.type in _HEX:
        digits = value.lower().removeprefix("0x")
        yield from (digits, f"0x{digits}", " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)))
        return
    host = value.partition("/")[0] if "://" not in value else ""
    ats, dots = ("@", " at ") if "@" in host else ("@",), (".", " dot ") if "." in host else (".",)
    yield from (value.replace("@", at).replace(".", dot) for dot in dots for at in ats)


@lru_cache(maxsize=1024)
def _pattern(wanted: tuple[Selector, ...]) -> re.Pattern[str]:
    spelled = dict.fromkeys(sorted(map(_spelled, wanted), key=len, reverse=True))
    return re.compile("|".join(spelled), re.IGNORECASE)


def _spelled(selector: Selector) -> str:
    """Return the pattern of all spellings of a selector; the id of a key stands within its fingerprint, too."""
    if selector.type is _T.PGP_KEY_ID:
        return _GAP.join(selector.value)
    return rf"(?<!\w)(?:{_core(selector)})(?!\w)"


def _core(selector: Selector) -> str:
    value = selector.value
    if selector.type in _HEX:
        return rf"(?:0x)?{_GAP.join(value.lower().removeprefix('0x'))}"
    if selector.type is _T.LICENCE_PLATE and not surmising.is_without_country(selector):
        return plates.pattern(value)
    if selector.type in _GROUPED:
        return _GROUPED[selector.type].join(map(re.escape, value))
    if selector.type is _T.HANDLE:
        value = value.partition(":")[2]
    spelled = "".join(_SIGNS.get(sign) or re.escape(sign) for sign in value)
    return spelled.replace("http", "h(?:tt|xx)p", 1) if value.startswith("http") and "://" in value else spelled


@lru_cache(maxsize=1024)
def _titles(wanted: tuple[Selector, ...]) -> re.Pattern[str]:
    """Return the pattern of the titles of records whose natural key is one of some selectors; without any, of none."""
    found = dict.fromkeys(each for one in wanted for kind in catalogue.ALL.values() for each in _titled(kind, one))
    return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)


def _titled(kind: Kind, selector: Selector) -> Iterator[str]:
    """Yield the pattern of the title of a record of a kind whose natural key is a selector, where it can be."""
    shown = {}
    for name in kind.key_fields:
        said = kind.by_name[name]
        if said.shape is Shape.MARKET and selector.type is _T.HANDLE:
            shown[name] = re.escape(markets.label(selector.value.partition(":")[0]))
        elif selector.type.value in (said.selector or "").split("|"):
            shown[name] = _core(selector)
        elif selector.type is _T.PGP_KEY_ID and said.selector == _T.PGP_FINGERPRINT.value:
            shown[name] = _KEY_OF_ID[len(selector.value)].format(selector.value)
        else:
            return
    parts = [(re.escape(before), name or "") for before, name, _, _ in Formatter().parse(kind.titled)]
    if shown and {name for _, name in parts if name} <= shown.keys():
        yield "".join(before + shown.get(name, "") for before, name in parts)
