"""What a door is: one act or query, the form it takes, the roles it serves, and where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Refusal

BYTES = "application/octet-stream"
PICTURE = "image/*"
CARRIED = frozenset({BYTES, PICTURE})
"""The media types of doors whose answer says where bytes lie that go out as they are, and what a picture's are."""


class Form(BaseModel):
    """What a door takes in: every field by name, none beside.

    ``whole_envelope``: its page shows every field of an envelope, so that one which is emptied is said to be empty.
    """

    whole_envelope: ClassVar[bool] = False
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Nothing(Form):
    """A form without fields."""


@dataclass(frozen=True)
class Upload:
    """A file handed in: the name as sent (never trusted), and where its bytes lie until they are quarantined."""

    name: str
    path: str
    size: int


BODY = 5 << 19
"""Bytes of a body without files; texts of pages and documents fit."""


@dataclass(frozen=True)
class Door:
    """One row of the table of doors.

    ``run(*, reader, now, **form)`` is the act or query. ``web``, ``api`` and ``taxii`` are paths with ``{name}`` for
    fields of the form (None: not there). ``page`` names the template of the answer; a POST on the web goes on to
    ``after(answer)``, a GET to ``settled(answer)`` where that is an address; a POST that was refused to
    ``again(refusal, fields)`` where that is one. ``beside`` names the door on whose page the form stands: what is
    refused of a field is told there, beside the field. ``roles`` empty means everybody who is signed in.
    ``takes_case``: a case or a sentence is wanted. ``in_person``: no token opens it. ``creates``: a POST that makes
    something new. ``most``: so many bytes of a body without files it takes.
    """

    name: str
    summary: str
    run: Callable[..., Any]
    form: type[Form] = Nothing
    answer: type[Any] | None = None
    method: Literal["GET", "POST", "DELETE"] = "GET"
    web: str | None = None
    api: str | None = None
    taxii: str | None = None
    page: str | None = None
    fragment: bool = False
    after: Callable[[Any], str] | None = None
    settled: Callable[[Any], str | None] | None = None
    again: Callable[[Refusal, Mapping[str, Any]], str | None] | None = None
    beside: str | None = None
    roles: frozenset[Role] = frozenset()
    purpose: bool = True
    takes_case: bool = False
    in_person: bool = False
    creates: bool = False
    command: str | None = None
    media: str = "application/json"
    most: int = BODY


@dataclass(frozen=True)
class OpenDoor:
    """An address without an officer, or with a flow of its own; listed for the inventory."""

    name: str
    summary: str
    method: str
    web: str
    why_open: str


Now = Callable[[], datetime]
"""Where a door gets the time from."""
