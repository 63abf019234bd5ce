"""How a source asks that its objects be handled: TLP of both versions, PAP, our conditions, and what no mark says."""

from typing import Any, Final, NamedTuple

from bowstreet.formats.exchange import conditions
from bowstreet.formats.exchange.conditions import Mark
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.formats.stix import extension, marking, statement_markings
from bowstreet.formats.stix.taking import Lost
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Pap, Tlp

_SCHEMES: Final = {"tlp": Mark(tlp=Tlp.RED), "pap": Mark(pap=Pap.RED)}
"""What a level that there is not means, by the sort of the marking: the strictest."""


class Asked(NamedTuple):
    """The ids of the markings of an object: those of the whole, and those of parts of it; its labels and confidence."""

    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    grading: str = ""


_KNOWN: Final = {
    **{own: Mark(Tlp(level.upper())) for level, own in marking.TLP.items()},
    **{own: Mark(Tlp(level.upper())) for own, level in marking.TLP_1.items()},
    **statement_markings.KNOWN,
}


class Markings:
    """The markings that a source defines beside those that are the same everywhere."""

    def __init__(self) -> None:
        """Begin with those that are the same everywhere."""
        self._meant = dict(_KNOWN)

    def define(self, held: dict[str, Any], lost: Lost) -> None:
        """Note what a marking means, of all that it says the strictest; what no mark of ours says is lost.

        One that we made tells nobody but receivers who do not know the extension, and is not lost.
        """
        own, kind = str(held.get("id")), str(held.get("definition_type") or "extensions")
        if own in _KNOWN:
            return
        found = conditions.together(map(conditions.read, _said(held, kind)))
        if found == conditions.NOTHING and held.get("created_by_ref") != extension.MAKER:
            found = _SCHEMES.get(kind.casefold(), found)
            lost.add("marking-definition", kind, Why.NOT_READ if found != conditions.NOTHING else Why.NO_FIELD)
        self._meant[own] = conditions.together((found, self._meant.get(own, conditions.NOTHING)))

    def marks(self, sort: str, asked: Asked, lost: Lost, envelope: Envelope | None = None) -> Marks:
        """Return the strictest that is asked for an object, or for any part of it, because a record is marked whole.

        Markings that say what the envelope says need not be in the source.
        """
        own = frozenset(statement_markings.refs([envelope.terms]) if envelope else ())
        refs = [each for each in (*asked.whole, *asked.parts) if each not in own]
        if unknown := {each for each in refs if each not in self._meant}:
            lost.add(sort, "object_marking_refs", Why.NOT_READ, len(unknown))
        meant = [self._meant.get(each, conditions.ABSENT) for each in refs]
        if envelope:
            meant.append(Mark(envelope.terms.tlp, envelope.terms.pap))
        asks = conditions.together(meant)
        return Marks(
            tlp=asks.tlp,
            pap=asks.pap,
            grade=envelope.particulars.grade if envelope else None,
            envelope=envelope,
            foreign_grading=asked.grading,
            tags=asked.tags,
            handling=asks.handling,
            h3_text=asks.h3_text,
            classification=asks.classification,
        )


def asked(held: dict[str, Any], lost: Lost) -> Asked:
    """Return the markings of an object by their ids. That some are for parts of it alone is a distinction lost."""
    parts = []
    granular = held.get("granular_markings")
    for each in granular if isinstance(granular, list) else ():
        named = each.get("marking_ref") if isinstance(each, dict) else None
        if isinstance(named, str):
            parts.append(named)
        lost.add(str(held.get("type")), "granular_markings", Why.COARSER if named else Why.NO_FIELD)
    return Asked(marking.markings_of(held), tuple(parts))


def _said(held: dict[str, Any], kind: str) -> list[str]:
    """Return all that a marking says: its name, its definition with and without the sort, and TLP 2.0 by OASIS."""
    definition, extensions = held.get("definition"), held.get("extensions")
    oasis = extensions.get(marking.TLP_EXTENSION) if isinstance(extensions, dict) else None
    level = oasis.get("tlp_2_0") if isinstance(oasis, dict) else None
    texts = [held.get("name"), *(definition.values() if isinstance(definition, dict) else ())]
    said = [text for each in texts if isinstance(each, str) for text in (each, f"{kind}:{each}")]
    return [*said, f"TLP:{level}"] if isinstance(level, str) else said
