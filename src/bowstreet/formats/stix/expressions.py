"""The regular expressions and formats of the schemas, so that no text can make them take long.

They are run by Python, as the schemas' own validator runs them, but where Python would try again and again over a long
text: there the same language is said by another expression, or RE2 runs it, which never goes back.
"""

import re
from collections.abc import Callable

import idna
import re2

Search = Callable[[str], object]

_UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
SAME_LANGUAGE = {
    f"^[a-z][a-z0-9-]+[a-z0-9]--{_UUID}$": f"^[a-z][a-z0-9-]+?[a-z0-9]--{_UUID}$",
    r"^([a-z][a-z0-9]*)+(-[a-z0-9]+)*\-?$": r"^[a-z][a-z0-9]*(-[a-z0-9]+)*-?$",
    r"^([a-z][a-z0-9]*)+(-[a-z0-9]+)*\-ext$": r"^[a-z][a-z0-9]*(-[a-z0-9]+)*-ext$",
}
"""Repetition within repetition, said without; and ids, whose type is looked for from its beginning."""

BRANCHES = "cpe:2"
"""Part of the expression that Python would try in some million ways, however short the text."""

GOES_BACK = ("(%.+)?", "[a-z0-9]{5,8}")
"""Parts of the expressions that Python would run in time that grows as the square of the text."""

SHORT = 100
"""Signs of a text for which that does not matter."""

LONGEST_HOST_NAME = 300


def search(expression: str) -> Search:
    """Return a function that says whether an expression of a schema is found in a text.

    >>> bool(search("^([a-z][a-z0-9]*)+(-[a-z0-9]+)*\\\\-?$")("a" * 50_000 + "!"))
    False
    """
    if BRANCHES in expression:
        return search_in_time(ended(expression))
    quick = re.compile(SAME_LANGUAGE.get(expression, expression)).search
    if any(each in expression for each in GOES_BACK):
        in_time = search_in_time(ended(expression))
        return lambda text: quick(text) if len(text) <= SHORT else in_time(text)
    return quick


def search_in_time(expression: str) -> Search:
    """Return a function that says whether an expression of RE2 is found in a text, in time linear in it."""
    return re2.compile(expression, _quietly()).search


def ended(expression: str) -> str:
    """Return an expression with the end of a text as Python means it: before a line break that ends the text, too."""
    return expression[:-1] + r"\n?\z" if expression.endswith("$") else expression


def _quietly() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


_BYTE = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)"
_V4 = rf"(?:{_BYTE}\.){{3}}{_BYTE}"
_H = "[0-9A-Fa-f]{1,4}"
_LAST = rf"(?:{_H}:{_H}|{_V4})"
_V6 = "|".join(
    (
        rf"(?:{_H}:){{6}}{_LAST}",
        rf"::(?:{_H}:){{5}}{_LAST}",
        rf"(?:{_H})?::(?:{_H}:){{4}}{_LAST}",
        rf"(?:(?:{_H}:)?{_H})?::(?:{_H}:){{3}}{_LAST}",
        rf"(?:(?:{_H}:){{0,2}}{_H})?::(?:{_H}:){{2}}{_LAST}",
        rf"(?:(?:{_H}:){{0,3}}{_H})?::{_H}:{_LAST}",
        rf"(?:(?:{_H}:){{0,4}}{_H})?::{_LAST}",
        rf"(?:(?:{_H}:){{0,5}}{_H})?::{_H}",
        rf"(?:(?:{_H}:){{0,6}}{_H})?::",
    )
)
_SIGNS = r"[a-zA-Z0-9_.~\-!$&'()*+,;="
_HEX = "%[0-9A-Fa-f]{2}"
_AUTHORITY = (
    rf"(?:(?:{_SIGNS}:]|{_HEX})*@)?(?:\[(?:{_V6}|v[0-9A-Fa-f]+\.{_SIGNS}:]+)\]|{_V4}|(?:{_SIGNS}]|{_HEX})*)(?::[0-9]*)?"
)
_SIGN = rf"(?:{_SIGNS}:@]|{_HEX})"
_MORE = rf"(?:{_SIGNS}:@/?]|{_HEX})*"
_URI = re.compile(
    rf"[a-zA-Z][a-zA-Z0-9+.-]*:(?://{_AUTHORITY}(?:/{_SIGN}*)*|/(?:{_SIGN}+(?:/{_SIGN}*)*)?|{_SIGN}+(?:/{_SIGN}*)*|)"
    rf"(?:\?{_MORE})?(?:#{_MORE})?$"
)
"""A URI by the grammar of RFC 3986, appendix A."""

_EMAIL = re.compile(r"[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$")
_PLAIN_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9]|-(?!-)){0,61}(?<!-)\.)*[a-z0-9](?:[a-z0-9]|-(?!-)){0,61}(?<!-)\Z")
"""A name of ASCII labels that are as they should be: what most are."""


def is_host_name(text: str) -> bool:
    """Say whether a text is a host name, internationalised or not, by the rules of IDNA 2008.

    >>> is_host_name("example.org"), is_host_name("-.org"), is_host_name("a" * 64)
    (True, False, False)
    """
    if len(text) > LONGEST_HOST_NAME:
        return False
    if len(text) < 254 and _PLAIN_HOST.match(text):
        return True
    try:
        idna.encode(text)
    except UnicodeError:
        return False
    return True


FORMATS: dict[str, tuple[Search, str]] = {
    "uri": (_URI.match, "a URI"),
    "email": (_EMAIL.match, "an e-mail address"),
    "idn-hostname": (is_host_name, "a host name"),
}
"""The formats that the schemas ask for, each with its name in a sentence."""
