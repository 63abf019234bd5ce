"""The evaluator as a process: a few threads behind one port, on loopback unless it is told otherwise.

TLS is not its task: other agencies reach it through the same front as the node's pages.
"""

import socketserver
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, WSGIServer

from django.db import connections

from bowstreet.vocabulary.refusals import Refusal, Sort

AT_ONCE = 8
"""So many requests are answered at a time; more wait to be taken up."""

SECONDS = 30
"""So long is waited for a request that was begun."""


class CannotListen(Refusal):
    """The address on which an evaluator should listen is not to be had."""

    sort = Sort.CONFLICT


class _Quiet(WSGIRequestHandler):
    timeout = SECONDS

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what came is in the ledger."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64
    _places = threading.BoundedSemaphore(AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Wait for a place among those that are answered."""
        self._places.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and give the place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke off."""

    def get_request(self) -> Any:
        """Return a connection on which nothing is waited for too long."""
        made, address = super().get_request()
        made.settimeout(SECONDS)
        return made, address


def listen(application: Callable[..., Iterable[bytes]], *, host: str, port: int) -> WSGIServer:
    """Return a server that listens; raise ``CannotListen`` where another does."""
    ServerHandler.server_software = ""
    try:
        made = _Server((host, port), _Quiet)
    except OSError as wrong:
        raise CannotListen(f"Nothing can listen on {host}:{port}: {wrong.strerror}.") from None
    made.set_app(application)
    return made


def serve(server: WSGIServer, stop: threading.Event) -> None:
    """Answer until told to stop."""
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    running.start()
    with suppress(KeyboardInterrupt):
        stop.wait()
    server.shutdown()
    server.server_close()
    running.join()
