"""The addresses under ``/taxii2``."""

from django.urls import URLPattern, path, re_path

from bowstreet.interfaces.doors import table
from bowstreet.interfaces.doors.addresses import by_address, django_path
from bowstreet.interfaces.taxii.endpoints import endpoint, nothing_here


def patterns() -> list[URLPattern]:
    """Return the addresses of all doors that have one here, and the one for everything else."""
    return [
        *(path(django_path(address), endpoint(doors)) for address, doors in by_address(table.every(), "taxii")),
        re_path(r"^.*$", nothing_here),
    ]
