"""Changes of an invented page: of its markup, of the words of its template, and of its blocks.

A field's value is never changed: that would be another page.
"""

import html
import random
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.formats.pages.invented import COLLECTOR, Invented

TAG = re.compile(rb"<[^<>]+>")
_BETWEEN = re.compile(rb">\s*(?=<)")
RUN = re.compile(rb"(?<=>)[^<>]*[A-Za-z][^<>]*(?=<)")
_NAME = re.compile(rb"</?([a-zA-Z][a-zA-Z0-9]*)")
_SAYS = re.compile(rb"star_|status\d")
_VOID = frozenset(b"area base br col hr img input link meta".split())
_FLOW = frozenset(b"div table ul ol h1 h2 h3 h4 h5 pre p form".split())


class Block(NamedTuple):
    """An element of a page from its first byte to its last, and where its start tag ends."""

    begins: int
    opened: int
    ends: int
    name: bytes


def swap(page: bytes, one: re.Match[bytes], other: re.Match[bytes]) -> bytes:
    """Return a page with two of its tags in each other's place; not two by which a value is said."""
    first, second = sorted((one, other), key=lambda each: each.start())
    if first.end() > second.start() or (_SAYS.search(one[0]) and _SAYS.search(other[0])):
        return page
    between = page[first.end() : second.start()]
    return page[: first.start()] + second[0] + between + first[0] + page[second.end() :]


def markup(page: bytes, chance: random.Random) -> bytes:
    """Return a page with one change of its markup."""
    tags = list(TAG.finditer(page))
    one = chance.choice(tags)
    text, before, after = one[0], page[: one.start()], page[one.end() :]
    changed = chance.choice(
        (
            b"",
            text + text,
            re.sub(rb'(class|id|style|name)="([^"]*)"', rb'\1="\2x"', text, count=1),
            re.sub(rb"^<(/?)\w+", rb"<\1section", text),
            text.upper(),
            b"<span>" + text + b"</span>",
            b"<!-- new -->" + text,
            text.replace(b'"', b"'"),
            text + b"<b>",
            re.sub(rb"\s\w+=(\"[^\"]*\"|\S+)", b"", text, count=1),
            None,
        )
    )
    return swap(page, one, chance.choice(tags)) if changed is None else before + changed + after


def values(page: Invented) -> list[bytes]:
    """Return what the fields of a page must say, as its bytes have it, the longest first."""
    told = [value for rows in page.rows.values() for row in rows for value in row.values() if isinstance(value, str)]
    parts = {part.strip() for each in (*told, COLLECTOR) for part in re.split("[\n/]", each) if part.strip()}
    written = {html.escape(each, quote).encode() for each in (*parts, *told) for quote in (True, False)}
    return sorted(written | {each.encode() for each in parts}, key=len, reverse=True)


def labels(page: bytes, said: list[bytes]) -> list[tuple[int, int]]:
    """Return where words of a template stand: those before the first value of a text and those after the last."""
    value = re.compile(rb"|".join((*(re.escape(each).replace(rb"\ ", rb"\s+") for each in said), rb"&[#\w]+;?|\d")))
    places = []
    for run in RUN.finditer(page):
        if _is_value(run[0], said):
            continue
        found = list(value.finditer(page, *run.span()))
        ends = [(run.start(), found[0].start()), (found[-1].end(), run.end())] if found else [run.span()]
        places += [(begins, stops) for begins, stops in ends if re.search(rb"[A-Za-z]", page[begins:stops])]
    return places


def words(page: bytes, said: list[bytes], chance: random.Random) -> bytes:
    """Return a page with one change of the words of its template."""
    begins, ends = chance.choice(labels(page, said))
    text = page[begins:ends]
    changed = chance.choice(
        (
            re.sub(rb"[A-Za-z]+", b"Other", text, count=1),
            re.sub(rb"([A-Za-z])(?=[^A-Za-z]*$)", rb"\1x", text),
            b"\n  " + text + b" ",
            text.replace(b" ", b"  "),
            b"&nbsp;" + text,
            text.upper(),
            re.sub(rb"[A-Za-z]", lambda sign: b"&#%d;" % ord(sign[0]), text, count=1),
            re.sub(rb"[A-Za-z]+", b"", text),
        )
    )
    return page[:begins] + changed + page[ends:]


def block(page: bytes, chance: random.Random) -> Block:
    """Return an element of a page by chance."""
    return chance.choice([*_blocks(page)])


def _blocks(page: bytes) -> Iterator[Block]:
    opened: list[tuple[re.Match[bytes], bytes]] = []
    for tag in TAG.finditer(page):
        name = _NAME.match(tag[0])
        if name is None or name[1] in _VOID or tag[0].endswith(b"/>"):
            continue
        if not tag[0].startswith(b"</"):
            opened.append((tag, name[1]))
        elif opened and opened[-1][1] == name[1]:
            first = opened.pop()[0]
            if name[1] not in (b"html", b"head", b"body", b"script", b"title"):
                yield Block(first.start(), first.end(), tag.end(), name[1])


def hidden(page: bytes, chance: random.Random) -> tuple[bytes, bytes]:
    """Return a page with one of its blocks hidden, and the same page without it."""
    one = block(page, chance)
    whole, tag = page[one.begins : one.ends], page[one.begins : one.opened - 1]
    ways = [
        b"<template>" + whole + b"</template>",
        tag + b" hidden" + page[one.opened - 1 : one.ends],
        tag + b' style="color: red; display: NONE"' + page[one.opened - 1 : one.ends],
    ]
    ways += [b"<!-- was: " + whole + b"-->"] * (b"--" not in whole)
    ways += [b"<div hidden>" + whole + b"</div>", b'<div style="display:none">' + whole + b"</div>"] * (
        one.name in _FLOW
    )
    ways = [way for way in ways if way.count(b"style=") < 2 or b"NONE" not in way[: one.opened - one.begins + 40]]
    return page[: one.begins] + chance.choice(ways) + page[one.ends :], page[: one.begins] + page[one.ends :]


def doubled(page: bytes, said: list[bytes], chance: random.Random) -> bytes:
    """Return a page in which one of its blocks, but for a part of a value, stands twice."""
    one = block(page, chance)
    if _is_value(page[one.begins : one.ends], said):
        return page
    return page[: one.ends] + page[one.begins :]


def moved(page: bytes, said: list[bytes], chance: random.Random) -> bytes:
    """Return a page with a block that holds no value in another place, where no text stands before it.

    A paragraph is not moved: in what a user writes it would be the user's.
    """
    one = block(page, chance)
    text = page[one.begins : one.ends]
    if (
        one.name == b"p"
        or _is_value(text, said)
        or any(value in text for value in said)
        or re.search(rb"\d", TAG.sub(b"", text))
    ):
        return page
    left = page[: one.begins] + page[one.ends :]
    at = chance.choice([*_BETWEEN.finditer(left)]).end()
    return left[:at] + text + left[at:]


def _is_value(text: bytes, said: list[bytes]) -> bool:
    plain = html.unescape(TAG.sub(b" ", text).decode()).split()
    return any("".join(plain) in "".join(html.unescape(value.decode()).split()) for value in said)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return fields without those that count or gather other rows."""
    return {name: value for name, value in values.items() if name not in ("listings", "verified")}
