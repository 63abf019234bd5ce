"""OpenPGP keys handed in as a text: each armoured block is a row, each key that can be read a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bowstreet.casework.intake.rejects import Reject
from bowstreet.formats.pgp import armour, reading
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.lawfulness import SubjectCategory

PIECE = 8 << 20
"""Characters of a text that are searched at a time."""

LONGEST = 16 << 20
"""Characters that one block may have; of one that goes on beyond that, this much is told as a row that is none."""

_LINE = 200
"""Characters that the line which begins or ends a block may have."""

_TOO_LONG = f"The block is longer than {LONGEST:,} characters."


@dataclass(frozen=True)
class Row:
    """One block of a text: the drafts that it yields, or why it yields none."""

    line: int
    drafts: tuple[Draft, ...] = ()
    reject: Reject | None = None


def rows(path: Path, cited: str) -> Iterator[Row]:
    """Yield the blocks of a text in order; ``cited`` names the file as the source of what is read."""
    line = 1
    for text, found, end in _pieces(path):
        at = 0
        for block in found:
            line, at = line + text.count("\n", at, block.start), block.start
            yield _row(block, line, f"{cited}#{line}")
        line += text.count("\n", at, end)


def _pieces(path: Path) -> Iterator[tuple[str, Sequence[armour.Block], int]]:
    """Yield a text in pieces, each with the blocks that end in it, and to where it is gone through.

    A block that may go on stays for the next piece.
    """
    held = ""
    with path.open(encoding="utf-8", errors="replace") as opened:
        while more := opened.read(PIECE):
            held += more
            found = reading.find_blocks(held)
            seen = found[-1].end if found else 0
            if found and seen > len(held) - _LINE and len(held) - found[-1].start <= LONGEST:
                found, end = found[:-1], found[-1].start
            else:
                end = max(seen, len(held) - _LINE)
            yield held, found, end
            held = held[end:]
    yield held, reading.find_blocks(held), len(held)


def _row(block: armour.Block, line: int, cite: str) -> Row:
    if len(block.text) > LONGEST:
        return Row(line, reject=Reject(line, "", block.text[:200], _TOO_LONG, True))
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
