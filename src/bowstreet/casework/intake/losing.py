"""What of the sources of an intake found no home: kept with each source, told together."""

import json
from collections.abc import Iterable

from bowstreet.casework.intake import answers
from bowstreet.formats.exchange.losses import Loss, Why, summed

SENTENCES = {
    Why.NO_FIELD: "Nothing here says this; it stands in the row, and in the original.",
    Why.NO_KIND: "No kind of record here is this; it stands in the row, and in the original.",
    Why.NOT_READ: "It is not what it should be there, so that nobody can say what it means.",
    Why.COARSER: "It is said here with fewer distinctions; the row has it as it came.",
    Why.WITHHELD: "It may not leave, by the handling of what it belongs to.",
    Why.LOOSER: "It is marked less strictly than what came of it, and stays as it came.",
    Why.LEFT_OUT: "It was left out when this was admitted; it stands in the row, and in the original.",
    Why.ALONE: "It hangs on something that does not leave, and stays as it came.",
}
"""Why a part found no home, as it is told of what came in."""

_LONGEST_PART = 120


def packed(losses: Iterable[Loss]) -> str:
    """Return losses as the text that is kept with their source, each part once."""
    return json.dumps([[each.part[:_LONGEST_PART], each.why.value, each.count] for each in summed(losses)])


def unpacked(text: str) -> tuple[Loss, ...]:
    """Return the losses that ``packed`` made a text of."""
    return tuple(Loss(part, Why(why), count) for part, why, count in json.loads(text))


def together(texts: Iterable[str]) -> tuple[Loss, ...]:
    """Return the losses of several sources as one list, the most frequent first."""
    made = summed(each for text in texts for each in unpacked(text))
    return tuple(sorted(made, key=lambda each: (-each.count, each.part)))


def told(texts: Iterable[str]) -> tuple[answers.Loss, ...]:
    """Return the losses of several sources as they are told, the most frequent first."""
    return tuple(answers.Loss(each.part, each.why.value, SENTENCES[each.why], each.count) for each in together(texts))


def sentence(why: str) -> str:
    """Return why a part found no home, by the code of the reason."""
    return SENTENCES[Why(why)]


def codes(losses: Iterable[Loss]) -> tuple[str, ...]:
    """Return what was lost by its reasons, as an entry of the ledger holds it; the names of parts are a source's words.

    >>> codes([Loss("tag.context", Why.NO_FIELD, 7), Loss("tag.lang", Why.NO_FIELD), Loss("tag.day", Why.COARSER)])
    ('1_parts:coarser:1', '2_parts:no_field:8')
    """
    found: dict[str, list[int]] = {}
    for each in losses:
        found.setdefault(each.why.value, []).append(each.count)
    return tuple(f"{len(counts)}_parts:{why}:{sum(counts)}" for why, counts in sorted(found.items()))
