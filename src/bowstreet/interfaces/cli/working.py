"""What runs beside the pages: imports, checkpoints, and the followers of the ledger."""

import threading
from datetime import UTC, datetime

from bowstreet.casework.intake import working as intake
from bowstreet.holdings.ledger import following, sealing

PAUSE = 0.5


def until_idle() -> None:
    """Run until nothing is left to do, then seal the ledger."""
    intake.wake()
    while intake.work_once(now=_now()):
        pass
    following.pass_on(now=_now())
    sealing.seal(now=_now())


def go_on(stop: threading.Event) -> None:
    """Run what waits until told to stop."""
    follower = threading.Thread(target=_follow, args=(stop,), name="follower", daemon=True)
    follower.start()
    intake.run(stop)
    follower.join(timeout=10)


def _follow(stop: threading.Event) -> None:
    while not stop.wait(PAUSE):
        following.pass_on(now=_now())
        if sealing.due(now=_now()):
            sealing.seal(now=_now())


def _now() -> datetime:
    return datetime.now(UTC)
