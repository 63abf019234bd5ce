"""OpenPGP keys handed in as a text: each armoured block is a row, each key that can be read a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bowstreet.casework.intake.rejects import Reject
from bowstreet.formats.pgp import armour, reading
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.lawfulness import SubjectCategory

LONGEST_FILE = 64 << 20
"""Bytes of a text searched for keys."""


TOO_LONG = f"The text is longer than is searched for keys, {LONGEST_FILE:,} bytes; hand it in in smaller parts."


@dataclass(frozen=True)
class Row:
    """One block of a text: the drafts that it yields, or why it yields none."""

    line: int
    drafts: tuple[Draft, ...] = ()
    reject: Reject | None = None


def rows(path: Path, cited: str) -> Iterator[Row]:
    """Yield the blocks of a text in order; ``cited`` names the file as the source of what is read."""
    text = "" if unread(path) else path.read_text(encoding="utf-8", errors="replace")
    line, at = 1, 0
    for block in reading.find_blocks(text):
        line, at = line + text.count("\n", at, block.start), block.start
        yield _row(block, line, f"{cited}#{line}")


def unread(path: Path) -> int:
    """Return how many bytes of a text are not searched: none, or all of one that is too long."""
    size = path.stat().st_size
    return size if size > LONGEST_FILE else 0


def _row(block: armour.Block, line: int, cite: str) -> Row:
    try:
        keys = reading.read_block(block)
    except reading.UnreadableKey as wrong:
        return Row(line, reject=Reject(line, "", block.text[:200], str(wrong), True))
    return Row(line, tuple(_draft(each, cite) for each in keys))


def _draft(key: reading.Key, cite: str) -> Draft:
    body: dict[str, object] = {
        "fingerprint": key.fingerprint,
        "key_id": key.key_id,
        "subkeys": [fingerprint for fingerprint, _ in key.subkeys],
        "subkey_ids": [short for _, short in key.subkeys],
        "user_ids": list(key.user_ids),
        "created_on": key.created.date().isoformat(),
        "algorithm": key.algorithm,
        "version": key.version,
        "repaired": "yes" if key.repaired else "no",
    }
    if key.bits is not None:
        body["bits"] = key.bits
    return Draft(
        "pgp_key",
        body,
        cites=(cite,),
        category=SubjectCategory.OTHER_PARTY,
        category_ground="key handed in as a text; its holder is not known",
    )
