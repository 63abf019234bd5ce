"""Every door with an address under ``/taxii2`` as one endpoint."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from bowstreet.interfaces.doors import clock, failing, passing, reading
from bowstreet.interfaces.doors.door import Door
from bowstreet.interfaces.taxii import bodies, errors, negotiating, resources
from bowstreet.interfaces.taxii.authentication import CHALLENGE, NotSignedIn, caller_of
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Malformed, Refusal

SHORT = 1 << 20
"""Bytes of a refused body that are read nevertheless: the server ends the connection over one that is not."""

_VARY = "Authorization, Accept, X-Purpose, X-Case"


def endpoint(doors: Mapping[str, Door]) -> Callable[..., HttpResponse]:
    """Return the view of one address, which serves the doors of its methods."""

    @csrf_exempt
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        return _guarded(request, lambda: _answer(doors, request, path))

    return view


@csrf_exempt
def nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer an unknown address as a hidden object is answered."""

    def answer() -> HttpResponse:
        caller_of(request, None, clock.now())
        raise Hidden()

    return _guarded(request, answer)


def _guarded(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    response = _answered(answer)
    response["Vary"] = _VARY
    with suppress(OSError):
        request.read(SHORT)
    return response


def _answered(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer, or the error message of what stood in its way."""
    try:
        return answer()
    except NotSignedIn as refusal:
        response = errors.error(401, refusal.sentence)
        response["WWW-Authenticate"] = CHALLENGE
        return response
    except negotiating.NotAcceptable as refusal:
        return errors.error(406, refusal.sentence)
    except negotiating.WrongMedia as refusal:
        return errors.error(415, refusal.sentence)
    except Malformed as refusal:
        return errors.error(400, refusal.sentence)
    except Refusal as refusal:
        return errors.refused(refusal)
    except Exception:
        return errors.error(500, f"The answer could not be made. Tell the help desk the number {failing.report()}.")


def _answer(doors: Mapping[str, Door], request: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
    now = clock.now()
    door = doors.get("GET" if request.method == "HEAD" else str(request.method))
    reader = caller_of(request, path.get("id"), now)
    if door is None:
        return _methods(doors)
    passing.enter(door, reader)
    negotiating.wants_taxii(request.headers.get("Accept", ""))
    if door.method != "POST":
        return _made(door, _run(door, reader, now, {**bodies.filters(door, request), **path}))
    with bodies.file_of(request) as file:
        return _made(door, _run(door, reader, now, {**bodies.filters(door, request), **path, "file": file}))


def _run(door: Door, reader: Reader, now: datetime, fields: Mapping[str, Any]) -> Any:
    try:
        form = reading.read(door, fields)
    except reading.WrongField as wrong:
        raise bodies.as_sent(wrong) from None
    return door.run(reader=reader, now=now, **form)


def _made(door: Door, answer: Any) -> HttpResponse:
    body, headers = resources.RESOURCES[door.name](answer)
    response = HttpResponse(body, status=202 if door.creates else 200, content_type=negotiating.TAXII)
    for name, value in headers.items():
        response[name] = value
    return response


def _methods(doors: Mapping[str, Door]) -> HttpResponse:
    response = errors.error(405, f"This address answers {' and '.join(sorted(doors))}.")
    response["Allow"] = ", ".join(sorted({*doors, *({"HEAD"} if "GET" in doors else ())}))
    return response
