"""Which agencies have a persona under an identifier. Asked for with every check, whatever comes of it.

Values are compared by a keyed hash, so that the table tells nothing to who has it without the node's key.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from bowstreet.casework.deconfliction import models
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.repository import hitting
from bowstreet.holdings.repository.hitting import Pair


def tags(pairs: Iterable[Pair]) -> list[str]:
    """Return by what some identifiers are compared, in their order."""
    return keys.tags(f"{type}:{value}" for type, value in pairs)


def covers(pairs: Sequence[Pair]) -> Mapping[Pair, frozenset[str]]:
    """Return the agencies that have a persona under each of some identifiers; the same statements for hit and none."""
    found: dict[Pair, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), hitting.STEP):
            step = pairs[start : start + hitting.STEP]
            by_tag = dict(zip(tags(step), step, strict=True))
            cursor.execute(
                f"SELECT c.tag, c.agency FROM deconfliction_cover c WHERE c.tag {dialect.IN_TEXTS}",  # noqa: S608
                [json.dumps(list(by_tag))],
            )
            for tag, agency in cursor.fetchall():
                found[by_tag[tag]].add(agency)
    return {pair: frozenset(agencies) for pair, agencies in found.items()}


def under(pairs: Iterable[Pair]) -> dict[Pair, list[models.Cover]]:
    """Return what stands under each of some identifiers, with its persona: for those who tell handlers."""
    some = list(pairs)
    by_tag = dict(zip(tags(some), some, strict=True))
    found: dict[Pair, list[models.Cover]] = defaultdict(list)
    for each in models.Cover.objects.filter(tag__in=by_tag).select_related("persona").order_by("id"):
        found[by_tag[each.tag]].append(each)
    return found


def any_stands() -> bool:
    """Say whether there is a persona at all."""
    return models.Cover.objects.exists()
