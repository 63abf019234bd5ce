"""Refusals and failures as pages: what is so, then what to do. The same bytes for whatever is hidden or never was."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from bowstreet.interfaces.doors import failing
from bowstreet.interfaces.doors.reading import WrongField
from bowstreet.interfaces.web import frame, rendering
from bowstreet.interfaces.web.frame import Frame
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

PAGES = {
    Sort.NO_PURPOSE: (403, "purpose_wanted.html", ""),
    Sort.HIDDEN: (404, "nothing_here.html", ""),
    Sort.FORBIDDEN: (403, "refused.html", "This is not done."),
    Sort.INVALID: (422, "cannot_take.html", "This cannot be taken as it is."),
    Sort.CONFLICT: (409, "refused.html", "This is in conflict with what is there."),
    Sort.TOO_MUCH: (413, "refused.html", "This is more than the node takes."),
    Sort.UNAVAILABLE: (503, "refused.html", "This cannot be done now. Nothing was changed."),
}
"""Of each sort of refusal: its status, its template and its title. Those without a title say nothing of the request."""


class Forged(Refusal):
    """A form without the token of its session."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This form was made in another session. Open its page again and send it once more.")


def refused(request: HttpRequest, reader: Reader, now: datetime, refusal: Refusal) -> HttpResponse:
    """Return the page of a refusal; for a part of a page its sentence, which is what the asker looked for there."""
    if request.headers.get("HX-Request") == "true" and refusal.sort is Sort.FORBIDDEN and request.method == "GET":
        return rendering.render(request, "told_in_place.html", {"sentence": refusal.sentence})
    status, template, title = PAGES[refusal.sort]
    context = {
        "frame": frame.frame_of(reader, now, ""),
        "title": title,
        "sentence": refusal.sentence if title else "",
        "errors": refusal.errors if isinstance(refusal, WrongField) else (),
        "back": back(request) if title else "",
    }
    return rendering.render(request, template, context, status)


def failed(request: HttpRequest, reader: Reader | None, now: datetime) -> HttpResponse:
    """Log the exception in hand and return the page with its number, which carries no case data."""
    number = failing.report()
    context = {
        "frame": _frame_if_any(reader, now),
        "number": number,
        "now": now,
        "again": request.get_full_path() if request.method == "GET" else "",
    }
    return rendering.render(request, "failed.html", context, 500)


def back(request: HttpRequest) -> str:
    """Return the path of this site that the request came from, ``/`` for any other."""
    came, own = request.headers.get("Referer", ""), f"{request.scheme}://{request.get_host()}/"
    path = "/" + came.removeprefix(own) if came.startswith(own) else "/"
    return "/" if path.startswith(("//", "/\\")) else path


def _frame_if_any(reader: Reader | None, now: datetime) -> Frame | None:
    try:
        return frame.frame_of(reader, now, "") if reader else None
    except Exception:
        return None
