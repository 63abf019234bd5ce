"""The carrier: facets of ours in which a record, a link or a judgement leaves exactly as it is, and comes back.

Each part of a facet is a text or a number, and what has parts itself is one text of JSON: whatever keeps a graph keeps
texts to the letter. Published in ``docs/reference/case.md``, which is made of the classes here.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, NamedTuple

import msgspec

from bowstreet.formats.exchange import carried, contents
from bowstreet.formats.exchange.carried import Moment, Name, NotCarried, Number, Text
from bowstreet.formats.exchange.leaving import Leaving, LeavingJudgement, LeavingLink
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType

PREFIX: Final = "bowstreet:"
RECORD: Final = f"{PREFIX}RecordFacet"
LINK: Final = f"{PREFIX}LinkFacet"
JUDGEMENT: Final = f"{PREFIX}JudgementFacet"
BESIDE: Final = f"{PREFIX}Beside"
"""The class of what is written only so that others see it: agencies, marks, identifiers that stand in a record."""

Json = Annotated[str, msgspec.Meta(max_length=8_000_000)]


class WrongCarrier(ValueError):
    """A facet of ours that does not hold what it should; the message says why in a sentence."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A record in one version. ``order`` is its place among all that left, ``masked`` is a list as JSON."""

    record: Name
    order: Number
    kind: str
    title: Text
    version: Number
    created_at: Moment
    modified_at: Moment
    owner: Name
    owner_name: Text
    terms: Json
    particulars: Json
    body: Json
    first_seen: date | None = None
    last_seen: date | None = None
    masked: Json = "[]"


class Linked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A link between two records, by their ids; ``evidence`` is a list as JSON."""

    left: Name
    link: LinkType
    right: Name
    order: Number
    basis: Basis
    grade: str
    by: Text = ""
    first_seen: date | None = None
    last_seen: date | None = None
    evidence: Json = "[]"


class Judged(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """What an agency holds of two records, by their ids."""

    left: Name
    right: Name
    order: Number
    verdict: Verdict
    ground: Text
    by: Text
    at: Moment


class Carried(NamedTuple):
    """What a facet of ours holds, and its place among all that left."""

    order: int
    held: Leaving | LeavingLink | LeavingJudgement


def of_record(record: Leaving, order: int) -> dict[str, Any]:
    """Return what the facet of a record holds."""
    return _said(
        Recorded(
            record=record.id,
            order=order,
            kind=record.kind,
            title=record.title,
            version=record.version,
            created_at=record.created_at,
            modified_at=record.modified_at,
            owner=record.owner,
            owner_name=record.owner_name,
            terms=record.envelope.terms.as_json(),
            particulars=record.envelope.particulars.as_json(),
            body=_json(dict(record.body)),
            first_seen=record.first_seen,
            last_seen=record.last_seen,
            masked=_json(record.masked),
        )
    )


def of_link(link: LeavingLink, order: int) -> dict[str, Any]:
    """Return what the facet of a link holds."""
    return _said(
        Linked(
            left=link.left, link=link.type, right=link.right, order=order, basis=link.basis, grade=str(link.grade),
            by=link.by, first_seen=link.first_seen, last_seen=link.last_seen, evidence=_json(link.evidence),
        )
    )  # fmt: skip


def of_judgement(judged: LeavingJudgement, order: int) -> dict[str, Any]:
    """Return what the facet of a judgement holds."""
    return _said(
        Judged(
            left=judged.left, right=judged.right, order=order, verdict=judged.verdict, ground=judged.ground,
            by=judged.by, at=judged.at,
        )
    )  # fmt: skip


def read(sort: str, said: Mapping[str, Any]) -> Carried:
    """Return what a facet of ours holds, its parts by their names; raise ``WrongCarrier`` with a sentence."""
    try:
        return _READ[sort](said)
    except WrongCarrier:
        raise
    except msgspec.ValidationError as wrong:
        raise WrongCarrier(f"What it carries cannot be read: {str(wrong)[:200]}.") from None
    except NotCarried as wrong:
        raise WrongCarrier(str(wrong)) from None
    except contents.WrongContents as wrong:
        raise WrongCarrier(f"What it carries cannot be read: {wrong}") from None
    except (ValueError, KeyError, TypeError) as wrong:
        raise WrongCarrier(f"What it carries cannot be read: {contents.shown(str(wrong))}.") from None


def _record(said: Mapping[str, Any]) -> Carried:
    held = msgspec.convert(dict(said), Recorded)
    kind = catalogue.ALL.get(held.kind)
    if kind is None:
        raise WrongCarrier(f"No kind of record is called '{contents.shown(held.kind)}'.")
    terms, particulars, body = (contents.read(each.encode()) for each in (held.terms, held.particulars, held.body))
    masked = msgspec.json.decode(held.masked.encode(), type=tuple[str, ...])
    if not kind.by_name.keys() >= set(masked):
        raise WrongCarrier("It says that a field stayed behind which its kind does not have.")
    envelope = carried.envelope(terms, particulars)
    for place, sentence in kind.faults(body):
        name = place.partition(".")[0]
        if name in body or not (name in masked or envelope.terms.state is State.ERASED):
            raise WrongCarrier(f"The record is not as its kind has it. {sentence}")
    record = Leaving(
        id=held.record,
        kind=kind.code,
        title=held.title,
        version=held.version,
        created_at=carried.in_utc(held.created_at),
        modified_at=carried.in_utc(held.modified_at),
        owner=held.owner,
        owner_name=held.owner_name,
        envelope=envelope,
        body=body,
        first_seen=held.first_seen,
        last_seen=held.last_seen,
        masked=masked,
    )
    return Carried(held.order, record)


def _link(said: Mapping[str, Any]) -> Carried:
    held = msgspec.convert(dict(said), Linked)
    evidence = msgspec.json.decode(held.evidence.encode(), type=tuple[str, ...])
    return Carried(
        held.order,
        LeavingLink(
            held.left, held.link, held.right, held.basis, held.first_seen, held.last_seen, Grade.read(held.grade),
            held.by, evidence,
        ),
    )  # fmt: skip


def _judgement(said: Mapping[str, Any]) -> Carried:
    held = msgspec.convert(dict(said), Judged)
    judged = LeavingJudgement(held.left, held.right, held.verdict, held.ground, held.by, carried.in_utc(held.at))
    return Carried(held.order, judged)


_READ: Final = {RECORD: _record, LINK: _link, JUDGEMENT: _judgement}
FORMS: Final[dict[str, type[msgspec.Struct]]] = {RECORD: Recorded, LINK: Linked, JUDGEMENT: Judged}
"""What each facet of ours holds."""

NAMES: Final[dict[str, frozenset[str]]] = {
    sort: frozenset(PREFIX + each.encode_name for each in msgspec.structs.fields(form)) for sort, form in FORMS.items()
}
"""The names of the parts of each facet."""


def _said(held: msgspec.Struct) -> dict[str, Any]:
    return {PREFIX + name: value for name, value in msgspec.to_builtins(held).items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
