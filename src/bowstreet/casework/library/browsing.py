"""The library as an officer reads it: cards from public facts, beside the records of agencies that the gate opens."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import get_args

from bowstreet.casework.library import shelf, telling
from bowstreet.casework.library.answers import CardView, LibraryPage, Sort
from bowstreet.casework.library.behaviours import answering
from bowstreet.holdings.repository import finding
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

KINDS = ("practice", "method", "tool", "behaviour", "lesson")
"""The kinds of record that belong to the library."""

RECORDS = 10
"""So many records are shown beside the cards; the search has them all."""


def search(
    *, reader: Reader, now: datetime, q: str = "", sort: Sort | None = None, limit: int = 50, after: int = 0
) -> LibraryPage:
    """Return the cards in which the words stand, best first, and what agencies recorded that the reader may see.

    ``after`` cards of the sort are passed over. The look-up of records is an entry in the ledger; cards are public.
    """
    words = shelf.words_of(q)
    found = shelf.shelf().find(words)
    counted = Counter(telling.sort_of(each.card) for each in found)
    asked = [each for each in found if sort in (None, telling.sort_of(each.card))]
    records = finding.find(reader=reader, now=now, q=q, kind=KINDS, limit=RECORDS)
    return LibraryPage(
        q=q,
        sort=sort,
        words=words,
        counts=tuple((each, counted[each]) for each in get_args(Sort)),
        cards=tuple(telling.line(each.card, each.matched) for each in asked[after : after + limit]),
        more=len(asked) > after + limit,
        records=records.hits,
        further=records.next is not None,
    )


def card(*, reader: Reader, now: datetime, sort: Sort, id: str) -> CardView:
    """Return a card whole, with its sources and the behaviours that agencies say it answered, as far as they open.

    Raise ``Hidden`` where there is none.
    """
    found = shelf.shelf().card(sort, id)
    if found is None:
        raise Hidden
    answered = answering.behaviours_of(reader=reader, now=now, sort=sort, id=id)
    return replace(telling.view(found, shelf.shelf().seeds), behaviours=answered)
