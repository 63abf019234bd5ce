"""The addresses under ``/api/v1``."""

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from bowstreet.interfaces.api import docs
from bowstreet.interfaces.api.operations import nothing_here, operation
from bowstreet.interfaces.api.schema import openapi
from bowstreet.interfaces.doors import table
from bowstreet.interfaces.doors.addresses import by_address, django_path
from bowstreet.interfaces.doors.door import OpenDoor

OPEN = (
    OpenDoor("docs", "Every operation, to try it", "GET", "/api/v1/docs", "describes the program, no content"),
    OpenDoor("docs.asset", "Its style and script", "GET", "/api/v1/docs/{name}", "carries no content"),
    OpenDoor("openapi", "The OpenAPI description", "GET", "/api/v1/openapi.json", "describes the program, no content"),
)
"""Addresses beside the table, for the inventory."""


def description(request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI description."""
    return HttpResponse(_described(), content_type="application/json")


@cache
def _described() -> bytes:
    return orjson.dumps(openapi())


def patterns() -> list[URLPattern]:
    """Return the addresses of all doors that have one here, and the one for everything else."""
    return [
        path("openapi.json", description),
        path("docs", docs.page),
        path("docs/<str:name>", docs.asset),
        *(path(django_path(address), operation(doors)) for address, doors in by_address(table.every(), "api")),
        re_path(r"^.*$", nothing_here),
    ]
