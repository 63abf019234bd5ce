"""JSON in its canonical form by RFC 8785, of which ids are made."""

import math
from typing import Any


class NotCanonical(ValueError):
    """A value that JSON cannot say; the message says so in a sentence."""


_SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
_ESCAPES = {code: f"\\u{code:04x}" for code in range(32)} | _SHORT


def written(value: Any) -> str:
    """Return a value as canonical JSON: names in the order of their UTF-16 units, numbers as ECMAScript writes them.

    >>> written({"b": [1.0, 1e21, True], "a": "\\u20ac\\n"})
    '{"a":"€\\\\n","b":[1,1e+21,true]}'
    """
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(written(each) for each in value)}]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{written(name)}:{written(value[name])}" for name in names) + "}"
    raise NotCanonical(f"JSON has no value of the kind {type(value).__name__}.")


def number(value: float) -> str:
    """Return a number as ECMAScript writes it.

    >>> [number(each) for each in (0.0, -0.0, 1e20, 1e-7, 123456789012345680000.0, 0.00001, 5, -1.5e300)]
    ['0', '0', '100000000000000000000', '1e-7', '123456789012345680000', '0.00001', '5', '-1.5e+300']
    """
    exact = float(value)
    if not math.isfinite(exact):
        raise NotCanonical("JSON has no number that is infinite or none.")
    if exact == 0:
        return "0"
    sign = "-" if exact < 0 else ""
    mantissa, _, exponent = f"{abs(exact)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits) if whole.strip("0") == "" else 0)
    digits = digits.rstrip("0") or "0"
    return sign + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    """Return digits with the point after so many of them."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    exponent = f"{point - 1:+d}"
    return f"{digits[0]}{'.' if len(digits) > 1 else ''}{digits[1:]}e{exponent}"
