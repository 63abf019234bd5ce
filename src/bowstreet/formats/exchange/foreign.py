"""A thing of a foreign document as it came: what it speaks of, how it is marked, and by how much that binds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bowstreet.formats.exchange import conditions
from bowstreet.formats.exchange.leaving import Original
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Classification, Pap, Tlp

_WEIGHED: Final = ("PAP:", "H0:")


@dataclass(frozen=True)
class Thing:
    """A version of a thing. ``refs`` are what it speaks of, ``needs`` what it is nothing without.

    ``frame`` are those by which it is read: markings, its maker, what it stands in. ``frames``: it is one itself that
    only says how others are read. ``whole`` are its marks, ``parts`` the strictest of these and of those for parts.
    ``dropped`` are parts of it that speak of others and are not in ``original``.
    """

    original: Original
    type: str
    version: datetime
    refs: frozenset[str]
    frame: frozenset[str]
    needs: frozenset[str]
    frames: bool
    whole: Marks
    parts: Marks
    dropped: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of the thing."""
        return self.original.id

    def is_as_strict(self, terms: Terms, came: Terms) -> bool:
        """Say whether the thing binds whoever gets it by all that terms bind by, which it came in under others.

        Parts that it marks more strictly than the rest stay marked so: they ask no more of the rest.
        """
        rank = handling.rank
        own, most = rank(self.whole.tlp or Tlp.CLEAR), rank(self.parts.tlp or Tlp.CLEAR)
        told = own >= rank(terms.tlp) or (most >= rank(terms.tlp) and own >= rank(came.tlp))
        own, most = rank(self.whole.pap or Pap.CLEAR), rank(self.parts.pap or Pap.CLEAR)
        acts = own >= rank(terms.pap) or (most >= rank(terms.pap) and own >= rank(came.pap))
        said = _bound(self.whole) | (_bound(self.parts) - _binding(came))
        return told and acts and _binding(terms) <= said and self.reaches_no_further(terms, came)

    def reaches_no_further(self, terms: Terms, came: Terms) -> bool:
        """Say whether the thing lets itself be passed on no further than terms do; where a format says nothing, so."""
        return True


def _binding(terms: Terms) -> frozenset[str]:
    """Return what binds a receiver beyond TLP, PAP and what the law asks anyway."""
    return frozenset(each for each in conditions.statements(terms) if not each.startswith(_WEIGHED))


def _bound(marks: Marks) -> frozenset[str]:
    """Return by what a thing binds of itself."""
    secret = marks.classification or Classification.UNCLASSIFIED
    return _binding(Terms("", handling=marks.handling, h3_text=marks.h3_text, classification=secret))
