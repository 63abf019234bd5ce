"""Officers of two agencies who call over REST: by token, or in a session with second factor."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client
from tests.worlds import agencies, repository

from bowstreet.holdings.agencies import sessions, tokens
from bowstreet.vocabulary.lawfulness import Purpose

NOW = agencies.NOW
ANALYSIS = Purpose.OPERATIONAL_ANALYSIS.value


@dataclass
class Caller:
    """A client that sends what an officer's program or browser would send."""

    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False, enforce_csrf_checks=True))

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        """Ask for something under /api/v1."""
        answer: HttpResponse = self.client.get(f"/api/v1{path}", query, headers={**self.headers, **_named(headers)})
        return answer

    def post(self, path: str, body: Any = None, media: str = "application/json", **headers: str) -> HttpResponse:
        """Send a document; bytes and text go as they are."""
        raw = body if isinstance(body, (bytes, str)) else orjson.dumps({} if body is None else body)
        answer: HttpResponse = self.client.post(
            f"/api/v1{path}", raw, content_type=media, headers={**self.headers, **_named(headers)}
        )
        return answer

    def hand_in(self, fields: dict[str, Any], path: str = "/intake", **headers: str) -> HttpResponse:
        """Send files with fields beside them."""
        answer: HttpResponse = self.client.post(f"/api/v1{path}", fields, headers={**self.headers, **_named(headers)})
        return answer


@dataclass(frozen=True)
class Callers:
    """Two agencies with their records, and who calls."""

    two: agencies.Two
    records: repository.World

    def by_token(self, person: agencies.Person, purpose: str | None = ANALYSIS) -> Caller:
        """Return a program of an officer."""
        made = tokens.make(reader=person.reader(), now=NOW, label="program")
        headers = {"Authorization": f"Bearer {made.secret}"}
        return Caller(headers | ({"X-Purpose": purpose} if purpose else {}))

    def in_session(self, person: agencies.Person, purpose: Purpose | None = Purpose.OPERATIONAL_ANALYSIS) -> Caller:
        """Return the browser of an officer who signed in with both factors."""
        caller = Caller()
        session = caller.client.session
        sessions.begin(session, officer_id=person.id, name="web:test", now=NOW)
        if purpose is not None:
            sessions.choose(session, purpose=purpose)
        session.save()
        caller.client.cookies["bowstreet-session"] = str(session.session_key)
        caller.client.cookies["bowstreet-csrf"] = "c" * 32
        caller.headers["X-CSRFToken"] = "c" * 32
        return caller


def said(response: HttpResponse) -> Any:
    """Return the document of an answer."""
    return orjson.loads(response.content)


def made() -> Callers:
    """Make both agencies with a supervisor each, and three records of the first."""
    two = agencies.two()
    world = Callers(two, repository.made(two))
    for handle in ("quietharbour", "saltlantern", "tidemerchant"):
        world.records.vendor(world.records.north, handle)
    return world


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
