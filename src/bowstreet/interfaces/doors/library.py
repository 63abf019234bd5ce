"""The doors of the library: what works, told by public facts and by agencies."""

from pydantic import Field

from bowstreet.casework.library import browsing
from bowstreet.casework.library.answers import CardView, LibraryPage, Sort
from bowstreet.interfaces.doors.audience import RECORD_READERS
from bowstreet.interfaces.doors.door import Door, Form


class Search(Form):
    """Words, the sort of card, and how many of those cards to pass over."""

    q: str = Field("", max_length=2000)
    sort: Sort | None = None
    after: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class OneCard(Form):
    """A card by its sort and id."""

    sort: Sort
    id: str = Field(max_length=200)


DOORS = (
    Door(
        "library",
        "Find practices, methods, operations and markets in the library",
        browsing.search,
        Search,
        LibraryPage,
        web="/library",
        api="/library",
        page="library.html",
        roles=RECORD_READERS,
        command="library find",
    ),
    Door(
        "library.card",
        "A card of the library with its sources",
        browsing.card,
        OneCard,
        CardView,
        web="/library/{sort}/{id}",
        api="/library/{sort}/{id}",
        page="library_card.html",
        roles=RECORD_READERS,
        command="library show",
    ),
)
