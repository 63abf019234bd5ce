"""The addresses under ``/api/v1``."""

import re
from collections import defaultdict

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from bowstreet.interfaces.api.operations import nothing_here, operation
from bowstreet.interfaces.api.schema import openapi
from bowstreet.interfaces.doors.door import Door
from bowstreet.interfaces.doors.table import DOORS


def description(request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI description."""
    return HttpResponse(orjson.dumps(openapi()), content_type="application/json")


def patterns() -> list[URLPattern]:
    """Return the addresses of all doors that have one here, and the one for everything else."""
    by_path: dict[str, dict[str, Door]] = defaultdict(dict)
    for door in DOORS:
        if door.api is not None:
            by_path[door.api][door.method] = door
    return [
        path("openapi.json", description),
        *(path(django_path(api), operation(doors)) for api, doors in by_path.items()),
        re_path(r"^.*$", nothing_here),
    ]


def django_path(address: str) -> str:
    """Return an address of the table as Django writes it.

    >>> django_path("/records/{id}/history")
    'records/<str:id>/history'
    """
    return re.sub(r"{(\w+)}", r"<str:\1>", address.lstrip("/"))
