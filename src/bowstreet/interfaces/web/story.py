"""The history of a record as sentences, day by day. Pure: answers in, what a page says out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository.answers import Change, History, JudgementRow, MadeLink, Step
from bowstreet.interfaces.web import wording

MOST_SAID = 4
"""So many values of a field are written out in a sentence."""

_BY_AN_INTAKE = "by an intake"
_PLAIN = ("Recorded", "Recorded again", "Added to: ", "Envelope changed")
"""What a version is called by acts that its sentence tells anyway."""


@dataclass(frozen=True)
class Phrase:
    """A part of a sentence: what was done to a field, from what, the values, and how many more there are."""

    verb: str
    label: str = ""
    before: str = ""
    values: tuple[str, ...] = ()
    more: int = 0
    closed: bool = False


@dataclass(frozen=True)
class Event:
    """One thing that happened: ``sort`` is ``version``, ``judgement`` or ``links``, which say what else is there."""

    at: datetime
    sort: str
    who: str
    phrases: tuple[Phrase, ...] = ()
    reason: str = ""
    version: int = 0
    judgement: JudgementRow | None = None
    links: tuple[MadeLink, ...] = ()
    agency: AgencyCard | None = None


@dataclass(frozen=True)
class Day:
    """A day with what happened on it, the last first."""

    day: date
    events: tuple[Event, ...]


def told(history: History) -> tuple[Day, ...]:
    """Return the story of a record by days, the last first."""
    events = [
        *map(_of_version, history.versions),
        *(Event(each.at, "judgement", each.by, judgement=each, agency=each.owner) for each in history.judgements),
        *_of_links(history.links),
    ]
    events.sort(key=lambda each: (each.at, each.version), reverse=True)
    return tuple(Day(day, tuple(some)) for day, some in groupby(events, key=lambda each: each.at.date()))


def _of_version(step: Step) -> Event:
    is_intake = step.what.endswith(_BY_AN_INTAKE)
    who = f"An intake of {step.by}" if is_intake and step.by else "An intake" if is_intake else step.by
    phrases = [*_phrases(step.changes)]
    if step.envelope:
        phrases.append(Phrase("changed the envelope:", values=tuple(map(wording.say, step.envelope))))
    if step.number == 1:
        phrases = [Phrase("brought it in" if is_intake else "recorded it")]
    elif not phrases:
        phrases = [Phrase("wrote it again; no value changed that you may see")]
    is_plain = is_intake or step.what in _PLAIN or step.what.startswith(_PLAIN[2])
    return Event(step.at, "version", who, tuple(phrases), "" if is_plain else step.what, step.number)


def _phrases(changes: Iterable[Change]) -> Iterator[Phrase]:
    """Yield what was done to each field; values added to one field, or taken from it, stand together."""
    for (field, sort, label, is_open), some in groupby(
        changes, key=lambda each: (each.field, each.sort, each.label, bool(each.before or each.after))
    ):
        said = list(some)
        if field == "seen":
            yield _seen(said[0])
        elif not is_open:
            yield Phrase({"added": "added", "removed": "took away", "changed": "changed"}[sort], label, closed=True)
        elif sort == "changed":
            yield from (Phrase("changed", label, each.before, (each.after,)) for each in said)
        else:
            values = tuple(each.after or each.before for each in said)
            verb = "added" if sort == "added" else "took away"
            yield Phrase(verb, label, "", values[:MOST_SAID], len(values[MOST_SAID:]))


def _seen(change: Change) -> Phrase:
    if change.before:
        return Phrase("widened the days seen", "", change.before, (change.after,))
    return Phrase("stated the days seen:", values=(change.after,))


def _of_links(links: Iterable[MadeLink]) -> Iterator[Event]:
    """Yield the links made at one moment by one agency, of one type and direction, as one event."""

    def alike(each: MadeLink) -> tuple[datetime, str, bool, str]:
        return each.at, each.link.type, each.link.outward, each.link.owner.slug

    for (at, *_), some in groupby(sorted(links, key=alike, reverse=True), key=alike):
        made = tuple(some)
        yield Event(at, "links", "", links=made)
