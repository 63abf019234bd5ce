"""The view of every door that has a page: a request becomes one act or query, the answer a page."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from markupsafe import Markup

from bowstreet.interfaces.doors import clock, forging, giving, passing, reading, receiving, table
from bowstreet.interfaces.doors.door import CARRIED, Door
from bowstreet.interfaces.doors.receiving import Received
from bowstreet.interfaces.web import frame, officer, refusing, rendering, sheets, supplements
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal

SIGN_IN = "/sign-in"
ENVELOPE = "envelope."
"""What the names of a form's fields begin with that belong to the envelope."""

REASON = "reason"
"""The field of any form in which an officer may say why."""

_LISTS = frozenset({"handling", "purposes", "recipients", "flags", "special"})

Answer = Callable[[Reader, datetime], HttpResponse]


def page(doors: Mapping[str, Door]) -> Callable[..., HttpResponse]:
    """Return the view of one address, which serves the doors of its methods."""

    @csrf_exempt
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        return guarded(request, lambda reader, now: _answer(doors, request, path, reader, now))

    return view


def guarded(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return the answer for the officer who is signed in, or the page of what stood in its way."""
    now, reader = clock.now(), None
    try:
        reader = officer.reader_of(request, now)
        if reader is None:
            return _to_sign_in(request)
        try:
            return answer(reader, now)
        except Refusal as refusal:
            return refusing.refused(request, reader, now, refusal)
    except Exception:
        return refusing.failed(request, reader, now)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the first page of signing in, and from there back to the page that was asked for."""
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse()
        response["HX-Redirect"] = _with_next(urlsplit(request.headers.get("HX-Current-URL", ""))._replace(
            scheme="", netloc="", fragment="").geturl())  # fmt: skip
        return response
    return HttpResponseRedirect(_with_next(request.get_full_path() if request.method == "GET" else ""))


def _with_next(address: str) -> str:
    return f"{SIGN_IN}?next={quote(address)}" if address.strip("/") else SIGN_IN


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an unknown address as a hidden object is answered."""

    def hide(reader: Reader, now: datetime) -> HttpResponse:
        raise Hidden()

    return guarded(request, hide)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer what failed outside the doors."""
    return refusing.failed(request, None, clock.now())


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that lacks its session's token, for views outside the table."""
    context = {"frame": None, "title": "This is not done.", "sentence": refusing.Forged().sentence, "errors": (),
               "back": refusing.back(request)}  # fmt: skip
    return rendering.render(request, "refused.html", context, 403)


def components(request: HttpRequest) -> HttpResponse:
    """Answer the page of all components; in a demonstration world alone."""

    def show(reader: Reader, now: datetime) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Hidden()
        around = frame.frame_of(reader, now, request.path)
        return rendering.render(request, "components.html", {"frame": around})

    return guarded(request, show)


def _answer(
    doors: Mapping[str, Door], request: HttpRequest, path: Mapping[str, str], reader: Reader, now: datetime
) -> HttpResponse:
    door = doors.get("GET" if request.method == "HEAD" else str(request.method))
    if door is None:
        raise Hidden()
    passing.enter(door, reader, saying_follows=door.method == "POST")
    if door.method == "GET":
        fields = reading.read(door, {**reading.gather(door.form, _many(request.GET)), **path})
        answer = door.run(reader=reader, now=now, **fields)
        settled = door.settled(answer) if door.settled else None
        return _go(settled) if settled else _shown(door, request, reader, now, answer, fields)
    return _done(door, request, path, reader, now)


def _done(door: Door, request: HttpRequest, path: Mapping[str, str], reader: Reader, now: datetime) -> HttpResponse:
    """Carry out the act of a form; what was uploaded does not outlive the answer."""
    incoming = receiving.receive(request)
    fields: Mapping[str, Any] = {}
    try:
        receiving.fits(door, request)
        if forging.is_forged(request):
            raise refusing.Forged()
        sent = _sent(door, request)
        reader = _having_said(door, reader, sent)
        fields = reading.read(door, {**sent, **path})
        answer = door.run(reader=reader, now=now, **fields)
    except Refusal as refusal:
        mended = door.again(refusal, fields) if door.again else None
        if mended is None and not (door.beside and refusal.field):
            raise
        return _go(mended) if mended else _beside(door, request, path, reader, now, refusal)
    finally:
        incoming.discard()
    goes_on = door.after is not None and not (door.fragment and request.headers.get("HX-Request") == "true")
    return _go(door.after(answer)) if door.after and goes_on else _shown(door, request, reader, now, answer, fields)


def _having_said(door: Door, reader: Reader, sent: dict[str, Any]) -> Reader:
    """Return the reader with the reason that came with the fields, taken out of them; raise where one is wanted."""
    if REASON not in door.form.model_fields:
        why = sent.pop(REASON, None)
        if why is not None and (not isinstance(why, str) or reading.fault_of(why)):
            raise reading.WrongField([(REASON, "must be text")])
        reader = passing.with_saying(reader, case=None, reason=why)
    passing.wants_saying(door, reader)
    return reader


def _beside(
    door: Door, request: HttpRequest, path: Mapping[str, str], reader: Reader, now: datetime, refusal: Refusal
) -> HttpResponse:  # fmt: skip
    """Return the page on which the form stands, with what was typed and why a field of it was refused."""
    page = table.door(str(door.beside))
    fields = {name: value for name, value in path.items() if name in page.form.model_fields}
    answer = page.run(reader=reader, now=now, **fields)
    context = {"answer": answer, "fields": fields, "reader": reader, "now": now}
    context |= supplements.of(page.name, request, reader, now, answer)
    wrong = ((refusal.field, refusal.sentence),)
    context |= {"errors": wrong, "typed": request.POST, "sent": door.name.rpartition(".")[2]}
    context["frame"] = frame.frame_of(reader, now, request.path)
    return rendering.render(request, str(page.page), context, refusing.PAGES[refusal.sort][0])


def _go(address: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = address
    return response


def _shown(
    door: Door, request: HttpRequest, reader: Reader, now: datetime, answer: Any, fields: Mapping[str, Any]
) -> HttpResponse:
    if door.page is None:
        return _file(door, answer, fields)
    context = {"answer": answer, "fields": fields, "reader": reader, "now": now}
    context |= supplements.of(door.name, request, reader, now, answer)
    if door.fragment:
        return _fragment(door, request, context)
    context["frame"] = frame.frame_of(reader, now, request.path)
    return rendering.render(request, door.page, context)


def _fragment(door: Door, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Return a part of a page; in a frame of its own for a browser that was sent there directly."""
    alone = request.headers.get("HX-Request") != "true"
    part = rendering.text(request, str(door.page), {**context, "alone": alone})
    if alone:
        around = frame.frame_of(context["reader"], context["now"], request.path)
        about = {"frame": around, "title": door.summary, "door": door.name, "here": request.path}
        return rendering.render(request, "framed.html", {**context, **about, "part": Markup(part)})  # noqa: S704
    response = HttpResponse(part)
    if door.name == "find.results":
        response["HX-Push-Url"] = "/find" + _query_of(request)
    return response


def _query_of(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


def _file(door: Door, answer: Any, fields: Mapping[str, Any]) -> HttpResponse:
    if door.media in CARRIED:
        return giving.given(answer)
    response = HttpResponse(answer, content_type=f"{door.media}; charset=utf-8")
    name = re.sub(r"[^a-z0-9]+", "-", f"{door.name}-{str(fields.get('id', ''))[-8:]}").strip("-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{door.media.rsplit("/", 1)[-1]}"'
    return response


def _many(sent: Any) -> dict[str, list[str]]:
    return {name: sent.getlist(name) for name in sent if name != "csrfmiddlewaretoken"}


def _sent(door: Door, request: HttpRequest) -> dict[str, Any]:
    many = _many(request.POST)
    plain = {name: values for name, values in many.items() if not name.startswith(ENVELOPE)}
    sent = reading.gather(door.form, {name: each for name, each in plain.items() if not name.startswith(sheets.BODY)})
    if "body" in door.form.model_fields:
        sent["body"] = sheets.body(many)
    if "files" in door.form.model_fields:
        sent["files"] = tuple(each.upload for each in request.FILES.getlist("files") if isinstance(each, Received))
    if "envelope" in door.form.model_fields:
        sent["envelope"] = sheets.envelope(many) if door.form.whole_envelope else _envelope(many)
    return sent


def _envelope(many: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return what a form says of the envelope; what was left empty is the agency's standing one."""
    said: dict[str, Any] = {}
    for name, values in many.items():
        field, kept = name.removeprefix(ENVELOPE), [value.strip() for value in values if value.strip()]
        if name.startswith(ENVELOPE) and kept:
            said[field] = kept if field in _LISTS else kept[-1]
    return said
