"""A giver's leave to pass on what came from it, as a receiver's officer has it."""

from dataclasses import replace
from datetime import date

from bowstreet.holdings.governance import terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader, Release


def with_leave(reader: Reader, giver: str, until: date) -> Reader:
    """Return the reader with a giver's leave to link and pass on all that came from it, and what is held of it."""
    values = terms.values(terms.open_rows()).values()
    given = [each.digest() for each in values if each.given_by == giver]
    assert given
    assert reader.purpose is not None
    leave = tuple(
        Release(digest, action, reader.purpose, until, agency=reader.agency)
        for digest in given
        for action in (Action.LINK, Action.DISSEMINATE)
    )
    return replace(reader, releases=leave)
