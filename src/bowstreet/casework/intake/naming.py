"""What of a sent file name is shown: never a path, and by its number what would deceive the eye."""

import unicodedata
import uuid

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


def import_of(intake: str, number: int) -> str:
    """Return the id under which the rows of a source are kept."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{intake}/{number}"))
