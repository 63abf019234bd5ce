"""Whether a change waits already that would do the same, whoever proposed it."""

import hashlib
import json
from datetime import datetime

from bowstreet.holdings.repository import composing, enveloping, recording, wishes
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary.envelope import Envelope


def likeness(agency: str, wish: Wish, row: Row | None, now: datetime) -> str:
    """Return a hash that two wishes of an agency share which would do the same.

    Of a new record its natural key and terms count, where it has a key; of a taking back its reason does not.
    """
    if wish.sort == wishes.NEW and wish.made is not None:
        said: object = _of_new(agency, wish, wish.made, now)
    elif wish.sort == wishes.EDIT:
        said = [wish.begun, composing.checked(composing.kind_of(wish.kind), wish.body)]
    elif wish.sort == wishes.RE_MARK and row is not None:
        former = recording.envelope_of(row)
        said = [wish.begun, *_halves(enveloping.overridden(former, wish.envelope, composing.kind_of(wish.kind)))]
    elif wish.sort == wishes.ATTACH:
        said = sorted({(each.name, each.sha256) for each in wish.files})
    else:
        said = wish.attachment if wish.sort == wishes.DETACH else wish.begun
    whole = json.dumps([agency, wish.sort, wish.kind, wish.record, said], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def _of_new(agency: str, wish: Wish, made: Envelope, now: datetime) -> object:
    kind = composing.kind_of(wish.kind)
    body = composing.checked(kind, wish.body)
    if kind.key(body):
        return recording.hash_of(agency, kind, body, made.terms.digest(), now)
    return [body, *_halves(made)]


def _halves(made: Envelope) -> list[str]:
    return [made.terms.as_json(), made.particulars.as_json()]
