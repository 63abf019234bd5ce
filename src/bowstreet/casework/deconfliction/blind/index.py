"""What an agency holds, as tags: a file sorted by tag, searched where it lies, and the values beside it.

The file is a line of JSON, then of each value tag, reference and whether the asker is to be told: 25 bytes. It is the
agency's own and never leaves it; others send tags and get references.
"""

import json
import mmap
import secrets
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bowstreet.casework.deconfliction.blind import tags
from bowstreet.casework.deconfliction.blind.keeping import Folder, NotThere, OldEpoch

REFERENCE = 8
"""Bytes of a reference: random, so that it tells nothing."""

NOTHING = "0" * 2 * REFERENCE
"""What is answered for no hit, and for one of which the owner alone is told: as long as a reference."""

_ENTRY = tags.SIZE + REFERENCE + 1


@dataclass(frozen=True)
class Value:
    """A value of one's own: type and normal form, the reference that others get, and whether they get it."""

    type: str
    value: str
    reference: str
    silent: bool = False


@dataclass(frozen=True)
class Match:
    """What a tag came to: the reference of the value it is of, and whether the asker is told."""

    reference: str
    silent: bool

    @property
    def answered(self) -> str:
        """Return what the asker gets."""
        return NOTHING if self.silent else self.reference


def values(folder: Folder) -> list[Value]:
    """Return the agency's own values, in the order in which they came."""
    if not folder.values.exists():
        return []
    with folder.values.open() as lines:
        return [Value(**json.loads(each)) for each in lines]


def keep(folder: Folder, kept: Iterable[Value]) -> None:
    """Keep the agency's own values in place of those that were."""
    with folder.writing(folder.values) as beside, beside.open("w") as out:
        for each in kept:
            out.write(json.dumps(vars(each), ensure_ascii=False) + "\n")


def new(type: str, value: str, *, silent: bool) -> Value:
    """Return a value with a reference of its own."""
    while (reference := secrets.token_hex(REFERENCE)) == NOTHING:
        pass
    return Value(type, value, reference, silent)


def write(folder: Folder, epoch: int, tagged: Mapping[bytes, Value]) -> None:
    """Write the index of an epoch, whole, in place of the one that was."""
    with folder.writing(folder.index) as beside, beside.open("wb") as out:
        out.write(json.dumps({"epoch": epoch, "count": len(tagged)}).encode() + b"\n")
        for tag in sorted(tagged):
            out.write(tag + bytes.fromhex(tagged[tag].reference) + bytes([tagged[tag].silent]))


class Index(Sequence[bytes]):
    """An index, open for searching; as a sequence it is its tags in order."""

    def __init__(self, path: Path, epoch: int) -> None:
        """Open it; raise ``NotThere`` or, where it is of another epoch than the key, ``OldEpoch``."""
        try:
            self._file = path.open("rb")
        except FileNotFoundError:
            raise NotThere("This agency has no index; make one with 'bowstreet blind index'.") from None
        head = json.loads(self._file.readline())
        self._start = self._file.tell()
        self._count = int(head["count"])
        self.epoch = int(head["epoch"])
        if self.epoch != epoch:
            self._file.close()
            raise OldEpoch(
                f"The index is of epoch {self.epoch} and the key of epoch {epoch}: no tag of one is found in the "
                f"other. Make it anew with 'bowstreet blind index'."
            )
        self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)

    def __enter__(self) -> "Index":
        """Return the index."""
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self._map.close()
        self._file.close()

    def __len__(self) -> int:
        """Return how many tags there are."""
        return self._count

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        """Return the tag at a place, counted from 0; raise ``IndexError`` where there is none."""
        if not 0 <= place < self._count:
            raise IndexError(place)
        at = self._start + place * _ENTRY
        return self._map[at : at + tags.SIZE]

    def find(self, tag: bytes) -> Match | None:
        """Return what a tag comes to, else None."""
        place = bisect_left(self, tag)
        if place == self._count or self[place] != tag:
            return None
        at = self._start + place * _ENTRY + tags.SIZE
        return Match(self._map[at : at + REFERENCE].hex(), bool(self._map[at + REFERENCE]))

    def entries(self) -> dict[str, bytes]:
        """Return the tag of each reference."""
        step = range(self._start, self._start + self._count * _ENTRY, _ENTRY)
        return {self._map[at + tags.SIZE : at + _ENTRY - 1].hex(): self._map[at : at + tags.SIZE] for at in step}
