"""Refusals as problem documents (RFC 9457), with a sentence an officer understands."""

import orjson
from django.http import HttpResponse

from bowstreet.interfaces.doors.reading import WrongField
from bowstreet.vocabulary.refusals import Refusal, Sort

STATUS = {
    Sort.NO_PURPOSE: 403,
    Sort.HIDDEN: 404,
    Sort.FORBIDDEN: 403,
    Sort.INVALID: 422,
    Sort.CONFLICT: 409,
    Sort.TOO_MUCH: 413,
    Sort.UNAVAILABLE: 503,
}
"""The status of each sort of refusal."""

TITLE = {
    401: "Not signed in",
    403: "Refused",
    404: "Nothing here for you",
    405: "Not done this way",
    409: "In conflict",
    413: "Too much",
    415: "Not in this form",
    422: "Cannot be taken as it is",
    500: "Failed",
    503: "Not available now",
}
"""The title of each status, the same for all problems that have it."""


def problem(status: int, sentence: str, **more: object) -> HttpResponse:
    """Return a problem document; its type is the paragraph of the page of operations that explains the status."""
    kind = f"/api/v1/docs#problem-{status}"
    body = {"type": kind, "title": TITLE[status], "status": status, "detail": sentence, **more}
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/problem+json")


def refused(refusal: Refusal) -> HttpResponse:
    """Return the problem document of a refusal."""
    if isinstance(refusal, WrongField):
        errors = [{"field": field, "detail": sentence} for field, sentence in refusal.errors]
        return problem(422, refusal.sentence, errors=errors)
    return problem(STATUS[refusal.sort], refusal.sentence)
