"""What an agency took out and takes in again: known by the ids of its own records, and nothing new is made of it.

Only what says that it is of the reader's own agency is looked for, and only among records that open whole to the
reader: another agency's export reads as if this node held nothing of it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bowstreet.casework.intake.marking import Marking, Unfit
from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.formats.exchange.pieces import Judged, Piece
from bowstreet.holdings.repository import homing

_OTHER: Final = (
    "This is the record {short} of your own agency, and version {said} of it stood otherwise here or never did; here"
    " stands version {held}. What stands is an officer's to change."
)
_LINKED: Final = (
    "This is the record {short} of your own agency with a link to another of yours that is not held here. Such a link"
    " is an officer's to make."
)


class Homecoming:
    """Which things of a document are records of the reader's own agency, and whether they are as they stood here."""

    def __init__(self, pieces: Sequence[Piece], marks: Marking) -> None:
        """Look for the records that the document says are of the reader's agency."""
        named: dict[str, set[int]] = {}
        for each in _mine(pieces, marks.reader.agency):
            named.setdefault(each.id, set()).add(each.version)
        self._agency = marks.reader.agency
        self._stands = homing.stands(reader=marks.reader, now=marks.now, named=named) if named else {}
        own = self._stands.keys()
        self._joined = homing.joined(reader=marks.reader, now=marks.now, ids=own) if own else frozenset()
        self._whole = bool(own) and all(map(self._is_quiet, pieces))

    def holds(self, piece: Piece) -> bool:
        """Say whether a thing is held here already, as one of the agency's own records or as what stands beside them.

        What stands beside is held where the document has nothing else to say. Raise ``Unfit`` for a record that stood
        otherwise here.
        """
        mine = self._own(piece)
        for each in mine:
            held = self._stands[each.id]
            if not held.says(each.version, each.body):
                raise Unfit(_OTHER.format(short=each.id[-8:], said=each.version, held=held.version))
        if mine and any(self._is_new(each.id, piece) for each in mine):
            raise Unfit(_LINKED.format(short=mine[0].id[-8:]))
        return bool(mine) or self._whole

    def judges(self, judged: Judged) -> bool:
        """Say whether both records of a judgement are the agency's own, so that it is no news."""
        return self._stands.keys() >= set(judged.homes)

    def _own(self, piece: Piece) -> list[Leaving]:
        return [each for each in _mine([piece], self._agency) if each.id in self._stands]

    def _is_new(self, left: str, piece: Piece) -> bool:
        links = (link for draft in piece.drafts for link in draft.links if link.home in self._stands)
        return any((left, link.type.value, link.home) not in self._joined for link in links)

    def _is_quiet(self, piece: Piece) -> bool:
        """Say whether a thing has nothing to say but of the agency's own records."""
        return bool(self._own(piece)) or (
            not piece.drafts and not piece.carried and all(map(self.judges, piece.judged))
        )


def _mine(pieces: Iterable[Piece], agency: str) -> Iterable[Leaving]:
    return (each for piece in pieces for each in piece.carried if each.owner == agency)
