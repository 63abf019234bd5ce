"""The doors of notices: the inbox, one that was read, and all of them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from bowstreet.casework.notices import inbox, setting
from bowstreet.casework.notices.answers import NoticeList, NoticeRow, NoticeSettings
from bowstreet.casework.sharing import egress
from bowstreet.interfaces.doors import telling
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES, Reader


class Listing(Form):
    """Which notices, of which sort, and after how many of them."""

    which: Literal["all", "unread"] = "all"
    sort: str = Field("", max_length=20)
    after: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class One(Form):
    """A notice by its id."""

    id: str = Field(max_length=32)


class Told(Form):
    """How the officer is told: the sorts in the inbox, those mailed each day and each week, and the address.

    A digest says how many of which sort are not read, and this node's address; it counts what opens for the purpose
    under which it is set. So does what is posted to ``hook``, of ``hooked`` sorts, on a host that the operator lists;
    ``secret`` signs it, and is left out where the hook's stays as it is.
    """

    inbox: tuple[str, ...] = ()
    daily: tuple[str, ...] = ()
    weekly: tuple[str, ...] = ()
    address: str = Field("", max_length=200)
    hooked: tuple[str, ...] = ()
    hook: str = Field("", max_length=500)
    secret: str = Field("", max_length=200)


def chosen(*, reader: Reader, now: datetime, hook: str, **said: Any) -> NoticeSettings:
    """Set how the reader is told; raise ``WrongSetting`` for a hook at what is no address of this node's."""
    if hook.strip():
        try:
            egress.place(hook)
        except egress.NotReached as wrong:
            raise setting.WrongSetting("hook", wrong.sentence) from None
    return setting.choose(reader=reader, now=now, hook=hook, **said)


def listed(*, reader: Reader, now: datetime, which: str, sort: str, after: int, limit: int) -> NoticeList:
    """Return the reader's inbox."""
    told = telling.told(reader, now)
    return inbox.listed(reader=reader, now=now, told=told, which=which, sort=sort, after=after, limit=limit)


def read(*, reader: Reader, now: datetime, id: str) -> NoticeRow:
    """Mark one notice read, and return it."""
    (found,) = inbox.mark(reader=reader, now=now, told=telling.told(reader, now), id=id)
    return found


def read_all(*, reader: Reader, now: datetime) -> NoticeList:
    """Mark all notices read that the reader has now, and return the inbox."""
    told = telling.told(reader, now)
    inbox.mark(reader=reader, now=now, told=told)
    return inbox.listed(reader=reader, now=now, told=told)


DOORS = (
    Door(
        "notice.list", "What you are told: what happened, when, and where it stands", listed, Listing, NoticeList,
        web="/notices", api="/notices", page="notices.html", roles=LEA_ROLES, command="notice list",
    ),
    Door(
        "notice.read", "Mark a notice read", read, One, NoticeRow, method="POST", web="/notices/{id}/read",
        api="/notices/{id}/read", after=lambda made: made.address, roles=LEA_ROLES, command="notice read",
    ),
    Door(
        "notice.read_all", "Mark all notices read", read_all, answer=NoticeList, method="POST", web="/notices/read",
        api="/notices/read", after=lambda made: "/notices", roles=LEA_ROLES, command="notice read-all",
    ),
    Door(
        "notice.settings", "How you are told, of each sort", setting.settings, answer=NoticeSettings,
        web="/notices/settings", api="/notices/settings", page="notice_settings.html", roles=LEA_ROLES,
        command="notice settings",
    ),
    Door(
        "notice.set", "Say how you are told, of each sort", chosen, Told, NoticeSettings, method="POST",
        web="/notices/settings", api="/notices/settings", after=lambda made: "/notices/settings",
        beside="notice.settings", roles=LEA_ROLES, command="notice set",
    ),
)  # fmt: skip
