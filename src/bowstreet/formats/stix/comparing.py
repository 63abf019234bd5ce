"""One comparison of a pattern, asked of one value as it stands in an object.

MATCHES is run by RE2, in time linear in the text: what PCRE has beyond it (back-references, looking ahead and behind)
cannot be asked, and is refused with a sentence. Texts are compared in their normal form NFC, as the standard says.
"""

import base64
import binascii
import operator
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import re2

from bowstreet.formats.stix import pattern_tokens
from bowstreet.formats.stix.faults import shown
from bowstreet.formats.stix.patterns import Comparison, Literal

Test = Callable[[Any], bool]
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class CannotBeMatched(ValueError):
    """A pattern that can be read and not be matched; the message says why in a sentence."""


def test(compared: Comparison) -> Test:
    """Return the test that a comparison makes of a value; raise ``CannotBeMatched`` where it cannot be made.

    Values that have no order are in none, whether it is asked for or denied.
    """
    if compared.operator in _ORDERS:
        return _order(constant(compared.values[0]), _ORDERS[compared.operator], compared.negated)
    asked = _asked(compared)
    if compared.negated:
        return lambda value: not asked(value)
    return asked


def _asked(compared: Comparison) -> Test:
    name, values = compared.operator, [constant(each) for each in compared.values]
    if name == "IN":
        return lambda value: any(_is_equal(value, each) for each in values)
    (wanted,) = values
    if name == "=":
        return lambda value: _is_equal(value, wanted)
    if name == "!=":
        return lambda value: not _is_equal(value, wanted)
    if name == "LIKE":
        return _found(_like(wanted))
    if name == "MATCHES":
        return _found(_normal(wanted))
    return _within(wanted, name == "ISSUBSET")


def constant(literal: Literal) -> Any:
    """Return what a constant of a pattern means; raise ``CannotBeMatched`` where it means nothing."""
    text = literal.text
    if literal.sort == "text":
        return pattern_tokens.unquoted(text)
    if literal.sort == "bool":
        return text == "true"
    if literal.sort == "hex":
        return bytes.fromhex(text[2:-1])
    if literal.sort == "binary":
        return base64.b64decode(text[2:-1])
    if literal.sort == "time":
        moment = time(text[2:-1])
        if moment is None:
            raise CannotBeMatched(f"The pattern names the time '{shown(text[2:-1])}', which there is not.")
        return moment
    if len(text) > 400:
        raise CannotBeMatched("The pattern holds a number of more than 400 digits.")
    return float(text) if literal.sort == "float" else int(text)


def time(text: str) -> datetime | None:
    """Return the moment that a text of STIX tells, None where it tells none."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text, re.ASCII):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def octets(name: str, value: Any) -> Any:
    """Return the value of a property; that of one ending in _hex or _bin as the bytes it writes.

    >>> octets("magic_hex", "4d5a"), octets("name", "4d5a"), octets("payload_bin", "dGVh")
    (b'MZ', '4d5a', b'tea')
    """
    try:
        if isinstance(value, str) and name.endswith("_hex"):
            return bytes.fromhex(value)
        if isinstance(value, str) and name.endswith("_bin"):
            return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        return None
    return value


def _alike(value: Any, wanted: Any) -> tuple[Any, Any] | None:
    """Return two values in a form in which they can be compared, None where they cannot be."""
    if isinstance(wanted, datetime):
        moment = time(value) if isinstance(value, str) else None
        return None if moment is None else (moment, wanted)
    if isinstance(value, bool) or isinstance(wanted, bool):
        return (value, wanted) if type(value) is type(wanted) else None
    if isinstance(value, int | float) and isinstance(wanted, int | float):
        return value, wanted
    if isinstance(value, str) and isinstance(wanted, str):
        return _normal(value), _normal(wanted)
    if isinstance(value, str | bytes) and isinstance(wanted, str | bytes):
        pair = _as_bytes(value), _as_bytes(wanted)
        return None if None in pair else pair
    return None


def _as_bytes(value: str | bytes) -> bytes | None:
    if isinstance(value, bytes):
        return value
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _is_equal(value: Any, wanted: Any) -> bool:
    pair = _alike(value, wanted)
    return pair is not None and pair[0] == pair[1]


def _order(wanted: Any, order: Callable[[Any, Any], bool], negated: bool) -> Test:
    def ordered(value: Any) -> bool:
        pair = _alike(value, wanted)
        return pair is not None and not isinstance(pair[0], bool) and order(*pair) is not negated

    return ordered


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _like(wanted: str) -> str:
    signs = {"%": ".*", "_": "."}
    return "(?s)^" + "".join(signs.get(sign) or re2.escape(sign) for sign in _normal(wanted)) + r"\z"


def _found(expression: str) -> Test:
    options = re2.Options()
    options.log_errors = False
    try:
        search = re2.compile(expression, options).search
    except re2.error as wrong:
        raise CannotBeMatched(
            f"The expression '{shown(expression)}' of the pattern cannot be run in bounded time: {shown(str(wrong))}."
        ) from None

    def found(value: Any) -> bool:
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        return isinstance(value, str) and search(_normal(value)) is not None

    return found


def _within(wanted: str, inner: bool) -> Test:
    """Return the test whether the addresses of a value lie within those wanted, or hold them."""
    theirs = _network(wanted)
    if theirs is None:
        raise CannotBeMatched(f"The pattern names '{shown(wanted)}', which is no address and no net.")

    def within(value: Any) -> bool:
        ours = _network(value) if isinstance(value, str) else None
        if ours is None or ours.version != theirs.version:
            return False
        small, large = (ours, theirs) if inner else (theirs, ours)
        return small.prefixlen >= large.prefixlen and small.network_address in large

    return within


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
