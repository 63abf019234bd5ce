"""What leaves written into a file: as one document, or part by part where it is much, so that memory is bounded.

STIX is one bundle however much it is, and a feed of MISP one archive of events. Of every other format there is an
archive then, with a document for each part: each stands by itself, and holds the records of other parts too that a link
or a judgement of it leads to.
"""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, Final, Protocol

from bowstreet.casework.sharing.writers import Format, NotSaid
from bowstreet.formats.exchange.leaving import Bundle, Leaving, Original, Part
from bowstreet.formats.exchange.losses import Loss, beyond
from bowstreet.formats.misp import feeds
from bowstreet.formats.misp import writing as misp
from bowstreet.formats.stix import streaming
from bowstreet.formats.stix import writing as stix

WHOLE: Final = 10_000
"""So many versions of records are one document, whatever the format, and so many stand in one of an archive."""

STEP: Final = 1_000
"""So many are in memory of a bundle that is written part by part."""

ARCHIVE: Final = "zip"
STREAMED: Final = "stix"
FEED: Final = "misp-feed"


class Document(Protocol):
    """A document on its way into a file."""

    def add(self, part: Bundle, beside: tuple[Leaving, ...] = ()) -> tuple[Loss, ...]:
        """Write a part, and return what of it was lost. ``beside`` are records of other parts that it leads to."""
        ...

    def finish(self) -> int:
        """Write the end, and return how many documents there are."""
        ...


def begin(
    kind: Format, out: BinaryIO, spool: BinaryIO, originals: Sequence[Original], now: datetime, *, several: bool
) -> Document:  # fmt: skip
    """Return a document of a format that is to be written; ``several``: it comes in more than one part.

    ``spool`` is an empty file for what is written last.
    """
    if several and kind.card.code == STREAMED:
        return _Streamed(streaming.Stream(out, spool, originals, now))
    if several and kind.card.code == FEED:
        return _Streamed(feeds.Stream(out, spool, originals, now))
    return (_Archive if several else _Single)(kind, out, originals, now)


class _Single:
    def __init__(self, kind: Format, out: BinaryIO, originals: Sequence[Original], now: datetime) -> None:
        self._kind, self._out, self._originals, self._now = kind, out, originals, now

    def add(self, part: Bundle, beside: tuple[Leaving, ...] = ()) -> tuple[Loss, ...]:
        whole = Bundle((*part.records, *beside), part.links, part.judgements, tuple(self._originals))
        written = self._kind.write(whole, self._now)
        self._out.write(written.content)
        return written.losses

    def finish(self) -> int:
        return 1


class _Archive:
    def __init__(self, kind: Format, out: BinaryIO, originals: Sequence[Original], now: datetime) -> None:
        self._kind, self._originals, self._now = kind, tuple(originals), now
        self._archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._number = 0

    def add(self, part: Bundle, beside: tuple[Leaving, ...] = ()) -> tuple[Loss, ...]:
        self._number += 1
        whole = Part((*part.records, *beside), part.links, part.judgements, self._originals, self._number)
        written = self._kind.write(whole, self._now)
        others = self._kind.write(Bundle(beside), self._now).losses if beside else ()
        self._originals = ()
        name = zipfile.ZipInfo(f"{self._number:04}.{self._kind.ending}")
        self._archive.writestr(name, written.content, zipfile.ZIP_DEFLATED)
        return beyond(written.losses, others)

    def finish(self) -> int:
        self._archive.close()
        return self._number


class _Streamed:
    def __init__(self, stream: streaming.Stream | feeds.Stream) -> None:
        self._stream = stream

    def add(self, part: Bundle, beside: tuple[Leaving, ...] = ()) -> tuple[Loss, ...]:
        try:
            return self._stream.add(part, beside)
        except (stix.NotWritten, misp.NotWritten) as wrong:
            raise NotSaid(str(wrong)) from None

    def finish(self) -> int:
        self._stream.finish()
        return 1
