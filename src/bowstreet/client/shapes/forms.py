"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from bowstreet.client.shapes.parts import Difference, Field
from bowstreet.client.shapes.shared import Foreseen


@dataclasses.dataclass(frozen=True, kw_only=True)
class KindCard:
    """A kind that this officer may record."""

    code: str
    label: str
    icon: str
    personal: bool
    content: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class KindList:
    """The kinds that this officer may record, in the order of the catalogue."""

    kinds: tuple[KindCard, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Since:
    """A version that somebody wrote while a text was written."""

    number: int
    by: str
    at: datetime.datetime
    what: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form as it begins. ``record`` is empty for a new one; ``begun`` is the version it will be saved against.

    ``body`` and ``envelope`` hold what stands in it, as it was typed where it goes on with a draft. ``errors`` are
    (place, sentence) pairs. ``differences`` and ``since`` say what others wrote since the text was begun. ``page`` is
    the token under which it is kept, ``follows`` the draft it goes on with.
    """

    kind: str
    kind_label: str
    icon: str
    personal: bool
    fields: tuple[Field, ...]
    record: str
    title: str
    begun: int
    body: Mapping[str, Any]
    envelope: Mapping[str, Any]
    errors: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    since: tuple[Since, ...]
    page: str
    follows: str
    follows_seq: int
    kept_at: datetime.datetime | None
    second_person: bool
    foreseen: Foreseen
