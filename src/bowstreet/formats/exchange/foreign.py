"""A thing of a foreign document as it came: what it speaks of, how it is marked, and by how much that binds."""

from dataclasses import dataclass, replace
from datetime import datetime

from bowstreet.formats.exchange.leaving import Original
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Pap, Tlp


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

    def under(self, terms: Terms) -> Terms:
        """Return terms with the marks of the thing where those are stricter, as it is taken in."""
        tlp = handling.strictest([terms.tlp, self.parts.tlp or Tlp.CLEAR])
        scope = handling.strictest([terms.scope, *filter(None, (self.parts.scope,))])
        pap = handling.strictest([terms.pap, self.parts.pap or Pap.CLEAR])
        if scope == terms.scope:
            return replace(terms, tlp=tlp, pap=pap)
        return replace(terms, tlp=tlp, pap=pap, scope=scope, recipients=frozenset(), group=None)

    def is_as_strict(self, terms: Terms, came: Terms) -> bool:
        """Say whether the thing binds whoever gets it by all that terms bind by, which it came in under others.

        Parts that it marks more strictly than the rest stay marked so: they ask no more of the rest.
        """
        rank = handling.rank
        own, most = rank(self.whole.tlp or Tlp.CLEAR), rank(self.parts.tlp or Tlp.CLEAR)
        told = own >= rank(terms.tlp) or (most >= rank(terms.tlp) and own >= rank(came.tlp))
        own, most = rank(self.whole.pap or Pap.CLEAR), rank(self.parts.pap or Pap.CLEAR)
        acts = own >= rank(terms.pap) or (most >= rank(terms.pap) and own >= rank(came.pap))
        return told and acts and self.says(terms, came)

    def says(self, terms: Terms, came: Terms) -> bool:
        """Say whether the thing says all that terms bind by beyond TLP and PAP, in the words of its format.

        It ``came`` in under others.
        """
        raise NotImplementedError
