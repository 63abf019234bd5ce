"""Processes of the command that begin where all that it imports is in memory: each is a fork of one that waits.

The settings, which name the state folder, are read anew in the fork. Run as a program, this file is the process that
waits.
"""

import array
import atexit
import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

IMPORTED = (
    "bowstreet.interfaces.cli.main", "bowstreet.interfaces.cli.working", "bowstreet.interfaces.doors.table",
    "bowstreet.interfaces.doors.passing", "bowstreet.interfaces.doors.reading", "bowstreet.holdings.agencies.signing",
    "bowstreet.holdings.agencies.tokens", "bowstreet.vocabulary.selector_surmising", "django.contrib.auth.hashers",
    "django.core.mail", "django.core.management.commands.migrate", "django.template.defaultfilters",
    "django.template.defaulttags", "django.views.generic", "logging.config", "typer._adapters",
)  # fmt: skip
BOWSTREET = Path(sys.executable).with_name("bowstreet")
LARGEST = 100_000
"""Bytes of a command line and its environment."""


def run(
    words: Sequence[str | Path | bytes], *, typed: bytes, environment: dict[str, str], longest: int
) -> tuple[int, bytes, bytes]:
    """Run a command to its end; return its exit code and what it wrote on both outputs.

    Raise ``TimeoutError`` where it takes longer than so many seconds; it is ended then.
    """
    said = json.dumps({"words": [os.fsdecode(each) for each in words], "environment": environment,
                       "folder": str(Path.cwd())}).encode()  # fmt: skip
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking,
    ):
        given.write(typed)
        given.seek(0)
        asking.connect(str(_waiting()))
        asking.settimeout(longest)
        files = array.array("i", [given.fileno(), out.fileno(), err.fileno()])
        asking.sendmsg([said], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
        process = int(asking.recv(16))
        try:
            code = int(asking.recv(16))
        except TimeoutError:
            os.killpg(process, signal.SIGKILL)
            raise
        out.seek(0)
        err.seek(0)
        return code, out.read(), err.read()


@cache
def _waiting() -> Path:
    """Start the process that waits, once in a process of tests, and return where it listens."""
    folder = tempfile.TemporaryDirectory(prefix="bowstreet-forking-")
    place = Path(folder.name) / "here"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOWSTREET", "DJANGO"))}
    line = [sys.executable, __file__, str(place)]
    child = subprocess.Popen(line, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    reading, writing = child.stdout, child.stdin
    assert reading is not None and writing is not None and reading.readline() == b"ready\n"

    def end() -> None:
        writing.close()
        reading.close()
        child.wait(timeout=10)
        folder.cleanup()

    atexit.register(end)
    return place


def _wait(place: str) -> bool:
    """Fork for each that asks, until nobody holds the other end of standard input; True in the fork."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(place)
        listener.listen(16)
        os.write(1, b"ready\n")
        # Nobody waits here for those who hand an exit code back.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            ready, _, _ = select.select([0, listener], [], [])
            if 0 in ready:
                return False
            asking, _ = listener.accept()
            with asking:
                if os.fork() == 0:
                    listener.close()
                    return _handed_back(asking)


def _handed_back(asking: socket.socket) -> bool:
    """Fork once more, for the command: True there; elsewhere end with its exit code told."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, files, _, _ = socket.recv_fds(asking, LARGEST, 3)
    process = os.fork()
    if process:
        asking.send(b"%d" % process)
        _, status = os.waitpid(process, 0)
        asking.send(b"%d" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    asking.close()
    os.setsid()
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    asked = json.loads(said)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv[:] = [str(BOWSTREET), *asked["words"]]
    return True


def _settings_read_anew() -> None:
    """Forget what the settings said where this process waited; it has opened no database."""
    from django.conf import empty, settings
    from django.db import connections

    from bowstreet.project import settings as written

    importlib.reload(written)
    vars(settings).clear()
    settings._wrapped = empty
    vars(connections).pop("settings", None)
    connections._settings = None
    with contextlib.suppress(AttributeError):
        del connections["default"]


if __name__ == "__main__":
    # As for the installed command, what lies beside this file is no module of its own.
    del sys.path[0]
    os.environ["BOWSTREET_DIR"] = str(Path(sys.argv[1]).with_name("nothing"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "bowstreet.project.settings"
    import django

    django.setup()
    for name in IMPORTED:
        importlib.import_module(name)
    from bowstreet.interfaces.cli import main

    main.whole()
    if _wait(sys.argv[1]):
        _settings_read_anew()
        main.run()
