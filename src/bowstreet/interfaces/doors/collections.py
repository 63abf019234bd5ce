"""The doors of collections: agreements as programs read them over TAXII, and what is handed in and taken out there."""

import re
from datetime import datetime
from typing import Any, Final

from pydantic import Field, field_validator

from bowstreet.casework.sharing import collecting, handing
from bowstreet.casework.sharing.collecting import MOST, Asked, Collected, CollectionCard
from bowstreet.casework.sharing.handing import Sending
from bowstreet.formats.stix import apart
from bowstreet.interfaces.doors.audience import GATHERERS, RECORDERS
from bowstreet.interfaces.doors.door import Door, Form, Nothing, Upload
from bowstreet.vocabulary.readers import Reader

ROOT: Final = "/agreements"
"""The one API root of a node: all that the asking agency has part in."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
_KEYWORDS = frozenset({"last", "first", "all"})
_MANY = 1_000
_Several = tuple[str, ...]


def _moment(told: str) -> datetime:
    if not _MOMENT.fullmatch(told):
        raise ValueError("a moment is written as 2026-03-02T09:00:00.000000Z")
    whole, _, part = told.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{part[:6].ljust(6, '0')}+00:00")


def _added(told: object) -> object:
    return _moment(str(told)) if told is not None else None


def _parts(told: object) -> object:
    """Return the values that stand between commas."""
    return tuple(told.split(",")) if isinstance(told, str) else told


def _kept(told: _Several) -> _Several:
    """Return keywords as they are and times as versions are kept, each once."""
    if len(set(told)) < len(told) or ("all" in told and len(told) > 1):
        raise ValueError("each version is named once, and 'all' alone")
    return tuple(each if each in _KEYWORDS else apart.version_of(_moment(each)) for each in told)


class One(Form):
    """A collection, or what was handed in, by its id."""

    id: str = Field(max_length=100)


class Page(One):
    """Where to go on in a collection, and how many objects at most."""

    added_after: datetime | None = None
    limit: int | None = Field(None, ge=1)
    next: str | None = Field(None, max_length=500)
    spec_version: _Several = Field((), max_length=_MANY)

    _at = field_validator("added_after", mode="before")(_added)
    _several = field_validator("spec_version", mode="before")(_parts)


class Versions(Page):
    """Which versions are meant, of what is added after a moment."""

    version: _Several = Field(("last",), max_length=_MANY)

    _named = field_validator("version", mode="before")(_parts)
    _meant = field_validator("version")(_kept)


class Matching(Versions):
    """What is asked for of a collection."""

    match_id: _Several = Field((), max_length=_MANY)
    match_type: _Several = Field((), max_length=_MANY)

    _matched = field_validator("match_id", "match_type", mode="before")(_parts)


class Object(Versions):
    """What is asked for of one object."""

    object: str = Field(max_length=300)


class ObjectPage(Page):
    """The versions of one object."""

    object: str = Field(max_length=300)


class TakingOut(One):
    """An object in a collection, and which of its versions are meant."""

    object: str = Field(max_length=300)
    version: _Several = Field(("all",), max_length=_MANY)
    spec_version: _Several = Field((), max_length=_MANY)

    _several = field_validator("spec_version", "version", mode="before")(_parts)
    _meant = field_validator("version")(_kept)


class HandingIn(One):
    """A file of objects for a collection."""

    file: Upload


def _asked(fields: dict[str, Any], **more: Any) -> Asked:
    limit = min(fields["limit"] or MOST, MOST)
    return Asked(after=fields["added_after"], next=fields["next"], limit=limit, specs=fields["spec_version"], **more)


def _objects(*, reader: Reader, now: datetime, id: str, **fields: Any) -> Collected:
    return collecting.objects(reader=reader, now=now, id=id, asked=_matching(fields))


def _manifest(*, reader: Reader, now: datetime, id: str, **fields: Any) -> Collected:
    return collecting.objects(reader=reader, now=now, id=id, asked=_matching(fields), action="collection.manifest")


def _matching(fields: dict[str, Any]) -> Asked:
    return _asked(fields, ids=fields["match_id"], types=fields["match_type"], versions=fields["version"])


def _object(*, reader: Reader, now: datetime, id: str, object: str, **fields: Any) -> Collected:
    asked = _asked(fields, ids=(object,), versions=fields["version"])
    return collecting.one(reader=reader, now=now, id=id, asked=asked, action="collection.object")


def _versions(*, reader: Reader, now: datetime, id: str, object: str, **fields: Any) -> Collected:
    asked = _asked(fields, ids=(object,), versions=("all",))
    return collecting.one(reader=reader, now=now, id=id, asked=asked, action="collection.versions")


def _take_out(*, version: _Several, spec_version: _Several, **asking: Any) -> None:
    handing.take_out(versions=version if not spec_version or collecting.SPEC in spec_version else (), **asking)


def _nothing(*, reader: Reader, now: datetime) -> None:
    """Answer what tells of the server alone."""


DOORS = (
    Door(
        "taxii.discovery", "What this server of TAXII offers", _nothing, Nothing, taxii="/", roles=RECORDERS,
        purpose=False,
    ),
    Door("taxii.root", "Its one API root", _nothing, Nothing, taxii=f"{ROOT}/", roles=RECORDERS, purpose=False),
    Door(
        "taxii.status", "What became of objects that were handed in", handing.sending, One, Sending,
        taxii=f"{ROOT}/status/{{id}}/", roles=GATHERERS, purpose=False,
    ),
    Door(
        "taxii.collections", "The collections that your agency has part in", collecting.collections, Nothing,
        answer=tuple[CollectionCard, ...], taxii=f"{ROOT}/collections/", roles=RECORDERS, purpose=False,
    ),
    Door(
        "taxii.collection", "One collection", collecting.collection, One, CollectionCard,
        taxii=f"{ROOT}/collections/{{id}}/", roles=RECORDERS, purpose=False,
    ),
    Door(
        "taxii.manifest", "Which objects a collection holds", _manifest, Matching, Collected,
        taxii=f"{ROOT}/collections/{{id}}/manifest/", roles=RECORDERS, purpose=False,
    ),
    Door(
        "taxii.objects", "The objects of a collection", _objects, Matching, Collected,
        taxii=f"{ROOT}/collections/{{id}}/objects/", roles=RECORDERS, purpose=False,
    ),
    Door(
        "taxii.hand-in", "Hand objects in to a collection that your agency gives", handing.hand_in, HandingIn,
        Sending, method="POST", creates=True, taxii=f"{ROOT}/collections/{{id}}/objects/", roles=GATHERERS,
        purpose=False,
    ),
    Door(
        "taxii.object", "One object of a collection", _object, Object, Collected,
        taxii=f"{ROOT}/collections/{{id}}/objects/{{object}}/", roles=RECORDERS, purpose=False,
    ),
    Door(
        "taxii.take-out", "Take an object out of a collection", _take_out, TakingOut, method="DELETE",
        taxii=f"{ROOT}/collections/{{id}}/objects/{{object}}/", roles=GATHERERS, purpose=False,
    ),
    Door(
        "taxii.versions", "The versions of an object of a collection", _versions, ObjectPage, Collected,
        taxii=f"{ROOT}/collections/{{id}}/objects/{{object}}/versions/", roles=RECORDERS, purpose=False,
    ),
)  # fmt: skip
"""A program cannot say a purpose: token and agreement have one, which ``collecting.entering`` chooses."""
