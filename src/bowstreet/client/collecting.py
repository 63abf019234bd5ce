"""A collection as a client goes through it: objects of STIX in the order in which they came, and where to go on."""

from collections.abc import Iterator, Sequence
from typing import Any

import httpx

from bowstreet.client.calling import Connection, quoted
from bowstreet.client.reading import several
from bowstreet.client.refusing import Unreadable

ROOT = "/taxii2/agreements/collections/"
TAXII = "application/taxii+json;version=2.1"


class Collection:
    """What leaves under an agreement, as TAXII 2.1 gives it.

    ``bookmark`` is the moment up to which everything was read: keep it, and begin with it next time.
    """

    def __init__(self, connection: Connection, id: str, title: str, writes: bool) -> None:
        """Keep which; nothing is read yet."""
        self._connection = connection
        self.id, self.title, self.writes = id, title, writes
        self.bookmark: str | None = None

    def __repr__(self) -> str:
        return f"Collection({self.id!r}, {self.title!r})"

    def objects(
        self, *, added_after: str | None = None, type: str | Sequence[str] = (), id: str | Sequence[str] = (),
        version: str | Sequence[str] = (), a_page: int = 500,
    ) -> Iterator[dict[str, Any]]:  # fmt: skip
        """Yield the objects added after a moment, page by page; the bookmark goes on when a page has been read.

        ``version`` is ``last`` when nothing is said, or ``first``, ``all``, or moments; ``a_page`` is 1,000 at most.
        """
        self.bookmark = added_after or self.bookmark
        matched = {"type": type, "id": id, "version": version}
        asked = {f"match[{name}]": ",".join(several(each) or ()) for name, each in matched.items() if each}
        asked |= {"limit": str(a_page)} | ({"added_after": added_after} if added_after else {})
        more: dict[str, str] = {}
        while True:
            answer = _ask(self._connection, f"{ROOT}{quoted(self.id)}/objects/", asked | more)
            page = _told(answer)
            yield from page.get("objects", ())
            self.bookmark = answer.headers.get("X-TAXII-Date-Added-Last", self.bookmark)
            if not page.get("more"):
                return
            more = {"next": str(page["next"])}


def collections(connection: Connection) -> tuple[Collection, ...]:
    """Return the collections that the agency of the token has part in."""
    told = _told(_ask(connection, ROOT, {})).get("collections", ())
    return tuple(Collection(connection, each["id"], each["title"], bool(each["can_write"])) for each in told)


def _ask(connection: Connection, path: str, query: dict[str, str]) -> httpx.Response:
    return connection.answer(connection.request("GET", path, params=query, headers={"Accept": TAXII}))


def _told(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Unreadable("The answer is no resource of TAXII. Does the address lead to a node?")
    return told
