"""Files of an intake that belong together: the events of a feed of MISP with its table of contents, read as one source.

They are told by their names within one folder, of an archive or of what was handed in; the names open nothing.
"""

from collections.abc import Iterator, Sequence

from bowstreet.casework.intake.models import Source
from bowstreet.casework.intake.naming import EXCHANGE
from bowstreet.formats.misp import feeds
from bowstreet.formats.misp.reading import FORMAT

READER = f"{EXCHANGE}: {FORMAT}"
CONTENTS = "The table of contents of a feed; its events are sources of their own."
HASHES = "The hashes of the values of a feed, by which MISP looks them up; nothing of them is kept."
_NOTES = {feeds.MANIFEST: CONTENTS, feeds.HASHES: HASHES}
_Folder = tuple[int | None, str]


def told(sources: Sequence[Source]) -> list[Source]:
    """Make what belongs to a feed and is no event of it a part of it, and return those sources."""
    made = []
    for some in _folders(sources).values():
        for each in some:
            name = _name(each)
            if name in _NOTES:
                each.reader, each.mapping, each.note = READER, None, _NOTES[name]
                made.append(each)
    return made


def together(sources: Sequence[Source], largest: int) -> Iterator[list[Source]]:
    """Yield the exchange documents among some sources, those of a feed together where they are not too large for that.

    Of files with one name in one folder the first belongs to the feed.
    """
    of_feed = {each.number: some for some in _folders(sources).values() for each in some}
    done: set[int] = set()
    for each in sources:
        some = of_feed.get(each.number, [each])
        whole = some if sum(one.size for one in some) <= largest else [each]
        if each.number not in done:
            done.update(one.number for one in whole)
            yield whole


def _folders(sources: Sequence[Source]) -> dict[_Folder, list[Source]]:
    """Return the files of each folder that is a feed, each name once: its events and what stands beside them."""
    found: dict[_Folder, dict[str, Source]] = {}
    for each in sources:
        if not each.file and not each.part and (each.reader == READER or _name(each) in _NOTES):
            found.setdefault((each.archive, each.path.rpartition("/")[0]), {}).setdefault(_name(each), each)
    return {folder: list(held.values()) for folder, held in found.items() if feeds.is_feed(list(held))}


def _name(source: Source) -> str:
    return source.path.rpartition("/")[2]
