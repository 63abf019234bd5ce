"""The group ristretto255 (RFC 9496) and its scalars, as libsodium computes them: in constant time, over bytes.

This file alone knows the library that brings libsodium. An element is 32 bytes in the one encoding it has; a scalar is
32 bytes, little-endian, below the order of the group. Bytes that are neither are refused, and so are zero and the
identity, which honest parties come upon with a chance of 2**-252. While libsodium computes, other threads run.
"""

import os
import secrets
import tempfile
from collections.abc import Iterable, Sequence
from ctypes import c_char_p, create_string_buffer
from functools import cache
from pathlib import Path
from typing import Any

from bowstreet.vocabulary.refusals import Invalid

ORDER = 2**252 + 27742317777372353535851937790883648493
"""How many elements the group has: a prime (RFC 9496, section 4)."""

SIZE = 32
"""Bytes of an element, and of a scalar."""

IDENTITY = bytes(SIZE)
"""The encoding of the identity element, which is also that of the scalar zero."""


_NO_PRODUCT = "What was to be multiplied is no element of the group, or comes to the identity."


class NotOfTheGroup(Invalid):
    """Bytes that are no element, or no scalar, where one is wanted."""


@cache
def _library() -> Any:
    """Load libsodium when it is first needed, and remove the file to which the package writes it in order to load it.

    Loaded, it stays; nobody else would remove it, and each process writes one of three megabytes.
    """
    from rbcl import rbcl

    library: Any = rbcl._sodium
    copy = Path(library._name)
    if os.name == "posix" and copy.parent == Path(tempfile.gettempdir()):
        copy.unlink(missing_ok=True)
    library.sodium_version_string.restype = c_char_p
    return library


def version() -> str:
    """Return the version of libsodium."""
    return str(_library().sodium_version_string().decode())


def is_element(one: bytes) -> bool:
    """Say whether bytes are the encoding of an element other than the identity.

    >>> is_element(generate(scalar(1))), is_element(IDENTITY), is_element(bytes([255] * 32))
    (True, False, False)
    """
    return len(one) == SIZE and one != IDENTITY and bool(_library().crypto_core_ristretto255_is_valid_point(one))


def is_scalar(one: bytes) -> bool:
    """Say whether bytes are the encoding of a scalar other than zero.

    >>> is_scalar(scalar(1)), is_scalar(bytes(32)), is_scalar(ORDER.to_bytes(32, "little"))
    (True, False, False)
    """
    return len(one) == SIZE and 0 < int.from_bytes(one, "little") < ORDER


def scalar(number: int) -> bytes:
    """Return a public number as a scalar, modulo the order; for secret ones there is no such way."""
    return (number % ORDER).to_bytes(SIZE, "little")


def random_scalar() -> bytes:
    """Return a scalar that nobody can foretell, evenly from 1 to below the order."""
    while True:
        found = reduce(secrets.token_bytes(64))
        if found != IDENTITY:
            return found


def reduce(wide: bytes) -> bytes:
    """Return 64 bytes, a number little-endian, modulo the order."""
    if len(wide) != 2 * SIZE:
        raise NotOfTheGroup("A number to reduce has 64 bytes.")
    out = create_string_buffer(SIZE)
    _library().crypto_core_ristretto255_scalar_reduce(out, wide)
    return out.raw


def plus(left: bytes, right: bytes) -> bytes:
    """Return the sum of two scalars."""
    return _of_two(_library().crypto_core_ristretto255_scalar_add, left, right)


def minus(left: bytes, right: bytes) -> bytes:
    """Return the difference of two scalars."""
    return _of_two(_library().crypto_core_ristretto255_scalar_sub, left, right)


def times(left: bytes, right: bytes) -> bytes:
    """Return the product of two scalars."""
    return _of_two(_library().crypto_core_ristretto255_scalar_mul, left, right)


def inverse(one: bytes) -> bytes:
    """Return the inverse of a scalar modulo the order; zero has none."""
    out = create_string_buffer(SIZE)
    if len(one) != SIZE or _library().crypto_core_ristretto255_scalar_invert(out, one):
        raise NotOfTheGroup("This scalar has no inverse.")
    return out.raw


def from_uniform(wide: bytes) -> bytes:
    """Return the element that 64 bytes map to, evenly spread as they are (RFC 9496, section 4.3.4)."""
    if len(wide) != 2 * SIZE:
        raise NotOfTheGroup("An element is derived from 64 bytes.")
    out = create_string_buffer(SIZE)
    _library().crypto_core_ristretto255_from_hash(out, wide)
    return out.raw


def generate(one: bytes) -> bytes:
    """Return the generator of the group times a scalar."""
    out = create_string_buffer(SIZE)
    if len(one) != SIZE or _library().crypto_scalarmult_ristretto255_base(out, one):
        raise NotOfTheGroup("The generator times this scalar is no element but the identity.")
    return out.raw


def multiply(one: bytes, element: bytes) -> bytes:
    """Return an element times a scalar."""
    return multiply_each([one], [element])[0]


def multiply_all(one: bytes, elements: Sequence[bytes]) -> list[bytes]:
    """Return each element times one scalar."""
    call, out, made = _library().crypto_scalarmult_ristretto255, create_string_buffer(SIZE), []
    if {len(one), *map(len, elements)} != {SIZE}:
        raise NotOfTheGroup("Scalars and elements have 32 bytes.")
    for each in elements:
        if call(out, one, each):
            raise NotOfTheGroup(_NO_PRODUCT)
        made.append(out.raw)
    return made


def multiply_each(scalars: Sequence[bytes], elements: Sequence[bytes]) -> list[bytes]:
    """Return each element times the scalar of its place."""
    call, made = _library().crypto_scalarmult_ristretto255, []
    out = create_string_buffer(SIZE)
    for one, element in zip(scalars, elements, strict=True):
        if len(one) != SIZE or len(element) != SIZE or call(out, one, element):
            raise NotOfTheGroup(_NO_PRODUCT)
        made.append(out.raw)
    return made


def add(left: bytes, right: bytes) -> bytes:
    """Return the sum of two elements, of which the identity may be one."""
    return total((left, right))


def total(elements: Iterable[bytes]) -> bytes:
    """Return the sum of elements; of none it is the identity.

    >>> total([generate(scalar(2)), generate(scalar(3))]) == generate(scalar(5))
    True
    """
    call, sum_ = _library().crypto_core_ristretto255_add, create_string_buffer(IDENTITY, SIZE)
    for each in elements:
        if len(each) != SIZE or call(sum_, sum_, each):
            raise NotOfTheGroup("What was to be added is no element of the group.")
    return sum_.raw


def _of_two(call: Any, left: bytes, right: bytes) -> bytes:
    if len(left) != SIZE or len(right) != SIZE:
        raise NotOfTheGroup("A scalar has 32 bytes.")
    out = create_string_buffer(SIZE)
    call(out, left, right)
    return out.raw
