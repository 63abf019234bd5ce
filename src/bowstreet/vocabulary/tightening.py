"""Which marks of terms are stricter than those of others, said in codes; and the stricter of both, mark by mark.

Who is found by an exact selector (``index``) is no matter of what went already, and counts for nothing here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bowstreet.vocabulary import widening
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms, WrongEnvelope, strictest
from bowstreet.vocabulary.handling import HandlingCode, Scope, State, rank

AUDIENCE = frozenset({"recipients", "group"})
"""Marks that say for whom something is: who is still meant learns nothing from it that others are not."""

_SAID: Mapping[str, Callable[[Terms], str]] = MappingProxyType(
    {
        "tlp": lambda terms: f"TLP:{terms.tlp}",
        "pap": lambda terms: f"PAP:{terms.pap}",
        "handling": lambda terms: " ".join(sorted(terms.handling)),
        "h3_text": lambda terms: "H3 with other words",
        "classification": lambda terms: str(terms.classification),
        "state": lambda terms: str(terms.state),
        "scope": lambda terms: f"scope {terms.scope}",
        "group": lambda terms: "not for this group",
        "recipients": lambda terms: "for fewer recipients",
        "purposes": lambda terms: "for fewer purposes",
        "restrictions": lambda terms: "with a restriction",
        "flags": lambda terms: "protected",
        "special": lambda terms: "protected",
    }
)
"""What is said of a mark that became stricter, in the order in which it is said. Why something is protected is not."""


def tightened(before: Terms, after: Terms) -> tuple[str, ...]:
    """Return the names of the marks by which later terms open less than earlier ones did, or bind more.

    >>> from bowstreet.vocabulary.handling import Tlp
    >>> tightened(Terms("north", tlp=Tlp.GREEN), Terms("north", tlp=Tlp.RED)), tightened(Terms("north"), Terms("north"))
    (('tlp',), ())
    """
    found = {*widening.wider(before, after)} - {"index", "state"}
    if rank(after.state) > rank(before.state):
        found.add("state")
    return tuple(name for name in _SAID if name in found)


def stricter(before: Terms, after: Terms) -> bool:
    """Say whether later terms are stricter than earlier ones: by one mark or more, and looser by none.

    A strict partial order: of two that differ each its own way neither is stricter.
    """
    return bool(tightened(before, after)) and not tightened(after, before)


def said(names: tuple[str, ...], after: Terms) -> str:
    """Return the sentence that says how something is marked since, in codes alone.

    >>> from bowstreet.vocabulary.handling import Tlp
    >>> said(("tlp", "purposes"), Terms("north", tlp=Tlp.RED))
    'Marked TLP:RED, for fewer purposes since.'
    """
    return f"Marked {', '.join(dict.fromkeys(_SAID[name](after) for name in names))} since."


def both(held: Terms, asked: Terms) -> Terms:
    """Return terms that somebody holds, as strict as others ask besides: of each mark the stricter, and none looser.

    Where both together would name somebody whom what is held does not, it is for its owner alone; where they have no
    purpose in common it is restricted.
    """
    parts = Particulars()
    try:
        made = strictest((Envelope(held, parts), Envelope(asked, parts)), owner=held.owner).terms
    except WrongEnvelope:
        apart = replace(asked, purposes=held.purposes)
        made = strictest((Envelope(held, parts), Envelope(apart, parts)), owner=held.owner).terms
        made = replace(made, state=max(made.state, State.RESTRICTED, key=rank))
    if HandlingCode.H3 in held.handling and asked.h3_text in held.h3_text:
        made = replace(made, h3_text=held.h3_text)
    if tightened(made, held):
        made = replace(made, scope=Scope.OWNER, recipients=frozenset(), group=None)
    return replace(made, given_by=held.given_by)
