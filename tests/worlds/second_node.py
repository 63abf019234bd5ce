"""A second Bowstreet in a process and a folder of its own, which does what a test tells it to, line by line.

Run as ``python -m tests.worlds.second_node PORT``: it serves on that port of loopback, and answers each line of JSON
on its standard input with one on its standard output.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Second:
    """The second node, as a test speaks with it."""

    def __init__(self, folder: Path, port: int) -> None:
        """Start it over a folder, new or not."""
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.worlds.second_node", str(port)]
        self.url = f"http://127.0.0.1:{port}/taxii2/agreements/"
        self._child = subprocess.Popen(
            command, env={**kept, "BOWSTREET_DIR": str(folder)}, cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip

    def do(self, what: str, **said: Any) -> Any:
        """Have it do something, and return what it answers."""
        assert self._child.stdin is not None and self._child.stdout is not None
        self._child.stdin.write(json.dumps([what, said]) + "\n")
        self._child.stdin.flush()
        return json.loads(self._child.stdout.readline())

    def gone(self) -> int:
        """Return how it ended, once it did."""
        return self._child.wait(60)

    def end(self) -> None:
        """End it, whatever it does."""
        self._child.kill()
        self._child.wait(60)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def second(folder: Path, port: int) -> Iterator[Second]:
    """Run a second node for a while."""
    made = Second(folder, port)
    try:
        yield made
    finally:
        made.end()


def _main(port: int) -> None:
    from bowstreet.interfaces.cli import starting

    starting.start(new=True)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.worlds import agencies

    from bowstreet.interfaces.doors import clock

    with clock.held(lambda: agencies.NOW):
        serving = _Serving(port)
        for line in sys.stdin:
            what, said = json.loads(line)
            sys.stdout.write(json.dumps(getattr(serving, what)(**said)) + "\n")
            sys.stdout.flush()


class _Serving:
    """What the second node can be told to do."""

    def __init__(self, port: int) -> None:
        from wsgiref.simple_server import make_server

        from django.conf import settings
        from django.contrib.auth.hashers import Argon2PasswordHasher
        from django.core.handlers.wsgi import WSGIHandler
        from tests.worlds import taxii

        from bowstreet.holdings.ledger import keys

        Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1
        keys.make_node_keys(Path(settings.STATE) / "keys")
        self._left: int | None = None
        handler = WSGIHandler()

        def answer(environ: Any, start: Any) -> Any:
            if self._left is not None and environ["REQUEST_METHOD"] == "GET":
                self._left -= 1
                if self._left < 0:
                    os._exit(9)
            return handler(environ, start)

        server = make_server("127.0.0.1", port, answer, taxii._Threads, taxii._Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def found(self) -> dict[str, str]:
        """Make two agencies and the agreement of the first with the second; return ids and tokens."""
        from tests.worlds import agencies, repository

        from bowstreet.casework.sharing import agreeing, collecting
        from bowstreet.holdings.agencies import tokens
        from bowstreet.vocabulary.ceilings import Ceiling
        from bowstreet.vocabulary.handling import Tlp
        from bowstreet.vocabulary.lawfulness import Purpose

        two = agencies.two()
        world = repository.made(two)
        held = agreeing.make(
            reader=world.north, now=agencies.NOW, title="Sellers for south", receivers=["south"],
            purposes=[Purpose.OPERATIONAL_ANALYSIS], ceiling=Ceiling(tlp=Tlp.AMBER_STRICT),
        )  # fmt: skip
        north, south = (tokens.make(reader=each.reader(), now=agencies.NOW, label="program").secret
                        for each in (two.north, two.south))  # fmt: skip
        return {"agreement": held.id, "collection": collecting.outer_id(held.id), "north": north, "south": south}

    def record(self, handles: list[str]) -> list[str]:
        """Record sellers for the second agency, and keep them as objects."""
        from tests.worlds import repository

        made = [self._world().vendor(self._world().north, each, repository.GIVEN) for each in handles]
        self._kept()
        return made

    def release(self, agreement: str) -> int:
        """Note what went to the second agency."""
        from tests.worlds import agencies

        from bowstreet.casework.sharing import releasing

        return releasing.release(
            reader=self._world().north, now=agencies.NOW, id=agreement, receiver="south"
        ).total  # fmt: skip

    def recall(self, agreement: str, record: str) -> None:
        """Recall a record."""
        from tests.worlds import agencies

        from bowstreet.casework.sharing import meeting, releasing

        releasing.recall(
            reader=self._world().north, now=agencies.NOW, id=agreement, records=[record], reason="a wrong name"
        )  # fmt: skip
        self._kept()
        meeting.keep_up(agencies.NOW)

    def mark(self, record: str, changes: dict[str, Any]) -> None:
        """Mark a record anew, and have all that it went to told."""
        from tests.worlds import agencies

        from bowstreet.casework.sharing import downgrading, meeting
        from bowstreet.holdings.repository import saving

        saving.change_marks(reader=self._world().north, now=agencies.NOW, id=record, changes=changes)
        self._kept()
        while downgrading.keep_up(agencies.NOW):
            pass
        meeting.keep_up(agencies.NOW)

    def marks(self) -> dict[str, list[Any]]:
        """Return how the sellers are marked that the first agency sees, by their titles."""
        from tests.worlds import repository

        from bowstreet.holdings.repository import advancing

        held = repository.sellers(self._world().north)
        marks = {id: one.terms for id, one in advancing.standing(held.values()).items()}
        return {title: [str(marks[id].tlp), str(marks[id].pap), sorted(marks[id].handling)]
                for title, id in held.items()}  # fmt: skip

    def releases(self, agreement: str) -> list[list[Any]]:
        """Return what was answered for each record that went."""
        from tests.worlds import agencies

        from bowstreet.casework.sharing import released

        found = released.releases(reader=self._world().north, now=agencies.NOW, id=agreement).releases
        return sorted([each.record, bool(each.received_at), bool(each.told_at), each.answer] for each in found)

    def admit(self) -> list[str]:
        """Have all that waits read, accepted and read, and return the sellers that there are then."""
        from tests.worlds import agencies, repository

        from bowstreet.casework.intake import accepting, reading
        from bowstreet.casework.intake.models import Intake

        for id in list(Intake.objects.filter(state="quarantined").values_list("id", flat=True)):
            reading.read(id)
            accepting.accept(
                reader=self._world().north, now=agencies.NOW, id=id, envelope={**repository.OWN, "scope": "LEA"}
            )  # fmt: skip
            reading.read(id)
        return self.sellers()

    def sellers(self) -> list[str]:
        """Return the titles of all sellers that the first agency sees."""
        from tests.worlds import repository

        return list(repository.sellers(self._world().north))

    def die_after(self, requests: int) -> None:
        """End, as a machine that loses its power does, after so many requests to read."""
        self._left = requests

    def _world(self) -> Any:
        from tests.worlds import agencies, repository

        from bowstreet.holdings.agencies.models import Officer
        from bowstreet.holdings.governance import gate
        from bowstreet.vocabulary.lawfulness import Purpose

        gate.forget()
        purpose = Purpose.OPERATIONAL_ANALYSIS
        by = {
            each.login: agencies.Person(str(each.id), each.login, each.agency_id, "", ()).reader(purpose=purpose)
            for each in Officer.objects.exclude(login="n.dpo")
        }
        return repository.World(by["n.lead"], by["n.analyst"], by["s.lead"])

    def _kept(self) -> None:
        from tests.worlds import agencies

        from bowstreet.casework.sharing import lining, stowing

        while lining.keep_up(agencies.NOW) or stowing.keep_up(agencies.NOW):
            pass


if __name__ == "__main__":
    _main(int(sys.argv[1]))
