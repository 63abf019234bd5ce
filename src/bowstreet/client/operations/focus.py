"""Operations of focus, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bowstreet.client.calling import Calling
from bowstreet.client.reading import several
from bowstreet.client.shapes.focus import FocusPage
from bowstreet.client.shapes.parts import Recorded


class Focus(Calling):
    """One method for each operation."""

    def focus_list(
        self, *, market: str | None = None, product: str | None = None, method: str | None = None,
        agency: str | None = None, after: int | None = None, limit: int | None = None, reason: str | None = None,
    ) -> FocusPage:  # fmt: skip
        """Who works on which market, product or method, and whom to meet.

        ``GET /focus``
        """
        return self._call(FocusPage, "GET", "/focus", {
            "market": market, "product": product, "method": method, "agency": agency, "after": after, "limit": limit,
            "reason": reason,
        })  # fmt: skip

    def focus_declare(
        self, *, title: str, summary: str | None = None, markets: str | Sequence[str] | None = None,
        products: str | Sequence[str] | None = None, methods: str | Sequence[str] | None = None,
        countries: str | Sequence[str] | None = None, begins_on: datetime.date | None = None,
        ends_on: datetime.date | None = None, unit: str | None = None, contact: str | None = None,
        disclosure: Literal["own", "contact", "named", "police"] | None = None,
        to: str | Sequence[str] | None = None, envelope: Mapping[str, Any] | None = None, reason: str | None = None,
    ) -> Recorded:  # fmt: skip
        """Say what your agency works on, to a chosen level of disclosure.

        ``POST /focus``
        """
        return self._call(Recorded, "POST", "/focus", {
            "title": title, "summary": summary, "markets": several(markets), "products": several(products),
            "methods": several(methods), "countries": several(countries), "begins_on": begins_on, "ends_on": ends_on,
            "unit": unit, "contact": contact, "disclosure": disclosure, "to": several(to), "envelope": envelope,
            "reason": reason,
        })  # fmt: skip
