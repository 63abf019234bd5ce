"""Which encoding a file is really in, found by going through it once; and what the quick reader may not be given."""

import codecs
import io
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_BLOCK = 4_000_000
_RECODED = 65_536
_LONG = 1_000_000
"""Bytes without the end of a line that the quick reader is spared: its memory grows with the columns of a row."""

_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_EVIDENCE = 8
"""Bytes beyond ASCII below which no encoding is guessed."""

_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xfe\xff]")

_OTHERS = {
    name: bytes(each for each in range(256) if not low <= each <= high)
    for name, low, high in (("80-9f", 0x80, 0x9F), ("a0-af", 0xA0, 0xAF), ("b0-bf", 0xB0, 0xBF), ("c0-df", 0xC0, 0xDF),
                            ("e0-ff", 0xE0, 0xFF))
}  # fmt: skip
"""Of each range of bytes all others, so that a block can be counted by taking them away."""


@dataclass(frozen=True)
class Survey:
    """What one pass over a file found. ``lines`` counts physical lines; ``plain`` files may be read the quick way.

    ``likely`` names another encoding than UTF-8 and Windows-1252 where most of what is beyond ASCII speaks for it.
    """

    lines: int
    encoding: str
    plain: bool
    likely: str = ""


def survey(path: Path) -> Survey:
    """Go through a file once, in bounded memory."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    lines, valid, plain, last = 0, True, True, b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            lines += block.count(b"\n")
            plain = plain and not (b"\r" in block or b"\x00" in block or b"\n\n" in block)
            plain = plain and not (last == b"\n" and block.startswith(b"\n"))
            plain = plain and all(
                block.find(b"\n", at, at + _LONG) >= 0 for at in range(0, len(block) - _LONG + 1, _LONG)
            )
            valid = valid and _decodes(decoder, block)
            last = block[-1:]
    valid = valid and _decodes(decoder, b"", True)
    lines += last != b"\n"
    return Survey(lines, "utf-8", plain) if valid else Survey(lines, *_broken(path))


def is_utf_8(head: bytes) -> bool:
    """Say whether the beginning of a file is UTF-8, a last character that was cut aside."""
    return _decodes(codecs.getincrementaldecoder("utf-8")("strict"), head)


def _broken(path: Path) -> tuple[str, bool, str]:
    """Tell Windows-1252, whose letters beyond ASCII mostly stand alone, from UTF-8 torn in places, and from others.

    Return the encoding, that the quick reader may not have it, and the other encoding that is likely.
    """
    found: Counter[str] = Counter()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found["not windows"] += _NOT_WINDOWS.search(block) is not None
            found["alone"] += len(_ALONE.findall(block))
            found["sequences"] += len(_SEQUENCE.findall(block))
            found.update({name: len(block.translate(None, others)) for name, others in _OTHERS.items()})
    high = found["80-9f"] + found["a0-af"] + found["b0-bf"] + found["c0-df"] + found["e0-ff"]
    if not found["not windows"] and found["alone"] >= high * 0.9:
        return "windows-1252", False, ""
    return "utf-8, torn", False, _likely(found, high)


def _likely(found: "Counter[str]", high: int) -> str:
    """Return the Cyrillic encoding that bytes speak for: most are its letters, and most of those are small."""
    if high < _EVIDENCE or found["sequences"] * 6 > high or found["alone"] > high * 0.5:
        return ""
    if found["c0-df"] + found["e0-ff"] >= high * 0.85:
        return "windows-1251" if found["e0-ff"] >= found["c0-df"] else "koi8-r"
    small = found["a0-af"] + found["e0-ff"]
    return "cp866" if small >= high * 0.5 and found["a0-af"] >= high * 0.2 and not found["b0-bf"] else ""


def as_utf8(path: Path, encoding: str, folder: Path) -> Path:
    """Write a file anew as UTF-8 into a folder, a block at a time; what is broken in it stays recognisable."""
    made = folder / "as-utf-8"
    with path.open("rb") as read, made.open("wb") as write:
        shutil.copyfileobj(recoded(read, encoding), write, _BLOCK)
    return made


def recoded(file: BinaryIO, encoding: str) -> BinaryIO:
    """Return the bytes of a file from where it stands as they are in UTF-8; it is no more than a way to read them."""
    return io.BufferedReader(_Recoded(file, encoding))


class _Recoded(io.RawIOBase):
    """A file in one encoding, read in UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._errors = file, errors_of(encoding)
        self._decoder = codecs.getincrementaldecoder(encoding)(self._errors)
        self._waiting, self._ended = memoryview(b""), False

    def readable(self) -> bool:
        return True

    def readinto(self, place: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._waiting and not self._ended:
            block = self._file.read(_RECODED)
            self._ended = not block
            text = self._decoder.decode(block) if block else last(self._decoder)
            self._waiting = memoryview(text.encode("utf-8", self._errors))
        size = min(len(place), len(self._waiting))
        place[:size], self._waiting = self._waiting[:size], self._waiting[size:]
        return size


def errors_of(encoding: str) -> str:
    """Return how what is broken in an encoding is kept, so that it stays recognisable."""
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def last(decoder: codecs.IncrementalDecoder) -> str:
    """Return what a decoder still holds at the end; of half a sign, half of one."""
    try:
        return decoder.decode(b"", True)
    except UnicodeDecodeError:
        return "\udcff"


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
