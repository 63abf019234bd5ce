"""A site's template, written as its HTML with slots, and matched against every byte of the part that matters.

Nothing between the slots is skipped: a tag, a class or a label that the template does not have ends the match, so a
template that changed is refused and never read by halves. All repetition is possessive: matching takes linear time.

``{name}`` is a slot of text, ``{name*}`` one of text with formatting, ``{name:regex}`` one of that form; without a
name it is passed over; ``{~}`` is any value of an attribute. ``[[a||b]]`` may be missing. Space between tags may be
any, quotes of attributes likewise.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bowstreet.formats.pages import hidden, learned

_FORMATTING = "br|p|b|i|u|s|em|strong|ul|ol|li|h[1-6]|blockquote|code|hr|sub|sup|del|small|big|center|strike|tt"
_WHOLE = (
    r"<span class=\"pgptoken\">(?:[^<]++|<br\s*+/?>)*+</span>"
    rf"|<pre>(?:[^<]++|</?(?:{_FORMATTING})\s*+/?>)*+</pre>"
)
RICH = rf"(?:[^<]++|</?(?:{_FORMATTING})\s*+/?>|{_WHOLE})*+"
"""Text with the formatting that sites let their users write."""


def rich_until(end: str) -> str:
    """Return the form of a text with formatting that stops before a tag followed by what ``end`` matches."""
    return rf"(?:[^<]++|(?!{end})</?(?:{_FORMATTING})\s*+/?>|{_WHOLE})*+"


_PIECE = re.compile(
    r"(?P<slot>\{(?P<name>\w*)(?P<rich>\*)?(?::(?P<form>(?:[^{}]|\{[\d,]+\})*))?\})"
    r"|(?P<open>\[\[)|(?P<close>\]\])|(?P<other>\|\|)|(?P<hard>&nbsp;)|(?P<space>\s+)|(?P<empty>=\"\")|(?P<any>=\"\{~\}\")"
    r"|(?P<attribute>=\"(?P<value>[^\"\s{}]+)\")|(?P<slotted>=\"(?=[^\"\s]*\{))|(?P<end>/?>)|(?P<begin><)|(?P<sign>.)",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(r"<\w++(?:\s++[\w-]++=\"[^\"]*+\"){2,}+(?=\s*/?>)")
_ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"")


def in_order(markup: str) -> str:
    """Return markup with the attributes of each tag in the order of the alphabet, parted by one space."""

    return _ATTRIBUTES.sub(lambda found: _sorted(found[0]), markup)


@lru_cache(maxsize=4096)
def _sorted(tag: str) -> str:
    """Return the beginning of one tag with its attributes in order; pages write the same ones again and again."""
    name, attributes = tag.split(None, 1)
    return f"{name} {' '.join(sorted(_ATTRIBUTE.findall(attributes)))}"


@dataclass(frozen=True)
class Spelling:
    """One way in which a block may be spelt: its pattern, the forms of all slots, and which of them have a name."""

    pattern: re.Pattern[bytes]
    forms: tuple[bytes, ...]
    names: tuple[str, ...]
    places: tuple[int, ...]

    @cached_property
    def in_order(self) -> tuple[int, ...]:
        """Return the groups of the names where they alone are groups."""
        return tuple(range(1, len(self.names) + 1))


@dataclass(frozen=True)
class Block:
    """A part of a template. ``dataset`` names the rows of one that repeats; the others are read once."""

    as_sent: Spelling
    mended: Spelling
    dataset: str = ""

    @cached_property
    def is_loose(self) -> bool:
        """Say whether the block lets tags pass whatever their attributes are."""
        return rb"[^<>]" in self.as_sent.pattern.pattern


class Hit(NamedTuple):
    """One match of a block: raw values in the order of the names, and the groups in which they stand.

    ``after`` is how many bytes come before the page in its file.
    """

    dataset: str
    names: tuple[str, ...]
    values: tuple[bytes | None, ...]
    match: re.Match[bytes]
    groups: tuple[int, ...]
    after: int = 0

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return where each value stands; (-1, -1) where its slot is missing."""
        found = (self.match.span(each) for each in self.groups)
        return tuple((begins + self.after, ends + self.after) if begins >= 0 else (-1, -1) for begins, ends in found)

    def without(self, names: Collection[str]) -> "Hit":
        """Return the hit without some of its values and their places."""
        kept = [place for place, name in enumerate(self.names) if name not in names]
        return self._replace(
            names=tuple(self.names[place] for place in kept),
            values=tuple(self.values[place] for place in kept),
            groups=tuple(self.groups[place] for place in kept),
        )

    def raw(self) -> dict[str, bytes | None]:
        """Return the raw values by name."""
        return dict(zip(self.names, self.values, strict=True))


class Mismatch(ValueError):
    """A page that does not follow the template; ``at`` is the byte near which it departs."""

    def __init__(self, at: int, sentence: str) -> None:
        super().__init__(sentence)
        self.at = at


def once(source: str) -> Block:
    """Return a block that stands exactly once."""
    return _compiled(source, "")


def many(dataset: str, source: str) -> Block:
    """Return a block that repeats, each time a row of a dataset."""
    return _compiled(source, dataset)


def run(page: bytes, start: bytes, blocks: Sequence[Block], mended: bool = False) -> list[Hit]:
    """Return the hits of all blocks, one after the other from the tag in which ``start`` stands.

    ``mended`` says that the page was written out by ``dom.mended``. Raise ``Mismatch`` where the page departs.
    """
    begins = at = _start(page, start)
    hits: list[Hit] = []
    for block in blocks:
        spelling = block.mended if mended else block.as_sent
        if block.dataset:
            for match, is_learned in learned.rows(page, at, spelling.pattern, spelling.forms, spelling.places):
                if is_learned:
                    hits.append(Hit(block.dataset, spelling.names, match.groups(), match, spelling.in_order))
                else:
                    hits.append(hit(block.dataset, spelling, match))
                at = match.end()
        else:
            once_found = spelling.pattern.match(page, at)
            if once_found is None:
                raise Mismatch(at, f"The page departs from its site's known template after byte {at:,}.")
            hits.append(hit("", spelling, once_found))
            at = once_found.end()
    if not mended:
        _refuse_hidden(page, begins, at if any(block.is_loose for block in blocks) else begins + 1)
    return hits


def _refuse_hidden(page: bytes, begins: int, ends: int) -> None:
    """Raise ``Mismatch`` where a browser hides what was read, or may."""
    at = hidden.covers(page, begins, ends)
    if at >= 0:
        raise Mismatch(at, f"The part of the page that matters may be hidden by the element at byte {at:,}.")


def hit(dataset: str, spelling: Spelling, match: re.Match[bytes]) -> Hit:
    """Return the named slots of a match of a spelling's own pattern."""
    groups = tuple(place + 1 for place in spelling.places)
    return Hit(dataset, spelling.names, tuple(map(match.group, groups)), match, groups)


def _start(page: bytes, start: bytes) -> int:
    found = page.find(start)
    if found < 0:
        start = start.replace(b'"', b"")
        found = page.find(start)
    if found < 0:
        raise Mismatch(0, "The part of the page that its site's template begins with is missing.")
    if page.find(start, found + 1) >= 0:
        raise Mismatch(found, "The part of the page that its site's template begins with stands there twice.")
    at = page.rfind(b"<", 0, found)
    what = hidden.raw_at(page, at)
    if what:
        raise Mismatch(at, f"The part of the page that matters is hidden in a {what}.")
    return at


def _compiled(source: str, dataset: str) -> Block:
    return Block(_spelling(source), _spelling(in_order(source)), dataset)


def _spelling(source: str) -> Spelling:
    pieces = list(_pieces(source.strip()))
    text = "".join(f"({piece.form})" if isinstance(piece, Slot) else piece for piece in pieces)
    while r"\s*+\s*+" in text:
        text = text.replace(r"\s*+\s*+", r"\s*+")
    slots = [piece for piece in pieces if isinstance(piece, Slot)]
    named = [(place, slot.name) for place, slot in enumerate(slots) if slot.name]
    return Spelling(
        re.compile(text.encode()),
        tuple(slot.form.encode() for slot in slots),
        tuple(name for _, name in named),
        tuple(place for place, _ in named),
    )


@dataclass(frozen=True)
class Slot:
    """A place in a template that a value fills."""

    name: str
    form: str


def _pieces(source: str) -> Iterator[str | Slot]:
    yield r"\s*+"
    quoted = False
    for found in _PIECE.finditer(source):
        if found["slot"]:
            yield _slot(found, quoted)
        elif found["slotted"]:
            quoted = True
            yield '="?'
        elif found["sign"] == '"' and quoted:
            quoted = False
            yield '"?'
        elif found["any"]:
            yield "="
            yield Slot("", r'"[^"<>]*+"|[^\s"<>]*+')
        elif found["empty"]:
            yield '(?:="")?+'
        elif found["hard"]:
            yield "(?:&nbsp;|\u00a0)"
        elif found["attribute"]:
            value = re.escape(found["value"])
            yield f'=(?:"{value}"|{value})'
        elif found["end"]:
            yield r"\s*+/?>\s*+" if found["end"] == ">" else re.escape(found["end"])
        else:
            yield r"\s*+<" if found["begin"] else _plain(found)
    yield r"\s*+"


def _plain(found: re.Match[str]) -> str:
    if found["open"]:
        return "(?:"
    if found["close"]:
        return ")?+"
    if found["other"]:
        return "|"
    return r"\s*+" if found["space"] else re.escape(found["sign"])


def _slot(found: re.Match[str], quoted: bool) -> Slot:
    form = found["form"]
    if form is None:
        form = RICH if found["rich"] else r"[^\"<>\s]*" if quoted else r"[^<]*+"
    return Slot(found["name"], form)
