"""What of a sent file name is shown: never a path, and by its number what would deceive the eye."""

import re
import unicodedata
import uuid
from datetime import date

EXCHANGE = "exchange"
"""The reader of exchange documents, and what an officer names as the mapping who wants nothing else read."""

LONGEST = 200
"""Characters kept of a name; its end (the extension) is kept too."""


def shown(name: str) -> str:
    """Return a name fit to show; it is never used to open anything.

    >>> shown("folder/b\u202egnp.csv")
    'b[U+202E]gnp.csv'
    """
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    plain = "".join(map(_visible, unicodedata.normalize("NFC", last))).strip()
    if plain in ("", ".", ".."):
        return "unnamed"
    if len(plain) > LONGEST:
        return plain[: LONGEST - 21] + "…" + plain[-20:]
    return plain


def within(name: str) -> str:
    """Return a name fit to show of a file in an archive, with the folders that it lies in there.

    >>> within("../vendor/./quay")
    'vendor/quay'
    """
    parts = [shown(each) for each in name.replace("\\", "/").split("/") if each not in ("", ".", "..")]
    whole = "/".join(parts) or "unnamed"
    return whole if len(whole) <= LONGEST else f"{whole[:60]}…{whole[60 - LONGEST + 1 :]}"


_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0\d|1[0-2])\2([0-2]\d|3[01])(?!\d)")


def day_in(name: str) -> date | None:
    """Return the day that a name says, the last one where several do; None where none does.

    >>> day_in("crawl/2014-04-06/vendor/quay"), day_in("page_20140231.html")
    (datetime.date(2014, 4, 6), None)
    """
    for found in reversed(list(_DAY.finditer(name))):
        try:
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None


def named_part(name: str, part: str) -> str:
    """Return a shown name with that of the table in it, where it is one of several.

    >>> named_part("seized.xlsx", "Sellers"), named_part("sellers.csv", "")
    ('seized.xlsx: Sellers', 'sellers.csv')
    """
    return f"{name}: {shown(part)}"[:LONGEST] if part else name


def _visible(character: str) -> str:
    """Return a sign, or its number; for a byte that is no text (PEP 383) the byte."""
    if not _deceives(character):
        return character
    number = ord(character)
    return f"[0x{number - 0xDC00:02X}]" if 0xDC80 <= number <= 0xDCFF else f"[U+{number:04X}]"


def _deceives(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def import_of(intake: str, number: int, place: int = 0) -> str:
    """Return the id under which the rows of a source are kept; those of a page by the place of their dataset.

    The imports of an intake sort as its sources do, so that what two of them say is credited to the first.
    """
    whole = str(uuid.uuid5(uuid.NAMESPACE_OID, intake))
    return f"{whole[:24]}{number:08x}{place:04x}"


def beginning_of(intake: str) -> str:
    """Return with what the ids of all imports of an intake begin, and of no other."""
    return import_of(intake, 0)[:24]


def imports_of(intake: str) -> tuple[str, str]:
    """Return the first and the last id that an import of an intake may have.

    >>> first, last = imports_of("one")
    >>> first <= import_of("one", 1) < import_of("one", 1, 3) < import_of("one", 70_000) <= last
    True
    """
    return import_of(intake, 0), import_of(intake, 0xFFFFFFFF, 0xFFFF)
