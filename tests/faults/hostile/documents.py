"""JSON: depth, numbers, names and brackets without end."""

from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import GOOD, PARTLY, REFUSED, TAKEN, Room, many

room = Room()

SELLER, SEEN = GOOD.split(",")
ROW = f'{{"seller": "{SELLER}", "seen": "{SEEN}"}}'.encode()


def _pieces(folder: Path, *pieces: tuple[bytes, int]) -> None:
    many(folder / "rows.json", *pieces)


def odd(name: str, becomes: str, *pieces: tuple[bytes, int], says: str = "") -> None:
    """Add a document of pieces, each so many times."""

    def write(folder: Path) -> None:
        _pieces(folder, *pieces)

    room.add(name, becomes, partial(write), says)


odd("a million arrays in each other", REFUSED, (b"[", 1_000_000))
odd("a million arrays in each other, closed", REFUSED, (b"[", 1_000_000), (b"]", 1_000_000))
odd("a million objects in each other", REFUSED, (b'{"a":', 1_000_000), (b"1", 1), (b"}", 1_000_000))
odd("a row, and a million arrays in each other", PARTLY, (b"[" + ROW + b",", 1), (b"[", 1_000_000), (b"]", 1_000_001))
odd("a row with a million objects in each other", PARTLY, (b"[" + ROW + b',{"seller":', 1), (b'{"a":', 400_000),
    (b"1", 1), (b"}", 400_001), (b"," + ROW + b"]", 1))  # fmt: skip
odd("lines of arrays in each other", PARTLY, (ROW + b"\n", 1), (b"[" * 5_000 + b"\n", 300))
odd("a number of a million digits", PARTLY, (b"[" + ROW + b',{"seller": ', 1), (b"9", 1_000_000), (b"}]", 1))
odd(
    "numbers beyond all numbers",
    PARTLY,
    (b"[" + ROW + b',{"seller":1e999,"seen":-1e999},{"seller":NaN,"seen":Infinity}]', 1),
)
odd("a name twice", PARTLY, (b"[" + ROW + b',{"seller":"a","seller":"b","seen":"2025-04-01"}]', 1), says="a name twice")
odd("a name a million times", PARTLY, (b"[" + ROW + b",{", 1), (b'"seller":1,', 300_000), (b'"seen":1}]', 1))
odd("names beyond number", PARTLY, (b"[" + ROW + b",{", 1), *((f'"k{n}":1,'.encode(), 1) for n in range(200_000)),
    (b'"seen":1}]', 1))  # fmt: skip
odd(
    "half signs",
    PARTLY,
    (b"[" + ROW + b',{"seller":"\\ud800","seen":"2025-04-01"},{"seller":"\\udfff\\ud83d","seen":1}]', 1),
)
odd(
    "zeros and control signs",
    PARTLY,
    (b"[" + ROW + b',{"seller":"a\\u0000b","seen":"2025-04-01"},{"seller":"a\x01"}]', 1),
)
odd("names of the language", PARTLY, (b"[" + ROW + b',{"__proto__":{"x":1},"constructor":1,"__class__":"x"}]', 1))
odd("a text of a hundred megabytes", PARTLY, (b"[" + ROW + b',{"seller":"', 1), (b"x" * 1000, 100_000), (b'"}]', 1))
odd("a text that never closes", PARTLY, (b"[" + ROW + b',{"seller":"', 1), (b"x\\" * 500, 20_000))
odd("an array that never closes", TAKEN, (b"[" + ROW, 1))
odd("three million commas", PARTLY, (b"[" + ROW, 1), (b", \n", 3_000_000), (b"x]", 1))
odd("two million brackets that are slow to match", PARTLY, (b"[" + ROW + b",", 1), (b"{", 1_000_000), (b"[]", 500_000))
odd("braces that look like rows", PARTLY, (b"[" + ROW + b",{x,", 1), (b"b{", 900_000))
odd("braces and brackets crossed", PARTLY, (b"[" + ROW + b",", 1), (b"{[", 400_000), (b"}]", 400_000))
odd("texts that look like ends", PARTLY, (b"[" + ROW + b",{", 1), (b'"k":"}, {",', 60_000))
odd("elements that are all broken", PARTLY, (b"[" + ROW, 1), (b',{"a" 1}', 60_000), (b"]", 1))
odd("elements that break off late", PARTLY, (b"[" + ROW, 1), (b',{"a":[' + b"1," * 2_000 + b"no]}", 1_000), (b"]", 1))
odd("quotes alone", REFUSED, (b'["', 1), (b'"', 1_000_000))
odd("what is no row", PARTLY, (b"[" + ROW, 1), (b",1", 60_000), (b"]", 1))
odd("documents one after the other", PARTLY, (b"[" + ROW + b"]\n", 1), (b"[1]\n", 300_000))
odd("an object of objects without end", REFUSED, (b'{"a":{', 1),
    *((f'"k{n}":{{}},'.encode(), 1) for n in range(40_000)),
    (b'"z":{}}}', 1))  # fmt: skip
odd("ways without end", REFUSED, (b'{"r":', 1), (b'{"a":[', 300), (b"1", 1), (b"]}", 300), (b"}", 1))
odd("lines of good rows and of garbage", PARTLY, (ROW + b"\n{\n", 50_000))
odd("json with a mark and in utf-16", TAKEN, (b"\xff\xfe" + (b"[" + ROW + b"]").decode().encode("utf-16-le"), 1))
odd("half a sign, utf-16", PARTLY, (b"\xff\xfe" + (b"[" + ROW + b',{"seller":"').decode().encode("utf-16-le")
    + b"\x00\xd8\"\0}\0]\0 ", 1))  # fmt: skip
odd("scripts in every place", TAKEN, (
    b'[{"seller":"</script><script>alert(1)</script>","seen":"2025-04-01",'
    b'"<img src=x onerror=alert(1)>":"\\u003cscript"}]', 1
))  # fmt: skip
