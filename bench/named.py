"""A million accounts with names as people choose them: the rows that an import writes, their texts left out.

Neither the search for names nor the check of identifiers opens a text, so the rows are written past the repository,
under terms that it made, by one statement a table. ``python -m bench.named COUNT FOLDER`` keeps them in a folder.
"""

import itertools
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import crowd, invented, node
from bench.node import NOW, Node
from bowstreet.vocabulary.drafts import Draft

SLICE = 50_000
SORTS = 48
"""So many sorts of terms: four agencies, a third of them open to all police, a third given to north."""

_ENDINGS = ("_uk", "_shop", "_official", ".de", "-nl")
_ONSETS = tuple("b c d f g h j k l m n p r s t v w z bl br cl cr dr fl gr pl pr sh sk sl sp st th tr".split())  # noqa: SIM905
_VOWELS = tuple("a e i o u ai ea ee oo ou".split())  # noqa: SIM905
_CODAS = ("", "", "", *"b ck d g l m n nd ng nt p r rd rk s sh st t x".split())  # noqa: SIM905


def names(count: int) -> list[str]:
    """Return so many different names, fifteen signs on average: words of an invented language, digits, separators."""
    chance = random.Random("names")
    words = sorted({_word(chance) for _ in range(60_000)})
    chance.shuffle(words)
    weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(words))))
    made: dict[str, None] = {}
    while len(made) < count:
        some = chance.choices(words, cum_weights=weights, k=2 * SLICE)
        for one, other in zip(some[::2], some[1::2], strict=True):
            made.setdefault(_name(chance, one, other))
    return list(made)[:count]


def _word(chance: random.Random) -> str:
    parts = (_ONSETS, _VOWELS, _CODAS)
    return "".join(chance.choice(part) for _ in range(chance.choice((1, 1, 2))) for part in parts)


def _name(chance: random.Random, one: str, other: str) -> str:
    joint = chance.choice(("", "", "", "", "_", "."))
    digits = str(chance.randrange(10 ** chance.randrange(1, 5))) if chance.random() < 0.35 else ""
    ending = chance.choice(_ENDINGS) if chance.random() < 0.15 else ""
    return f"{one}{joint}{other}{digits}{ending}"


def build(on: Node, count: int) -> list[str]:
    """Write the accounts of so many names unless they are there, and return the names."""
    from django.db import connection

    made = names(count)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM repository_record")
        if cursor.fetchone()[0] < count:
            places = _places(on)
            for at in range(0, count, SLICE):
                _write(places, at, made[at : at + SLICE])
    return made


def _places(on: Node) -> list[tuple[Any, ...]]:
    """Record one account under each sort of terms, by an import, and return what its rows have for terms and traits."""
    from django.db import connection

    from bowstreet.holdings.repository import importing

    for number in range(SORTS):
        own = Node(on.state, _reader(on, number))
        import_ = importing.begin(reader=own.reader, envelope=own.envelope(**crowd.terms(number)),
                                  act=f"sort-{number}", now=NOW)  # fmt: skip
        body = {"market": market(number), "handle": f"first of sort {number}"}
        importing.add(import_, [Draft("vendor_account", body, None, None, ())])
        importing.finish(import_, now=NOW, count=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.agency, r.terms_id, r.particulars_id, r.market, g.traits_id, s.depth FROM repository_record r"
            " JOIN repository_gist g ON g.id = r.id JOIN repository_selector s ON s.record_id = r.id ORDER BY r.id"
        )
        return list(cursor.fetchall())


def _reader(on: Node, number: int) -> Any:
    slug = crowd.AGENCIES[number % len(crowd.AGENCIES)]
    return on.reader if slug == on.reader.agency else crowd.reader_of(slug)


def market(number: int) -> str:
    """Return the market on which the accounts of a sort are."""
    return f"Market {number % 40}"


def _write(places: Sequence[tuple[Any, ...]], first: int, some: Sequence[str]) -> None:
    from django.db import connection, transaction

    rows = list(_rows(places, first, some))
    with transaction.atomic(), connection.cursor() as cursor:
        raw = cursor.cursor.connection
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" * len(columns.split(", ")))
            raw.executemany(f"INSERT INTO repository_{table} ({columns}) VALUES ({marks})",
                            [row for each in rows for row in each[table]])  # fmt: skip


_COLUMNS = {
    "record": "id, uid, kind, agency, terms_id, particulars_id, version, key_hash, market, products, grade, first_on,"
    " last_on, recorded_at, changed_at, changed_by, origin",
    "version": "record_id, number, at, by, act, what, terms_id, particulars_id, body, first_on, last_on",
    "gist": "id, terms_id, traits_id, open, whole",
    "selector": "type, value, record_id, terms_id, depth, agency",
    "frequency": "type, value, terms_id, depth, n",
}


def _rows(
    places: Sequence[tuple[Any, ...]], first: int, some: Sequence[str]
) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    at = NOW.strftime("%Y-%m-%d %H:%M:%S")
    for number, name in enumerate(some, first):
        agency, terms, particulars, market, traits, depth = places[number // 5_000 % len(places)]
        id, uid = number + 1_001, f"00000000-0000-7000-8000-{number:012x}"
        key = invented.fingerprint(number, crowd.SEED)
        body = json.dumps({"market": market, "handle": name, "pgp": [{"value": key, "grade": "X4", "basis": "fact"}]})
        pairs = (("handle", f"{market}:{name}"), ("pgp_fingerprint", key))
        yield {
            "record": [(id, uid, "vendor_account", agency, terms, particulars, 1, f"named-{number}", market, "", "X4",
                        "", "", at, at, "bench", "local")],
            "version": [(id, 1, at, "bench", "bench", "Recorded", terms, particulars, body, "", "")],
            "gist": [(id, terms, traits, 60, 100)],
            "selector": [(*pair, id, terms, depth, agency) for pair in pairs],
            "frequency": [(*pair, terms, depth, 1) for pair in pairs],
        }  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Build the accounts in a folder, with their guises, to be measured more than once."""
    count, folder = int(arguments[0]), Path(arguments[1])
    with node.at(folder) as on:
        from bowstreet.holdings.repository import guises

        build(on, count)
        while guises.keep_up():
            pass


if __name__ == "__main__":
    main(sys.argv[1:])
