"""A served node as a client meets it: a port, a session, a page."""

import http.client
import socket
import time
from datetime import UTC, datetime


def free_port() -> int:
    """Return a loopback port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def awaited(port: int) -> None:
    """Wait until something listens on a port; raise after a minute."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The server does not answer.")


def session(officer_id: str) -> str:
    """Return the cookie of a session with both factors and a purpose; Django has started."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from bowstreet.holdings.agencies import sessions
    from bowstreet.vocabulary.lawfulness import Purpose

    made = SessionStore()
    sessions.begin(made, officer_id=officer_id, name="bench", now=datetime.now(UTC))
    sessions.choose(made, purpose=Purpose.OPERATIONAL_ANALYSIS)
    made.create()
    return f"{settings.SESSION_COOKIE_NAME}={made.session_key}"


def get(connection: http.client.HTTPConnection, cookie: str, path: str) -> bytes:
    """Return a page; raise unless it is given."""
    connection.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise AssertionError(f"{path} answers {answer.status}.")
    return body
