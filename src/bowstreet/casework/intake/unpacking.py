"""Archives of an intake unpacked: each file in one becomes a source of its own, kept by its hash like any other."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from bowstreet.casework.intake import naming
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.formats import archives
from bowstreet.holdings.files import originals

TOGETHER = 200
"""Files kept at a time."""

_HELD = "An archive of {count:,} {files}; each of them is a source below."
_NOTHING = "Nothing was unpacked of this archive."
_LEFT = " {left:,} {were} left out: {why}"


def unpack(intake: Intake, source: Source, number: int) -> list[Source]:
    """Return the files of an archive as sources numbered from ``number`` on; its note says what it holds.

    A broken or too large archive has none, its ``reader`` is then None, and its note says why.
    """
    path = originals.path_of(source.sha256)
    try:
        found = archives.members(path)
        made = _unpacked(intake, source, number)
    except archives.WrongArchive as wrong:
        Source.objects.filter(intake=intake, archive=source.number).delete()
        source.reader, source.note = None, str(wrong)
        return []
    why = sorted({each.left_out for each in found if each.left_out})
    source.note = _HELD.format(count=len(made), files="file" if len(made) == 1 else "files") if made else _NOTHING
    if why:
        left = len(found) - len(made)
        source.note += _LEFT.format(left=left, were="was" if left == 1 else "were", why=" ".join(why))
    return made


def _unpacked(intake: Intake, source: Source, number: int) -> list[Source]:
    made: list[Source] = []
    with TemporaryDirectory(prefix="unpacked-", dir=_incoming()) as folder:
        waiting: list[tuple[str, Path]] = []
        place = Path(folder) / "next"
        for member in archives.unpacked(originals.path_of(source.sha256), place):
            waiting.append((member.name, place.rename(Path(folder) / str(len(waiting)))))
            if len(waiting) == TOGETHER:
                made += _kept(intake, source, number + len(made), waiting)
                waiting.clear()
        made += _kept(intake, source, number + len(made), waiting)
    return made


def _kept(intake: Intake, source: Source, number: int, waiting: Sequence[tuple[str, Path]]) -> list[Source]:
    """Keep some files among the originals and return them as sources of the intake."""
    kept = originals.keep_all([path for _, path in waiting])
    made = [
        Source(
            intake=intake,
            number=number + at,
            path=naming.within(name),
            sha256=each.sha256,
            size=each.size,
            state="reading",
            seen_on=intake.seen_on or naming.day_in(name) or source.seen_on,
            archive=source.number,
        )
        for at, ((name, _), each) in enumerate(zip(waiting, kept, strict=True))
        if isinstance(each, originals.Kept)
    ]
    with transaction.atomic():
        Source.objects.bulk_create(made)
    return made


def _incoming() -> Path:
    folder = Path(settings.INCOMING)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
