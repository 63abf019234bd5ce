"""Pictures and what is two things at once; handed in they are kept unread, attached they are never rendered unasked."""

import io
import struct
import zipfile
import zlib
from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import GOOD, REFUSED, TAKEN, Room, elsewhere

room = Room()

_SIDE = 12_000
SCRIPT = b"<script>alert(1)</script>"


def _piece(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def png(side: int = _SIDE, lies: bool = False) -> bytes:
    """Return a PNG of so many pixels squared, all of them black; one that lies holds none."""
    rows = b"" if lies else (b"\x00" + bytes(side // 8)) * side
    head = _piece(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _piece(b"IDAT", zlib.compress(rows, 9)) + _piece(b"IEND", b"")


def jpeg(side: int = _SIDE) -> bytes:
    """Return the beginning of a JPEG that says so many pixels squared."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, side, side, 3) + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + frame + b"\xff\xd9"


def gif(side: int = _SIDE) -> bytes:
    """Return a GIF that says so many pixels squared."""
    size = struct.pack("<HH", side, side)
    return b"GIF89a" + size + b"\x80\x00\x00" + b"\0" * 6 + b"," + bytes(4) + size + b"\x00\x02\x02D\x01\x00;"


def webp(side: int = _SIDE) -> bytes:
    """Return the beginning of a WebP that says so many pixels squared."""
    size = (side - 1).to_bytes(3, "little") * 2
    head = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", 4 + len(head)) + b"WEBP" + head


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as out:
        out.writestr("a.csv", f"seller,seen\n{GOOD}\n")
    return held.getvalue()


def files() -> dict[str, bytes]:
    """Return them by name."""
    size = struct.pack("<I", _SIDE)
    tiff = b"II*\x00\x08\x00\x00\x00\x02\x00\x00\x01\x04\x00\x01\x00\x00\x00" + size
    tiff += b"\x01\x01\x04\x00\x01\x00\x00\x00" + size + bytes(4)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'
    svg += f'<script>alert(1)</script><image href="{elsewhere()}/a"/>'
    pdf = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
    phar = b"<?php __HALT_COMPILER(); ?>\r\n" + bytes(40) + b"GBMB"
    return {
        "144 megapixels": png(),
        "a png that lies": png(60_000, lies=True),
        "a jpeg of 144 megapixels": jpeg(),
        "a gif of 144 megapixels": gif(),
        "a webp of 144 megapixels": webp(),
        "a tiff of 144 megapixels": tiff,
        "a bmp of 144 megapixels": b"BM" + struct.pack("<IIIIii", 70, 0, 54, 40, _SIDE, _SIDE) + bytes(40),
        "a picture and a script": b"GIF89a=1;alert(1)/*" + gif(1)[6:] + b"*/",
        "a document and an archive": pdf + _zip(),
        "a picture and a page": png(8) + b"<html>" + SCRIPT,
        "a picture with a page in its words": png(8)[:33] + _piece(b"tEXt", b"Comment\0<html>" + SCRIPT) + png(8)[33:],
        "a picture and a program in PHP": jpeg(1)[:2] + b"\xff\xfe\x00\x40" + phar + jpeg(1)[2:],
        "a picture and an archive": jpeg(1) + _zip(),
        "a drawing with a script": svg.encode() + b"</svg>",
        "a drawing with entities": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        "a sound that is a page": b"RIFF\x24\x00\x00\x00WAVE" + SCRIPT,
        "a program": b"\x7fELF\x02\x01\x01" + bytes(60),
        "a program for Windows": b"MZ" + bytes(60) + b"This program cannot be run in DOS mode.",
        "a script with an interpreter": b"#!/bin/sh\necho x > escaped\n",
    }


def _write(folder: Path, name: str) -> None:
    (folder / "file").write_bytes(files()[name])


NAMES = (
    "144 megapixels", "a png that lies", "a jpeg of 144 megapixels", "a gif of 144 megapixels",
    "a webp of 144 megapixels", "a tiff of 144 megapixels", "a bmp of 144 megapixels", "a picture and a script",
    "a document and an archive", "a picture and a page", "a picture with a page in its words",
    "a picture and a program in PHP", "a picture and an archive", "a drawing with a script", "a drawing with entities",
    "a sound that is a page", "a program", "a program for Windows", "a script with an interpreter",
)  # fmt: skip

AN_ARCHIVE_TOO = ("a document and an archive", "a picture and an archive")

for each in NAMES:
    room.add(each, TAKEN if each in AN_ARCHIVE_TOO else REFUSED, partial(_write, name=each))


@room(TAKEN)
def an_archive_and_a_page_in_one(folder: Path) -> None:
    (folder / "both.zip").write_bytes(_zip() + b"<html>" + SCRIPT)
