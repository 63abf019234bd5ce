"""A node with keys, a clock that is held, two agencies with an agreement, and programs that speak TAXII."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import orjson
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client
from tests.worlds import agencies, callers, engines, repository

from bowstreet.casework.sharing import agreeing, collecting, lining, stowing
from bowstreet.holdings.agencies import tokens
from bowstreet.holdings.ledger import keys, lookups
from bowstreet.interfaces.doors import clock
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.lawfulness import Purpose

ROOT = "/taxii2/agreements/"
TAXII = "application/taxii+json;version=2.1"


@dataclass
class Program:
    """A program of an officer, which sends name and token as HTTP Basic."""

    secret: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Ask under the API root, or anywhere by a whole address."""
        basic = base64.b64encode(f"program:{self.secret}".encode()).decode()
        said = {"Authorization": f"Basic {basic}", "Accept": TAXII}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        address = path if path.startswith("/") else ROOT + path
        client = Client(raise_request_exception=False)
        media = said.pop("Content-Type", TAXII)
        answer: HttpResponse = client.generic(method, address, raw, media, headers=said)
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Ask for a resource."""
        return self.ask("GET", path, **headers)


@dataclass
class Node:
    """The agencies, programs of both, and their agreement with its collection."""

    two: agencies.Two
    records: repository.World
    north: Program
    south: Program
    agreement: str
    place: str

    def keep_up(self) -> None:
        """Let the followers do what is to be done."""
        while lining.keep_up(callers.NOW):
            pass
        while stowing.keep_up(callers.NOW):
            pass


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def served() -> Iterator[str]:
    """Serve this process' node on loopback and return where."""
    with make_server("127.0.0.1", 0, WSGIHandler(), _Threads, _Quiet) as server:
        worker = threading.Thread(target=server.serve_forever, daemon=True)
        worker.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            worker.join(30)


def told(answer: HttpResponse) -> Any:
    """Return what an answer holds."""
    return orjson.loads(answer.content)


@pytest.fixture
def node(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Node]:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    keys.make_node_keys(tmp_path / "keys")
    engines.acts_gone()
    with clock.held(lambda: callers.NOW):
        two = agencies.two()
        world = repository.made(two)
        card = agreeing.make(
            reader=world.north, now=callers.NOW, title="Sellers for south", receivers=["south"],
            purposes=[Purpose.OPERATIONAL_ANALYSIS], ceiling=Ceiling(tlp=Tlp.AMBER_STRICT),
        )  # fmt: skip
        north, south = (
            Program(tokens.make(reader=each.reader(), now=callers.NOW, label="program").secret)
            for each in (two.north, two.south)
        )
        yield Node(two, world, north, south, card.id, f"collections/{collecting.outer_id(card.id)}/")
    lookups.close()
