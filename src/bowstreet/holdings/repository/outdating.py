"""Whether a change that waits can still be made as it was proposed: each sort has its own way of being outdated."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import attaching, composing, recording, rows, wishes, withdrawing
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort


class Outdated(Refusal):
    """A change of something that has become another since."""

    sort = Sort.CONFLICT


def outdated(reader: Reader, now: datetime, wish: Wish, row: Row | None) -> str:
    """Return in a sentence why a wish cannot be made any more, empty where it can.

    ``row`` is the record that it is about, None for a new one or one that is gone. The reader sees it whole.
    """
    if wish.sort == wishes.NEW:
        return _of_new(reader, now, wish)
    if row is None:
        return "The record is there no more, so nothing of it can be changed."
    lies = row.terms_id in withdrawing.restorable(reader, now)
    if wish.sort == wishes.RESTORE:
        return _of_restoring(wish, row, lies)
    if lies and wish.sort == wishes.WITHDRAW:
        return "The record was taken back already: it lies in the trash."
    if lies:
        return "The record was taken back since and lies in the trash: it has to be restored before it is changed."
    if wish.sort in wishes.OF_FILES:
        return _of_files(wish, row)
    return "" if row.version == wish.begun else _of_version(wish, row)


def standing_already(reader: Reader, now: datetime, kind: Kind, body: Mapping[str, Any], made: Envelope) -> Row | None:
    """Return what the agency holds under the natural key of a body and the same terms, as far as the reader edits it.

    None, too, for a kind or body without a key, and while an import or the trash holds it.
    """
    if not kind.key(body):
        return None
    held = rows.by_key(recording.hash_of(reader.agency, kind, body, made.terms.digest(), now))
    if held is None or recording.is_pending(held) or held.terms_id not in gate.permitted(reader, Action.EDIT, now):
        return None
    return held


def recorded_since(reader: Reader, now: datetime, wish: Wish) -> Row | None:
    """Return the record that stands by now in the place of a proposed new one, as far as the reader edits it."""
    if wish.made is None:
        return None
    kind = composing.kind_of(wish.kind)
    try:
        body = composing.checked(kind, wish.body)
    except composing.WrongRecord:
        return None
    return standing_already(reader, now, kind, body, wish.made)


def _of_new(reader: Reader, now: datetime, wish: Wish) -> str:
    if recorded_since(reader, now, wish) is None:
        return ""
    return "Your agency has recorded this since. What else is known of it goes into that record, by an edit."


def _of_restoring(wish: Wish, row: Row, lies: bool) -> str:
    if not lies:
        return "The record was restored already: it lies in the trash no more."
    if row.version != wish.begun:
        return "The record was restored since and taken back once more: who wants it back proposes that anew."
    return ""


def _of_files(wish: Wish, row: Row) -> str:
    if wish.sort == wishes.DETACH:
        there = attaching.beside(row, wish.attachment).exists()
        return "" if there else "The file was taken out already: it stands beside the record no more."
    if not attaching.all_beside(row, wish.files):
        return ""
    are = "The file stands" if len(wish.files) == 1 else "The files stand"
    return f"{are} beside the record already, with the same bytes and under the same name."


def _of_version(wish: Wish, row: Row) -> str:
    since = f"The record has changed since: this was begun from version {wish.begun}, and version {row.version} stands."
    if wish.sort == wishes.WITHDRAW:
        return f"{since} Who still wants it taken back proposes that anew."
    if wish.sort == wishes.RE_MARK:
        return f"{since} Who still wants the envelope changed proposes that anew."
    return f"{since} Its author has to compare both and propose it anew."
