"""The owner's word on a correction: accepted, by the same way as an edit, or declined with a sentence."""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.sharing.corrections import proposing, showing, values
from bowstreet.casework.sharing.corrections.answers import CorrectionView
from bowstreet.casework.sharing.corrections.proposing import Settled
from bowstreet.casework.sharing.corrections.showing import ACCEPTED, DECLINED, OPEN, WAITING
from bowstreet.casework.sharing.corrections.values import WrongCorrection
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import correcting, denying, saving
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort


class NotAsRead(Refusal):
    """A record that has another version than the one against which its officer read a correction."""

    sort = Sort.CONFLICT
    field = "version"

    def __init__(self, version: int) -> None:
        """Say which stands."""
        super().__init__(f"Version {version} of the record stands by now: read what would change, then decide.")


class NotToBeMade(Refusal):
    """A correction of what stands in the record no more."""

    sort = Sort.CONFLICT
    field = "version"


def answer(
    *, reader: Reader, now: datetime, id: str, answer: str, version: int = 0, said: str = ""
) -> CorrectionView:  # fmt: skip
    """Accept a correction of a record as it stands in a version, or decline it with a sentence.

    Where the owner wants a second officer, an accepted one waits for that as any change does. Raise ``NotAsRead`` where
    another version stands, ``NotToBeMade`` where what it would correct does not stand there any more, ``Settled``.
    """
    with transaction.atomic():
        with denying.denied(reader, "correction.answer", now):
            made = showing.visible(id, reader, now)
            if reader.agency != made.owner:
                raise Hidden()
        if showing.state_of(made) != OPEN:
            raise Settled()
        if answer == DECLINED and is_blank(said):
            raise WrongCorrection("said", "Say in a sentence why not; the one who proposed it reads it.")
        made.said, made.ended_by, made.ended_at = keys.lock(said.strip()), reader.officer, now
        made.state, made.change = DECLINED, ""
        if answer == ACCEPTED:
            it, proposed = correcting.seen(reader, made.record, now), showing.correction_of(made)
            if it.row.version != version:
                raise NotAsRead(it.row.version)
            if why := values.hindrance(it.kind, it.body, proposed):
                raise NotToBeMade(why)
            body = values.corrected(it.kind, it.body, proposed)
            saved = saving.edit(reader=reader, now=now, id=made.record, begun=version, body=body, credit=made.agency)
            made.state, made.change = (WAITING, saved.id) if saved.waits else (ACCEPTED, "")
        made.save()
        proposing.enter(reader, made, f"correction.answer:{answer}", now, Event.ALTERATION)
    return showing.view(made, reader, now)
