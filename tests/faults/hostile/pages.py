"""Pages: depth and attributes without end, and scripts and handlers in every field of every reader's template."""

import html
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import PARTLY, TAKEN, Room, elsewhere, many
from tests.formats.pages import invented, invented_later

room = Room()

OPEN = b"<!DOCTYPE html><html><head><title>Quay</title></head><body>"


def _pieces(folder: Path, *pieces: tuple[bytes, int]) -> None:
    many(folder / "page.html", *pieces)


def odd(name: str, becomes: str, *pieces: tuple[bytes, int], says: str = "") -> None:
    """Add a page of pieces, each so many times."""

    def write(folder: Path) -> None:
        _pieces(folder, (OPEN, 1), *pieces)

    room.add(name, becomes, partial(write), says)


odd("a million elements in each other on a page", PARTLY, (b"<div>", 1_000_000), says="nests more than")
odd("a million elements side by side", PARTLY, (b"<b></b>", 1_000_000), says="tags")
odd("a million tables in each other", PARTLY, (b"<table><tr><td>", 300_000), says="nests more than")
odd(
    "a hundred thousand attributes",
    PARTLY,
    (b"<p ", 1),
    *((b"a%d=b " % n, 1) for n in range(100_000)),
    (b">x", 1),
    says="attributes",
)
odd("attributes that are hidden in each other", PARTLY, (b"<p ", 1), (b"a=\">\"b='<'/c", 9_000), says="attributes")
odd("an attribute of ten megabytes", TAKEN, (b'<p title="', 1), (b"x" * 1000, 10_000), (b'">', 1))
odd("a page beyond all pages", PARTLY, (b"x" * 1000, 20_000), says="are not read")
odd("a tag that never ends", PARTLY, (b"<p ", 1), (b"x=1 " * 1000, 2_000))
odd("a comment that never ends", TAKEN, (b"<!--", 1), (b"-- >" * 1000, 2_000))
odd("comments within comments", TAKEN, (b"<!--[if IE]><!-- -->" * 100, 1_000), (b"<![endif]-->", 1))
odd("entities without end", TAKEN, (b"&amp;&#0;&#x110000;&lt;script&gt;&zzz;&NotEqualTilde;" * 10, 9_000))
odd("entities of entities", TAKEN, (b'<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>&a;', 1))
odd("elements that cross each other", PARTLY, (b"<b><i><table></b></i><a><form><p></a></table>", 3_000))
odd("elements that a browser makes again and again", TAKEN, (b"<b><p>" * 10, 190), (b"x", 1))
odd("zeros in tags", TAKEN, (b"<scr\0ipt>alert(1)</scr\0ipt><p\0 onclick\0=x>", 1_000))
odd("a million less-than signs", TAKEN, (b"<", 1_000_000))
odd("e-mail addresses that nearly are", TAKEN, (b"a@a.a.", 100_000))
odd("words that nearly are wallets", TAKEN, (b"1" + b"A" * 40 + b" bc1" + b"q" * 60 + b" ", 10_000))
odd("addresses without end", TAKEN, (b"http://" * 1000, 500))
odd("dots and dashes without end", TAKEN, (b".-" * 1000, 1_000))
odd("digits without end", TAKEN, (b"+4915 1234 5678 9" * 1000, 100))


@room(TAKEN)
def pages_that_lead_elsewhere(folder: Path) -> None:
    there = elsewhere()
    (folder / "page.html").write_text(
        f'<!DOCTYPE html><html><head><base href="{there}/"><meta http-equiv="refresh" content="0;url={there}/a">'
        f'<link rel="stylesheet" href="{there}/a.css"><link rel="dns-prefetch" href="{there}">'
        f'<script src="{there}/a.js">'
        f'</script><!--[if gte IE 4]><script src="{there}/b.js"></script><![endif]--></head>'
        f'<body background="{there}/c">'
        f'<img src="{there}/d"><iframe src="{there}/e"></iframe><object data="{there}/f"></object>'
        "<p>contact quay@a.example"
    )


@room(TAKEN)
def a_page_and_an_archive_in_one(folder: Path) -> None:
    from tests.faults.hostile.archives import TABLE, zipped

    zipped(folder / "a.zip", {"a.csv": TABLE})
    packed = (folder / "a.zip").read_bytes()
    (folder / "a.zip").unlink()
    (folder / "page.html").write_bytes(OPEN + b"<p>Both</p><!--" + packed + b"-->")


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea><iframe srcdoc='<script>alert(1)</script>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}{%debug%}${7*7}",
    "\u202e\u2066<b>",
)
MADE = (
    invented.agora_vendor, invented.agora_listing, invented.agora_index, invented.smf_board,
    invented_later.cryptonia_vendor, invented_later.cryptonia_listing, invented_later.dream_vendor,
    invented_later.dream_listing, invented_later.mirrors,
)  # fmt: skip


def _attacked(page: bytes, attack: str) -> bytes:
    """Return a page with an attack in each piece of its text and beside each value of an attribute."""
    head, begin, rest = page.partition(b"<body")
    parts = (begin + rest).split(b">")
    return head + b">".join(
        each if each.lstrip().startswith(b"<") or not each.split(b"<")[0].strip() else attack.encode() + each
        for each in parts
    )


def _filled(page: bytes, values: Sequence[str], attack: str) -> bytes:
    """Return a page with an attack, written as text is, in the place of each value that it holds."""
    for each in values:
        page = page.replace(html.escape(each).encode(), html.escape(attack).encode())
    return page


for made in MADE:

    def _all(folder: Path, page: bytes, values: Sequence[str]) -> None:
        for number, attack in enumerate(ATTACKS):
            (folder / f"{number}.html").write_bytes(_attacked(page, attack))
            (folder / f"values-{number}.html").write_bytes(_filled(page, values, attack))
        (folder / "whole.html").write_bytes(page)

    said = [str(value) for rows in made().rows.values() for row in rows for value in row.values()]
    words = tuple(dict.fromkeys(each for each in said if len(each) > 3 and not each[0].isdigit()))
    write = partial(_all, page=made().page, values=words)
    room.add(f"attacks in each text of {made.__name__.replace('_', ' ')}", PARTLY, write)
