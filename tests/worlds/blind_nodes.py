"""Three nodes of three agencies that match blindly by the commands, and all bytes that went between them."""

import contextlib
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.worlds import terminal
from tests.worlds.terminal import BOWSTREET, LONGEST, Machine, Said, free_port

PURPOSE, CASE = "cross_checking", "case-7"
PASSPHRASE = "seven grey herons"


class Wire:
    """Listens where an evaluator is said to be, hands on to where it is, and keeps every byte both ways."""

    def __init__(self) -> None:
        """Take a port, and one for the evaluator behind it."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.behind = free_port()
        self.carried = bytearray()
        self._taking = threading.Thread(target=self._take, daemon=True)
        self._taking.start()

    def end(self) -> None:
        """Listen no longer."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._taking.join()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                asking, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(asking,), daemon=True).start()

    def _carry(self, asking: socket.socket) -> None:
        with asking, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.behind)) as answering:
            back = threading.Thread(target=self._one_way, args=(answering, asking), daemon=True)
            back.start()
            self._one_way(asking, answering)
            back.join()

    def _one_way(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(1 << 16):
                self.carried += piece
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)


@dataclass
class Member:
    """An agency, all that it has on disk, and the wire to its evaluator."""

    name: str
    folder: Path
    machine: Machine
    wire: Wire = field(default_factory=Wire)

    def run(self, *words: str | Path, typed: str = PASSPHRASE + "\n") -> Said:
        """Run a command of blind matching to its end."""
        return self.machine.run("blind", *words, *self._near(words), typed=typed)

    def must(self, *words: str | Path) -> Said:
        """Run one that must be done."""
        return self.machine.must("blind", *words, *self._near(words), typed=PASSPHRASE + "\n")

    @staticmethod
    def _near(words: Sequence[str | Path]) -> tuple[str, ...]:
        """Return what lets a command reach members on this machine."""
        return ("--internal",) if words[0] in ("index", "match") else ()

    def paper(self, name: str, lines: Sequence[str]) -> Path:
        """Write a file of identifiers."""
        path = self.folder / name
        path.write_text("".join(f"{each}\n" for each in lines))
        return path

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Have the evaluator answer until the block ends."""
        child = subprocess.Popen(
            [BOWSTREET, "blind", "serve", "--port", str(self.wire.behind)], env=self.machine.env(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        try:
            child.stdin.write(PASSPHRASE.encode() + b"\n")
            child.stdin.close()
            assert b"answers on" in child.stdout.readline()
            yield
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(timeout=LONGEST)
            child.stdout.close()


def member(factory: pytest.TempPathFactory, name: str, place: Path) -> Member:
    """Return an agency with a node of its own and a supervisor who has a token."""
    folder = place / name
    (folder / "temporary").mkdir(parents=True)
    machine = terminal.with_empty_repository(factory, folder / "var", {"TMPDIR": str(folder / "temporary")})
    made = machine.must(
        "agency", "add", name, "--name", f"Desk {name}", "--country", "NL", "--contact", f"desk {name}",
        "--supervisor", f"{name}.lead", "--supervisor-name", "Robin Vale", "--json",
    ).document  # fmt: skip
    with machine.serving("--no-workers", "--processes", "1") as base:
        lead = terminal.enrolled(base, made["enrol"], f"{name}.lead")
    token = machine.must("token", "new", f"{name}.lead", "--label", "program", typed=lead.typed()).out.strip()
    machine.environment.update(BOWSTREET_TOKEN=token, BOWSTREET_PURPOSE=PURPOSE, BOWSTREET_CASE=CASE)
    return Member(name, folder, machine)


def key_made(members: Sequence[Member], place: Path, epoch: int = 1) -> list[str]:
    """Have members make a key of which two are needed; return the mark that each reads."""
    cards, deals = [], []
    for each in members:
        cards.append(place / f"{each.name}.card")
        if epoch == 1:
            each.must("key", "card", "--address", f"http://127.0.0.1:{each.wire.port}/", "-o", cards[-1])
    for each in members:
        deals.append(place / f"{each.name}-{epoch}.deal")
        each.must("key", "deal", *cards, "--threshold", "2", "-o", deals[-1])
    return [str(each.must("key", "accept", *cards, *deals, "--json").document["mark"]) for each in members]


@contextmanager
def all_serving(members: Sequence[Member]) -> Iterator[None]:
    """Have all evaluators answer until the block ends."""
    with ExitStack() as stack:
        for each in members:
            stack.enter_context(each.serving())
        yield
