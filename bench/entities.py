"""The page of an entity of fifty records of four agencies, as a request of an officer to the node's own views."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bench import crowd, invented, node
from bench.measure import Line, tell, wait, within
from bench.node import NOW, Node
from bench.serving import session

if TYPE_CHECKING:
    from bowstreet.vocabulary.readers import Reader

RECORDS, ASKED = 50, 100
MOST = 100
OPEN = {"scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}


def lines() -> Iterator[Line]:
    """Measure the page of today, and as of a day on which all was known, each after ten that are not counted."""
    with node.fresh() as on:
        begun = _joined(on)
        for what, path in (
            ("of today", f"/entities/{begun}"), ("as of a day", f"/entities/{begun}?as_of={NOW.date()}")
        ):  # fmt: skip
            ask = _asking(session(on.reader.officer), path)
            taken = [wait(ask, path) for _ in range(ASKED + 10)][10:]
            yield within(f"entity page of {RECORDS} records, {what}", taken, 0.99, MOST)


def _joined(on: Node) -> str:
    """Record fifty sellers of four agencies and judge each the same as the one before; return the first's id."""
    from bowstreet.holdings.repository import judging
    from bowstreet.vocabulary.judging import Verdict

    readers = [on.reader, *(crowd.reader_of(slug) for slug in crowd.AGENCIES[1:])]
    ids = [
        _record(replace(on, reader=readers[number % 4]), readers[number % 4], draft.body, number)
        for number, draft in enumerate(invented.sellers(RECORDS, "e"))
    ]
    for left, right in pairwise(ids):
        judging.judge(
            reader=on.reader, now=NOW, id=left, other=right, verdict=Verdict.SAME, note="One key, the same hours."
        )  # fmt: skip
    return ids[0]


def _record(on: Node, reader: "Reader", body: Any, number: int) -> str:
    from bowstreet.holdings.repository import recording

    said = {**body, "rating": f"4.{number % 10}"}
    return recording.record(reader=reader, now=NOW, kind="vendor_account", body=said, envelope=OPEN).id


def _asking(cookie: str, path: str) -> Any:
    """Return what asks for the page and raises unless it holds all fifty records."""
    from django.test import Client

    import bowstreet.project.wsgi  # noqa: F401 - as a process that serves pages does

    client = Client(HTTP_HOST="localhost", HTTP_COOKIE=cookie)

    def ask(path: str) -> None:
        answer = client.get(path)
        columns = answer.content.count(b'<th scope="col">')
        if answer.status_code != 200 or columns != RECORDS:
            raise AssertionError(f"{path} answers {answer.status_code} with {columns} records.")

    return ask


if __name__ == "__main__":
    tell(lines())
