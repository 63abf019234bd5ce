"""Which encoding a file is really in, found by going through it once; and what the quick reader may not be given."""

import codecs
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bowstreet.formats.table_shape import Shape

_BLOCK = 4_000_000
_LONG = 1_000_000
"""Bytes without the end of a line that the quick reader is spared: its memory grows with the columns of a row."""

_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xfe\xff]")


@dataclass(frozen=True)
class Survey:
    """What one pass over a file found. ``lines`` counts physical lines; ``plain`` files may be read the quick way."""

    lines: int
    encoding: str
    plain: bool


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
    return Survey(lines + (last != b"\n"), "utf-8" if valid else _broken(path), plain and valid)


def _broken(path: Path) -> str:
    """Tell Windows-1252, whose letters beyond ASCII mostly stand alone, from UTF-8 that is torn in places."""
    high = alone = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if _NOT_WINDOWS.search(block):
                return "utf-8, torn"
            high += len(_HIGH.findall(block))
            alone += len(_ALONE.findall(block))
    return "windows-1252" if alone >= high * 0.9 else "utf-8, torn"


def as_utf8(path: Path, shape: Shape, folder: Path) -> Path:
    """Write a UTF-16 file anew as UTF-8 into a folder, a block at a time; broken pairs stay recognisable."""
    made = folder / "as-utf-8"
    with (
        path.open(encoding=shape.encoding, errors="surrogatepass", newline="") as read,
        made.open("w", encoding="utf-8", errors="surrogatepass", newline="") as write,
    ):
        shutil.copyfileobj(read, write, _BLOCK)
    return made


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
