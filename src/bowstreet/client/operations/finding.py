"""Operations of finding, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.finding import CheckPage, FindPage, Gathered, Home, NearPage, ObservationPage, OriginalLine


class Finding(Calling):
    """One method for each operation."""

    def home(self, *, reason: str | None = None) -> Home:
        """What waits for you.

        ``GET /home``
        """
        return self._call(Home, "GET", "/home", {"reason": reason})

    def find(
        self, *, q: str | None = None, kind: str | Sequence[str] | None = None,
        agency: str | Sequence[str] | None = None, market: str | Sequence[str] | None = None,
        product: str | Sequence[str] | None = None, grade: str | Sequence[str] | None = None,
        date: str | Sequence[str] | None = None, since: datetime.date | None = None,
        until: datetime.date | None = None, order: Literal["best", "newest"] | None = None,
        cursor: str | None = None, limit: int | None = None, selector: bool | None = None,
        as_of: datetime.date | None = None, reason: str | None = None,
    ) -> FindPage:  # fmt: skip
        """Find records by words, phrases and selectors.

        ``GET /find``
        """
        return self._call(FindPage, "GET", "/find", {
            "q": q, "kind": several(kind), "agency": several(agency), "market": several(market),
            "product": several(product), "grade": several(grade), "date": several(date), "since": since, "until": until,
            "order": order, "cursor": cursor, "limit": limit, "selector": selector, "as_of": as_of, "reason": reason,
        })  # fmt: skip

    def find_near(
        self, *, q: str | None = None, kind: str | Sequence[str] | None = None,
        agency: str | Sequence[str] | None = None, market: str | Sequence[str] | None = None,
        cursor: str | None = None, limit: int | None = None, as_of: datetime.date | None = None,
        reason: str | None = None,
    ) -> NearPage:  # fmt: skip
        """Find handles that are written like one.

        ``GET /near``
        """
        return self._call(NearPage, "GET", "/near", {
            "q": q, "kind": several(kind), "agency": several(agency), "market": several(market), "cursor": cursor,
            "limit": limit, "as_of": as_of, "reason": reason,
        })  # fmt: skip

    def find_observations(
        self, *, q: str, cursor: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> ObservationPage:  # fmt: skip
        """Find in the rows of datasets.

        ``GET /observations``
        """
        return self._call(ObservationPage, "GET", "/observations", {
            "q": q, "cursor": cursor, "limit": limit, "reason": reason,
        })  # fmt: skip

    def observation(self, dataset: str, import_id: str, row: int, *, reason: str | None = None) -> OriginalLine:
        """One observation beside its line in the original.

        ``GET /observations/{dataset}/{import_id}/{row}``
        """
        return self._call(OriginalLine, "GET", f"/observations/{quoted(dataset)}/{quoted(import_id)}/{quoted(row)}", {
            "reason": reason,
        })  # fmt: skip

    def check(
        self, *, text: str, first: int | None = None, limit: int | None = None, reason: str | None = None,
    ) -> CheckPage:  # fmt: skip
        """Check the identifiers of a text: held by another agency, known, unknown, or none.

        ``POST /check``
        """
        return self._call(CheckPage, "POST", "/check", {"text": text, "first": first, "limit": limit, "reason": reason})

    def check_record(
        self, *, chosen: str | Sequence[str], envelope: Mapping[str, Any] | None = None, reason: str | None = None,
    ) -> Gathered:  # fmt: skip
        """Record identifiers that are unknown, in one act.

        ``POST /check/records``
        """
        return self._call(Gathered, "POST", "/check/records", {
            "chosen": several(chosen), "envelope": envelope, "reason": reason,
        })  # fmt: skip
