"""In whose name a peer is spoken with, and how: the officer who answers for it, and the token that it was given."""

from datetime import datetime

from bowstreet.casework.sharing import egress, models
from bowstreet.casework.sharing.egress import NotReached
from bowstreet.casework.sharing.wire import Line
from bowstreet.holdings.agencies import sessions
from bowstreet.holdings.ledger import keys
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import PurposeRefused


class NobodyAnswers(NotReached):
    """A peer whose officer may do this no longer."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("The officer who registered this peer may do so no longer; a supervisor registers it anew.")


def reader(held: models.Peer, now: datetime) -> Reader:
    """Return the reader in whose name a peer is spoken with now; raise ``NobodyAnswers`` where there is none."""
    return named(held.officer, held.agency, held.purpose, held.id, now)


def named(officer: str, agency: str, purpose: str, about: str, now: datetime) -> Reader:
    """Return the reader that an officer of an agency is now for a purpose; raise ``NobodyAnswers``."""
    try:
        found = sessions.reader_for(
            officer_id=officer, purpose=Purpose(purpose), case=None, reason=f"Peer {about[-8:]}",
            session=f"peer:{about}", mfa=True, now=now,
        )  # fmt: skip
    except PurposeRefused:
        found = None
    if found is None or found.agency != agency or found.role not in LEA_ROLES:
        raise NobodyAnswers()
    return found


def line(held: models.Peer) -> Line:
    """Return how a peer is asked; its token is opened here and nowhere else."""
    token = keys.open_for_followers(bytes(held.sealed)).strip()
    return Line(egress.place(held.address), held.collection, held.user, token, held.internal)
