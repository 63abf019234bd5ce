"""Web-hooks: how many notices of which sort have come, posted to an address that an officer named. No content.

The operator lists the hosts that may be called; none is at first. What is counted opens to the officer at the moment of
sending, for the purpose under which the hook was set. The body is signed by HMAC-SHA-256 (RFC 2104) over the moment, a
point and the body, so that who receives it knows the node and can refuse what is old.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings as node
from django.db import transaction

from bowstreet.casework.notices import digests
from bowstreet.casework.notices.digests import Told
from bowstreet.casework.notices.models import Setting
from bowstreet.casework.notices.setting import MOST_TRIES, is_allowed, wait_after
from bowstreet.holdings.ledger import keys, recording
from bowstreet.holdings.ledger.events import Event

PAUSE = timedelta(minutes=5)
"""So long between two calls of one hook: it says that something came, and is no stream."""

SIGNATURE, MOMENT = "X-Bowstreet-Signature", "X-Bowstreet-Moment"

Post = Callable[[str, bytes, Mapping[str, str]], bool]
"""Sends a body with headers to an address, and says whether it was taken."""


def signature(secret: str, moment: str, body: bytes) -> str:
    """Return the signature of a body sent at a moment, in small hexadecimal letters.

    >>> signature("a secret of the two", "1772442000", b"{}")[:16]
    'cf525b61bd62427d'
    """
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def keep_up(now: datetime, told: Told, post: Post) -> bool:
    """Call the hook that has waited longest, if one is due and something came, and say whether another may be.

    One that does not take what it is sent is tried again, each time after twice as long, a day at most.
    """
    made = Setting.objects.filter(hook_at__lte=now).order_by("hook_at", "officer").first()
    if made is None:
        return False
    reader = digests.reader_of(made, now)
    came = digests.counted(reader, made.hooked.split(), now, told, since=made.hook_since) if reader else Counter()
    taken = not came or _posted(made, came, now, post)
    tries = 0 if taken else made.hook_tries + 1
    wait = PAUSE if taken else wait_after(tries)
    with transaction.atomic():
        same = Setting.objects.filter(officer=made.officer, hook_at=made.hook_at)
        same.update(
            hook_tries=tries, hook_at=now + wait if tries < MOST_TRIES else None,
            hook_since=now if came and taken else made.hook_since,
        )  # fmt: skip
        if reader and came and taken:
            recording.record_act(
                actor=reader, event=Event.DISCLOSURE, action="notice.hook", now=now, count=came.total()
            )
    return True


def _posted(made: Setting, came: Counter[str], now: datetime, post: Post) -> bool:
    """Send what came and say whether it was taken; a host that the operator lists no more is not called."""
    address, moment = keys.unlock(made.hook or b""), str(int(now.timestamp()))
    if not is_allowed(address):
        return False
    body = json.dumps({"node": node.NODE_ADDRESS, "came": dict(sorted(came.items()))}).encode()
    said = {
        "Content-Type": "application/json", MOMENT: moment,
        SIGNATURE: f"sha256={signature(keys.unlock(made.hook_secret or b''), moment, body)}",
    }  # fmt: skip
    return post(address, body, said)
