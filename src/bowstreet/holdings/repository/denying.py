"""What happens when a record is not there for the reader: the same entry and words, whether or not it exists."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal


@contextmanager
def denied(reader: Reader, action: str, now: datetime, *others: type[Refusal]) -> Iterator[None]:
    """Enter a refusal in the ledger when what is inside raises ``Hidden`` or one of ``others``, not of what."""
    noted: tuple[type[Refusal], ...] = (Hidden, *others)
    try:
        yield
    except noted:
        looking.note(actor=reader, event=Event.AUTHZ_DENIED, action=action, now=now, count=0, result=Result.DENY)
        raise
