"""Raw bytes of a slot turned into text and typed values; what is not of the form is refused and never guessed."""

import html
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn

_BLOCK = r"</?(?:p|li|ul|ol|h[1-6]|hr|blockquote|pre|div|center)\s*/?>"
_BETWEEN = re.compile(rf"(?<=>)\s*\n\s*(?={_BLOCK})|(?<=</p>)\s*\n\s*|(?<=</[uo]l>)\s*\n\s*|(?<=</li>)\s*\n\s*")
_BREAK = re.compile(r"(?<!\n)<(?:br|/p|/li|/h[1-6]|/?ul|/?ol|hr|/blockquote|/pre)\s*/?>(?!\s*\n)")
_TAG = re.compile(r"<[^>]*>")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


class WrongValue(ValueError):
    """A text that is not of the form that its field has; the message is a full sentence."""


def decoded(raw: bytes) -> str:
    """Return the text of some bytes: UTF-8, else Windows-1252, of which no byte is lost; controls become U+FFFD."""
    try:
        return shown(raw.decode())
    except UnicodeDecodeError:
        return shown(raw.decode("cp1252", "replace"))


def line(raw: bytes | None) -> str:
    """Return the text of a slot on one line.

    >>> line(b"  Tea &amp;  biscuits\\n ")
    'Tea & biscuits'
    """
    if not raw:
        return ""
    text = decoded(raw)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = shown(html.unescape(text))
    return text.strip() if "  " not in text and text.isprintable() else " ".join(text.split())


_APART = "\x1f"


def _is_tight(text: str) -> bool:
    """Say whether no space of a text but at its ends is other than on one line."""
    return "  " not in text and text.isprintable()


def lines(raws: Sequence[bytes | None]) -> list[str | None]:
    """Return the texts of many slots, each as ``line`` gives it, and None for one that is empty.

    >>> lines([b" a &amp;  b ", None, b""])
    ['a & b', None, None]
    """
    parts = _apart(raws)
    if parts is None:
        return [line(raw) or None for raw in raws]
    if _is_tight("".join(parts)):
        return [part.strip() or None for part in parts]
    return [" ".join(part.split()) or None for part in parts]


def riches(raws: Sequence[bytes | None]) -> list[str | None]:
    """Return the texts of many slots, each as ``rich`` gives it, and None for one that is empty."""
    parts = _apart(raws)
    if parts is None:
        return [rich(raw) or None for raw in raws]
    if not all(map(str.isprintable, parts)):
        parts = _plain_lines(_APART.join(parts)).replace("\xa0", " ").split(_APART)
    return [part.strip() or None for part in parts]


def _apart(raws: Sequence[bytes | None]) -> list[str] | None:
    """Return the texts of slots that hold no tags, turned together; None where one needs more care."""
    joined = _APART.encode().join([raw or b"" for raw in raws])
    if b"<" in joined:
        return None
    try:
        text = _unescaped(joined.decode())
    except UnicodeDecodeError:
        return None
    parts = text.split(_APART)
    return parts if len(parts) == len(raws) and not _hides("".join(parts)) else None


def _hides(text: str) -> bool:
    """Say whether a text holds control signs, or the sign that stands for one."""
    return "\ufffd" in text or not (text.isprintable() or not _HIDDEN.search(text))


_USUAL = (("&amp;", "&"), ("&quot;", '"'), ("&#39;", "'"), ("&#039;", "'"), ("&lt;", "<"), ("&gt;", ">"))


def _unescaped(text: str) -> str:
    """Return a text as ``html.unescape`` does; one with the usual references alone takes a tenth of the time."""
    left, found = text.count("&"), []
    for written, said in _USUAL:
        times = text.count(written) if left else 0
        if times:
            found.append((written, said))
            left -= times
    if left:
        return html.unescape(text)
    for written, said in reversed(found):
        text = text.replace(written, said)
    return text


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def rich(raw: bytes | None) -> str:
    """Return the text of a slot with formatting, its lines kept.

    >>> rich(b"<p>One<br/>two &lt;b&gt;</p>")
    'One\\ntwo <b>'
    """
    return exact(raw).replace("\xa0", " ").strip() if raw else ""


def exact(raw: bytes | None) -> str:
    """Return the text of a slot with every space that it has; only line ends at both ends go.

    >>> exact(b" two  spaces \\n")
    ' two  spaces '
    """
    text = decoded(raw or b"")
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _BETWEEN.sub("\n", text)))
    if "&" in text:
        text = shown(html.unescape(text))
    return _plain_lines(text).strip("\n")


def shown(text: str) -> str:
    """Return a text without control signs, each replaced by U+FFFD; line ends and tabs stay."""
    return text if text.isprintable() else _HIDDEN.sub("\ufffd", text)


def turns(text: str) -> bool:
    """Say whether a text holds signs that change the direction in which it is shown."""
    return bool(_TURNING.search(text))


_PLAIN = re.compile(rb"\d{1,15}(?:\.\d{1,18})?")


def number(raw: bytes | None) -> float | None:
    """Return a decimal number; None where there is none, ``WrongValue`` where it is another thing."""
    if raw and _PLAIN.fullmatch(raw):
        return float(raw)
    text = line(raw).replace(",", "")
    if not text:
        return None
    try:
        return float(text) if re.fullmatch(r"-?\d{1,15}(?:\.\d{1,18})?", text) else _refuse(text, "number")
    except ValueError:
        return _refuse(text, "number")


_PLAIN_ONES = re.compile(rb"(?:\d{1,15}(?:\.\d{1,18})?+\x1f)++")


def numbers(raws: Sequence[bytes | None]) -> list[float | None]:
    """Return many decimal numbers, each as ``number`` gives it.

    >>> numbers([b"0.5", None, b"1,000"])
    [0.5, None, 1000.0]
    """
    joined = b"".join([(raw or b"") + b"\x1f" for raw in raws])
    if joined.count(b"\x1f") == len(raws) and _PLAIN_ONES.fullmatch(joined):
        return [*map(float, joined[:-1].split(b"\x1f"))]
    return [None if each is None else number(each) for each in raws]


def integer(raw: bytes | None) -> int | None:
    """Return a whole number; None where there is none, ``WrongValue`` where it is another thing."""
    text = line(raw).replace(",", "")
    if not text:
        return None
    return int(text) if re.fullmatch(r"-?\d{1,15}", text) else _refuse(text, "whole number")


def day(raw: bytes | None, form: str = "%Y-%m-%d") -> date | None:
    """Return a day written in a form of ``strptime``; None where there is none."""
    text = line(raw)
    if not text:
        return None
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day as the site states it)
    except ValueError:
        return _refuse(text, "day")


def _refuse(text: str, what: str) -> NoReturn:
    raise WrongValue(f"'{text[:40]}' is no {what}.")
