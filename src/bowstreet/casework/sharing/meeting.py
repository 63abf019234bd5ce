"""The round over all peers: each is pulled from and pushed to in its turn, and what stood in the way is kept for it.

A follower, one at a time on a node; a peer that fails is asked ever more seldom, and none keeps another waiting long.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from bowstreet.casework.intake import room
from bowstreet.casework.sharing import models, noticing, pulling, pushing, recalling
from bowstreet.casework.sharing.egress import NotReached
from bowstreet.casework.sharing.pulling import Overtaken
from bowstreet.vocabulary.refusals import Refusal

EVERY: Final = timedelta(minutes=1)
"""So often a peer is asked that had nothing new."""

_LONGEST: Final = timedelta(hours=1)
_Step = Callable[[models.Peer, datetime], bool | None]
_UNFORESEEN: Final = "Something failed here that nobody foresaw; the log of this node says what."
_STEPS: Final[tuple[tuple[str, tuple[_Step, ...]], ...]] = (
    ("pull", (pulling.pull, noticing.answer)),
    ("push", (pushing.push, recalling.tell)),
)
"""What is done with a peer in each direction: recalls and receipts also go where nothing else does."""

log = logging.getLogger("bowstreet")


def keep_up(now: datetime) -> bool:
    """Take one step with each peer whose time has come, and say whether one of them has more."""
    keep_up_notices(now)
    behind = [meet(id, now) for id in _due(now)]
    return any(behind)


def keep_up_notices(now: datetime) -> None:
    """Follow the recalls that came in, and make known those of this node."""
    noticing.keep_up(now)
    recalling.keep_up(now)


def meet(id: str, now: datetime, directions: Collection[str] = ("pull", "push")) -> bool:
    """Take one step with a peer: pull, push, and pass recalls and receipts on. Say whether there is more."""
    held = models.Peer.objects.select_related("agreement").get(id=id)
    more = False
    for direction, steps in _STEPS:
        if held.state == "standing" and direction in directions and held.direction in (direction, "both"):
            more = _done(held, direction, steps, now) or more
    failed = bool(held.pull_sentence or held.push_sentence)
    failures = held.failures + 1 if failed else 0
    wait = min(_LONGEST, EVERY * 2 ** min(failures, 6)) if failed or not more else timedelta()
    models.Peer.objects.filter(pk=held.pk).update(failures=failures, not_before=now + wait)
    return more and not failed


def _due(now: datetime) -> list[str]:
    standing = models.Peer.objects.filter(state="standing").order_by("not_before", "id")
    return [id for id, at in standing.values_list("id", "not_before") if at is None or at <= now]


def _done(held: models.Peer, direction: str, steps: Sequence[_Step], now: datetime) -> bool:
    """Take steps, each whatever stood in the way of another, and keep what did first; empty where nothing did."""
    taken = [_taken(held, step, now) for step in steps]
    sentence = next((each for each, _ in taken if each), "")
    kept = {f"{direction}_sentence": sentence, **({} if sentence else {f"{direction}ed_at": now})}
    models.Peer.objects.filter(pk=held.pk).update(**kept)
    setattr(held, f"{direction}_sentence", sentence)
    return any(more for _, more in taken)


def _taken(held: models.Peer, step: _Step, now: datetime) -> tuple[str, bool]:
    """Take a step; return the sentence on what stood in its way, and whether there is more.

    What nobody foresaw costs this peer alone, which may have made it happen; a full disk and a turn to write are waited
    out.
    """
    try:
        return "", step(held, now) is True
    except Overtaken:
        return "", True
    except (NotReached, Refusal) as wrong:
        return wrong.sentence, False
    except Exception as wrong:
        if room.is_waited_out(wrong):
            raise
        log.exception("meeting the peer %s", held.id)
        return _UNFORESEEN, False
