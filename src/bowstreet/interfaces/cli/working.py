"""What runs beside the pages: imports, checkpoints, followers, the round over peers, and a broom."""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bowstreet.casework.deconfliction import arriving, forgetting
from bowstreet.casework.deconfliction.planned import forgetting as plans
from bowstreet.casework.intake import room
from bowstreet.casework.intake import working as intake
from bowstreet.casework.notices import digests, hooks, inbox
from bowstreet.casework.sharing import departing, downgrading, egress, keeping, lining, meeting, stowing
from bowstreet.casework.sharing.corrections import settling
from bowstreet.holdings.ledger import following, sealing
from bowstreet.holdings.repository import guises, veiling
from bowstreet.interfaces.cli import output
from bowstreet.interfaces.doors import telling

PAUSE, PEERS_PAUSE, MAIL_PAUSE = 0.5, 2.0, 30.0
HOOK_SECONDS = 10.0
BREATH = 0.05
"""Seconds between two steps of a follower that is behind, so that others come to write."""


KEPT_UP: tuple[Callable[[datetime], bool], ...] = (
    lambda _: guises.keep_up(), lining.keep_up, stowing.keep_up, departing.keep_up,
    downgrading.keep_up, arriving.keep_up, forgetting.keep_up, plans.keep_up, inbox.keep_up, settling.keep_up,
)  # fmt: skip
"""What follows the ledger and the clock beside the pages, each a step at a time: true says that more waits."""


def until_idle() -> None:
    """Run until nothing is left to do, then seal the ledger."""
    intake.wake()
    for step in (_take_in, *KEPT_UP, meeting.keep_up, _take_in, *KEPT_UP):
        while step(_now()):
            pass
    following.pass_on(now=_now(), react=arriving.react, veil=veiling.group_of)
    while digests.keep_up(_now(), telling.told) or hooks.keep_up(_now(), telling.told, _post):
        pass
    keeping.sweep(_now())
    sealing.seal(now=_now())


def _take_in(now: datetime) -> bool:
    return intake.work_once(now=now)


def go_on(stop: threading.Event) -> None:
    """Run what waits until told to stop."""
    beside = (_follow, _meet, _mail)
    others = [threading.Thread(target=each, args=(stop,), name=each.__name__, daemon=True) for each in beside]
    for each in others:
        each.start()
    intake.run(stop)
    for each in others:
        each.join(timeout=10)


def _meet(stop: threading.Event) -> None:
    """Meet peers until told to stop, beside the followers: a slow peer keeps nothing of this node waiting."""
    behind = False
    while not stop.wait(BREATH if behind else PEERS_PAUSE):
        with room.permitting():
            behind = meeting.keep_up(_now())


def _mail(stop: threading.Event) -> None:
    """Mail digests and call hooks until told to stop, beside the followers: a slow server keeps nothing waiting."""
    behind = False
    while not stop.wait(BREATH if behind else MAIL_PAUSE):
        with room.permitting():
            behind = digests.keep_up(_now(), telling.told)
            behind |= hooks.keep_up(_now(), telling.told, _post)


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Post to a web-hook, on a host that the operator lists and that may so stand in a network of one's own."""
    try:
        where = egress.place(address)
        path = where.path if urlsplit(address).path.endswith("/") else where.path[:-1]
        answer = egress.ask("POST", where, path, headers=headers, internal=True, body=body, seconds=HOOK_SECONDS)
    except egress.NotReached:
        return False
    return 200 <= answer.status < 300


def _follow(stop: threading.Event) -> None:
    """Follow until told to stop; where the turn to write does not come, the next round tries again."""
    said, behind = "", False
    while not stop.wait(BREATH if behind else PAUSE):
        with room.permitting():
            behind = False
            for keep_up in KEPT_UP:
                behind |= keep_up(_now())
            following.pass_on(now=_now(), react=arriving.react, veil=veiling.group_of)
            keeping.sweep(_now())
            said = _seal(said)


def _seal(said: str) -> str:
    """Seal the ledger when it is time and return what stands in the way, complained of once."""
    try:
        if sealing.due(now=_now()):
            sealing.seal(now=_now())
    except sealing.NotSealed as refusal:
        if refusal.sentence != said:
            output.complaint(refusal.sentence)
        return refusal.sentence
    return ""


def _now() -> datetime:
    return datetime.now(UTC)
