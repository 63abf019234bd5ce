"""The operations of the OpenAPI description beside the methods of the client, for the tests of both."""

import typing
from typing import Any

from bowstreet.client.operations.every import Operations
from bowstreet.client.reading import read, sendable
from bowstreet.interfaces.api.schema import openapi

IN_PERSON: list[Any] = [{"session": []}]


def opened_by_token() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Return method, path and description of each operation that a token opens, by its id."""
    return {
        said["operationId"]: (method.upper(), path, said)
        for path, methods in openapi()["paths"].items()
        for method, said in methods.items()
        if said.get("security") != IN_PERSON
    }


def answer_of(name: str) -> Any:
    """Return what the client's method of an operation answers."""
    return typing.get_type_hints(getattr(Operations, name))["return"]


def told_and_read(method: str, path: str, document: Any) -> Any:
    """Return a document as the client tells it again when it has read it; where no token opens it, as it is."""
    name = openapi()["paths"][path][method.lower()]["operationId"]
    return sendable(read(answer_of(name), document)) if name in opened_by_token() else document
