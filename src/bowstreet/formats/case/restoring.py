"""All that came in carriers put together again as the bundle that left."""

from collections.abc import Iterable

from bowstreet.formats.case.carrying import Carried
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.pieces import Refused

_TWICE = "Version {version} of the record stands twice, and not the same."
_NO_END = "A link or judgement names a record that does not come with it."

Placed = tuple[Carried, int, str]


def bundled(carried: Iterable[Placed]) -> tuple[Bundle | None, list[Refused]]:
    """Return all records, links and judgements in the order in which they left, and what is there twice or half."""
    records: dict[tuple[str, int], tuple[int, Leaving]] = {}
    ties: dict[tuple[int, LeavingLink | LeavingJudgement], tuple[int, str]] = {}
    refused: list[Refused] = []
    for (order, held), at, place in carried:
        if not isinstance(held, Leaving):
            ties.setdefault((order, held), (at, place))
        elif (known := records.setdefault((held.id, held.version), (order, held))) and known[1] != held:
            refused.append(Refused(at, place, _TWICE.format(version=held.version)))
    if not records:
        return None, refused
    ids = {own for own, _ in records}
    for (_, each), (at, place) in ties.items():
        if not {each.left, each.right} <= ids:
            refused.append(Refused(at, place, _NO_END))
    whole = sorted((each for each in ties if {each[1].left, each[1].right} <= ids), key=lambda each: each[0])
    return Bundle(
        tuple(each for _, each in sorted(records.values(), key=lambda each: each[0])),
        tuple(each for _, each in whole if isinstance(each, LeavingLink)),
        tuple(each for _, each in whole if isinstance(each, LeavingJudgement)),
    ), refused
