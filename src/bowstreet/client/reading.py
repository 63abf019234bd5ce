"""How the JSON of an answer becomes the frozen values of ``shapes``, and how values become JSON again.

A node that is newer may say more than this client knows: what has no field is left, and a code that is in no list
stands as it was said.
"""

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from bowstreet.client.refusing import Unreadable

T = TypeVar("T")
_Read = Callable[[Any, str], Any]


def read(kind: type[T], told: Any) -> T:
    """Return a value of a kind; raise ``Unreadable`` with the place that is not as described."""
    reader: _Read = _reader(kind)  # type: ignore[arg-type]
    made: T = reader(told, "the answer")
    return made


def sendable(value: Any) -> Any:
    """Return a value as it stands in JSON.

    >>> sendable({"since": datetime.date(2031, 3, 2), "kinds": ("market",)})
    {'since': '2031-03-02', 'kinds': ['market']}
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: sendable(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): sendable(each) for name, each in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(sendable(each) for each in value)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [sendable(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def several(value: str | Sequence[str] | None) -> Sequence[str] | None:
    """Return one text as a list that holds it, and a list as it is."""
    return (value,) if isinstance(value, str) else value


@cache
def _reader(kind: Any) -> _Read:
    """Return what reads values of a kind, made once."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _of_shape(kind)
    if origin in (types.UnionType, typing.Union):
        inside = _reader(next(each for each in inner if each is not types.NoneType))
        return lambda told, place: None if told is None else inside(told, place)
    if origin in (tuple, frozenset):
        return _of_list(origin, inner)
    if origin is Mapping:
        return _of_mapping(_reader(inner[1]))
    if kind in (datetime.date, datetime.datetime):
        return _of_moment(kind)
    return lambda told, place: told


def _of_shape(kind: Any) -> _Read:
    hints = typing.get_type_hints(kind)
    needed = {each.name for each in dataclasses.fields(kind) if _is_needed(each)}
    readers: dict[str, _Read] = {}

    def read_shape(told: Any, place: str) -> Any:
        if not readers:
            readers.update({each.name: _reader(hints[each.name]) for each in dataclasses.fields(kind)})
        if not isinstance(told, dict):
            raise _wrong(place, "an object")
        if missing := needed - told.keys():
            raise _wrong(place, f"an object with {', '.join(sorted(missing))}")
        return kind(**{name: each(told[name], f"{place}, {name}") for name, each in readers.items() if name in told})

    return read_shape


def _is_needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _of_list(origin: Any, inner: tuple[Any, ...]) -> _Read:
    if origin is tuple and inner[-1] is not Ellipsis:
        each = tuple(map(_reader, inner))
        return lambda told, place: tuple(
            one(value, place) for one, value in zip(each, _listed(told, place, len(each)), strict=True)
        )
    one = _reader(inner[0])
    return lambda told, place: origin(one(value, place) for value in _listed(told, place))


def _of_mapping(inside: _Read) -> _Read:
    def read_mapping(told: Any, place: str) -> Any:
        if not isinstance(told, dict):
            raise _wrong(place, "an object")
        return {name: inside(each, f"{place}, {name}") for name, each in told.items()}

    return read_mapping


def _of_moment(kind: Any) -> _Read:
    def read_moment(told: Any, place: str) -> Any:
        try:
            return kind.fromisoformat(told)
        except (TypeError, ValueError):
            raise _wrong(place, "a day or a moment") from None

    return read_moment


def _listed(told: Any, place: str, length: int | None = None) -> list[Any]:
    if not isinstance(told, list) or (length is not None and len(told) != length):
        raise _wrong(place, "a list" if length is None else f"a list of {length}")
    return told


def _wrong(place: str, wanted: str) -> Unreadable:
    return Unreadable(f"In {place} should stand {wanted}. Node and client may be of different versions.")
