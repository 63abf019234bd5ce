"""How an officer is told: of which sorts in the inbox, of which by mail each day or each week, and to which address."""

from collections.abc import Collection
from datetime import datetime, timedelta

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


class WrongSetting(Invalid):
    """A way to be told that cannot be."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


def settings(*, reader: Reader, now: datetime) -> NoticeSettings:
    """Return how the reader is told; all sorts stand in the inbox and none is mailed until one says otherwise."""
    boxes.admit(reader)
    looking.note(actor=reader, event=Event.CONSULTATION, action="notice.settings", now=now, count=0)
    return _shown(Setting.objects.filter(officer=reader.officer).first(), reader)


def choose(
    *, reader: Reader, now: datetime, inbox: Collection[str] = (), daily: Collection[str] = (),
    weekly: Collection[str] = (), address: str = "",
) -> NoticeSettings:  # fmt: skip
    """Set how the reader is told; digests count what opens for the purpose of this session.

    Raise ``WrongSetting`` with the field that is wrong. The first digest comes a day or a week from now.
    """
    boxes.admit(reader)
    for field, said in (("inbox", inbox), ("daily", daily), ("weekly", weekly)):
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
    with transaction.atomic():
        made, _ = Setting.objects.update_or_create(
            officer=reader.officer,
            defaults={
                "agency": reader.agency, "purpose": str(reader.purpose), "address": keys.lock(to) if to else None,
                "not_in_inbox": " ".join(each for each in SORTS if each not in inbox),
                "daily": " ".join(each for each in SORTS if each in daily),
                "weekly": " ".join(each for each in SORTS if each in weekly),
                "daily_at": now + DAY if daily else None, "weekly_at": now + WEEK if weekly else None, "tries": 0,
            },
        )  # fmt: skip
        recording.record_act(actor=reader, event=Event.ADMIN, action="notice.set", now=now)
    return _shown(made, reader)


def _shown(made: Setting | None, reader: Reader) -> NoticeSettings:
    off, daily, weekly = (
        (made.not_in_inbox.split(), made.daily.split(), made.weekly.split()) if made else ([], [], [])
    )  # fmt: skip

    def mail(sort: Sort) -> Mail:
        return "daily" if sort in daily else "weekly" if sort in weekly else "off"

    return NoticeSettings(
        tuple(SortSetting(each, each not in off, mail(each)) for each in SORTS),
        keys.unlock(made.address) if made and made.address else "", made.purpose if made else str(reader.purpose),
        bool(node.EMAIL_HOST),
    )  # fmt: skip
