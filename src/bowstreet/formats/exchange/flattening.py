"""A record that leaves as one row of named texts, for the formats that know nothing but rows and attributes.

A field's statements stand in one cell, one a line, each with its grade, basis and days; what a cell cannot say is
counted. The codes of the whole envelope stand on each row, under the names that they have in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms
from bowstreet.vocabulary.evaluation import UNGRADED
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.statements import Statement

ABOUT = (
    "id", "kind", "title", "version", "owner", "owner_name", "created_at", "modified_at", "first_seen", "last_seen",
)  # fmt: skip
QUALITY = ("source_reliability", "info_accuracy", "as_of", "completeness")
"""What travels with each record of how far it can be trusted: LED article 7(2)."""

TERMS = tuple(each.name for each in fields(Terms) if each.name != "owner")
PARTICULARS = tuple(each.name for each in fields(Particulars))
ENVELOPE = (*TERMS, *PARTICULARS)
FIELD = "field."
"""What the names of a record's own fields begin with."""


def columns(records: Iterable[Leaving]) -> tuple[str, ...]:
    """Return the names of all columns that some records need: the same first ones always, then their fields."""
    kinds = {each.kind for each in records}
    used = {(each.kind, name) for each in records for name in each.body}
    named = [
        f"{FIELD}{field.name}"
        for code in sorted(kinds)
        for field in catalogue.kind(code).fields
        if (code, field.name) in used
    ]
    return (*ABOUT, *QUALITY, *ENVELOPE, *dict.fromkeys(named))


def row(one: Leaving, losses: list[Loss]) -> dict[str, str]:
    """Return a record as texts by column; what of its statements a cell cannot say is added to the losses."""
    return about(one) | quality(one) | dict(envelope(one.envelope)) | dict(values(one, losses))


def about(one: Leaving) -> dict[str, str]:
    """Return what a record is, whose, and of when."""
    return {name: text(getattr(one, name)) for name in ABOUT}


def quality(one: Leaving) -> dict[str, str]:
    """Return how far a record can be trusted: both codes of its grade, of which moment it is, and what is missing.

    The moment is that of the version; missing is what its receiver may not have.
    """
    grade = one.envelope.particulars.grade
    missing = "whole" if not one.masked else f"without {', '.join(one.masked)}"
    return {
        "source_reliability": grade.source.value,
        "info_accuracy": grade.accuracy.value,
        "as_of": text(one.modified_at),
        "completeness": missing,
    }


@lru_cache(maxsize=1000)
def envelope(whole: Envelope) -> tuple[tuple[str, str], ...]:
    """Return all of an envelope but its owner, by name, sets as their sorted codes with blanks between."""
    halves: tuple[tuple[Sequence[str], Terms | Particulars], ...] = (
        (TERMS, whole.terms),
        (PARTICULARS, whole.particulars),
    )
    return tuple((name, text(getattr(half, name))) for names, half in halves for name in names)


def values(one: Leaving, losses: list[Loss]) -> Iterator[tuple[str, str]]:
    """Yield the record's own fields, each as one text."""
    kind = catalogue.kind(one.kind)
    for field in kind.fields:
        if field.name not in one.body:
            continue
        if not field.many:
            yield FIELD + field.name, text(one.body[field.name])
            continue
        said = kind.statements(one.body, field.name)
        sourced = sum(bool(each.source) for each in said)
        if sourced:
            losses.append(Loss(f"{one.kind}.{field.name}.source", Why.NO_FIELD, sourced))
        yield FIELD + field.name, "\n".join(map(statement, said))


def statement(one: Statement) -> str:
    """Return one value with what is known of it, in brackets behind it.

    >>> statement(Statement("quay", basis=Basis.HEARSAY))
    'quay [X4 hearsay]'
    """
    days = [f"{each:%Y-%m-%d}" for each in (one.first_seen, one.last_seen) if each]
    known = " ".join((str(one.grade), one.basis.value, *([" to ".join(dict.fromkeys(days))] if days else ())))
    return one.value if known == f"{UNGRADED} {Basis.FACT.value}" else f"{one.value} [{known}]"


def link(one: LeavingLink) -> dict[str, str]:
    """Return a link as texts by column."""
    return {each.name: text(getattr(one, each.name)) for each in fields(one)}


def judgement(one: LeavingJudgement) -> dict[str, str]:
    """Return a judgement as texts by column."""
    return {each.name: text(getattr(one, each.name)) for each in fields(one)}


def beside(whole: Bundle) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return by id what each record links to, and what was judged of it and others, each as lines of text."""
    links: dict[str, list[str]] = {}
    judged: dict[str, list[str]] = {}
    for each in whole.links:
        days = " to ".join(dict.fromkeys(f"{day:%Y-%m-%d}" for day in (each.first_seen, each.last_seen) if day))
        known = " ".join(filter(None, (str(each.grade), each.basis.value, days, each.by)))
        said = "".join(f"; {one}" for one in each.evidence)
        links.setdefault(each.left, []).append(f"{each.type.value} {each.right} [{known}]{said}")
    for one in whole.judgements:
        said = f": {one.ground}" if one.ground else ""
        judged.setdefault(one.left, []).append(
            f"{one.verdict.value} {one.right} [{one.by} {one.at:%Y-%m-%d}]{said}".replace("\n", " ")
        )
    return links, judged


def text(value: Any) -> str:
    """Return a value of a record, an envelope, a link or a judgement as one text, nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return " ".join(sorted(map(str, value)))
    if isinstance(value, tuple):
        return "\n".join(map(text, value))
    if isinstance(value, Restriction):
        until = f" until {value.valid_until:%Y-%m-%d}" if value.valid_until else ""
        by = f" by {value.set_by}" if value.set_by else ""
        return f"{value.action.value} [set {value.set_on:%Y-%m-%d}{by}{until}]: {value.text}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
