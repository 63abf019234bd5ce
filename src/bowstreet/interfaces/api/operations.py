"""Every door with an address under ``/api/v1`` as one operation."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from bowstreet.interfaces.api import bodies
from bowstreet.interfaces.api.authentication import NotSignedIn, caller_of
from bowstreet.interfaces.api.problems import problem, refused
from bowstreet.interfaces.doors import clock, failing, giving, passing, receiving
from bowstreet.interfaces.doors.door import CARRIED, Door
from bowstreet.interfaces.doors.plain import plain
from bowstreet.vocabulary.refusals import Hidden, Refusal

VARIES = ("Authorization", "Cookie", "X-Purpose", "X-Case")


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
    except bodies.WrongMedia as refusal:
        return problem(415, refusal.sentence)
    except Refusal as refusal:
        return refused(refusal)
    except Exception:
        return problem(500, f"The answer could not be made. Tell the help desk the number {failing.report()}.")


@csrf_exempt
def nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer an unknown address as a hidden object is answered."""

    def answer() -> HttpResponse:
        caller_of(request, clock.now())
        raise Hidden()

    return guarded(answer)


SHORT = 1 << 20
"""Bytes of a refused body that are read nevertheless."""


def status_of(door: Door) -> int:
    """Return the status of an answer that succeeds."""
    return 201 if door.creates else 200


def methods_of(doors: Mapping[str, Door]) -> str:
    """Return the methods of an address as the header ``Allow`` names them."""
    return ", ".join(sorted({*doors, "OPTIONS", *({"HEAD"} if "GET" in doors else ())}))


def _answer(doors: Mapping[str, Door], request: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
    """Answer a call; what was uploaded does not outlive the answer."""
    incoming = receiving.receive(request)
    try:
        with bodies.readable():
            return _answered(doors, request, path)
    finally:
        incoming.discard()
        _read_out(request)


def _read_out(request: HttpRequest) -> None:
    """Read what is left of a short body: the server ends the connection over one, and the answer may go with it."""
    with suppress(OSError):
        request.read(SHORT)


def _answered(doors: Mapping[str, Door], request: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
    now = clock.now()
    reader = caller_of(request, now)
    door = doors.get("GET" if request.method == "HEAD" else str(request.method))
    if door is None:
        return _methods(doors, request)
    passing.enter(door, reader, saying_follows=True)
    receiving.fits(door, request)
    fields, reason = bodies.said(door, request, path)
    reader = passing.with_saying(reader, case=None, reason=reason)
    passing.wants_saying(door, reader)
    answer = door.run(reader=reader, now=now, **fields)
    if door.media in CARRIED:
        return giving.given(answer)
    response = _made(door, answer)
    return _unless_held(request, response) if door.method == "GET" else response


def _methods(doors: Mapping[str, Door], request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204)
    if request.method != "OPTIONS":
        response = problem(405, f"This address answers {' and '.join(sorted(doors))}.")
    response["Allow"] = methods_of(doors)
    return response


def _made(door: Door, answer: Any) -> HttpResponse:
    if door.media == "application/json":
        return HttpResponse(orjson.dumps(plain(answer)), status=status_of(door), content_type=door.media)
    return HttpResponse(answer, status=status_of(door), content_type=f"{door.media}; charset=utf-8")


def _unless_held(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer with the hash of its bytes; nothing but that to a caller who holds the same bytes."""
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    held = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
    if held & {tag, "*"}:
        response = HttpResponse(status=304)
    response["ETag"] = tag
    patch_vary_headers(response, VARIES)
    return response
