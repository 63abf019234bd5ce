"""The one writer of the look-up store while a node serves: takes notes over a socket, writes them in groups."""

import json
import queue
import socket
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from bowstreet.holdings.ledger import looking, lookups, stores
from bowstreet.holdings.ledger.looking import socket_path
from bowstreet.vocabulary.refusals import Refusal, Sort

LONGEST = 4 << 20
GROUP = 64
TURN = 0.25


class AnotherWriter(Refusal):
    """Another process writes this node's look-ups."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Another 'bowstreet serve' has this state folder.")


_Item = lookups.Note | lookups.Passed
_Waiting = queue.Queue[tuple[_Item, socket.socket]]


def run(stop: threading.Event) -> None:
    """Take notes until told to stop; raise ``AnotherWriter`` if the store has a writer that lasts."""
    with lookups.writers_lock(wait=False) as mine:
        if not mine:
            raise AnotherWriter()
        place = socket_path()
        place.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as door:
            _listen(door, place)
            waiting: _Waiting = queue.Queue(1000)
            channels: list[socket.socket] = []
            accepting = threading.Thread(target=_accept, args=(door, waiting, stop, channels), daemon=True)
            accepting.start()
            try:
                _write_all(waiting, stop)
            finally:
                place.unlink(missing_ok=True)
                _hang_up(channels)


def _listen(door: socket.socket, place: Path) -> None:
    door.bind(str(place))
    place.chmod(0o600)
    door.listen(64)
    door.settimeout(TURN)


def _hang_up(channels: list[socket.socket]) -> None:
    for channel in list(channels):
        with suppress(OSError):
            channel.shutdown(socket.SHUT_RDWR)


def _accept(door: socket.socket, waiting: _Waiting, stop: threading.Event, channels: list[socket.socket]) -> None:
    while not stop.is_set():
        try:
            channel, _ = door.accept()
        except TimeoutError:
            continue
        except OSError:
            return
        channel.settimeout(None)
        channels[:] = [each for each in channels if each.fileno() >= 0]
        channels.append(channel)
        threading.Thread(target=_take, args=(channel, waiting), daemon=True).start()


def _take(channel: socket.socket, waiting: _Waiting) -> None:
    with channel, suppress(OSError, ValueError):
        while head := _exactly(channel, 4):
            size = int.from_bytes(head, "big")
            if size > LONGEST:
                return
            waiting.put((_item(json.loads(_exactly(channel, size))), channel))


def _item(plain: list[Any]) -> _Item:
    if len(plain) == 1:
        return lookups.Passed(int(plain[0]))
    agency, at, fields, sealed, spends = plain
    spent = {type: (int(n), int(most)) for type, (n, most) in spends.items()}
    return lookups.Note(agency, datetime.fromisoformat(at), dict(fields), bytes.fromhex(sealed), spent)


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = channel.recv(size - len(parts))
        if not part:
            return b""
        parts += part
    return parts


def _write_all(waiting: _Waiting, stop: threading.Event) -> None:
    connection = lookups.connect()
    try:
        while not (stop.is_set() and waiting.empty()):
            try:
                group = [waiting.get(timeout=TURN)]
            except queue.Empty:
                continue
            while len(group) < GROUP and not waiting.empty():
                group.append(waiting.get_nowait())
            connection = _write_group(connection, group)
    finally:
        connection.close()


def _write_group(connection: stores.Store, group: list[tuple[_Item, socket.socket]]) -> stores.Store:
    """Write what several asked for and answer each; return the connection, a new one where the server ended it."""
    try:
        if not connection.is_open:
            connection = lookups.connect()
        entered = lookups.write(connection, [made for made, _ in group])
        answers = [looking.ENTERED if each else looking.OVER for each in entered]
    except (stores.lookups.ERROR, ValueError, KeyError):
        answers = [looking.FAILED] * len(group)
    for (_, channel), answer in zip(group, answers, strict=True):
        with suppress(OSError):
            channel.sendall(answer)
    return connection
