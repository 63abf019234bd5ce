"""What a judgement rests on: things of this node that open to who names them, or an address where others can look."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import dockets, models, rows
from bowstreet.holdings.repository.reach import Reach
from bowstreet.vocabulary import selectors
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid
from bowstreet.vocabulary.selector_types import SelectorType

CLOSED = "A record that does not open to you."
"""What stands in the place of evidence that is a record, or belongs to one, which a reader may not see."""

_UID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_RECORD = re.compile(rf"(?:record:)?({_UID})")
_OBSERVATION = re.compile(r"observation:[\w-]+/[\w-]+/\d+")
_JUDGEMENT = re.compile(rf"judgement ({_UID})")
_SAID = "SELECT terms_id, left_id, right_id FROM repository_judgement WHERE uid = %s"


class NoEvidence(Invalid):
    """A line that names nothing which opens to the officer: the same sentence for what is hidden and for nothing."""

    field = "evidence"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            "Evidence is the id of a record, observation, attachment or judgement that opens to you, or a web address:"
            " write everything else in the note."
        )


def accepted(reader: Reader, line: str, now: datetime) -> str:
    """Return a line of evidence as it is kept, ``record:ID`` for a record and its files; raise ``NoEvidence``.

    A place in a dataset is taken by its form: whether it opens is for who knows datasets.
    """
    plain = line.strip()
    if _OBSERVATION.fullmatch(plain) or _is_address(plain):
        return plain
    if said := _JUDGEMENT.fullmatch(plain.lower()):
        if _opens(said[1], reader, now):
            return plain.lower()
        raise NoEvidence()
    named = plain.removeprefix("record:")
    if rows.is_id(named) and (held := rows.named(named, gate.permitted(reader, Action.META, now))):
        return f"record:{held.uid}"
    beside = gate.permitted(reader, Action.IDENTIFIERS, now)
    found = models.Attachment.objects.filter(uid=plain.lower(), removed_at=None).values_list("terms_id", "uid").first()
    if found and found[0] in beside:
        return f"attachment:{found[1]}"
    raise NoEvidence()


def told(lines: Iterable[str], reader: Reader, reach: Reach) -> tuple[str, ...]:
    """Return lines of evidence for a reader: a record or file that opens with its title, any other closed."""
    return tuple(_told(each, reader, reach) for each in lines)


def _told(line: str, reader: Reader, reach: Reach) -> str:
    uid, after = "", ""
    if line.startswith("attachment:"):
        found = models.Attachment.objects.filter(uid=line.removeprefix("attachment:"), removed_at=None).first()
        if found is None or found.terms_id not in reach.sets.identifiers:
            return CLOSED
        held = rows.by_ids([found.record_id]).get(found.record_id)
        uid, after = held.uid if held else "", f", file {found.name}"
    elif named := _RECORD.fullmatch(line):
        uid = named[1]
    else:
        return line
    row = rows.by_uid(uid)
    depth = reach.depth_of(row.terms_id) if row else None
    if row is None or depth is None:
        return CLOSED
    body = rows.body_of(row.id, row.version)
    return f"record:{uid} {dockets.title(row, depth, body, queries.card(row.agency))}{after}"


def _is_address(line: str) -> bool:
    return any(each.type is SelectorType.URL for each in selectors.recognise(line))


def _opens(uid: str, reader: Reader, now: datetime) -> bool:
    """Say whether a judgement and both of its records open to a reader."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [uid])
        found = cursor.fetchone()
    if found is None or found[0] not in gate.visible(reader, now).body:
        return False
    ends = rows.by_ids(found[1:])
    return len(ends) == 2 and {each.terms_id for each in ends.values()} <= gate.permitted(reader, Action.META, now)
