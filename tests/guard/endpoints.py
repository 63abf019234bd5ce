"""What there is to call, out of the code itself: Django's resolver, the OpenAPI description, and the command line."""

import re
from collections.abc import Iterator

import typer
from django.urls import URLPattern, URLResolver, get_resolver

from bowstreet.interfaces.api.schema import openapi
from bowstreet.interfaces.cli import main
from bowstreet.interfaces.doors import table

API = "/api/v1"
TAXII = "/taxii2"
CATCH_ALL = ("^.*$", *(f"{under.lstrip('/')}/^.*$" for under in (API, TAXII)))


def addresses() -> set[str]:
    """Return every address that Django resolves, with ``{name}`` for what varies; those that catch the rest aside."""
    found = {address for address in _walked(get_resolver().url_patterns, "") if address not in CATCH_ALL}
    return {"/" + re.sub(r"<(?:[a-z]+:)?([a-z0-9_]+)>", r"{\1}", address) for address in found}


def described() -> set[tuple[str, str]]:
    """Return every method and address of the OpenAPI description."""
    return {(method.upper(), API + path) for path, methods in openapi()["paths"].items() for method in methods}


def of_the_table() -> set[tuple[str, str, str]]:
    """Return surface, method and address of every door of the table."""
    found = {("fragment" if each.fragment else "page", each.method, each.web) for each in table.every() if each.web}
    found |= {("api", each.method, API + each.api) for each in table.every() if each.api}
    return found | {("taxii", each.method, TAXII + each.taxii) for each in table.every() if each.taxii}


def commands() -> set[str]:
    """Return every command with the group that it stands in."""
    return set(_commands(main.whole(), ""))


def _commands(app: typer.Typer, before: str) -> Iterator[str]:
    for each in app.registered_commands:
        name = each.name or str(getattr(each.callback, "__name__", "")).replace("_", "-")
        yield f"{before}{name}"
    for group in app.registered_groups:
        if group.typer_instance is not None:
            yield from _commands(group.typer_instance, f"{before}{group.name} ")


def _walked(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for each in patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walked(each.url_patterns, address)
        else:
            yield address
