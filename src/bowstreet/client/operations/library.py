"""Operations of library, written by `make reference` from the OpenAPI description."""

from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.library import CardView, LibraryPage


class Library(Calling):
    """One method for each operation."""

    def library(
        self, *, q: str | None = None, sort: Literal["operation", "practice", "method", "market"] | None = None,
        after: int | None = None, limit: int | None = None, reason: str | None = None,
    ) -> LibraryPage:  # fmt: skip
        """Find practices, methods, operations and markets in the library.

        ``GET /library``
        """
        return self._call(LibraryPage, "GET", "/library", {
            "q": q, "sort": sort, "after": after, "limit": limit, "reason": reason,
        })  # fmt: skip

    def library_card(
        self, sort: Literal["operation", "practice", "method", "market"], id: str, *, reason: str | None = None,
    ) -> CardView:  # fmt: skip
        """A card of the library with its sources.

        ``GET /library/{sort}/{id}``
        """
        return self._call(CardView, "GET", f"/library/{quoted(sort)}/{quoted(id)}", {"reason": reason})
