"""What an agency says that has some records as ends: its links, and its judgements that stand.

For rooms above that know of these records what this one does not. Whether the ends open is asked with ``opening``.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import fetching, models, rows, withdrawing
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader


class Bears(NamedTuple):
    """A link or a judgement between two records, by their ids, under terms of its own.

    ``word`` is the type of the link or the verdict.
    """

    sort: str
    word: str
    left: str
    right: str
    terms: Terms


def on(*, reader: Reader, now: datetime, ids: Collection[str]) -> list[Bears]:
    """Return what the reader's agency says of some records, as far as its own terms open to the reader.

    Of the judgements on a pair the last one that opens, unless it is unsure. That an end is hidden leaves nothing out.
    """
    held = {row.id for row in rows.by_uids(ids).values()}
    opens = gate.visible(reader, now).body
    ends = Q(left__in=held) | Q(right__in=held)
    links = models.Link.objects.filter(ends, agency=reader.agency, terms_id__in=opens).order_by("uid")
    said = models.Judgement.objects.filter(ends, agency=reader.agency, terms_id__in=opens).order_by("id")
    stands = {(each.left_id, each.right_id): each for each in said}
    found = [("link", each.type, each.left_id, each.right_id, each.terms_id) for each in links]
    found += [("judgement", each.verdict, each.left_id, each.right_id, each.terms_id)
              for each in stands.values() if each.verdict != Verdict.UNSURE]  # fmt: skip
    uids = {id: row.uid for id, row in rows.by_ids({end for each in found for end in each[2:4]}).items()}
    marks = terms.terms_of({each[4] for each in found})
    return [
        Bears(sort, word, uids[left], uids[right], marks[terms_id])
        for sort, word, left, right, terms_id in found
        if left in uids and right in uids and terms_id in marks
    ]


def opening(*, reader: Reader, now: datetime, ids: Collection[str]) -> frozenset[str]:
    """Return of some records those of which the docket opens to the reader, or would if they lay not in the trash."""
    held = fetching.at_once(
        "r.uid, r.agency, r.terms_id", f"repository_record r WHERE r.uid {dialect.IN_TEXTS}", [json.dumps(sorted(ids))]
    )
    seen = gate.visible(reader, now).meta
    lying = {id for id, value in terms.twins(withdrawing.ACT).items() if gate.opens(reader, value, Action.META, now)}
    return frozenset(
        uid for uid, agency, terms_id in held if terms_id in seen or (agency == reader.agency and terms_id in lying)
    )
