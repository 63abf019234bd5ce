"""What binds a receiver, as statements that leave beside a thing, and what such a statement means where it comes in.

A thing of ours may come without what carries it whole: an identifier beside its record, a node whose facets somebody
took away. What it says of its handling counts all the same, and the stricter wins.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap, Tlp

UNSAID: Final = "Its source marks it H3 and does not say what for: ask there."
"""The text of a code H3 that came without one."""

_ABSENT: Final = "Its source marks it in a way that did not come with it: ask there."

_HANDLING: Final = {
    HandlingCode.H0: "H0: for preventing and combating crime, within the law that applies.",
    HandlingCode.H1: "H1: not to be used in judicial proceedings without the permission of its owner.",
    HandlingCode.H2: "H2: not to be passed on without the permission of its owner.",
}
_OTHER: Final = f"{HandlingCode.H3}: "
_CLASSIFIED: Final = "Classification: "
_CONDITION: Final = "Condition of "
_ASKED: Final = "its owner is asked"

LONGEST: Final = 4_000
"""Signs of a condition that are kept; the whole stands in its row."""

_SHORT: Final = 200
_MOST: Final = 1_000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LEVEL: Final = re.compile(r"\s*(TLP|PAP)\s*[:=]?\s*([A-Z]+(?:\s?\+\s?[A-Z]+)?)\s*", re.IGNORECASE)
_CODE: Final = re.compile(r"\s*(?:HANDLING\s*[:=]\s*)?(H[0-3])\s*", re.IGNORECASE)
_SECRECY: Final = re.compile(r"\s*CLASSIFICATION\s*[:=]\s*([A-Z_ ]+?)\s*", re.IGNORECASE)
_OLD: Final = {"WHITE": "CLEAR"}
_Code = TypeVar("_Code", Tlp, Pap, Classification)


class Mark(NamedTuple):
    """What a statement means to us: one mark or more; None and nothing where it says none of that sort."""

    tlp: Tlp | None = None
    pap: Pap | None = None
    classification: Classification | None = None
    handling: frozenset[HandlingCode] = frozenset()
    h3_text: str = ""


NOTHING: Final = Mark()
ABSENT: Final = Mark(handling=frozenset({HandlingCode.H3}), h3_text=_ABSENT)
"""What a mark means of which nothing but its name came in: some condition, and nobody here knows which."""


def statements(terms: Terms) -> tuple[str, ...]:
    """Return what binds a receiver beside TLP, a sentence or code each.

    >>> statements(Terms("nl-unit"))
    ('PAP:AMBER', 'H2: not to be passed on without the permission of its owner.')
    """
    codes = [_HANDLING.get(code) or f"{_OTHER}{terms.h3_text or 'ask its owner'}" for code in sorted(terms.handling)]
    secret = terms.classification is not Classification.UNCLASSIFIED
    classified = [f"{_CLASSIFIED}{terms.classification.replace('_', ' ')}"] if secret else []
    return (f"PAP:{terms.pap}", *codes, *classified, *map(condition, terms.restrictions))


def condition(held: Restriction) -> str:
    """Return a restriction as a sentence."""
    until = f" until {held.valid_until}" if held.valid_until else ""
    return f"{_CONDITION}{held.set_by or 'its owner'}: {held.text} (for {held.action} {_ASKED}{until})"


def read(statement: str) -> Mark:
    """Return what a statement means; ``NOTHING`` for one that no mark of ours says.

    A condition of ours is told as the text of H3, which it is to a receiver.

    >>> read("tlp:amber + strict").tlp, read("H1").handling, read("Classification: EU RESTRICTED").classification
    (<Tlp.AMBER_STRICT: 'AMBER+STRICT'>, frozenset({<HandlingCode.H1: 'H1'>}), <Classification.EU_RESTRICTED: ...>)
    """
    if len(statement) <= _SHORT and (meant := _code(statement)) != NOTHING:
        return meant
    text = statement.removeprefix("HANDLING:")
    if text.startswith(_OTHER):
        return Mark(handling=frozenset({HandlingCode.H3}), h3_text=_kept(text.removeprefix(_OTHER)))
    if statement.startswith(_CONDITION) and _ASKED in statement:
        return Mark(handling=frozenset({HandlingCode.H3}), h3_text=_kept(statement))
    return NOTHING


@lru_cache(maxsize=1_000)
def _code(statement: str) -> Mark:
    """Return what a short statement means that is one code; the expressions would take long over a long one."""
    if form := _LEVEL.fullmatch(statement):
        return level(form[1], form[2]) or NOTHING
    for code, sentence in _HANDLING.items():
        if statement == sentence:
            return Mark(handling=frozenset({code}))
    if form := _CODE.fullmatch(statement):
        code = HandlingCode(form[1].upper())
        return Mark(handling=frozenset({code}), h3_text=UNSAID if code is HandlingCode.H3 else "")
    return _secrecy(statement)


def _kept(text: str) -> str:
    """Return a text as it can be kept: without signs that control, cut where it is too long."""
    plain = _CONTROL.sub("", text)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def level(scheme: str, said: str) -> Mark | None:
    """Return the level of TLP or PAP that a source names, None for one that there is not."""
    name = "".join(said.upper().split())
    name = _OLD.get(name, name)
    if scheme.upper() == "TLP":
        return Mark(tlp=Tlp(name)) if name in set(Tlp) else None
    return Mark(pap=Pap(name)) if name in set(Pap) else None


def together(many: Iterable[Mark]) -> Mark:
    """Return several marks as one, of each sort the strictest."""
    several = [each for each in many if each != NOTHING]
    if len(several) < 2:
        return several[0] if several else NOTHING
    return Mark(
        _strictest(each.tlp for each in several),
        _strictest(each.pap for each in several),
        _strictest(each.classification for each in several),
        frozenset[HandlingCode]().union(*(each.handling for each in several)),
        _kept("\n".join(dict.fromkeys(each.h3_text for each in several[:_MOST] if each.h3_text))),
    )


def _strictest(codes: Iterable[_Code | None]) -> _Code | None:
    known = [each for each in codes if each is not None]
    return handling.strictest(known) if known else None


def _secrecy(statement: str) -> Mark:
    form = _SECRECY.fullmatch(statement)
    code = form[1].upper().replace(" ", "_") if form else ""
    return Mark(classification=Classification(code)) if code in set(Classification) else NOTHING
