"""Lists of hits: what a process keeps of their rows changes no byte, whoever looked before; and they go on."""

import html
import re
from collections.abc import Callable

import pytest
from tests.guard.grounds import Grounds

from bowstreet.holdings.repository import presenting
from bowstreet.interfaces.web import rendering
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role

ADDRESSES = ("/find", "/find?q=lantern+oil", "/find?q=antern", "/find?limit=2", "/find/results?q=quaymerchant")


@pytest.fixture
def look(grounds: Grounds) -> Callable[[Role], list[bytes]]:
    def looked(role: Role) -> list[bytes]:
        with grounds.visited(grounds.plain(), role, Purpose.OPERATIONAL_ANALYSIS, "kept rows") as visitor:
            return [visitor.get(address).body for address in ADDRESSES]

    return looked


def _forget() -> None:
    presenting.kept_hit.cache_clear()
    rendering.kept.cache_clear()


def test_a_page_of_kept_rows_is_that_of_rows_made_anew(look: Callable[[Role], list[bytes]]) -> None:
    _forget()
    cold = look(Role.ANALYST)
    made = rendering.kept.cache_info().misses
    assert look(Role.ANALYST) == cold and all(b"data-row" in page for page in cold)
    assert rendering.kept.cache_info().misses == made > 0


def test_who_looks_after_somebody_to_whom_more_opens_gets_no_more(look: Callable[[Role], list[bytes]]) -> None:
    _forget()
    cold = look(Role.COORDINATOR)
    _forget()
    deeper = look(Role.ANALYST)
    assert look(Role.COORDINATOR) == cold
    assert [rows_of(page) for page in deeper] != [rows_of(page) for page in cold]


@pytest.mark.parametrize("asked", ["/find?limit=2", "/find?q=lantern+oil&limit=1", "/find?order=newest&limit=2"])
def test_the_next_page_can_be_opened_from_the_page_before(grounds: Grounds, asked: str) -> None:
    with grounds.visited(grounds.plain(), Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS, "next page") as visitor:
        first = visitor.get(asked).body.decode()
        following = re.search(r'href="(/find[^"]*cursor=[^"]*)">Next', first)
        assert following is not None
        second = visitor.get(html.unescape(following[1]))
    assert second.status == 200 and rows_of(second.body) != rows_of(first.encode()) != b""


def rows_of(page: bytes) -> bytes:
    """Return the rows of a page alone: what stands around them names the officer."""
    return page[page.find(b"<ul data-rows") : page.rfind(b"</ul>")]
