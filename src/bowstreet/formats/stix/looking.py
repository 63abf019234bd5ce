"""Each object of a source looked at once: its name, what it asks, the draft that it becomes or what it restores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bowstreet.formats.exchange.leaving import Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Refused, Remark
from bowstreet.formats.stix import checking, drafting, extension, marks_read, relating, restoring, shoulds
from bowstreet.formats.stix.faults import path, shown
from bowstreet.formats.stix.marks_read import Asked, Markings
from bowstreet.formats.stix.reading import Found, Unreadable
from bowstreet.formats.stix.relating import Relation
from bowstreet.formats.stix.taking import Lost, Taken
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import catalogue

MOST_REFUSED: Final = 10_000
"""Refusals that are told one by one; the rest is told in one sentence."""

MOST_RELATIONS: Final = 1_000_000
"""Links of one source that are drawn."""

_NAMES: Final = ("name", "value", "abstract", "subject", "account_login", "relationship_type", "path", "key")
_UNSAID: Final = Asked()
Own = Leaving | LeavingLink | LeavingJudgement


@dataclass
class Looked:
    """One object: its bytes, what is said of it, its drafts, what it restores, and what of it was lost."""

    found: Found
    name: str = ""
    created: str = ""
    modified: str = ""
    asked: Asked = _UNSAID
    drafts: tuple[Draft, ...] = ()
    own: Own | None = None
    lost: Lost | None = None
    remarks: tuple[Remark, ...] = ()


class Looking:
    """What is found while the objects of a source are looked at. ``newest`` holds the newest version of each by id."""

    def __init__(self, newest: Mapping[str, Found]) -> None:
        """Begin with nothing found."""
        self.objects: list[Looked] = []
        self.relations: list[Relation] = []
        self.refused: list[Refused] = []
        self.markings = Markings()
        self.lost = Lost()
        self.is_ours = False
        self._newest = newest
        self._untold = 0

    def look(self, part: tuple[Found, dict[str, Any]] | Unreadable) -> None:
        """Look at one part of a source, an object with its contents."""
        if isinstance(part, Unreadable):
            self.refuse(part.start, f"objects[{part.number}]", part.why)
            return
        found, held = part
        place = f"objects[{found.number}]"
        looked = Looked(found, _name(held), _text(held, "created"), _text(held, "modified"))
        looked.remarks = _remarks(held)
        self.objects.append(looked)
        if found.head.type == "marking-definition":
            self.markings.define(held, self.lost)
        elif found.head.type == "extension-definition":
            self.is_ours |= found.head.id == extension.RECORD
        else:
            self._object(looked, held, place)

    def refuse(self, at: int, place: str, why: str) -> None:
        """Say in a sentence what was not taken, and where it stands."""
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(Refused(at, place, why))
        else:
            self._untold += 1
            last = self.refused[-1]
            self.refused[-1] = Refused(last.at, "", f"{self._untold + 1:,} more parts were not taken.")

    def _object(self, looked: Looked, held: dict[str, Any], place: str) -> None:
        found, number = looked.found, len(self.objects)
        looked.asked = marks_read.asked(held, self.lost)
        looked.own = self._restored(looked, held, place)
        if found.head.revoked or self._newest.get(found.head.id) is not found:
            return
        if isinstance(looked.own, Leaving):
            looked.drafts = (_of_record(looked.own, found.head.id, number),)
        elif looked.own is None:
            self._plain(looked, held, place, number)

    def _restored(self, looked: Looked, held: dict[str, Any], place: str) -> Own | None:
        sort = looked.found.head.type
        try:
            read = restoring.restored(held, looked.found.raw)
        except restoring.NotRestored as wrong:
            self.lost.add(sort, "extensions", Why.NOT_READ)
            self.refuse(looked.found.start, f"{place}.extensions", str(wrong))
            return None
        if read is None:
            return None
        self.is_ours = True
        for name in read.unknown:
            self.lost.add(sort, f"extensions.{shown(name)}", Why.NO_FIELD)
        return read.held

    def _plain(self, looked: Looked, held: dict[str, Any], place: str, number: int) -> None:
        taken, own = Taken(held), looked.found.head.id
        looked.asked = looked.asked._replace(tags=tuple(taken.texts("labels")), grading=_confidence(taken))
        if taken.sort in relating.SORTS:
            self._relate(relating.of_relationship(taken, number))
        else:
            made = drafting.drafts(held, taken, own, number)
            looked.drafts = made
            if made:
                self._relate(relating.of_object(own, taken, number))
        if looked.drafts or taken.sort in relating.SORTS:
            taken.finish()
        looked.lost = taken.lost
        for where, why in taken.refused:
            self.refuse(looked.found.start, f"{place}.{where}", why)

    def _relate(self, found: Iterable[Relation]) -> None:
        for each in found:
            if len(self.relations) < MOST_RELATIONS:
                self.relations.append(each)
            else:
                self.lost.add(each.sort, each.name, Why.NO_FIELD)


def _remarks(held: dict[str, Any]) -> tuple[Remark, ...]:
    must = (Remark(each.why, path(each.place)) for each in checking.faults_of(held))
    return (*must, *(Remark(each.why, path(each.place), binds=False) for each in shoulds.warnings_of(held)))


def _of_record(record: Leaving, own: str, number: int) -> Draft:
    particulars = record.envelope.particulars
    return Draft(
        record.kind,
        record.body,
        record.first_seen,
        record.last_seen,
        (f"piece:{number}",),
        category=particulars.subject_category,
        category_ground=particulars.category_ground,
        known_as="" if catalogue.ALL[record.kind].key(record.body) else own,
    )


def _confidence(taken: Taken) -> str:
    """Return the confidence of the source in its object, as it says it."""
    said = taken.number("confidence")
    return "" if said is None else f"STIX confidence {said:g}"


def _name(held: dict[str, Any]) -> str:
    return next((shown(held[name]) for name in _NAMES if isinstance(held.get(name), str) and held[name]), "")


def _text(held: dict[str, Any], name: str) -> str:
    said = held.get(name)
    return shown(said) if isinstance(said, str) else ""
