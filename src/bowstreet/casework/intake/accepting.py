"""An intake of exchange documents that was looked through is accepted: it is read whole, and admitted."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.casework.intake import enveloping, sparing, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.intake.models import Intake, Task
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort


class NotToBeAccepted(Refusal):
    """An intake that does not wait for anybody's word, or not for the asker's."""

    sort = Sort.CONFLICT


_NOT_YOURS = "An intake is accepted by the officer who handed it in, or by a supervisor of the agency."
_NOT_LOOKED = "This intake does not wait to be accepted."


def accept(
    *,
    reader: Reader,
    now: datetime,
    id: str,
    as_document: bool = False,
    envelope: Mapping[str, Any] | None = None,
    left_out: Sequence[str] = (),
) -> IntakeView:
    """Have an intake that was looked through read whole and admitted, under its envelope with what is said to differ.

    ``left_out`` are fields of what would be made, as ``kind.field``, that are left out and counted as lost; raise
    ``Invalid`` for one that may not go. ``as_document``: where a thing carries a whole envelope of ours, that counts;
    without it the stricter of both does.
    Raise ``NotToBeAccepted`` where it does not wait for the asker's word.
    """
    found = watching.opened(reader, now, id, "intake.show", Action.META)
    if found.officer != reader.officer and reader.role is not Role.SUPERVISOR:
        raise NotToBeAccepted(_NOT_YOURS)
    if wrong := [each for each in left_out if not sparing.may_go(each)]:
        raise Invalid(f"'{wrong[0][:60]}' is no field that can be left out.")
    held = Envelope(Terms.from_json(found.terms), Particulars.from_json(found.particulars))
    made = enveloping.overridden(held, envelope or {})
    with transaction.atomic():
        taken = Intake.objects.filter(pk=found.pk, state="looked").update(
            state="quarantined", look=False, as_document=as_document, terms=made.terms.as_json(),
            particulars=made.particulars.as_json(), left_out=json.dumps(sorted(set(left_out))), began_at=None,
            ended_at=None,
        )  # fmt: skip
        if not taken:
            raise NotToBeAccepted(_NOT_LOOKED)
        Task.objects.filter(intake=found).update(
            state="waiting", holder="", attempts=0, pauses=0, not_before=None, owed=False
        )
        recording.record_act(actor=reader, event=Event.COLLECTION, action="intake.accept", now=now, records=(found.id,))
    return watching.intake(reader=reader, now=now, id=id)
