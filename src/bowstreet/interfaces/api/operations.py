"""Every door with an address under ``/api/v1`` as one operation."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from bowstreet.holdings.governance import gate
from bowstreet.interfaces.api.authentication import NotSignedIn, caller_of
from bowstreet.interfaces.api.problems import problem, refused
from bowstreet.interfaces.doors import clock, failing, reading
from bowstreet.interfaces.doors.door import Door
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal


def plain(value: Any) -> Any:
    """Return an answer as dictionaries, lists and simple values; sets sorted, so that equal answers are equal bytes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, (frozenset, set)):
        return sorted(plain(each) for each in value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return value


def operation(doors: Mapping[str, Door]) -> Callable[..., HttpResponse]:
    """Return the view of one address, which serves the doors of its methods."""

    @csrf_exempt
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        return guarded(lambda: _answer(doors, request, path))

    return view


def guarded(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer, or the problem document of what stood in its way."""
    try:
        return answer()
    except NotSignedIn as refusal:
        response = problem(401, refusal.sentence)
        response["WWW-Authenticate"] = "Bearer"
        return response
    except Refusal as refusal:
        return refused(refusal)
    except Exception:
        sentence = f"The answer could not be made. Tell the help desk the number {failing.report()}."
        return problem(500, sentence)


def nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer an unknown address as a hidden object is answered."""

    def answer() -> HttpResponse:
        caller_of(request, clock.now())
        raise Hidden()

    return guarded(answer)


def _answer(doors: Mapping[str, Door], request: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
    now = clock.now()
    reader = caller_of(request, now).reader
    door = doors.get("GET" if request.method == "HEAD" else str(request.method))
    if door is None:
        response = problem(405, f"This address answers {' and '.join(sorted(doors))}.")
        response["Allow"] = ", ".join(sorted(doors))
        return response
    if door.roles and reader.role not in door.roles:
        raise Hidden()
    if door.purpose:
        gate.wants_purpose(reader)
    return _made(door, door.run(reader=reader, now=now, **_fields(door, request, path, reader)))


def _fields(door: Door, request: HttpRequest, path: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    if door.method == "GET":
        sent = reading.gather(door.form, {name: request.GET.getlist(name) for name in request.GET})
    elif "files" in door.form.model_fields:
        sent = reading.gather(door.form, {name: request.POST.getlist(name) for name in request.POST})
        if "envelope" in sent:
            sent["envelope"] = _json(str(sent["envelope"]).encode())
        sent["files"] = tuple(
            reading.receive(each.name or "", each.chunks(), folder=settings.INCOMING, limit=settings.UPLOAD_LIMIT)
            for each in request.FILES.getlist("files")
        )
    else:
        sent = _json(request.body) if request.body else {}
    return reading.read(door, {**sent, **path})


def _json(raw: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Invalid("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Invalid("The body must be one JSON object.")
    return body


def _made(door: Door, answer: Any) -> HttpResponse:
    status = 201 if door.method == "POST" and door.name != "ledger.verify" else 200
    if door.media != "application/json":
        return HttpResponse(answer, content_type=f"{door.media}; charset=utf-8")
    return HttpResponse(orjson.dumps(plain(answer)), status=status, content_type="application/json")
