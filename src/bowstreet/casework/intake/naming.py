"""What of a sent file name is shown: never a path, never a character that deceives the eye."""

import unicodedata

LONGEST = 200
"""Characters kept of a name; its end (the extension) is kept too."""


def shown(name: str) -> str:
    """Return a name fit to show; it is never used to open anything."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    plain = "".join(each for each in unicodedata.normalize("NFC", last) if not _deceives(each)).strip()
    if plain in ("", ".", ".."):
        return "unnamed"
    if len(plain) > LONGEST:
        return plain[: LONGEST - 21] + "…" + plain[-20:]
    return plain


def _deceives(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
