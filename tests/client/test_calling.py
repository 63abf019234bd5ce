"""How a call travels: where a token may go, what is asked again, what a refusal says, and what nothing prints."""

import logging
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from bowstreet.client import (
    Client,
    Conflict,
    Failed,
    Invalid,
    NotSignedIn,
    NotThere,
    Refusal,
    Refused,
    TooMuch,
    Unavailable,
    Unreachable,
    Unreadable,
)
from bowstreet.client.calling import Saying, connected
from bowstreet.client.reading import sendable
from bowstreet.client.refusing import StillWorking
from bowstreet.client.shapes import IntakeGlance
from bowstreet.client.taking_in import Intake

TOKEN = "bow_the-secret-of-an-invented-officer"
RECORDED = {"id": "0f3a", "version": 1, "created": True}
LEAVE = ("http://node.example", "ftp://node.example", "http://localhost.node.example", "http://10.0.0.9",
         "node.example", "https://a:b@node.example", "https://node.example/?x=1", "http://2130706433", "")  # fmt: skip

Answering = Callable[[httpx.Request], httpx.Response]


class Waits(list[float]):
    """The pauses that were made; nobody waits for them."""


def client_of(answer: Answering, tries: int = 3, waits: Waits | None = None) -> Client:
    kept = Waits() if waits is None else waits
    told = httpx.MockTransport(answer)
    return Client.over(connected("https://node.example", TOKEN, Saying("prosecution"), timeout=5, tries=tries,
                                 trust=None, transport=told, pause=kept.append))  # fmt: skip


def problem(status: int, **more: Any) -> httpx.Response:
    return httpx.Response(status, json={"type": f"/api/v1/docs#problem-{status}", "title": "A title", "status": status,
                                        "detail": "One sentence.", **more})  # fmt: skip


@pytest.mark.parametrize("address", LEAVE)
def test_a_token_leaves_this_machine_over_https_alone(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Client(address, TOKEN)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8000/", "http://[::1]:8000"])
def test_this_machine_is_asked_plainly_and_by_no_proxy(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    with Client(address, TOKEN) as here:
        assert not here._connection.http._mounts
    with Client("https://node.example", TOKEN) as there:
        assert there._connection.http._mounts, "a proxy is used for others"


@pytest.mark.parametrize("wrong", ["", "two words", "line\nbreak", "bów"])
def test_what_can_be_no_token_or_no_case_is_told_before_anything_is_sent(wrong: str) -> None:
    with pytest.raises(ValueError, match="no token"):
        Client("https://node.example", wrong)
    if "b" in wrong and " " not in wrong:
        with pytest.raises(ValueError, match="X-Case"):
            Client("https://node.example", TOKEN, case=wrong)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, NotSignedIn), (403, Refused), (404, NotThere), (409, Conflict), (413, TooMuch), (415, Invalid),
     (422, Invalid), (500, Failed), (503, Unavailable), (405, Refusal)],
)  # fmt: skip
def test_a_refusal_has_the_sentence_the_code_and_the_places(status: int, kind: type[Refusal]) -> None:
    wrong = [{"field": "grade", "detail": "must have 2 signs or fewer"}]
    with pytest.raises(kind, match=r"^One sentence\.$") as told:
        client_of(lambda _: problem(status, errors=wrong), tries=1).show("0f3a")
    refused = told.value
    assert (refused.status, refused.title, refused.type) == (status, "A title", f"/api/v1/docs#problem-{status}")
    assert refused.errors == (("grade", "must have 2 signs or fewer"),) and type(refused) is kind


@pytest.mark.parametrize("answer", [httpx.Response(502, text="<h1>Bad</h1>"), httpx.Response(403, json=["no"]),
                                    httpx.Response(302, headers={"Location": "https://other.example"})])  # fmt: skip
def test_what_stands_before_a_node_says_nothing_in_its_name_and_leads_nowhere(answer: httpx.Response) -> None:
    heard: list[httpx.URL] = []

    def hear(request: httpx.Request) -> httpx.Response:
        heard.append(request.url)
        return answer

    with pytest.raises(Refusal, match=f"answered {answer.status_code} and did not say why"):
        client_of(hear, tries=1).show("0f3a")
    assert [each.host for each in heard] == ["node.example"]


@pytest.mark.parametrize("answer", [b"<html>", b"[" * 100_000, b"[]", b'{"id": "0f3a"}'])
def test_an_answer_that_is_none_is_told_as_that(answer: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^(The answer is no JSON|In the answer should stand an object)"):
        client_of(lambda _: httpx.Response(201, content=answer)).record("market", {})


def fails_until(good: int, method: str, waits: Waits, *, broken: bool) -> tuple[Client, list[str]]:
    heard: list[str] = []

    def hear(request: httpx.Request) -> httpx.Response:
        heard.append(request.method)
        if len(heard) >= good:
            return httpx.Response(200, json={"agreements": [], "makes": False} if method == "GET" else RECORDED)
        if broken:
            raise httpx.ReadTimeout("late")
        return httpx.Response(503, headers={"Retry-After": "7"}, json={"detail": "Not now."})

    return client_of(hear, waits=waits), heard


@pytest.mark.parametrize("broken", [True, False])
def test_what_only_asks_is_asked_again_and_no_more_often_than_was_said(broken: bool) -> None:
    waits = Waits()
    client, heard = fails_until(3, "GET", waits, broken=broken)
    assert client.agreements() == () and heard == ["GET"] * 3
    assert waits == ([0.5, 1.0] if broken else [7.0, 7.0])
    client, heard = fails_until(4, "GET", Waits(), broken=broken)
    with pytest.raises(Unreachable if broken else Unavailable):
        client.agreements()
    assert heard == ["GET"] * 3


@pytest.mark.parametrize("broken", [True, False])
def test_what_does_something_is_done_once(broken: bool) -> None:
    waits = Waits()
    client, heard = fails_until(2, "POST", waits, broken=broken)
    with pytest.raises(Unreachable if broken else Unavailable):
        client.record("market", {"name": "Lantern"})
    assert heard == ["POST"] and waits == []


def test_a_token_is_printed_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def hear(request: httpx.Request) -> httpx.Response:
        return problem(403 if request.headers["Authorization"] == f"Bearer {TOKEN}" else 500)

    client = client_of(hear)
    with pytest.raises(Refused) as refused:
        client.saying(reason="a test").show("0f3a")
    told = traceback.TracebackException.from_exception(refused.value, capture_locals=True)
    shown = f"{client!r} {vars(client)!r} {client._connection!r} {vars(client._connection.http)!r}"
    assert len(told.stack) > 4 and TOKEN not in "".join(told.format()) + shown + caplog.text


def test_another_purpose_is_said_over_the_same_connections() -> None:
    heard: list[tuple[str, str | None]] = []

    def hear(request: httpx.Request) -> httpx.Response:
        heard.append((request.headers["X-Purpose"], request.headers.get("X-Case")))
        return httpx.Response(200, json={"agreements": [], "makes": False})

    client = client_of(hear)
    client.saying(purpose="information_exchange", case="case 9").agreements()
    client.agreements()
    assert heard == [("information_exchange", "case 9"), ("prosecution", None)]


def glance(number: int) -> dict[str, Any]:
    """Return an intake in a list, as a node tells it."""
    told = IntakeGlance(id=f"{number}", short="", title="", by="", at=datetime(2031, 3, 2, tzinfo=UTC), state="done",
                        read=0, observed=0, rejected=0, records_new=0, bytes_unread=0, readable=0)  # fmt: skip
    return {**sendable(told), "said_by_a_newer_node": 1}


def test_pages_are_asked_for_when_they_are_needed_and_no_more_than_wanted() -> None:
    asked: list[str] = []

    def hear(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params["limit"] + request.url.params.get("cursor", ""))
        rows = [glance(len(asked) * 10 + each) for each in range(2)]
        return httpx.Response(200, json={"intakes": rows, "next": f"-{len(asked)}" if len(asked) < 3 else None})

    client = client_of(hear)
    found = client.intakes()
    assert asked == []
    assert next(found).id == "10" and asked == ["200"]
    assert [each.id for each in found] == ["11", "20", "21", "30", "31"] and asked == ["200", "200-1", "200-2"]
    asked.clear()
    assert [each.id for each in client.intakes(most=3)] == ["10", "11", "20"] and asked == ["3", "1-1"]
    assert list(client.intakes(most=0)) == []


def test_a_file_is_kept_when_it_is_whole_and_takes_no_others_name(tmp_path: Path) -> None:
    header = {"Content-Disposition": "attachment; filename=\"a.json\"; filename*=UTF-8''..%2F..%2Fa%20b.json"}
    client = client_of(lambda _: httpx.Response(200, content=b"[1]", headers=header))
    fetched = client.api.export_file("0f3a")
    saved = fetched.save(tmp_path)
    assert (saved.path, saved.name, saved.size, saved.path.read_bytes()) == (
        tmp_path / "a b.json",
        "a b.json",
        3,
        b"[1]",
    )
    with pytest.raises(FileExistsError):
        fetched.save(saved.path)
    with pytest.raises(Unreadable, match="not the one"):
        fetched.save(tmp_path / "other", sha256="0" * 64)
    assert fetched.save(tmp_path / "third", sha256=saved.sha256).size == 3 and fetched.read() == b"[1]"
    assert {each.name for each in tmp_path.iterdir()} == {"a b.json", "third"}


def test_a_file_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"[1,"
        raise httpx.ReadError("gone")

    client = client_of(lambda _: httpx.Response(200, content=pieces()))
    with pytest.raises(Unreachable, match="nothing was kept"):
        client.api.export_file("0f3a").save(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


class Reading:
    """A node whose intake is read from one look to the next."""

    def __init__(self, *states: str) -> None:
        self.states = list(states)

    def intake(self, _: str) -> SimpleNamespace:
        return SimpleNamespace(state=self.states.pop(0) if len(self.states) > 1 else self.states[0])


def test_an_intake_is_looked_at_ever_more_seldom_until_it_rests_or_time_is_over() -> None:
    waits = Waits()
    intake = Intake(Reading("quarantined", *["reading"] * 3, "done"), "0f3a", waits.append)  # type: ignore[arg-type]
    assert [each.state for each in intake.progress()] == ["quarantined", "reading", "done"]
    assert waits == pytest.approx([0.2, 0.3, 0.45, 0.675])
    waits.clear()
    endless = Intake(Reading("admitting"), "0f3a", waits.append)  # type: ignore[arg-type]
    with pytest.raises(StillWorking, match="after 6"):
        endless.wait(within=60)
    assert max(waits) == 5.0 and 60 <= sum(waits) < 65


def test_the_client_stands_without_a_node_and_without_a_framework(tmp_path: Path) -> None:
    """Import it where nothing but httpx and what that needs can be imported."""
    asked = (
        "import sys, bowstreet.client\n"
        "held = {each.partition('.')[0] for each in sys.modules} & set(sys.argv[1:])\n"
        "ours = {'.'.join(each.split('.')[:2]) for each in sys.modules if each.startswith('bowstreet.')}\n"
        "print(sorted(held), sorted(ours))"
    )
    others = ["django", "pydantic", "pydantic_core", "orjson", "msgspec", "duckdb", "pyarrow", "typer", "nacl"]
    done = subprocess.run(
        [sys.executable, "-c", asked, *others], capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path
    )
    assert done.stdout.strip() == "[] ['bowstreet.client']"
