"""Which records open to a reader whole, identifiers and all, and which of them may leave so under a ceiling."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import rows
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, State
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.setting_apart import told


class Opened(NamedTuple):
    """A record that opens whole; ``leaves``: it may also leave whole."""

    id: str
    version: int
    owner: str
    terms: Terms
    leaves: bool


def opened(*, reader: Reader, now: datetime, ids: Collection[str], ceiling: Ceiling) -> dict[str, Opened]:
    """Return by their ids those of some records that open whole to a reader; the others are left out."""
    found = rows.by_uids(ids)
    marks = {id: value for id, (value, _) in terms.decisive({row.terms_id for row in found.values()}).items()}
    lets = {id: leaves(reader, value, now, ceiling) for id, value in marks.items()}
    return {
        uid: Opened(uid, row.version, row.agency, told(marks[row.terms_id]), lets[row.terms_id] is True)
        for uid, row in found.items()
        if row.terms_id in marks and lets[row.terms_id] is not None
    }


def leaves(reader: Reader, value: Terms, now: datetime, ceiling: Ceiling) -> bool | None:
    """Say whether what has some terms may leave whole with a reader, None where it does not even open so."""
    if value.state is State.ERASED or not gate.opens(reader, value, Action.IDENTIFIERS, now):
        return None
    return gate.opens(reader, value, Action.DISSEMINATE, now) and ceilings.is_under(value, ceiling)
