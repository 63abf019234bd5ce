"""Where every door gets the time from, so that a test can hold it still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_source: list[Callable[[], datetime]] = [lambda: datetime.now(UTC)]


def now() -> datetime:
    """Return the present moment in UTC."""
    return _source[-1]()


@contextmanager
def held(source: Callable[[], datetime]) -> Iterator[None]:
    """Take the time from another source for a while."""
    _source.append(source)
    try:
        yield
    finally:
        _source.pop()
