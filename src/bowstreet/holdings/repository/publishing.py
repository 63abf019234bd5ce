"""Naming more recipients of a record for its owner: the next version, for rooms above that hold the owner's leave."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bowstreet.holdings.agencies import naming
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import composing, enveloping, recording, rows, writing
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, Scope, State, Tlp
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden


def there(reader: Reader, id: str, now: datetime) -> Row:
    """Return the row of a record whose content opens to the reader; raise ``Hidden`` for any other."""
    held = rows.named(id, gate.permitted(reader, Action.BODY, now))
    if held is None:
        raise Hidden()
    return held


def opening(reader: Reader, ids: Collection[str], now: datetime) -> frozenset[str]:
    """Return those of some records whose content opens to the reader."""
    seen = gate.permitted(reader, Action.BODY, now)
    return frozenset(id for id, row in rows.by_uids(ids).items() if row.terms_id in seen)


def terms_of(held: Row) -> Terms:
    """Return the terms of a record as it stands."""
    return recording.envelope_of(held).terms


def hindrance(held: Terms) -> str:
    """Say in a sentence why nobody may be named in the place of the owner, or nothing where somebody may."""
    if held.given_by:
        return f"{held.given_by} gave this record to its owner, and is asked before it goes further."
    if held.state is not State.ACTIVE:
        return "This record is restricted or its category is not determined; nobody is named in it now."
    if held.scope is Scope.OWNER or held.tlp is Tlp.RED:
        return "A record of scope Owner or TLP:RED is opened by its owner alone, to persons by name."
    return ""


def name(held: Row, receivers: Sequence[str], officer: str, now: datetime, what: str) -> int:
    """Write a record's next version with more agencies named, in the caller's transaction; return its number.

    ``officer`` wrote it, ``what`` is what its history says.
    """
    kind = composing.kind_of(held.kind)
    former = recording.envelope_of(held)
    said = {"recipients": sorted({*naming.said(former.terms.recipients), *receivers})}
    made = enveloping.overridden(former, said, kind, recording.as_given(held))
    making = recording.again(held, kind, rows.body_of(held.id, held.version), now, envelope=made)
    writing.rewrite(held.id, making, held.version + 1, Act(officer, now, "", what))
    return held.version + 1
