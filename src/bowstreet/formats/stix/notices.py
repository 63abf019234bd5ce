"""Recalls, stricter marks and receipts as objects of STIX: what a giver says of what went, and a receiver what it did.

All are of types of ours, by the extension of new types: who does not know them keeps or leaves them like any other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

from bowstreet.formats.stix import extension, record_objects, restoring, writing
from bowstreet.formats.stix.apart import Single
from bowstreet.formats.stix.reading import Found, WrongObject
from bowstreet.formats.stix.taking import cleaned
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import State

RECALL: Final = "bowstreet-recall"
REMARK: Final = "bowstreet-remark"
RECEIPT: Final = "bowstreet-receipt"

ASKS: Final = frozenset({RECALL, REMARK})
"""The types by which a giver asks something of whoever has an object."""

ANSWERS: Final[Mapping[str, str]] = {
    "received": "Received, and not admitted yet.",
    "withdrawn": "Withdrawn: what came of it lies in the trash.",
    "kept": "Received: what came of it holds more than this, so an officer decides.",
    "unknown": "Nothing that came of it is held here.",
    "marked": "Marked anew: what came of it is marked as strictly here as its giver has it.",
    "noted": "Noted by an officer, who reads it where its giver keeps it.",
}
"""What a receiver answers to a recall or to stricter marks, and the sentence that says so."""

FINAL: Final = frozenset({"withdrawn", "kept", "unknown", "marked"})
"""The answers after which no other follows."""

MOST: Final = 1_000
"""So many objects are named by one recall at most."""

LONGEST_ID: Final = 300
"""Signs of an id by which an object is known again; of a longer one these count."""

_LONGEST: Final = 2_000


class Recall(NamedTuple):
    """A recall or stricter marks that came in: its id, what it names, and why; ``marks`` are None for a recall."""

    id: str
    objects: tuple[str, ...]
    reason: str
    marks: Terms | None = None


class Receipt(NamedTuple):
    """A receipt that came in: the recall, or the stricter marks, that it answers, and the answer."""

    recall: str
    answer: str


def recall(id: str, objects: Sequence[str], reason: str, by: str, at: datetime) -> Single:
    """Return the object that recalls others; ``id`` is its UUID and ``by`` the agency."""
    return _single(f"{RECALL}--{id}", "Recall", by, at, object_refs=list(objects), description=reason)


def remark(id: str, objects: Sequence[str], reason: str, by: str, at: datetime, marks: Terms) -> Single:
    """Return the object that says how others are marked since, as strictly as they are now; it holds nothing of them.

    ``id`` is its UUID and ``by`` the agency.
    """
    return _single(f"{REMARK}--{id}", "Marked anew", by, at, object_refs=list(objects), description=reason,
                   terms=record_objects.plain(marks))  # fmt: skip


def receipt(recall: str, answer: str, by: str, at: datetime) -> Single:
    """Return the object that answers a recall, or stricter marks, with one of ``ANSWERS``."""
    own = extension.made_id(RECEIPT, recall, answer)
    return _single(own, ANSWERS[answer], by, at, recall_ref=recall, answer=answer)


def is_one(found: Found) -> bool:
    """Say whether an object is a recall, stricter marks or a receipt."""
    return found.head.type in (*ASKS, RECEIPT)


def read(found: Found) -> Recall | Receipt | None:
    """Return what a recall, stricter marks or a receipt say, without signs that control; None where it is not clear."""
    try:
        held = found.contents()
    except WrongObject:
        return None
    if found.head.type in ASKS:
        objects = tuple(dict.fromkeys(map(_id, found.head.object_refs)))[:MOST]
        reason = cleaned(str(held.get("description", "")))[:_LONGEST]
        marks = _marks(held) if found.head.type == REMARK else None
        is_clear = objects and (marks is not None or found.head.type == RECALL)
        return Recall(_id(found.head.id), objects, reason, marks) if is_clear else None
    named, answer = held.get("recall_ref"), held.get("answer")
    return (
        Receipt(_id(named), answer)
        if isinstance(named, str) and isinstance(answer, str) and answer in ANSWERS
        else None
    )


def _marks(held: Mapping[str, Any]) -> Terms | None:
    """Return the terms that stricter marks say; None for what are none, or such as nothing that stands has."""
    try:
        marks = msgspec.convert(restoring.half(held, "terms"), Terms)
    except (restoring.NotRestored, msgspec.ValidationError):
        return None
    return None if marks.state is State.ERASED or "\\u0000" in marks.as_json() else marks


def _id(said: str) -> str:
    return cleaned(said)[:LONGEST_ID]


def answer_of(sentence: str) -> str:
    """Return the answer that a sentence says, empty for any other sentence.

    >>> answer_of(ANSWERS["kept"]), answer_of("Thank you.")
    ('kept', '')
    """
    return next((code for code, said in ANSWERS.items() if said == sentence), "")


def _single(own: str, name: str, by: str, at: datetime, **said: Any) -> Single:
    type = own.partition("--")[0]
    told = writing.moment(at)
    held = {
        "type": type, "spec_version": "2.1", "id": own, "created_by_ref": extension.made_id("identity", "agency", by),
        "created": told, "modified": told, "name": name, **{key: value for key, value in said.items() if value},
        "extensions": {extension.KINDS: {"extension_type": "new-sdo"}},
    }  # fmt: skip
    return Single(own, type, told, writing.written(held))
