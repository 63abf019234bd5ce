"""How an officer is told: of which sorts in the inbox, by mail each day or each week, and by a web-hook; and where."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as node
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from bowstreet.casework.notices import inbox as boxes
from bowstreet.casework.notices.answers import SORTS, Mail, NoticeSettings, Sort, SortSetting
from bowstreet.casework.notices.models import Setting
from bowstreet.holdings.ledger import keys, looking, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

DAY, WEEK = timedelta(days=1), timedelta(days=7)
FIRST_WAIT = timedelta(minutes=10)

SHORTEST = 16
"""Characters of a web-hook's secret."""

MOST_TRIES = 12
"""After so many failures one after another a web-hook is off, until its officer sets it again."""


class WrongSetting(Invalid):
    """A way to be told that cannot be."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures one after another: each time twice as long, a day at most.

    >>> [str(wait_after(each)) for each in (1, 2, 12)]
    ['0:10:00', '0:20:00', '1 day, 0:00:00']
    """
    return min(FIRST_WAIT * (1 << min(failures - 1, 10)), DAY)


def settings(*, reader: Reader, now: datetime) -> NoticeSettings:
    """Return how the reader is told; all sorts stand in the inbox and none is mailed until one says otherwise."""
    boxes.admit(reader)
    looking.note(actor=reader, event=Event.CONSULTATION, action="notice.settings", now=now, count=0)
    return _shown(Setting.objects.filter(officer=reader.officer).first(), reader)


def choose(  # noqa: PLR0913 - a setting says all of this
    *, reader: Reader, now: datetime, inbox: Collection[str] = (), daily: Collection[str] = (),
    weekly: Collection[str] = (), address: str = "", hooked: Collection[str] = (), hook: str = "", secret: str = "",
) -> NoticeSettings:  # fmt: skip
    """Set how the reader is told; digests and the web-hook count what opens for the purpose of this session.

    An empty ``secret`` keeps the one that a hook at this address has. Raise ``WrongSetting`` with the field that is
    wrong. The first digest comes a day or a week from now; the hook tells what comes from now on.
    """
    boxes.admit(reader)
    for field, said in (("inbox", inbox), ("daily", daily), ("weekly", weekly), ("hooked", hooked)):
        if unknown := sorted(set(said) - set(SORTS)):
            raise WrongSetting(field, f"{unknown[0]} is no sort of notice.")
    to = address.strip()
    if set(daily) & set(weekly):
        raise WrongSetting("weekly", "A sort is mailed each day or each week, not both.")
    if (daily or weekly) and not to:
        raise WrongSetting("address", "Say to which address digests go.")
    if to:
        try:
            validate_email(to)
        except ValidationError:
            raise WrongSetting("address", "This is no e-mail address.") from None
    former = Setting.objects.filter(officer=reader.officer).first()
    with transaction.atomic():
        made, _ = Setting.objects.update_or_create(
            officer=reader.officer,
            defaults={
                "agency": reader.agency, "purpose": str(reader.purpose), "address": keys.lock(to) if to else None,
                "not_in_inbox": " ".join(each for each in SORTS if each not in inbox),
                "daily": " ".join(each for each in SORTS if each in daily),
                "weekly": " ".join(each for each in SORTS if each in weekly),
                "daily_at": now + DAY if daily else None, "weekly_at": now + WEEK if weekly else None, "tries": 0,
                **_hook(former, now, hooked, hook.strip(), secret),
            },
        )  # fmt: skip
        recording.record_act(actor=reader, event=Event.ADMIN, action="notice.set", now=now)
    return _shown(made, reader)


def is_allowed(address: str) -> bool:
    """Say whether the operator lists the host of an address."""
    return (urlsplit(address).hostname or "") in node.HOOK_HOSTS


def _hook(former: Setting | None, now: datetime, hooked: Collection[str], hook: str, secret: str) -> dict[str, Any]:
    """Return the columns of a web-hook; raise ``WrongSetting`` where it could not be called."""
    if not hook:
        if hooked:
            raise WrongSetting("hook", "Say which address the web-hook calls.")
        return {"hook": None, "hook_secret": None, "hooked": "", "hook_at": None, "hook_since": None, "hook_tries": 0}
    if not is_allowed(hook):
        raise WrongSetting("hook", "The operator of this node does not let it call this host.")
    same = former is not None and former.hook is not None and keys.unlock(former.hook) == hook
    if not secret and not same:
        raise WrongSetting("secret", "Say the secret by which the receiver knows that this node called.")
    if secret and len(secret) < SHORTEST:
        raise WrongSetting("secret", f"A secret has {SHORTEST} characters at least.")
    told: dict[str, Any] = {"hook_secret": keys.lock(secret)} if secret else {}
    return told | {
        "hook": keys.lock(hook), "hooked": " ".join(each for each in SORTS if each in hooked),
        "hook_at": now if hooked else None, "hook_since": now, "hook_tries": 0,
    }  # fmt: skip


def _shown(made: Setting | None, reader: Reader) -> NoticeSettings:
    off, daily, weekly, hooked = (
        (made.not_in_inbox.split(), made.daily.split(), made.weekly.split(), made.hooked.split())
        if made
        else ([], [], [], [])
    )

    def mail(sort: Sort) -> Mail:
        return "daily" if sort in daily else "weekly" if sort in weekly else "off"

    return NoticeSettings(
        tuple(SortSetting(each, each not in off, mail(each), each in hooked) for each in SORTS),
        keys.unlock(made.address) if made and made.address else "", made.purpose if made else str(reader.purpose),
        bool(node.EMAIL_HOST), keys.unlock(made.hook) if made and made.hook else "",
        bool(made and made.hook_tries >= MOST_TRIES), tuple(node.HOOK_HOSTS),
    )  # fmt: skip
