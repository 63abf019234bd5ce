"""A YAML document cut into its head and the entries of its list, without building anything but texts.

What a scalar means is left to who asks: '0xA1', 'yes' and '1e5' stay as they are written. A tag that constructs, an
anchor, an alias or a name that stands twice costs the entry that it stands in, or the head. Nothing here calls itself,
however deep a document is nested.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

LONGEST = 64_000_000
"""Bytes that a document may have."""

LONGEST_ENTRY = 1_000_000
"""Characters that one entry may have."""

DEEPEST = 20
"""Lists and mappings that may stand in each other."""

BOTTOM = 200
"""Lists and mappings in each other at which nothing is read any more: each costs what the ones around it do."""

_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{each}" for each in (
    "str", "int", "float", "bool", "null", "timestamp", "seq", "map"))})  # fmt: skip
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_NO_TEXT = re.compile(r"[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class WrongDocument(ValueError):
    """A document that is refused whole; the message says why in a sentence."""


class _TooDeep(Exception):
    """From a sign on, more stand in each other than are followed."""

    def __init__(self, index: int) -> None:
        self.index = index


class Fault(NamedTuple):
    """What is wrong in a part, as a sentence."""

    sentence: str


@dataclass(frozen=True)
class Entry:
    """One entry of the list: the byte where it begins, its text, and what it holds, or what is wrong with it."""

    at: int
    text: str
    holds: dict[str, Any] | Fault


@dataclass
class Document:
    """The head of a pack and its entries, in their order; ``broken`` says where and why nothing was read any more."""

    sort: str = ""
    head: dict[str, Any] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    broken: tuple[int, str] | None = None


def read(raw: bytes, lists: Sequence[str]) -> Document:
    """Return the head of a document and the entries of the one of some lists that it has.

    Raise ``WrongDocument`` where it is too long, no text in UTF-8, or no mapping with such a list.
    """
    if len(raw) > LONGEST:
        raise WrongDocument(f"The document has more than {LONGEST:,} bytes.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise WrongDocument(f"The document is not in UTF-8 from byte {wrong.start:,} on.") from None
    begins = 1 if text.startswith("\ufeff") else 0
    if wrong_sign := _NO_TEXT.search(text, begins):
        place = len(text[: wrong_sign.start()].encode())
        raise WrongDocument(f"The document holds a sign at byte {place:,} that no YAML may hold.")
    made = Document()
    walk = _Walk(text[begins:], 3 * begins)
    try:
        _read(walk, lists, made)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        at = walk.byte(mark.index) if mark else len(raw)
        made.broken = at, f"From here on the document is no YAML: {len(raw) - at:,} bytes were not read."
    except _TooDeep as deep:
        at = walk.byte(deep.index)
        left = f"{len(raw) - at:,} bytes were not read."
        made.broken = at, f"From here on more than {BOTTOM} lists and mappings stand in each other: {left}"
    if not made.sort:
        raise WrongDocument(f"The document has no list of {' or '.join(lists)}.")
    return made


class _Walk:
    """The events of a text, with where each stands."""

    def __init__(self, text: str, before: int) -> None:
        self._text, self._before, self._plain = text, before, text.isascii()
        self._at = self._bytes = self._depth = self.ended = 0
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CLoader))

    def next(self) -> Any:
        """Return the next event; raise ``_TooDeep`` below the bottom."""
        event = next(self._events)
        self.ended = event.end_mark.index
        self._depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if self._depth > BOTTOM:
            raise _TooDeep(event.start_mark.index)
        return event

    def byte(self, index: int) -> int:
        """Return the byte at which a sign stands; asked in the order of the text."""
        if self._plain:
            return self._before + index
        if index < self._at:
            return self._before + len(self._text[:index].encode())
        self._bytes += len(self._text[self._at : index].encode())
        self._at = index
        return self._before + self._bytes

    def text(self, start: int, end: int) -> str:
        """Return the text of a part without the space after it."""
        return self._text[start:end].rstrip()


def _read(walk: _Walk, lists: Sequence[str], made: Document) -> None:
    event = walk.next()
    while isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
        event = walk.next()
    if not isinstance(event, yaml.MappingStartEvent):
        raise WrongDocument("The document is no mapping.")
    while not isinstance(event := walk.next(), yaml.MappingEndEvent):
        name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        following = event if not name else walk.next()
        if name in lists and isinstance(following, yaml.SequenceStartEvent) and not made.sort:
            made.sort = name
            _entries(walk, made)
            continue
        if name:
            value, fault = _node(walk, following)
        else:
            _, fault = _node(walk, following)
            _node(walk, walk.next())
            value, fault = None, fault or Fault("A name in the head is no text.")
        if fault or name in made.head:
            made.faults.append(fault or Fault("A name stands twice in the head."))
        else:
            made.head[name] = value
    if isinstance(walk.next(), yaml.DocumentEndEvent) and not isinstance(after := walk.next(), yaml.StreamEndEvent):
        made.broken = walk.byte(after.start_mark.index), "A second document in the same file was not read."


def _entries(walk: _Walk, made: Document) -> None:
    while not isinstance(event := walk.next(), yaml.SequenceEndEvent):
        start = event.start_mark.index
        value, fault = _node(walk, event)
        end = walk.ended
        if fault is None and end - start > LONGEST_ENTRY:
            fault = Fault(f"This entry has more than {LONGEST_ENTRY:,} signs.")
        if fault is None and not isinstance(value, dict):
            fault = Fault("This entry is no mapping.")
        text = walk.text(start, min(end, start + LONGEST_ENTRY))
        made.entries.append(Entry(walk.byte(start), text, fault or value))


def _node(walk: _Walk, event: Any) -> tuple[Any, Fault | None]:
    """Return what a node holds that begins with an event, or what is wrong with it; it is gone through to its end."""
    root: list[Any] = []
    open_nodes: list[_Open] = [_Open(root)]
    fault: Fault | None = None
    depth = 0
    while True:
        fault = fault or _fault(event)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if fault is None and depth > DEEPEST:
                fault = Fault(f"More than {DEEPEST} lists and mappings stand in each other.")
            if fault is None:
                made: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
                fault = open_nodes[-1].take(made)
                open_nodes.append(_Open(made))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
            if fault is None:
                open_nodes.pop()
        elif fault is None:
            fault = open_nodes[-1].take(_scalar(event))
        if depth == 0:
            return (None, fault) if fault else (root[0], None)
        event = walk.next()


class _Open:
    """A list or mapping that is being filled."""

    def __init__(self, into: "dict[str, Any] | list[Any]") -> None:
        self._into = into
        self._name: str | None = None

    def take(self, value: Any) -> Fault | None:
        """Take the next value in, in a mapping by the name before it; return what is wrong with that name."""
        if isinstance(self._into, list):
            self._into.append(value)
        elif self._name is not None:
            self._into[self._name] = value
            self._name = None
        elif not isinstance(value, str):
            return Fault("A name in it is no text.")
        elif value in self._into:
            return Fault("A name stands twice in it.")
        else:
            self._name = value
        return None


def _fault(event: Any) -> Fault | None:
    if isinstance(event, yaml.AliasEvent):
        return Fault("It holds an alias, which no pack needs.")
    if getattr(event, "anchor", None):
        return Fault("It holds an anchor, which no pack needs.")
    if getattr(event, "tag", None) not in _TAGS:
        return Fault("It holds a tag of YAML that would build something else than text, lists and mappings.")
    return None


def _scalar(event: Any) -> str | None:
    is_plain = event.style in (None, "")
    return None if is_plain and event.value in _NOTHING else str(event.value)
