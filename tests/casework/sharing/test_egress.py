"""The one way out: where it leads nobody can be sent by an address, a name, a redirect or a change of mind."""

import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bowstreet.casework.sharing import egress
from bowstreet.casework.sharing.egress import NotReached


class Listener:
    """Listens on loopback, on IPv4 and IPv6, and counts who comes."""

    def __init__(self) -> None:
        self.came = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.port = self._socket.getsockname()[1]
        self._over = threading.Event()
        self._worker = threading.Thread(target=self._listen, daemon=True)
        self._worker.start()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                came, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.came += 1
            came.close()

    def end(self) -> int:
        """Stop, and return how many came."""
        self._over.set()
        self._worker.join(10)
        self._socket.close()
        return self.came


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.end()


HOSTS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "127.000.000.001", "127.0.0.2", "127.255.255.254", "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1]", "[fc00::1]",
    "[fd00:ec2::254]", "[ff02::1]", "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]",
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.0.0.8", "192.0.2.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "100.64.0.1", "100.100.100.200", "168.63.129.16", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "127。0。0。1", "①②⑦.0.0.1",
)  # fmt: skip
ADDRESSES = (
    *(f"https://{host}:{{port}}/taxii2/" for host in HOSTS),
    *(f"http://{host}:{{port}}/taxii2/" for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "10.0.0.1")),
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/_x", "ftp://127.0.0.1:{port}/", "dict://127.0.0.1:{port}/",
    "ldap://127.0.0.1:{port}/", "jar:http://127.0.0.1:{port}!/", "//127.0.0.1:{port}/", "127.0.0.1:{port}", "",
    "https://node.example@127.0.0.1:{port}/", "https://127.0.0.1:{port}#@node.example/",
    "https://127.0.0.1:{port}\\@node.example/", "https://node.example:{port}:80/", "https://:{port}/",
    "https://127.0.0.1:{port}/\r\nHost: x", "https://127.0.0.1\t:{port}/", "https://127.0.0.1:{port}/?x=https://y",
    "https://[::1%25lo]:{port}/", "https://127.0.0.1:99999/", "https://%31%32%37.0.0.1:{port}/", "data:text/plain,x",
)  # fmt: skip


def test_no_address_leads_inside(listener: Listener) -> None:
    assert len(ADDRESSES) >= 60
    for each in ADDRESSES:
        with pytest.raises(NotReached) as refused:
            asked(each.format(port=listener.port), internal=False)
        assert refused.value.sentence.endswith(".")
    assert listener.end() == 0


def asked(address: str, *, internal: bool) -> egress.Answer:
    where = egress.place(address)
    return egress.ask("GET", where, where.path, headers={}, internal=internal, seconds=5)


def test_the_listener_hears_who_comes(listener: Listener) -> None:
    with pytest.raises(NotReached, match=r"ended the connection|cannot be reached"):
        asked(f"http://127.0.0.1:{listener.port}/", internal=True)
    assert listener.end() == 1


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "0.0.0.0", "224.0.0.1",
                                  "100.100.100.200", "[64:ff9b::a00:1]", "[::ffff:169.254.169.254]"])  # fmt: skip
def test_an_internal_network_opens_neither_clouds_nor_neighbours(host: str) -> None:
    with pytest.raises(NotReached, match="never asked"):
        asked(f"https://{host}/", internal=True)


def test_an_internal_network_is_asked_over_tls_unless_it_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert egress.check(egress.place("https://10.1.2.3/"), internal=True) == ["10.1.2.3"]
    with pytest.raises(NotReached, match="https alone"):
        egress.place("http://10.1.2.3/")
    monkeypatch.setattr(socket, "getaddrinfo", named("10.1.2.3"))
    with pytest.raises(NotReached, match="https alone"):
        egress.check(egress.place("http://localhost/"), internal=True)


def named(*addresses: str) -> Any:
    """Return what resolves every name to one address after another, the last one for good."""
    left = list(addresses)

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolve


def test_a_name_that_leads_inside_is_not_asked(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", named("127.0.0.1"))
    with pytest.raises(NotReached, match="internal network"):
        asked(f"https://node.example:{listener.port}/", internal=False)
    assert listener.end() == 0


def test_a_name_that_changes_its_mind_is_not_followed(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []

    def connect(self: Any, host: str, *_: Any, **__: Any) -> Any:
        went.append(host)
        raise egress.httpcore.ConnectError("nobody there")

    monkeypatch.setattr(socket, "getaddrinfo", named("93.184.216.34", "127.0.0.1"))
    monkeypatch.setattr(egress.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(NotReached, match="cannot be reached"):
        asked(f"https://node.example:{listener.port}/", internal=False)
    assert went == ["93.184.216.34"] and listener.end() == 0


def test_one_address_inside_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(NotReached, match="internal network"):
        egress.check(egress.place("https://node.example/"), internal=False)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(egress, "_trust", ssl.create_default_context)

    def connect(self: Any, *_: Any, **__: Any) -> Any:
        raise egress.httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed")

    monkeypatch.setattr(egress.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(NotReached, match="certificate"):
        asked("https://127.0.0.1/", internal=True)


def test_a_request_ends_when_its_time_is_over(listener: Listener) -> None:
    where = egress.place(f"http://127.0.0.1:{listener.port}/")
    with pytest.raises(NotReached, match="too long"):
        egress.ask("GET", where, "/", headers={}, internal=True, seconds=0)
