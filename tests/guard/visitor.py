"""An officer who calls every door, and what was answered: status, every header, every cookie, every byte."""

import json
import random
import shlex
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

import typer.main
import typer.testing
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.guard import endpoints
from tests.worlds.agencies import Person
from tests.worlds.stillness import Clock
from typer.testing import CliRunner

from bowstreet.casework.intake import reading, working
from bowstreet.casework.intake.models import Task
from bowstreet.casework.sharing import egress
from bowstreet.holdings.agencies import sessions
from bowstreet.holdings.observations import asking
from bowstreet.holdings.observations.reader import Reading
from bowstreet.interfaces.cli import examining, main, serving, starting
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role

CSRF = "guardguardguardguardguardguardgu"
"""The secret of the visitor's CSRF cookie: 32 signs, as Django's own."""

LONGEST_WALK = 12
"""So many pages of one list are asked for at most."""

_drawn_up = cache(typer.main.get_command)
"""The tree of commands, which else is drawn up anew for every line."""


@dataclass(frozen=True)
class Answer:
    """One answer, whole."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """An officer (None: nobody) in a session and with a token, in the world where this process works."""

    role: Role | None
    person: Person | None
    token: str
    purpose: Purpose | None
    moment: Clock
    ids: Mapping[str, str]
    colleague: str = ""
    pick: random.Random = field(default_factory=lambda: random.Random(0))
    heard: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"host": "localhost"}, raise_request_exception=False)
        self.client.cookies["bowstreet-csrf"] = CSRF
        if self.person is not None:
            self.client.cookies["bowstreet-session"] = _session_of(self.person, self.purpose, self.moment())

    def get(self, address: str, method: str = "GET", **more: Any) -> Answer:
        """Ask for a page or fragment."""
        return self._heard(f"{method} {address} {more}", self.client.generic(method, address, **more))

    def part(self, address: str, **more: Any) -> Answer:
        """Ask for a fragment as the script of a page does."""
        return self.get(address, headers={"HX-Request": "true"}, **more)

    def send(self, address: str, fields: Mapping[str, Any] | None = None) -> Answer:
        """Send a form."""
        sent = {"csrfmiddlewaretoken": CSRF, **(fields or {})}
        return self._heard(f"POST {address}", self.client.post(address, sent))

    def api(self, method: str, address: str, body: Any = None, **headers: str) -> Answer:
        """Call an operation with the officer's token."""
        said = {**self._said(), **headers}
        raw = json.dumps(body) if body is not None else ""
        caller = Client(headers={"host": "localhost"}, raise_request_exception=False)
        answer = caller.generic(method, endpoints.API + address, raw, "application/json", headers=said)
        return self._heard(f"{method} {endpoints.API}{address} {body} {headers}", answer)

    def taxii(self, method: str, address: str, body: Any = None) -> Answer:
        """Call an endpoint of TAXII with the officer's token."""
        raw = json.dumps(body) if body is not None else ""
        caller = Client(headers={"host": "localhost"}, raise_request_exception=False)
        media = "application/taxii+json;version=2.1"
        answer = caller.generic(method, endpoints.TAXII + address, raw, media, headers=self._said())
        return self._heard(f"{method} {endpoints.TAXII}{address} {body}", answer)

    def in_person(self, method: str, address: str, body: Any) -> Answer:
        """Call an operation with the officer's session instead."""
        headers = {"X-CSRFToken": CSRF} | ({"X-Purpose": self.purpose.value} if self.purpose else {})
        answer = self.client.generic(
            method, endpoints.API + address, json.dumps(body), "application/json", headers=headers
        )
        return self._heard(f"{method} {endpoints.API}{address} {body} in person", answer)

    def hand_in(self, address: str, name: str, content: bytes, **fields: Any) -> Answer:
        """Hand a file in, on the page or over REST."""
        sent = {"files": SimpleUploadedFile(name, content), **fields}
        if not address.startswith(endpoints.API):
            return self.send(address, sent)
        caller = Client(headers={"host": "localhost"}, raise_request_exception=False)
        return self._heard(f"POST {address} {name}", caller.post(address, sent, headers=self._said()))

    def command(self, line: str, **more: Any) -> Answer:
        """Run a command with the officer's token."""
        said = {"BOWSTREET_TOKEN": self.token or None, "BOWSTREET_PURPOSE": self.purpose and self.purpose.value}
        with mock.patch.object(typer.testing, "_get_command", _drawn_up):
            came = CliRunner().invoke(main.whole(), shlex.split(line), env=said, **more)
        body = came.stdout_bytes + b"\x00" + came.stderr_bytes
        if came.exception is not None and not isinstance(came.exception, SystemExit):
            body += repr(came.exception).encode()
        return self._keep(Answer(line, came.exit_code, (), body))

    def opened(self, file: Path) -> Answer:
        """Hear what stands in a file that a command wrote."""
        return self._keep(Answer(f"what stands in {file.name}", 0, (), file.read_bytes()))

    def folder(self) -> Path:
        """Return a folder of the officer's own machine, beside the node's state."""
        return Path(settings.STATE)

    def walk(self, ask: Callable[[str], Answer]) -> None:
        """Go through a list page by page; ``ask`` gets what to put behind its query, and every answer says ``next``."""
        following = ""
        for _ in range(LONGEST_WALK):
            answer = ask(following)
            cursor = answer.json().get("next") if answer.status == 200 else None
            if not cursor:
                return
            following = f"&cursor={quote(cursor)}"

    def work(self) -> None:
        """Read what waits in the intake of this world, in this process."""
        for intake in Task.objects.filter(state="waiting").order_by("id").values_list("intake", flat=True):
            reading.read(intake)
        Task.objects.filter(state="waiting").update(state="ended")

    def _said(self) -> dict[str, str]:
        said = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return said | ({"X-Purpose": self.purpose.value} if self.purpose else {})

    def _heard(self, asked: str, answer: HttpResponse) -> Answer:
        headers = (*answer.items(), ("Set-Cookie", answer.cookies.output()))
        body = b"".join(answer) if answer.streaming else answer.content
        return self._keep(Answer(asked, answer.status_code, tuple(headers), body))

    def _keep(self, answer: Answer) -> Answer:
        self.moment.tick()
        self.heard.append(answer)
        return answer


def _session_of(person: Person, purpose: Purpose | None, now: datetime) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions.begin(store, officer_id=person.id, name="web:visit", now=now)
    if purpose is not None:
        sessions.choose(store, purpose=purpose)
    store.create()
    return str(store.session_key)


def in_this_process() -> ExitStack:
    """Let reading run here, where the clock stands, instead of in processes of its own, and nothing be served."""
    held = ExitStack()
    held.enter_context(mock.patch.object(working, "_read", _read_here))
    held.enter_context(mock.patch.object(asking, "ask", _ask_here))
    held.enter_context(mock.patch.object(egress, "ask", _answer_as_a_peer))
    held.enter_context(mock.patch.object(serving, "serve", lambda **_: None))
    held.enter_context(mock.patch.object(starting, "KEYS", ("checkpoint", "followers")))
    held.enter_context(mock.patch.object(examining, "_settings", lambda: examining.Finding("settings", True)))
    return held


def _answer_as_a_peer(method: str, *_: Any, **__: Any) -> egress.Answer:
    """Answer as a peer that has nothing new and takes all that it is sent."""
    body = b'{"id":"0f0f0f0f-1111-4222-8333-555555555555","status":"complete"}' if method == "POST" else b"{}"
    return egress.Answer(202 if method == "POST" else 200, {"content-type": "application/taxii+json"}, body)


def _read_here(work: Any, *_: Any) -> int:
    reading.read(work.intake)
    return 0


def _ask_here(question: dict[str, Any]) -> dict[str, Any]:
    answer = json.loads(Reading(Path(settings.STATE)).answer(json.dumps(question).encode()))
    if "wrong" in answer:
        raise asking.ReaderSilent()
    return dict(answer)
