"""A peer on loopback that answers as a test tells it to, honest or hostile, and tells what it was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

TAXII = "application/taxii+json;version=2.1"
Asked = Mapping[str, str]
Said = tuple[int, Mapping[str, str], bytes]


@dataclass
class Fake:
    """Objects in the order in which they were added, and what was asked for; ``answer`` takes the place of it all."""

    url: str = ""
    objects: list[tuple[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, Asked, str]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)
    answer: Callable[[str, Asked], Said | None] = lambda method, asked: None
    size: int = 2

    def add(self, *some: Any) -> None:
        """Add objects, each at its own moment."""
        for each in some:
            self.objects.append((f"2031-01-01T00:00:00.{len(self.objects):06d}Z", each))

    def say(self, method: str, asked: Asked) -> Said:
        """Return an answer."""
        made = self.answer(method, asked)
        if made is not None:
            return made
        if method == "POST":
            return told(202, {"id": "0f0f0f0f-1111-4222-8333-555555555555", "status": "complete"})
        place = int(asked["next"]) if "next" in asked else 0
        later = [each for each in self.objects if each[0] > asked.get("added_after", "")][place:]
        page = later[: self.size]
        more = {"more": True, "next": str(place + len(page))} if len(later) > len(page) else {}
        last = {"X-TAXII-Date-Added-Last": page[-1][0]} if page else {}
        return told(200, {**more, **({"objects": [each for _, each in page]} if page else {})}, **last)


def told(status: int, held: Any, **headers: str) -> Said:
    """Return an answer of TAXII."""
    return status, {"Content-Type": TAXII, **headers}, orjson.dumps(held)


def actor(number: int) -> dict[str, Any]:
    """Return one of many invented sellers."""
    return {
        "type": "threat-actor", "spec_version": "2.1", "id": f"threat-actor--0f0f0f0f-1111-4222-8333-{number:012d}",
        "created": "2026-03-02T09:00:00.000Z", "modified": "2026-03-02T09:00:00.000Z", "name": f"reeve {number}",
    }  # fmt: skip


@contextmanager
def fake() -> Iterator[Fake]:
    """Serve a fake peer on loopback."""
    made = Fake()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            asked = {name: each[-1] for name, each in parse_qs(parts.query).items()}
            made.asked.append((f"{self.command} {parts.path}", asked, self.headers.get("Authorization", "")))
            if body:
                made.posted.append(body)
            status, headers, content = made.say(self.command, asked)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if not {"Content-Length", "Transfer-Encoding"} & set(headers):
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                self.wfile.write(content)
            except OSError:
                self.close_connection = True

        do_GET = do_POST = _answer

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}/root/"
    worker = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    worker.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        worker.join(30)
