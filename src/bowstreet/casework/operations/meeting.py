"""Whom to meet: other agencies whose foci or operations are about what one's own are about.

What opens to the reader is named. Of what does not, its owner's index policy decides, as for identifiers: under ``hit``
the reader is told that the agency works on one of the reader's own themes, and whom to ask; of any other theme nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bowstreet.casework.operations import themes
from bowstreet.casework.operations.answers import BothOthers, Counterpart, SharedTheme, ThemeSaid
from bowstreet.casework.operations.themes import Theme
from bowstreet.casework.operations.undertakings import Known, Work
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.repository import hitting

MOST_NAMED = 5
"""So many foci and operations of a side are named."""

_RANK = {"market": 0, "method": 1, "product": 2}


@dataclass
class _Met:
    themes: dict[Theme, None] = field(default_factory=dict)
    ours: dict[str, Work] = field(default_factory=dict)
    theirs: dict[str, Work] = field(default_factory=dict)
    alone: bool = False


def counterparts(known: Known) -> tuple[Counterpart, ...]:
    """Return the agencies that work on what the reader's own works on, those with most in common first."""
    day, cards = known.now.date(), queries.cards()
    current = [each for each in known.works if each.is_current(day)]
    own = [each for each in current if each.agency == known.reader.agency and each.opens]
    met: dict[str, _Met] = defaultdict(_Met)
    for theirs in current:
        if theirs.agency != known.reader.agency:
            _meet(own, theirs, met)
    made = [
        Counterpart(
            agency, cards[agency].contact,
            tuple(_shared(each, known.reader.agency, agency) for each in _ordered(found.themes)),
            known.named(list(found.ours.values())[:MOST_NAMED]),
            known.named(list(found.theirs.values())[:MOST_NAMED]), found.alone,
        )
        for agency, found in met.items()
    ]  # fmt: skip
    for found in met.values():
        known.check_out([*found.ours.values(), *found.theirs.values()])
    return tuple(sorted(made, key=lambda each: (*_weight(each.themes), each.agency)))


def both_others(known: Known) -> tuple[BothOthers, ...]:
    """Return which two other agencies work on the same, by foci and operations that open to the reader alone."""
    day = known.now.date()
    by_agency: dict[str, list[Work]] = defaultdict(list)
    for each in known.works:
        if each.opens and each.agency != known.reader.agency and each.is_current(day):
            by_agency[each.agency].append(each)
    made = []
    for one, other in combinations(sorted(by_agency), 2):
        met: dict[str, _Met] = defaultdict(_Met)
        for theirs in by_agency[other]:
            _meet(by_agency[one], theirs, met)
        if other in met:
            found = met[other]
            ones, others = list(found.ours.values()), list(found.theirs.values())
            known.check_out([*ones, *others])
            said = tuple(ThemeSaid(each.sort, each.code, each.label) for each in _ordered(found.themes))
            made.append(BothOthers(one, other, said, known.named(ones[:MOST_NAMED]), known.named(others[:MOST_NAMED])))
    return tuple(sorted(made, key=lambda each: (*_weight(each.themes), each.one, each.other)))


def named_in(met: Iterable[Counterpart | BothOthers]) -> set[str]:
    """Return the ids of all that meetings name."""
    sides = ((each.ours, each.theirs) if isinstance(each, Counterpart) else (each.ones, each.others) for each in met)
    return {one.id for two in sides for side in two for one in side}


def told_in(met: Iterable[Counterpart]) -> list[str]:
    """Return the agencies of which the reader was told alone that they work on one's own themes."""
    return [each.agency for each in met if each.told_alone]


def _meet(own: Sequence[Work], theirs: Work, met: dict[str, _Met]) -> None:
    for mine in own:
        if not theirs.opens and not (mine.hits and theirs.hits):
            continue
        if shared := themes.common(mine.themes, theirs.themes):
            found = met[theirs.agency]
            found.themes |= dict.fromkeys(shared)
            found.ours[mine.held.row.uid] = mine
            if theirs.opens:
                found.theirs[theirs.held.row.uid] = theirs
            else:
                found.alone = True


def _shared(theme: Theme, one: str, other: str) -> SharedTheme:
    said = hitting.reference((theme.sort, theme.code), one, other)
    return SharedTheme(theme.sort, theme.code, theme.label, said)


def _ordered(some: Iterable[Theme]) -> list[Theme]:
    return sorted(some, key=lambda each: (_RANK[each.sort], each.code))


def _weight(some: Sequence[SharedTheme] | Sequence[ThemeSaid]) -> tuple[int, int]:
    """Return by what a meeting stands before others: markets and methods in common, then products."""
    goods = sum(each.sort == "product" for each in some)
    return goods - len(some), -goods
