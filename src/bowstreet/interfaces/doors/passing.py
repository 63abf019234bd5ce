"""Who may pass through a door, the same for pages, REST and command line: role, purpose, case, and in person or not."""

from dataclasses import replace

from bowstreet.holdings.agencies import rules
from bowstreet.holdings.governance import gate
from bowstreet.interfaces.doors.door import Door
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Malformed, Refusal

LONGEST_CASE, LONGEST_REASON = 100, 500


class CaseWanted(Refusal):
    """Neither a case nor a sentence was given where one is wanted."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Say which case it is for, or why in a sentence (on the command line: --case or --reason).")


class InPersonWanted(Refusal):
    """A token came to a door that opens to its officer in person alone."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This is done by an officer in person, signed in with both factors; a token does not do it.")


class LongSaying(Malformed):
    """A case or reason that is longer than the ledger keeps."""


def with_saying(reader: Reader, *, case: str | None, reason: str | None) -> Reader:
    """Return the reader with the case and the reason said; what is not said stays. Raise ``LongSaying``."""
    if len(case or "") > LONGEST_CASE or len(reason or "") > LONGEST_REASON:
        raise LongSaying(f"A case has {LONGEST_CASE} signs at most, a reason {LONGEST_REASON}.")
    return replace(reader, case=case or reader.case, reason=reason or reader.reason)


def enter(door: Door, reader: Reader, *, saying_follows: bool = False) -> None:
    """Raise what keeps a reader from a door before anything is looked up.

    ``saying_follows``: a reason may still come with the fields, and the caller asks ``wants_saying`` after them.
    """
    if door.roles and reader.role not in door.roles:
        raise Hidden()
    if door.purpose:
        gate.wants_purpose(reader)
    if door.in_person and rules.by_token(reader):
        raise InPersonWanted()
    if not saying_follows:
        wants_saying(door, reader)


def wants_saying(door: Door, reader: Reader) -> None:
    """Raise ``CaseWanted`` where a case or a sentence is wanted and neither was given."""
    if door.takes_case and not (reader.case or reader.reason):
        raise CaseWanted()
