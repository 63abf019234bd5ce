"""Web-hooks: counts alone, signed, to listed hosts; what came since the last call; and what stops them."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from tests.casework.notices.test_digests import choose
from tests.casework.operations import test_leads as leads
from tests.worlds.repository import NOW, World

from bowstreet.casework.notices import hooks, setting
from bowstreet.casework.notices.models import Setting
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import saving
from bowstreet.interfaces.cli import working
from bowstreet.interfaces.doors import notices, telling
from bowstreet.vocabulary.readers import Reader

SECRET = "sixteen and more signs"
ADDRESS = "https://alarm.example/told"
MINUTE = timedelta(minutes=1)


@dataclass
class Receiver:
    """What was posted; it takes it or does not."""

    takes: bool = True
    got: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, address: str, body: bytes, headers: Mapping[str, str]) -> bool:
        self.got.append((address, body, headers))
        return self.takes

    def round(self, now: Any) -> list[Any]:
        """Let all go that is due, and return what was said."""
        self.got.clear()
        while hooks.keep_up(now, telling.told, self):
            pass
        return [json.loads(body) for _, body, _ in self.got]


@pytest.fixture(autouse=True)
def hosts(settings: Any) -> None:
    settings.HOOK_HOSTS, settings.NODE_ADDRESS = ["alarm.example", "127.0.0.1"], "https://node.example"


def hooked(reader: Reader, **said: Any) -> Any:
    return choose(reader, **{"hooked": ["lead"], "hook": ADDRESS, "secret": SECRET, **said})


def handed(world: World, number: int = 1, now: Any = NOW) -> str:
    lead = leads.lead(world.north, f"L-{number}")
    leads.handed(world.north, lead, now=now)
    return lead


def test_a_hook_is_told_how_many_of_which_sort_came_signed_and_nothing_else(world: World) -> None:
    hooked(world.south)
    handed(world, now=NOW + MINUTE)
    receiver = Receiver()
    assert receiver.round(NOW + 5 * MINUTE) == [{"node": "https://node.example", "came": {"lead": 1}}]
    ((address, body, headers),) = receiver.got
    moment = headers[hooks.MOMENT]
    assert (address, moment) == (ADDRESS, str(int((NOW + 5 * MINUTE).timestamp())))
    signed = hmac.digest(SECRET.encode(), moment.encode() + b"." + body, "sha256").hex()
    assert headers[hooks.SIGNATURE] == f"sha256={signed}"
    entry = following.after("acts", 0, 10_000)[-1].fields
    assert (entry["action"], entry["count"]) == ("notice.hook", 1)


def test_it_is_called_again_for_what_is_new_alone_and_not_within_five_minutes(world: World) -> None:
    hooked(world.south)
    receiver = Receiver()
    assert receiver.round(NOW) == [], "nothing came"
    handed(world, 1, NOW + MINUTE)
    assert receiver.round(NOW + 4 * MINUTE) == []
    assert [each["came"] for each in receiver.round(NOW + 5 * MINUTE)] == [{"lead": 1}]
    assert receiver.round(NOW + 10 * MINUTE) == []
    handed(world, 2, NOW + 11 * MINUTE)
    assert [each["came"] for each in receiver.round(NOW + 15 * MINUTE)] == [{"lead": 1}]


def test_what_was_closed_or_read_before_a_call_is_not_counted_in_it(world: World) -> None:
    hooked(world.south)
    closed, _ = handed(world, 1, NOW + MINUTE), handed(world, 2, NOW + MINUTE)
    saving.re_mark(
        reader=world.north, now=NOW + MINUTE, id=closed, begun=1, envelope={"scope": "OWNER", "recipients": []}
    )
    assert [each["came"] for each in Receiver().round(NOW + 5 * MINUTE)] == [{"lead": 1}]
    handed(world, 3, NOW + 6 * MINUTE)
    notices.read_all(reader=world.south, now=NOW + 7 * MINUTE)
    assert Receiver().round(NOW + 10 * MINUTE) == []


def test_one_that_takes_nothing_is_tried_later_each_time_and_then_off_until_it_is_set_again(world: World) -> None:
    hooked(world.south)
    handed(world, 1, NOW + MINUTE)
    now, waits, receiver = NOW + 5 * MINUTE, [], Receiver(takes=False)
    while True:
        assert len(receiver.round(now)) == 1
        then = Setting.objects.get().hook_at
        if then is None:
            break
        waits.append(int((then - now) / MINUTE))
        now = then
    assert waits[:4] == [10, 20, 40, 80] and max(waits) == 24 * 60 and len(waits) == setting.MOST_TRIES - 1
    assert setting.settings(reader=world.south, now=now).hook_off
    assert receiver.round(now + timedelta(days=9)) == []
    assert not hooked(world.south, now=now, secret="").hook_off
    handed(world, 2, now + MINUTE)
    assert len(Receiver().round(now + 5 * MINUTE)) == 1


def test_a_host_that_the_operator_lists_no_more_is_not_called(world: World, settings: Any) -> None:
    hooked(world.south)
    handed(world, 1, NOW + MINUTE)
    settings.HOOK_HOSTS = []
    receiver = Receiver()
    assert receiver.round(NOW + 5 * MINUTE) == []
    assert Setting.objects.get().hook_tries == 1


@pytest.mark.parametrize(("said", "field"), [
    ({"hook": "https://elsewhere.example/told"}, "hook"), ({"hook": " "}, "hook"), ({"secret": "short"}, "secret"),
    ({"secret": ""}, "secret"), ({"hooked": ["rumour"]}, "hooked"),
    ({"hook": "http://alarm.example/told"}, "hook"), ({"hook": "https://a@alarm.example/told"}, "hook"),
])  # fmt: skip
def test_a_hook_that_could_not_be_called_is_refused_beside_its_field(
    world: World, said: dict[str, Any], field: str
) -> None:
    asked = {"inbox": (), "daily": (), "weekly": (), "address": "", "hooked": ["lead"], "hook": ADDRESS,
             "secret": SECRET}  # fmt: skip
    with pytest.raises(setting.WrongSetting) as refused:
        notices.chosen(reader=world.south, now=NOW, **{**asked, **said})
    assert refused.value.field == field and not Setting.objects.exists()


def test_a_secret_is_kept_for_its_address_alone_and_stands_nowhere_in_the_clear(world: World) -> None:
    shown = hooked(world.south)
    assert SECRET not in repr(shown) and shown.hook == ADDRESS
    row = Setting.objects.get()
    assert SECRET.encode() not in bytes(row.hook_secret) and b"alarm" not in bytes(row.hook)
    hooked(world.south, secret="")
    with pytest.raises(setting.WrongSetting) as refused:
        hooked(world.south, hook="https://alarm.example/other", secret="")
    assert refused.value.field == "secret"
    assert choose(world.south).hook == "" and Setting.objects.get().hook_secret is None


def test_it_is_posted_over_http_no_redirect_is_followed_and_no_answer_is_a_failure() -> None:
    heard: list[tuple[str, bytes, str | None]] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.path, body, self.headers[hooks.SIGNATURE]))
            self.send_response(302 if self.path == "/away" else 204)
            self.send_header("Location", "/told")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    serving = Thread(target=server.serve_forever)
    serving.start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        assert working._post(f"{base}/told", b"{}", {hooks.SIGNATURE: "sha256=0"})
        assert not working._post(f"{base}/away", b"{}", {})
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
    assert heard == [("/told", b"{}", "sha256=0"), ("/away", b"{}", None)]
    assert not working._post(f"{base}/told", b"{}", {})
