"""An intake of exchange documents that was looked through is declined: nothing of it is admitted, nothing of it stays.

What stays is that it was handed in and declined, by whom and when, and the files, which lie in quarantine.
"""

import shutil
from datetime import datetime

from django.db import transaction

from bowstreet.casework.intake import claiming, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal, Sort


class NotToBeDeclined(Refusal):
    """An intake that does not wait for anybody's word, or not for the asker's."""

    sort = Sort.CONFLICT


_NOT_YOURS = "An intake is declined by the officer who handed it in, or by a supervisor of the agency."
_NOT_LOOKED = "This intake does not wait for a word."
_FORGOTTEN = dict.fromkeys(("read", "observed", "already_held", "rejected", "noted", "bytes_unread"), 0)


def decline(*, reader: Reader, now: datetime, id: str) -> IntakeView:
    """Decline an intake that was looked through: its counts, its losses and its reject list go.

    Raise ``NotToBeDeclined`` where it does not wait for the asker's word. It cannot be accepted any more; files that
    are handed in again are looked through anew.
    """
    found = watching.opened(reader, now, id, "intake.show", Action.META)
    if found.officer != reader.officer and reader.role is not Role.SUPERVISOR:
        raise NotToBeDeclined(_NOT_YOURS)
    with transaction.atomic():
        taken = Intake.objects.filter(pk=found.pk, state="looked").update(
            state="declined", looked="{}", rows_expected=0, sentence=_sentence(reader, now)
        )
        if not taken:
            raise NotToBeDeclined(_NOT_LOOKED)
        Source.objects.filter(intake=found).update(reject_groups="[]", losses="[]", remarks="", **_FORGOTTEN)
        Source.objects.filter(intake=found, state="looked").update(state="declined", note="")
        claiming.forget(found)
        recording.record_act(actor=reader, event=Event.ERASURE, action="intake.decline", now=now, records=(found.id,))
    shutil.rmtree(rejects_of(found.id, 0).parent, ignore_errors=True)
    return watching.intake(reader=reader, now=now, id=id)


def _sentence(reader: Reader, now: datetime) -> str:
    by = queries.officer_names({reader.officer}).get(reader.officer, "")
    return f"Declined by {by}, {now:%Y-%m-%d %H:%M} UTC: nothing of it was admitted. The files stay in quarantine."
