"""What a version of a record says that the one before did not, and which import first said a value."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import Any

from bowstreet.holdings.governance import terms
from bowstreet.holdings.repository import models, rows, sharing, valuing
from bowstreet.holdings.repository.answers import Change
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import opening
from bowstreet.vocabulary.envelope import Particulars, Terms
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.statements import Statement

_BY_HAND = "act:"
"""What the act of a version begins with that no import made."""


def changes(kind: Kind, former: models.Version, now: models.Version, depth: str) -> tuple[Change, ...]:
    """Return what differs between two versions: the days on which the record was seen, then field by field.

    A field that does not open is named without values; of a record that opens to its docket alone nothing is told.
    """
    if depth == "meta":
        return ()
    before, after = json.loads(former.body), json.loads(now.body)
    told = (each for field in kind.fields for each in _of_field(kind, field, before, after, depth))
    return (*_seen(former, now), *told)


def envelopes(versions: Iterable[models.Version]) -> dict[int, tuple[str, ...]]:
    """Return by number which parts of the envelope differ from the version before, as their codes."""
    told = list(versions)
    of_terms = terms.terms_of({each.terms_id for each in told})
    particulars = rows.particulars(each.particulars_id for each in told)
    pairs = [(each.number, of_terms[each.terms_id], particulars[each.particulars_id]) for each in told]
    return {
        number: (*_differing(former, now), *_differing(former_rest, now_rest))
        for (_, former, former_rest), (number, now, now_rest) in pairwise(pairs)
    }


def imports_of(row: Row, upto: int, pairs: valuing.Pairs) -> dict[tuple[str, str], str]:
    """Return of (field, value) pairs the import that said them first; what was recorded by hand is left out."""
    kind, waiting = catalogue.kind(row.kind), set(pairs)
    found: dict[tuple[str, str], str] = {}
    versions = models.Version.objects.filter(record_id=row.id, number__lte=upto).order_by("number")
    for act, text in versions.values_list("act", "body").iterator() if waiting else ():
        body = json.loads(text)
        said = {(name, each.value) for name in body for each in kind.statements(body, name)} & waiting
        waiting -= said
        if act and not act.startswith(_BY_HAND):
            found |= dict.fromkeys(said, act)
        if not waiting:
            break
    return found


def _seen(former: models.Version, now: models.Version) -> Iterator[Change]:
    before, after = (_period((rows.day(each.first_on), rows.day(each.last_on))) for each in (former, now))
    if before != after:
        yield Change("seen", "Seen", _sort(bool(before), bool(after)), before, after)


def _of_field(
    kind: Kind, field: Field, before: Mapping[str, Any], after: Mapping[str, Any], depth: str
) -> Iterator[Change]:
    if before.get(field.name) == after.get(field.name):
        return
    old, new = (
        {each.value: each for each in kind.statements(body, field.name)} if field.name in body else {}
        for body in (before, after)
    )
    if depth != "identifiers" and field.depth is Depth.IDENTIFYING:
        yield Change(field.name, field.label, _sort(bool(old), bool(new)), "", "")
    elif not field.many and old and new:
        (one,), (other,) = old.values(), new.values()
        yield _change(kind, field, "changed", (one, before), (other, after), depth)
    else:
        yield from (_change(kind, field, "added", None, (new[each], after), depth) for each in new if each not in old)
        yield from (
            _change(kind, field, "removed", (old[each], before), None, depth) for each in old if each not in new
        )
        yield from (
            _weighed(kind, field, (old[each], before), (new[each], after), depth)
            for each in new
            if each in old and old[each] != new[each]
        )


def _sort(was: bool, is_now: bool) -> str:
    return "changed" if was and is_now else "added" if is_now else "removed"


_Said = tuple[Statement, Mapping[str, Any]]


def _change(kind: Kind, field: Field, sort: str, old: _Said | None, new: _Said | None, depth: str) -> Change:
    before, after = (text(kind, field, each, depth) if each else "" for each in (old, new))
    return Change(field.name, field.label, sort, before, after)


def _weighed(kind: Kind, field: Field, old: _Said, new: _Said, depth: str) -> Change:
    """Return a statement that is still there, with another grade, basis, source or other days."""
    pairs = zip(*(_about(kind, each, depth) for each in (old, new)), strict=True)
    differing = [pair for pair in pairs if pair[0] != pair[1]] or [("one import", "another import")]
    before, after = (", ".join(each or "none stated" for each in side) for side in zip(*differing, strict=True))
    value = text(kind, field, new, depth)
    return Change(field.name, field.label, "changed", f"{value} ({before})", f"{value} ({after})")


def text(kind: Kind, field: Field, said: _Said, depth: str) -> str:
    """Return a value of a body as pages show it: an identifier defanged, a code in words, closed names taken out."""
    statement, body = said
    one = kind.selector_of(field.name, statement.value, body)
    if one and field.shape is Shape.SELECTOR:
        return sharing.chip(one.type.value, one.value, sharing.NOWHERE).shown
    return valuing.worded(field, kind.shown(field.name, statement.value, body, depth))


def _about(kind: Kind, said: _Said, depth: str) -> tuple[str, str, str, str]:
    statement, body = said
    days = _period((statement.first_seen, statement.last_seen))
    source = opening.said(statement.source, opening.OF_DEPTH[depth], kind.hidden(body))
    return str(statement.grade), statement.basis.value, valuing.source_of(source)[0], days


def _period(days: Iterable[date | None]) -> str:
    return " to ".join(each.isoformat() for each in dict.fromkeys(days) if each)


def _differing(former: Terms | Particulars, now: Terms | Particulars) -> list[str]:
    return [each.name for each in fields(now) if getattr(former, each.name) != getattr(now, each.name)]
