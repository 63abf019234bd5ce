"""A machine with a state folder of its own, on which the command runs as a process, as people run it."""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.worlds import forking, prepared
from tests.worlds.agencies import PASSWORD
from tests.worlds.forking import BOWSTREET

from bowstreet.holdings.agencies import second_factor
from bowstreet.holdings.ledger import keys
from bowstreet.interfaces.cli import starting

LONGEST = 120
ANALYSIS = "operational_analysis"


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Return the JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Officer:
    """An officer who enrolled by the page of a link."""

    login: str
    secret: str
    codes: list[str]

    def typed(self, *, by_app: bool = False) -> str:
        """Return what is typed at the prompts: password and a code that has not been used."""
        later = datetime.now(UTC) + timedelta(seconds=second_factor.PERIOD)
        return f"{PASSWORD}\n{second_factor.code_at(self.secret, later) if by_app else self.codes.pop()}\n"


@dataclass
class Machine:
    """A state folder and what the environment says."""

    state: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str | Path | bytes, typed: str = "", **more: str) -> Said:
        """Run a command to its end, in a process that has imported what every command does, except on PostgreSQL."""
        if "DATABASE_URL" in self.env(**more):
            return self.start(*words, typed=typed, **more)
        code, out, err = forking.run(words, typed=typed.encode(), environment=self.env(**more), longest=LONGEST)
        return Said(code, out.decode(), err.decode())

    def start(self, *words: str | Path | bytes, typed: str = "", **more: str) -> Said:
        """Run a command to its end as the shell starts it."""
        done = subprocess.run(
            [BOWSTREET, *words], input=typed.encode(), capture_output=True, env=self.env(**more), timeout=LONGEST,
            start_new_session=True, check=False,
        )  # fmt: skip
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def must(self, *words: str | Path, typed: str = "", **more: str) -> Said:
        """Run a command that must be done."""
        said = self.run(*words, typed=typed, **more)
        assert said.code == 0, said
        return said

    def env(self, **more: str) -> dict[str, str]:
        """Return the environment of a command."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOWSTREET", "DJANGO"))}
        return {**kept, "BOWSTREET_DIR": str(self.state), "COLUMNS": "200", **self.environment, **more}

    @contextmanager
    def serving(self, *words: str) -> Iterator[str]:
        """Serve on a free port until the block ends; hand out the address."""
        port = free_port()
        child = subprocess.Popen(
            [BOWSTREET, "serve", "--port", str(port), "--processes", "1", *words], env=self.env(),
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            until_ready(f"http://127.0.0.1:{port}", child)
            yield f"http://127.0.0.1:{port}"
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(timeout=LONGEST)


def with_empty_repository(
    factory: pytest.TempPathFactory, state: Path, environment: dict[str, str] | None = None
) -> Machine:
    """Return a machine with what ``init`` makes, once in a run: a repository of its own keys that holds nothing."""
    made = prepared.once(factory, "empty", lambda folder: Machine(folder / "var").must("init"))
    shutil.copytree(made / "var", state)
    for each in starting.KEYS:
        (state / "keys" / each).unlink()
    keys.make_node_keys(state / "keys")
    secret = state / "keys" / "session-secret"
    secret.touch(mode=0o600)
    secret.write_text(secrets.token_urlsafe(50))
    return Machine(state, environment or {})


def free_port() -> int:
    """Return a loopback port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def enrolled(base: str, link: str, login: str) -> Officer:
    """Enrol by the page of a link, as an officer would in a browser."""
    with httpx.Client(base_url=base) as browser:
        page = browser.get(link).text
        secret = _found(r"<code>([A-Z2-7]{16,})</code>", page)
        code = second_factor.code_at(secret, datetime.now(UTC))
        form = {"csrfmiddlewaretoken": _found(r'csrfmiddlewaretoken" value="(\w+)"', page), "password": PASSWORD,
                "again": PASSWORD, "code": code}  # fmt: skip
        done = browser.post(link, data=form, headers={"Origin": base})
        assert done.status_code == 200, done.text
    return Officer(login, secret, re.findall(r"<li><code>([^<]+)</code>", done.text))


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, pattern
    return found[1]


def until_ready(base: str, child: "subprocess.Popen[bytes]") -> None:
    """Ask until the node answers, and fail as soon as it ends."""
    while True:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{base}/readyz", timeout=10).status_code == 200:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"serve ended with {child.wait(timeout=0.1)}")
