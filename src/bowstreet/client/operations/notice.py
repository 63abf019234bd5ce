"""Operations of notice, written by `make reference` from the OpenAPI description."""

from collections.abc import Sequence
from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.notice import NoticeList, NoticeRow, NoticeSettings


class Notice(Calling):
    """One method for each operation."""

    def notice_list(
        self, *, which: Literal["all", "unread"] | None = None, sort: str | None = None, after: int | None = None,
        limit: int | None = None, reason: str | None = None,
    ) -> NoticeList:  # fmt: skip
        """What you are told: what happened, when, and where it stands.

        ``GET /notices``
        """
        return self._call(NoticeList, "GET", "/notices", {
            "which": which, "sort": sort, "after": after, "limit": limit, "reason": reason,
        })  # fmt: skip

    def notice_read(self, id: str, *, reason: str | None = None) -> NoticeRow:
        """Mark a notice read.

        ``POST /notices/{id}/read``
        """
        return self._call(NoticeRow, "POST", f"/notices/{quoted(id)}/read", {"reason": reason})

    def notice_read_all(self, *, reason: str | None = None) -> NoticeList:
        """Mark all notices read.

        ``POST /notices/read``
        """
        return self._call(NoticeList, "POST", "/notices/read", {"reason": reason})

    def notice_settings(self, *, reason: str | None = None) -> NoticeSettings:
        """How you are told, of each sort.

        ``GET /notices/settings``
        """
        return self._call(NoticeSettings, "GET", "/notices/settings", {"reason": reason})

    def notice_set(
        self, *, inbox: str | Sequence[str] | None = None, daily: str | Sequence[str] | None = None,
        weekly: str | Sequence[str] | None = None, address: str | None = None,
        hooked: str | Sequence[str] | None = None, hook: str | None = None, secret: str | None = None,
        reason: str | None = None,
    ) -> NoticeSettings:  # fmt: skip
        """Say how you are told, of each sort.

        ``POST /notices/settings``
        """
        return self._call(NoticeSettings, "POST", "/notices/settings", {
            "inbox": several(inbox), "daily": several(daily), "weekly": several(weekly), "address": address,
            "hooked": several(hooked), "hook": hook, "secret": secret, "reason": reason,
        })  # fmt: skip
