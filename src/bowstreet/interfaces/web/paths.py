"""The addresses of the pages."""

import re
from collections import defaultdict

from django.urls import URLPattern, path, re_path

from bowstreet.interfaces.doors import table
from bowstreet.interfaces.doors.door import Door, OpenDoor
from bowstreet.interfaces.web import assets, pages, signing_in

OPEN = (
    OpenDoor("static", "Style, script and typefaces", "GET", "/static/{stamp}/{name}", "carries no content"),
    OpenDoor("components", "The page of all components", "GET", "/components", "in a demonstration world alone"),
)
"""Addresses beside the table, for the inventory."""


def patterns() -> list[URLPattern]:
    """Return the addresses of all doors that have one here, static files, sign-in, and the one for everything else."""
    by_path: dict[str, dict[str, Door]] = defaultdict(dict)
    for door in table.every():
        if door.web is not None:
            by_path[door.web][door.method] = door
    return [
        path("static/<str:stamp>/<path:name>", assets.serve),
        path("components", pages.components),
        *signing_in.PATHS,
        *(path(django_path(web), pages.page(doors)) for web, doors in sorted(by_path.items(), key=_fixed_first)),
        re_path(r"^.*$", pages.nothing_here),
    ]


def django_path(address: str) -> str:
    """Return an address of the table as Django writes it.

    >>> django_path("/records/{id}/history"), django_path("/")
    ('records/<str:id>/history', '')
    """
    return re.sub(r"{(\w+)}", r"<str:\1>", address.lstrip("/"))


def _fixed_first(entry: tuple[str, object]) -> tuple[int, str]:
    return entry[0].count("{"), entry[0]


PATHS = patterns()
