"""A walk over the operations of REST: each is called, and its answer is held against what its description says."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

import jsonschema_rs
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from tests.client.described import told_and_read
from tests.worlds.callers import Caller, said

from bowstreet.interfaces.api.schema import openapi


def strict(schema: Any) -> Any:
    """Return a schema in which no object has a name that is not described."""
    if isinstance(schema, dict):
        closed = {name: strict(each) for name, each in schema.items()}
        if "properties" in schema and schema.get("type") == "object":
            closed.setdefault("additionalProperties", False)
        return closed
    return [strict(each) for each in schema] if isinstance(schema, list) else schema


def check(method: str, path: str, answer: HttpResponse) -> None:
    """Raise unless an answer has a status, a media type and a document that its operation describes."""
    described = openapi()["paths"][path][method.lower()]["responses"][str(answer.status_code)]
    media, _, _ = answer["Content-Type"].partition(";")
    (told,) = described["content"]
    assert fnmatchcase(media, told), f"{media} where {told} is described"
    if "json" in media:
        whole = strict({**described["content"][told]["schema"], "components": openapi()["components"]})
        jsonschema_rs.validator_for(whole).validate(said(answer))
        if answer.status_code < 300:
            assert told_and_read(method, path, said(answer)) == said(answer), "the client keeps all that is told"


class Walk:
    """Calls one operation after the other and keeps which ones were answered as they say."""

    def __init__(self, caller: Caller, done: set[tuple[str, str]] | None = None) -> None:
        self.caller = caller
        self.done: set[tuple[str, str]] = set() if done is None else done

    def beside(self, caller: Caller) -> "Walk":
        """Return the walk of somebody else whose answers count too."""
        return Walk(caller, self.done)

    def get(self, path: str, query: dict[str, Any] | None = None, **ids: object) -> Any:
        return self._kept("GET", path, lambda: self.caller.get(path.format(**ids), query))

    def post(self, path: str, body: Any = None, **ids: object) -> Any:
        return self._kept("POST", path, lambda: self.caller.post(path.format(**ids), body))

    def hand_in(
        self, *files: SimpleUploadedFile, path: str = "/intake", more: dict[str, str] | None = None, **ids: object
    ) -> Any:
        fields = {"files": list(files), **(more or {})}
        return self._kept("POST", path, lambda: self.caller.hand_in(fields, path.format(**ids)))

    def _kept(self, method: str, path: str, call: Callable[[], HttpResponse]) -> Any:
        answer = call()
        assert answer.status_code in {200, 201}, (method, path, answer.content)
        check(method, path, answer)
        self.done.add((method, path))
        return said(answer) if "json" in answer["Content-Type"] else answer.getvalue()
