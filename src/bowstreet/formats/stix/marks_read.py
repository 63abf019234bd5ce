"""How a source asks that its objects be handled: TLP of both versions, PAP, and what no marking of ours says."""

import re
from typing import Any, Final, NamedTuple

from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.formats.stix import extension, marking, statement_markings
from bowstreet.formats.stix.taking import Lost
from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Pap, Tlp

_SAID: Final = re.compile(
    r"\s*(?P<scheme>TLP|PAP)\s*[:= ]\s*(?P<level>WHITE|CLEAR|GREEN|AMBER(?:\s?\+\s?STRICT)?|RED)\s*", re.IGNORECASE
)
_OLD: Final = {"WHITE": "CLEAR"}


class Asked(NamedTuple):
    """The ids of the markings of an object: those of the whole, and those of parts of it; its labels and confidence."""

    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    grading: str = ""


class Level(NamedTuple):
    """What a marking means to us; neither, where it is a text that no mark of ours says."""

    tlp: Tlp | None = None
    pap: Pap | None = None


_KNOWN: Final = {
    **{own: Level(Tlp(level.upper())) for level, own in marking.TLP.items()},
    **{own: Level(Tlp(level.upper())) for own, level in marking.TLP_1.items()},
}


class Markings:
    """The markings that a source defines beside those that are the same everywhere."""

    def __init__(self) -> None:
        """Begin with those that are the same everywhere."""
        self._levels = dict(_KNOWN)

    def define(self, held: dict[str, Any], lost: Lost) -> None:
        """Note what a marking means; what no mark of ours says is lost, unless it is one that we made."""
        own, definition = str(held.get("id")), held.get("definition")
        if own in _KNOWN:
            return
        texts = [held.get("name"), *(definition.values() if isinstance(definition, dict) else ())]
        kind = held.get("definition_type")
        said = [text for each in texts if isinstance(each, str) for text in (each, f"{kind}:{each}")]
        found = next((form for form in map(_SAID.fullmatch, said) if form), None)
        self._levels[own] = _level(found) if found else Level()
        if not found and held.get("created_by_ref") != extension.MAKER:
            lost.add("marking-definition", str(kind or "extensions"), Why.NO_FIELD)

    def marks(self, sort: str, asked: Asked, lost: Lost, envelope: Envelope | None = None) -> Marks:
        """Return the strictest that is asked for an object, or for any part of it, because a record is marked whole.

        Markings that say what the envelope says need not be in the source.
        """
        refs = (*asked.whole, *asked.parts)
        unknown = {each for each in refs if each not in self._levels}
        if unknown and envelope:
            unknown.difference_update(statement_markings.refs([envelope.terms]))
        if unknown:
            lost.add(sort, "object_marking_refs", Why.NOT_READ, len(unknown))
        levels = [self._levels[each] for each in refs if each in self._levels]
        if envelope:
            levels.append(Level(envelope.terms.tlp, envelope.terms.pap))
        tlps, paps = [each.tlp for each in levels if each.tlp], [each.pap for each in levels if each.pap]
        return Marks(
            tlp=handling.strictest(tlps) if tlps else None,
            pap=handling.strictest(paps) if paps else None,
            grade=envelope.particulars.grade if envelope else None,
            envelope=envelope,
            foreign_grading=asked.grading,
            tags=asked.tags,
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


def _level(form: re.Match[str]) -> Level:
    level = "".join(form["level"].upper().split())
    level = _OLD.get(level, level)
    if form["scheme"].upper() == "TLP":
        return Level(tlp=Tlp(level))
    return Level(pap=Pap.__members__.get(level, Pap.RED))
