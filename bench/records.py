"""Records with versions, selectors, full text and ledger, beside Django's ``bulk_create`` with FTS5 triggers.

Two lines. In the first both begin with the same drafts and let the same vocabulary make the rows; in the second the
rows are made beforehand, for both.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bench import invented, node
from bench.measure import Line, Pairs, compared, pairs, tell
from bench.node import NOW, Node

if TYPE_CHECKING:
    from bowstreet.vocabulary.drafts import Draft

COUNT = 4_000
GOAL = 2.2


class Sides:
    """Both sides of the comparison, each with drafts of its own for every pair."""

    def __init__(self, on: Node) -> None:
        """Open the peer's tables."""
        from bench.peer import models

        models.build()
        self.on = on
        self.envelope = on.envelope(scope="LEA", tlp="GREEN")

    def ours(self, act: str, drafts: "Sequence[Draft]") -> None:
        """Import drafts."""
        from bowstreet.holdings.repository import importing

        import_ = importing.begin(reader=self.on.reader, envelope=self.envelope, act=act, now=NOW)
        importing.add(import_, drafts)
        importing.finish(import_, now=NOW, count=len(drafts))

    def peer(self, rows: Any) -> None:
        """Write rows with the peer."""
        from bench.peer import writing

        writing.write(self.on.reader.agency, rows, self.on.reader.officer, NOW)

    def rows(self, drafts: "Sequence[Draft]") -> list[tuple[str, str, Any]]:
        """Return what drafts become, by the vocabulary alone."""
        from bowstreet.holdings.repository import composing

        made = []
        for draft in drafts:
            kind = composing.kind_of(draft.kind)
            body = composing.checked(kind, draft.body)
            hashed = composing.key_hash(self.on.reader.agency, kind.code, kind.key(body), "1")
            seen = (draft.first_seen, draft.last_seen)
            made.append((kind.code, hashed, composing.compose(kind, body, seen)))
        return made


def lines() -> Iterator[Line]:
    """Measure both lines and check that both sides hold and find the same."""
    with node.fresh() as on:
        sides = Sides(on)
        whole = [list(invented.sellers(COUNT, f"a{number}")) for number in range(6)]
        both = pairs(lambda n: sides.ours(f"a{n}", whole[n]), lambda n: sides.peer(sides.rows(whole[n])))
        yield compared("records from drafts, both sides making their rows", COUNT, both, GOAL)
        _check(sides, COUNT * len(whole))
        alone = [list(invented.sellers(COUNT, f"b{number}")) for number in range(4)]
        yield compared("writing alone, rows made beforehand", COUNT, _writing(sides, alone), GOAL)
        _check(sides, COUNT * (len(whole) + len(alone)))


def _writing(sides: Sides, parts: "list[list[Draft]]") -> Pairs:
    from bowstreet.holdings.repository import importing

    rows = [sides.rows(each) for each in parts]
    preparing = importing._ready
    ready: dict[int, Any] = {}
    for number, part in enumerate(parts):
        import_ = importing.begin(reader=sides.on.reader, envelope=sides.envelope, act=f"b{number}", now=NOW)
        ready |= {id(each.draft): each for some in preparing(import_, part) for each in some}

    def given(import_: Any, drafts: "Sequence[Draft]") -> Iterator[list[Any]]:
        at = 0
        while at < len(drafts):
            some = [ready[id(draft)] for draft in drafts[at : at + import_.slice]]
            at += len(some)
            yield some

    importing._ready = given
    try:
        return pairs(lambda n: sides.ours(f"b{n}", parts[n]), lambda n: sides.peer(rows[n]), times=len(parts) - 1)
    finally:
        importing._ready = preparing


def _check(sides: Sides, count: int) -> None:
    """Raise unless both sides hold the same rows and find the same with a word, a part of a word and a selector."""
    from django.db import connections

    both = []
    for link, prefix in ((connections["default"], "repository"), (connections["peer"], "peer")):
        with link.cursor() as cursor:
            held = []
            for statement in (
                "SELECT count(*), sum(length(body)) FROM {0}_version v JOIN {0}_record r ON r.id = v.record_id",
                "SELECT count(*), sum(length(value)) FROM {0}_selector",
                "SELECT count(*), sum(n) FROM {0}_frequency WHERE n > 0",
                "SELECT count(*), sum(length(title) + length(body)) FROM {0}_text",
                "SELECT count(*) FROM {0}_words WHERE {0}_words MATCH 'stealth'",
                "SELECT count(*) FROM {0}_parts WHERE {0}_parts MATCH 'obal'",
            ):
                cursor.execute(statement.format(prefix))
                held.append(cursor.fetchall())
            both.append(held)
    if both[0] != both[1] or both[0][0][0][0] != count:
        raise AssertionError(f"The two sides differ: {both}")


if __name__ == "__main__":
    tell(lines())
