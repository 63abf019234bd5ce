"""Refusals as error messages of TAXII, with a sentence an officer understands."""

import orjson
from django.http import HttpResponse

from bowstreet.interfaces.taxii.negotiating import TAXII
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
    400: "Not understood",
    401: "Not signed in",
    403: "Refused",
    404: "Nothing here for you",
    405: "Not done this way",
    406: "Not given in this form",
    409: "In conflict",
    413: "Too much",
    415: "Not taken in this form",
    422: "Cannot be taken as it is",
    500: "Failed",
    503: "Not available now",
}
"""The title of each status, the same for all errors that have it."""


def error(status: int, sentence: str) -> HttpResponse:
    """Return an error message."""
    body = {"title": TITLE[status], "description": sentence, "http_status": str(status)}
    return HttpResponse(orjson.dumps(body), status=status, content_type=TAXII)


def refused(refusal: Refusal) -> HttpResponse:
    """Return the error message of a refusal."""
    return error(STATUS[refusal.sort], refusal.sentence)
