"""Names that deceive, and things in a folder that are no files."""

import os
import socket
from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import GOOD, PARTLY, REFUSED, TAKEN, Room, Sent, lines, outside

room = Room()


def _named(folder: Path, name: str) -> Sent:
    lines(folder / "a", [GOOD])
    return [(name, folder / "a")]


for words, name in {
    "a name of four kilobytes": "n" * 4096 + ".csv",
    "a name that turns": "quay\u202evsc.exe",
    "a name of signs that are not seen": "\u200b\u200d\u2060\ufeff\u00ad\u061c",
    "a name of two directions": "\u2066\u05e7\u05d9\u202e123\u2069.csv",
    "a name of lines": "a.csv\r\nContent-Type: text/html\r\n\r\n<script>",
    "a name that moves the cursor": "\x1b[2J\x1b]0;x\x07\x9b31m.csv",
    "a name with a zero": "a\0.csv",
    "a name of half a sign": "\udcff\udc80.csv",
    "a name that leaves the folder": "../" * 30 + "etc/cron.d/x",
    "a name that is absolute": "/etc/passwd",
    "a name of Windows": "C:\\Windows\\System32\\..\\x\\CON.txt",
    "a name that is a script": "<img src=x onerror=alert(1)>.csv",
    "a name that is a formula": "=cmd|' !A0.csv",
    "a name that is a pattern": "*?[a-z]{b,c}'\";--.csv",
    "a name of nothing": "",
    "a name of dots": "..",
    "a name of one sign with many marks": "Z" + "\u0335" * 900,
    "a name that is an option": "--help",
}.items():
    room.add(words, TAKEN, partial(_named, name=name))


@room(PARTLY, "a device, a pipe or a socket")
def pipes_and_sockets_in_a_folder(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(folder)
        made.bind("socket")
        os.chdir(here)
    lines(folder / "a.csv", [GOOD])


@room(PARTLY, "a link in a folder is not followed")
def links_in_a_folder(folder: Path) -> None:
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "secret").symlink_to(outside() / "secret.csv")
    (folder / "nowhere").symlink_to("nowhere-at-all")
    (folder / "itself").symlink_to("itself")
    (folder / "up").symlink_to(".")
    (folder / "root").symlink_to("/")
    lines(folder / "a.csv", [GOOD])


@room(REFUSED, "a device, a pipe or a socket")
def devices_that_are_named(folder: Path) -> Sent:
    return [
        (each, Path(each))
        for each in ("/dev/zero", "/dev/random", "/dev/stdin", "/proc/self/fd/0")
        if Path(each).exists()
    ]


@room(REFUSED, "almost nothing but holes")
def a_file_of_holes(folder: Path) -> None:
    with (folder / "holes.csv").open("wb") as out:
        out.write(b"seller,seen\n")
        out.truncate(200 << 30)


@room(REFUSED)
def files_of_the_system(folder: Path) -> Sent:
    return [("mem", Path("/proc/self/mem")), ("kcore", Path("/proc/kcore")), ("environ", Path("/proc/self/environ"))]


@room(TAKEN)
def one_file_under_many_names(folder: Path) -> None:
    lines(folder / "a", [GOOD])
    for each in range(60):
        os.link(folder / "a", folder / f"b{each}")


@room(TAKEN)
def folders_in_each_other_without_end(folder: Path) -> None:
    deep = folder
    for _ in range(400):
        deep = deep / "a"
    deep.mkdir(parents=True)
    lines(deep / "a.csv", [GOOD])


@room(REFUSED, "There is no file in this folder")
def a_folder_of_nothing(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)


@room(REFUSED)
def what_is_gone(folder: Path) -> Sent:
    return [("gone", folder / "gone"), ("under a file", folder / "a" / "b"), ("long", folder / ("n" * 300))]
