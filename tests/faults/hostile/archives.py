"""Archives: bombs, names that leave the folder, what is no file, lies about sizes, and broken ones."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import GOOD, PARTLY, REFUSED, TAKEN, Room, outside

room = Room()

TABLE = f"seller,seen\n{GOOD}\n".encode()
_ONE = struct.Struct("<IHHHHHIIIHH")
_LISTED = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")


def zeros(megabytes: int, told: bool = True) -> tuple[bytes, int]:
    """Return so many megabytes of zeros deflated, and their checksum where it is told."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(megabytes if told else 0):
        crc = zlib.crc32(bytes(1 << 20), crc)
    return block + again * (megabytes - 1) + packer.flush(), crc


def entry(name: bytes, packed: bytes, size: int, crc: int, method: int = 8, flags: int = 0) -> bytes:
    """Return one file of a ZIP as it lies there."""
    head = _ONE.pack(0x04034B50, 20, flags, method, 0, 0x21, crc, len(packed), size, len(name), 0)
    return head + name + packed


def listed(name: bytes, packed: int, size: int, crc: int, at: int, method: int = 8, flags: int = 0) -> bytes:
    """Return one line of the list at the end of a ZIP."""
    head = _LISTED.pack(0x02014B50, 20, 20, flags, method, 0, 0x21, crc, packed, size, len(name), 0, 0, 0, 0, 0, at)
    return head + name


def end(count: int, size: int, at: int) -> bytes:
    """Return the end of a ZIP."""
    return _END.pack(0x06054B50, 0, 0, count & 0xFFFF, count & 0xFFFF, size, at, 0)


def zipped(path: Path, files: dict[str, bytes], form: int = stat.S_IFREG) -> None:
    """Write a ZIP with files of these names as they are given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, held in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.external_attr = (form | 0o644) << 16
            out.writestr(info, held)


def tarred(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> None:
    """Write a tar with these members."""
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as out:
        for info, held in members:
            info.size = len(held)
            out.addfile(info, io.BytesIO(held))


def member(name: str, type: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    """Return the head of a member of a tar."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = type, link
    return info


@room(REFUSED, "unpacks to more than")
def a_zip_that_unpacks_to_a_gigabyte(folder: Path) -> None:
    packed, crc = zeros(1000, told=False)
    one = entry(b"zeros", packed, 1000 << 20, crc)
    line = listed(b"zeros", len(packed), 1000 << 20, crc, 0)
    (folder / "bomb.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(REFUSED, "lie over each other")
def a_zip_whose_files_are_all_the_same_bytes(folder: Path) -> None:
    packed, crc = zeros(20)
    one = entry(b"0", packed, 20 << 20, crc)
    lines = b"".join(listed(str(each).encode(), len(packed), 20 << 20, crc, 0) for each in range(3))
    (folder / "over.zip").write_bytes(one + lines + end(3, len(lines), len(one)))


@room(REFUSED, "lie over each other")
def a_better_zip_bomb(folder: Path) -> None:
    packed, crc = zeros(16, told=False)
    one = entry(b"0", packed, 16 << 20, crc)
    lines = b"".join(listed(str(each).encode(), len(packed), 16 << 20, crc, 0) for each in range(60_000))
    (folder / "better.zip").write_bytes(one + lines + end(60_000, len(lines), len(one)))


@room(REFUSED, "broken")
def a_zip_that_says_it_is_smaller_than_it_is(folder: Path) -> None:
    packed, crc = zeros(500, told=False)
    one = entry(b"small.csv", packed, 12, crc)
    line = listed(b"small.csv", len(packed), 12, crc, 0)
    (folder / "lies.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(REFUSED, "broken")
def a_zip_that_says_it_is_larger_than_it_is(folder: Path) -> None:
    packed = zlib.compress(TABLE)[2:-4]
    one = entry(b"a.csv", packed, 60 << 20, zlib.crc32(TABLE))
    line = listed(b"a.csv", len(packed), 60 << 20, zlib.crc32(TABLE), 0)
    (folder / "lies.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(REFUSED, "holds more than")
def a_zip_of_a_million_entries(folder: Path) -> None:
    one = entry(b"", b"", 0, 0, 0)
    line = listed(b"", 0, 0, 0, 0, 0)
    with (folder / "entries.zip").open("wb") as out:
        out.write(one)
        for _ in range(100):
            out.write(line * 10_000)
        out.write(end(1_000_000, len(line) * 1_000_000, len(one)))


@room(REFUSED, "holds more than")
def a_tar_of_folders_without_end(folder: Path) -> None:
    head = member("a", tarfile.DIRTYPE).tobuf()
    with gzip.open(folder / "folders.tar.gz", "wb", compresslevel=1) as out:
        for _ in range(20):
            out.write(head * 10_000)


@room(REFUSED, "holds more than")
def a_tar_of_links_without_end(folder: Path) -> None:
    head = member("a", tarfile.SYMTYPE, "b").tobuf()
    with bz2.open(folder / "links.tar.bz2", "wb", compresslevel=1) as out:
        for _ in range(25):
            out.write(head * 10_000)


@room(PARTLY, "archive inside an archive")
def archives_within_archives(folder: Path) -> None:
    inner = b""
    for _ in range(40):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("inner.zip", inner)
            out.writestr("a.csv", TABLE)
        inner = held.getvalue()
    (folder / "nested.zip").write_bytes(inner)


@room(TAKEN)
def names_that_leave_the_folder(folder: Path) -> None:
    up = "../" * 30
    names = ("../up.csv", f"{up}{outside()}/up.csv", f"{outside()}/absolute.csv", "/etc/absolute.csv", "a/../../b.csv")
    zipped(folder / "slip.zip", dict.fromkeys(names, TABLE))


@room(TAKEN)
def windows_names_that_leave_the_folder(folder: Path) -> None:
    names = (
        "..\\..\\up.csv",
        "C:\\windows\\up.csv",
        "C:up.csv",
        "\\\\host\\share\\up.csv",
        "\\\\.\\COM1",
        "\\\\?\\C:\\a",
    )
    zipped(folder / "slip.zip", dict.fromkeys(names, TABLE))


@room(TAKEN)
def names_of_devices(folder: Path) -> None:
    zipped(folder / "devices.zip", dict.fromkeys(("CON", "NUL.csv", "aux", "COM1", "LPT9.txt", "a.csv::$DATA"), TABLE))


@room(TAKEN)
def one_name_three_times(folder: Path) -> None:
    with zipfile.ZipFile(folder / "twice.zip", "w") as out:
        for number in range(3):
            out.NameToInfo.clear()
            out.writestr(zipfile.ZipInfo("a.csv"), TABLE.replace(b"quay", str(number).encode()))


@room(REFUSED, "locked with a password")
def a_locked_zip(folder: Path) -> None:
    one = entry(b"a.csv", b"x" * 30, 18, 1, 0, 1)
    line = listed(b"a.csv", 30, 18, 1, 0, 0, 1)
    (folder / "locked.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(REFUSED, "link or a device")
def a_zip_of_links(folder: Path) -> None:
    zipped(folder / "links.zip", {"a": str(outside() / "secret.csv").encode(), "b": b"/etc/passwd"}, stat.S_IFLNK)


@room(REFUSED, "link or a device")
def a_zip_of_devices(folder: Path) -> None:
    zipped(folder / "devices.zip", {"zero": b"", "pipe": b""}, stat.S_IFCHR)


@room(PARTLY, "link or a device")
def a_zip_with_a_link_and_a_file_under_it(folder: Path) -> None:
    with zipfile.ZipFile(folder / "under.zip", "w") as out:
        link = zipfile.ZipInfo("way")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, str(outside()))
        out.writestr("way/a.csv", TABLE)


@room(REFUSED, "broken")
def a_zip_with_a_way_of_packing_that_nobody_knows(folder: Path) -> None:
    one = entry(b"a.csv", b"x" * 30, 18, 1, 99)
    line = listed(b"a.csv", 30, 18, 1, 0, 99)
    (folder / "method.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(REFUSED)
def a_zip_that_packs_by_lzma_with_a_giant_dictionary(folder: Path) -> None:
    packed = b"\x09\x14\x05\x00\x5d\xff\xff\xff\xff" + b"\x00" * 40
    one = entry(b"a.csv", packed, 50 << 20, 1, 14)
    line = listed(b"a.csv", len(packed), 50 << 20, 1, 0, 14)
    (folder / "lzma.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(TAKEN)
def a_zip_with_a_file_without_a_name(folder: Path) -> None:
    one = entry(b"", TABLE, len(TABLE), zlib.crc32(TABLE), 0)
    line = listed(b"", len(TABLE), len(TABLE), zlib.crc32(TABLE), 0, 0)
    (folder / "nameless.zip").write_bytes(one + line + end(1, len(line), len(one)))


@room(REFUSED, "broken")
def a_zip_cut_off(folder: Path) -> None:
    zipped(folder / "whole.zip", {"a.csv": TABLE * 100})
    whole = (folder / "whole.zip").read_bytes()
    (folder / "whole.zip").unlink()
    (folder / "cut.zip").write_bytes(whole[:60] + whole[110:])


@room(REFUSED)
def a_zip_whose_list_lies_beyond_its_end(folder: Path) -> None:
    (folder / "beyond.zip").write_bytes(entry(b"a", b"", 0, 0, 0) + end(1, 46, 0xFFFFFFF0))


@room(REFUSED)
def a_zip64_of_sizes_that_cannot_be(folder: Path) -> None:
    one = entry(b"a", b"", 0, 0, 0)
    far = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 62, len(one))
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(one), 1)
    (folder / "far.zip").write_bytes(one + far + locator + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))


@room(REFUSED, "link or a device")
def a_tar_of_what_is_no_file(folder: Path) -> None:
    secret = str(outside() / "secret.csv")
    tarred(
        folder / "odd.tar",
        (member("soft", tarfile.SYMTYPE, secret), b""),
        (member("hard", tarfile.LNKTYPE, secret), b""),
        (member("device", tarfile.CHRTYPE), b""),
        (member("disk", tarfile.BLKTYPE), b""),
        (member("pipe", tarfile.FIFOTYPE), b""),
    )


@room(TAKEN)
def a_tar_whose_names_leave_the_folder(folder: Path) -> None:
    names = ("../" * 30 + f"{outside()}/up.csv", f"{outside()}/absolute.csv", "/etc/absolute.csv", "./../up.csv")
    tarred(folder / "slip.tar", *((member(name), TABLE) for name in names))


@room(PARTLY, "link or a device")
def a_tar_with_a_link_and_a_file_under_it(folder: Path) -> None:
    tarred(folder / "under.tar", (member("way", tarfile.SYMTYPE, str(outside())), b""), (member("way/a.csv"), TABLE))


def _head_alone(name: str, type: bytes, size: int) -> bytes:
    info = member(name, type)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


for kind, type in (("pax head", b"x"), ("pax head of all", b"g"), ("long name", b"L"), ("long link", b"K")):

    def _giant(folder: Path, type: bytes) -> None:
        head = gzip.compress(_head_alone("a", type, 1000 << 20))
        (folder / "giant.tar.gz").write_bytes(head + b"\x1f\x8b\x08" + bytes(7) + zeros(1000, told=False)[0])

    room.add(f"a tar with a {kind} of a gigabyte", REFUSED, partial(_giant, type=type), "kept unread")

for words, size in (("below nothing", -(1 << 40)), ("beyond all", 1 << 62)):

    def _sized(folder: Path, size: int) -> None:
        (folder / "size.tar").write_bytes(_head_alone("a.csv", tarfile.REGTYPE, size) + TABLE.ljust(1024, b"\0"))

    room.add(f"a tar with a size {words}", REFUSED, partial(_sized, size=size))


@room(REFUSED, "unpacks to more than")
def a_tar_bomb(folder: Path) -> None:
    with lzma.open(folder / "bomb.tar.xz", "wb", preset=0) as out:
        out.write(_head_alone("zeros", tarfile.REGTYPE, 300 << 20))
        for _ in range(300):
            out.write(bytes(1 << 20))


@room(PARTLY, "kept unread")
def bombs_within_bombs(folder: Path) -> None:
    inner = gzip.compress(gzip.compress(bytes(50 << 20)))
    tarred(folder / "bombs.tar", (member("bomb.gz"), inner), (member("a.csv"), TABLE))


@room(REFUSED, "kept unread")
def a_gzip_bomb_that_is_no_tar(folder: Path) -> None:
    (folder / "bomb.gz").write_bytes(gzip.compress(bytes(100 << 20), 9))


@room(REFUSED, "link or a device")
def a_sparse_file_in_a_tar(folder: Path) -> None:
    info = member("sparse", tarfile.GNUTYPE_SPARSE)
    head = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    head[386:398], head[398:410], head[483:495] = b"00000000000\0", b"00000000000\0", b"77777777777\0"
    head[148:156] = b" " * 8
    head[148:156] = f"{sum(head):06o}\0 ".encode()
    (folder / "sparse.tar").write_bytes(bytes(head) + bytes(1024))


def _broken_off(folder: Path, pack: Callable[[bytes], bytes], end: str) -> None:
    tarred(folder / "whole.tar", (member("a.csv"), TABLE * 4000), (member("b.csv"), TABLE))
    whole = pack((folder / "whole.tar").read_bytes())
    (folder / "whole.tar").unlink()
    (folder / f"cut.tar.{end}").write_bytes(whole[: len(whole) * 2 // 3])


for ending, pack in (("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)):
    room.add(f"a tar in {ending} cut off", REFUSED, partial(_broken_off, pack=pack, end=ending))


def _giant_dictionary(folder: Path) -> None:
    tarred(folder / "whole.tar", (member("a.csv"), TABLE))
    packed = bytearray(lzma.compress((folder / "whole.tar").read_bytes(), preset=0))
    (folder / "whole.tar").unlink()
    size = (packed[12] + 1) * 4
    at = packed.index(b"\x21\x01", 12) + 2
    packed[at] = 40
    packed[12 + size - 4 : 12 + size] = struct.pack("<I", zlib.crc32(bytes(packed[12 : 12 + size - 4])))
    (folder / "dictionary.tar.xz").write_bytes(bytes(packed))


room.add("an xz with a dictionary of four gigabytes", REFUSED, _giant_dictionary, "kept unread")

for what, magic in (("7z", b"7z\xbc\xaf\x27\x1c"), ("RAR", b"Rar!\x1a\x07\x00"), ("zstd", b"\x28\xb5\x2f\xfd")):

    def _unread(folder: Path, magic: bytes) -> None:
        (folder / "packed").write_bytes(magic + bytes(range(256)) * 9)

    room.add(f"a {what} archive of nothing", REFUSED, partial(_unread, magic=magic), "kept unread")


@room(TAKEN)
def names_of_four_kilobytes_and_names_that_deceive(folder: Path) -> None:
    names = (
        "n" * 4096,
        "a\nb.csv",
        "\x1b[2J\x1b[31mred.csv",
        "\u202egnp.csv",
        "\u200b\u2066x.csv",
        " ",
        ".",
        "a/./b",
        "🂡" * 900,
    )
    zipped(folder / "names.zip", dict.fromkeys(names, TABLE))


@room(PARTLY, "empty")
def a_thousand_empty_files(folder: Path) -> None:
    zipped(folder / "empty.zip", {f"{each}": b"" for each in range(1_000)} | {"a.csv": TABLE})
