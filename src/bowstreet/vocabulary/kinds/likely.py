"""What may well be an identifier, for masking alone: a mask too many costs a word, a mask too few gives a person away.

``scan`` takes only what is certain, because it links records. Here the doubt falls the other way: torn fingerprints,
numbers as people write them, names after the word for a messenger, addresses spelled out. Dates stay. Every pattern
begins at the edge of a run, so that the time is linear in the text.
"""

import re

_FILLERS = r"(?:me|my|id|is|name|user|username|account|acc|nick|handle|at|on|only|via|or|and|for|to|us|contact)"
_LABELS = (
    "wickr", "telegram", "tg", "signal", "session", "tox", "icq", "jabber", "xmpp", "skype", "threema", "discord",
    "kik", "whatsapp", "viber", "element", "matrix", "handle", "username", "nickname", "nick", "alias", "aka",
    "licence plate", "license plate", "number plate", "kenteken", "kennzeichen", "iban",
    "телеграм", "вотсап", "ник",
)  # fmt: skip
_DOTS = ("dot", "punkt", "point", "точка")
_AFTER_LABEL = re.compile(
    rf"(?<!\w)(?:{'|'.join(_LABELS)})(?!\w)(?:[ \t]{{1,2}}{_FILLERS}(?!\w)){{0,3}}[ \t:=/|-]{{1,4}}"
    rf"(?!{_FILLERS}(?!\w))(?P<it>@?\w[\w.@+-]{{1,127}})",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?<![\w.])@\w[\w.]+")
_SPELLED = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64}+\s{1,2}[\[({]?(?:at|собака)[\])}]?\s{1,2}[\w-]{2,63}+"
    r"(?:\s{1,2}[\[({]?(?:dot|punkt|point|точка)[\])}]?\s{1,2}[\w-]{2,63}+)+",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?<![\w.@-])(?:[\w-]{2,63}\.)+[^\W\d_]{2,24}(?![\w-])")
_HEX = re.compile(
    r"(?<!\w)(?:0x[0-9A-Fa-f]{6,}"
    r"|(?:[0-9A-Fa-f]{4}[\s:.-]{1,4}){3,}[0-9A-Fa-f]{2,4}"
    r"|(?:[0-9A-Fa-f]{2}[\s:-]{1,3}){7,}[0-9A-Fa-f]{2}"
    r"|[A-Z]{2}[0-9]{9}[A-Z]{2}|[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){3,7}(?: [A-Z0-9]{1,3})?"
    r"|(?=[A-Fa-f]{0,40}[0-9])[0-9A-Fa-f]{8,}"
    r"|(?=[A-Za-z]{0,99}[0-9])(?=[0-9]{0,99}[A-Za-z])[A-Za-z0-9]{14,})(?!\w)"
)
_NUMBER = re.compile(r"(?<![\w.,])(?:\(?(?:\+|00?)|\(?[1-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4})[\d ()./\xa0\n-]{0,30}(?!\w)")
_DOMAIN_LIKE = re.compile(r"\.[^\W\d_]")
_NO_DIGITS = bytes(code for code in range(256) if not 0x30 <= code <= 0x39)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_FEWEST_DIGITS = 8


def cover(text: str, by: str) -> str:
    """Return a text in which what may well be an identifier is replaced.

    >>> cover("wickr bakerqq77, call 0031 20 123 4567, seen 2026-04-01", "#")
    'wickr #, call #, seen 2026-04-01'
    """
    if _DOMAIN_LIKE.search(text):
        text = _HOST.sub(by, text)
    lower = text.lower()
    if any(label in lower for label in _LABELS):
        text = _AFTER_LABEL.sub(lambda found: found[0][: found.start("it") - found.start()] + by, text)
    if "@" in text:
        text = _MENTION.sub(by, text)
    if any(dot in lower for dot in _DOTS):
        text = _SPELLED.sub(by, text)
    digits = len(text.encode("ascii", "ignore").translate(None, _NO_DIGITS))
    if digits:
        text = _HEX.sub(by, text)
    return _NUMBER.sub(lambda found: _number(found[0], by), text) if digits >= _FEWEST_DIGITS else text


def _number(said: str, by: str) -> str:
    digits = sum(map(str.isdigit, _DAY.sub("", said)))
    if digits < _FEWEST_DIGITS:
        return said
    return by + said[len(said.rstrip(" ()./\xa0\n-")) :]
