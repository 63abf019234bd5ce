"""What found no home in a conversion: which part of which sort of thing, why, and how often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a part found no home. What was kept as it came is in the original all the same."""

    NO_FIELD = "no_field"
    """Nothing on the other side says this."""

    NO_KIND = "no_kind"
    """No kind of thing on the other side is this."""

    NOT_READ = "not_read"
    """It is not what it should be there, so that nobody can say what it means."""

    COARSER = "coarser"
    """The other side says it with fewer distinctions."""

    WITHHELD = "withheld"
    """It may not leave, by the handling of what it belongs to."""

    LOOSER = "looser"
    """It is marked less strictly than what came of it, so that its receiver would be bound by less."""

    LEFT_OUT = "left_out"
    """The officer who took it in left it out."""

    ALONE = "alone"
    """It hangs on nothing that leaves, or on something that does not."""


@dataclass(frozen=True, order=True)
class Loss:
    """A part that found no home, as ``sort.property`` in the words of the side it comes from; counted, never quoted."""

    part: str
    why: Why
    count: int = 1


def summed(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return each part once with how often it was lost, in the order of the alphabet.

    >>> summed([Loss("note.lang", Why.NO_FIELD), Loss("note.lang", Why.NO_FIELD, 2)])
    (Loss(part='note.lang', why=<Why.NO_FIELD: 'no_field'>, count=3),)
    """
    counts: Counter[tuple[str, Why]] = Counter()
    for each in losses:
        counts[each.part, each.why] += each.count
    return tuple(sorted(Loss(part, why, count) for (part, why), count in counts.items()))


def beyond(losses: Iterable[Loss], others: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return losses without those that were counted elsewhere already.

    >>> beyond([Loss("a", Why.COARSER, 3), Loss("b", Why.COARSER)], [Loss("a", Why.COARSER, 3)])
    (Loss(part='b', why=<Why.COARSER: 'coarser'>, count=1),)
    """
    counted = {(each.part, each.why): each.count for each in others}
    left = ((each, each.count - counted.get((each.part, each.why), 0)) for each in losses)
    return tuple(Loss(each.part, each.why, count) for each, count in left if count > 0)
