"""Recalls and receipts as objects of STIX: how a giver says that something is recalled, and a receiver what it did.

Both are of types of ours, by the extension of new types: who does not know them keeps or leaves them like any other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from bowstreet.formats.stix import extension, writing
from bowstreet.formats.stix.apart import Single
from bowstreet.formats.stix.reading import Found, WrongObject
from bowstreet.formats.stix.taking import cleaned

RECALL: Final = "bowstreet-recall"
RECEIPT: Final = "bowstreet-receipt"

ANSWERS: Final[Mapping[str, str]] = {
    "received": "Received, and not admitted yet.",
    "withdrawn": "Withdrawn: what came of it lies in the trash.",
    "kept": "Received: what came of it holds more than this, so an officer decides.",
    "unknown": "Nothing that came of it is held here.",
}
"""What a receiver answers to a recall, and the sentence that says so."""

FINAL: Final = frozenset({"withdrawn", "kept", "unknown"})
"""The answers after which no other follows."""

MOST: Final = 1_000
"""So many objects are named by one recall at most."""

LONGEST_ID: Final = 300
"""Signs of an id by which an object is known again; of a longer one these count."""

_LONGEST: Final = 2_000


class Recall(NamedTuple):
    """A recall that came in: its id, what it names, and why."""

    id: str
    objects: tuple[str, ...]
    reason: str


class Receipt(NamedTuple):
    """A receipt that came in: the recall that it answers, and the answer."""

    recall: str
    answer: str


def recall(id: str, objects: Sequence[str], reason: str, by: str, at: datetime) -> Single:
    """Return the object that recalls others; ``id`` is its UUID and ``by`` the agency."""
    return _single(f"{RECALL}--{id}", "Recall", by, at, object_refs=list(objects), description=reason)


def receipt(recall: str, answer: str, by: str, at: datetime) -> Single:
    """Return the object that answers a recall with one of ``ANSWERS``."""
    own = extension.made_id(RECEIPT, recall, answer)
    return _single(own, ANSWERS[answer], by, at, recall_ref=recall, answer=answer)


def is_one(found: Found) -> bool:
    """Say whether an object is a recall or a receipt."""
    return found.head.type in (RECALL, RECEIPT)


def read(found: Found) -> Recall | Receipt | None:
    """Return what a recall or a receipt says, without signs that control; None where nothing is clear."""
    try:
        held = found.contents()
    except WrongObject:
        return None
    if found.head.type == RECALL:
        objects = tuple(dict.fromkeys(map(_id, found.head.object_refs)))[:MOST]
        reason = cleaned(str(held.get("description", "")))[:_LONGEST]
        return Recall(_id(found.head.id), objects, reason) if objects else None
    named, answer = held.get("recall_ref"), held.get("answer")
    return (
        Receipt(_id(named), answer)
        if isinstance(named, str) and isinstance(answer, str) and answer in ANSWERS
        else None
    )


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
