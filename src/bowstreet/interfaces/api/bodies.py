"""What a caller sent, as the raw fields of a door's form: a query, a JSON document, or files with fields beside."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import orjson
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from bowstreet.interfaces.doors import reading
from bowstreet.interfaces.doors.door import Door
from bowstreet.interfaces.doors.receiving import BodyTooLarge, Received
from bowstreet.vocabulary.refusals import Invalid, Refusal

REASON = "reason"
"""The field in which any caller may say why, beside the fields of the form."""

JSON, FILES = "application/json", "multipart/form-data"


class WrongBody(Invalid):
    """A body that cannot be read."""


class WrongMedia(Refusal):
    """A body of another media type than the operation takes."""

    def __init__(self, wanted: str) -> None:
        """Say which one it takes."""
        super().__init__(f"This takes a body of the media type {wanted}.")


@contextmanager
def readable() -> Iterator[None]:
    """Raise ``WrongBody`` or ``BodyTooLarge`` for what the framework cannot or does not read."""
    try:
        yield
    except (MultiPartParserError, BadRequest, UnreadablePostError):
        raise WrongBody("What was sent cannot be read to its end.") from None
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        raise BodyTooLarge() from None


def takes_files(door: Door) -> bool:
    """Say whether a door takes files."""
    return "files" in door.form.model_fields


def said(door: Door, request: HttpRequest, path: Mapping[str, str]) -> tuple[dict[str, Any], str | None]:
    """Return a door's arguments, and the reason if one was given; raise with a sentence for what cannot be read."""
    if door.method == "GET":
        sent = reading.gather(door.form, _many(request.GET))
    elif request.GET:
        raise reading.WrongField([(name, "belongs into the body") for name in request.GET])
    elif takes_files(door):
        sent = _form(door, request)
    else:
        sent = _document(request)
    reason = None if REASON in door.form.model_fields else _reason(sent)
    read = reading.read if door.method == "GET" or takes_files(door) else reading.read_typed
    return read(door, {**sent, **path}), reason


def _reason(sent: dict[str, Any]) -> str | None:
    why = sent.pop(REASON, None)
    if why is not None and (not isinstance(why, str) or reading.fault_of(why)):
        raise reading.WrongField([(REASON, "must be text")])
    return why


def _form(door: Door, request: HttpRequest) -> dict[str, Any]:
    if request.content_type != FILES:
        raise WrongMedia(FILES)
    sent = reading.gather(door.form, _many(request.POST))
    sent.update(dict.fromkeys(request.FILES, "a file"))
    sent["files"] = tuple(each.upload for each in request.FILES.getlist("files") if isinstance(each, Received))
    if "envelope" in sent:
        sent["envelope"] = _object(str(sent["envelope"]).encode(), "envelope")
    return sent


def _document(request: HttpRequest) -> dict[str, Any]:
    if not request.body:
        return {}
    if request.content_type != JSON:
        raise WrongMedia(JSON)
    return _object(request.body, "body")


def _object(raw: bytes, what: str) -> dict[str, Any]:
    """Return a JSON object; refuse what readers of JSON understand in different ways."""
    try:
        body = orjson.loads(raw)
        json.loads(raw, object_pairs_hook=_once_each)
    except orjson.JSONDecodeError:
        raise WrongBody(f"The {what} is not JSON in UTF-8.") from None
    except RecursionError:
        raise WrongBody(f"The {what} is nested too deeply.") from None
    if not isinstance(body, dict):
        raise WrongBody(f"The {what} must be one JSON object.")
    return body


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise WrongBody("An object in the body has the same name twice.")
    return found


def _many(sent: Any) -> dict[str, list[str]]:
    return {name: sent.getlist(name) for name in sent}
