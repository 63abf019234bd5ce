"""Invented records, links and judgements as a writer of an exchange format is given them: every kind, mark and code.

What is chosen comes from a ``random.Random``: the same number makes the same bundle, and a thousand records are made
in a moment. ``leaving_drawn`` lets Hypothesis choose; a Random that Hypothesis moves is none for here, as it loves to
give the same bits again, and with them the same ids.
"""

import random
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from tests.worlds import identifiers

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.vocabulary import products
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import (
    Action,
    Classification,
    HandlingCode,
    IndexPolicy,
    Pap,
    Scope,
    State,
    Tlp,
)
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Shape
from bowstreet.vocabulary.lawfulness import (
    Basis,
    ContentKind,
    Instrument,
    LegalRegime,
    ProtectedFlag,
    Purpose,
    SpecialCategory,
    SubjectCategory,
)
from bowstreet.vocabulary.linking import LinkType

Code = TypeVar("Code", bound=StrEnum)
START = datetime(2031, 2, 3, 4, 5, 6, 789_000, UTC)
AGENCIES = ("saltmarket-unit", "wren-police", "tallow-office")
WORDS = (
    "tea", "Wren Tallow", "quiet harbour", 'a "quoted" word', "back\\slash", "\\u0000", "{braces}", "é", "e\u0301t",
    "\u05e9\u05dc\u05d5\u05dd", "\U0001f33f", "<b>bold</b>", "javascript:tea()", "a; b, c", "'", "=1+1", "null", "0",
    "10.0.0.9 and jo@tallow.example.org", "\u2028line", "x" * 700,
)  # fmt: skip
_GRADES = tuple(Grade.read(f"{source}{accuracy}") for source in "ABCX" for accuracy in "1234")
_VALUES: dict[str, list[str]] = defaultdict(list)
for _each in identifiers.SAMPLES:
    _VALUES[_each.selector.type.value].append(_each.selector.value)


def bundle(chance: random.Random, records: int = 6) -> Bundle:
    """Return a bundle of so many records, some in several versions, with links and judgements between them."""
    kinds = list(catalogue.ALL)
    leaving: list[Leaving] = []
    for _ in range(records):
        first = record(chance, chance.choice(kinds))
        leaving += [first, *(_later(first, chance, at) for at in range(chance.randrange(3)))]
    ids = list(dict.fromkeys(each.id for each in leaving))
    return Bundle(
        tuple(leaving),
        tuple(_link(chance, ids) for _ in range(chance.randrange(2 * records))),
        tuple(_judgement(chance, ids) for _ in range(chance.randrange(records))),
    )


def record(chance: random.Random, kind: str) -> Leaving:
    """Return a record of a kind in its first version."""
    held = catalogue.ALL[kind]
    envelope = _envelope(chance)
    body = {} if envelope.terms.state is State.ERASED else body_of(chance, kind)
    masked = tuple(name for name in body if chance.random() < 0.1)
    title = held.title(body) if body else held.label
    body = {name: value for name, value in body.items() if name not in masked}
    created = START + timedelta(microseconds=chance.randrange(10**12))
    first = _day(chance)
    return Leaving(
        id=_uuid7(chance),
        kind=kind,
        title=title,
        version=1,
        created_at=created,
        modified_at=created,
        owner=envelope.terms.owner,
        owner_name=envelope.terms.owner.replace("-", " ").title(),
        envelope=envelope,
        body=body,
        first_seen=first,
        last_seen=chance.choice((None, first, _day(chance))),
        masked=masked,
    )


def _later(first: Leaving, chance: random.Random, number: int) -> Leaving:
    """Return a later version, sometimes told by the very time of the one before."""
    after = timedelta(seconds=chance.choice((0, 0, 1, 86_400)) * (number + 1))
    body = first.body if first.envelope.terms.state is State.ERASED or first.masked else body_of(chance, first.kind)
    return replace(first, version=first.version + number + 1, body=body, modified_at=first.created_at + after)


def body_of(chance: random.Random, kind: str) -> dict[str, Any]:
    """Return a body of a kind, checked."""
    held = catalogue.ALL[kind]
    made = {}
    for field in held.fields:
        if field.required or chance.random() < 0.6:
            many = [_statement(chance, field) for _ in range(chance.randrange(1, 4))]
            made[field.name] = many if field.many else _value(chance, field)
    return held.check(made)


def _statement(chance: random.Random, field: Field) -> dict[str, Any]:
    return {
        "value": _value(chance, field),
        "source": chance.choice(("", "observation:3/1/7", *WORDS[:4])),
        "grade": str(chance.choice(_GRADES)),
        "basis": chance.choice(list(Basis)).value,
        "first_seen": chance.choice((None, "2021-01-02")),
        "last_seen": chance.choice((None, "2021-02-03")),
    }


def _value(chance: random.Random, field: Field) -> Any:
    if field.choices:
        return chance.choice(field.choices)[0]
    if field.shape is Shape.SELECTOR:
        return chance.choice([value for code in (field.selector or "").split("|") for value in _VALUES[code]])
    if field.shape is Shape.LONG_TEXT:
        return "\n".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 4)))
    by_shape = {
        Shape.DAY: lambda: str(date(2021, 1, 1) + timedelta(days=chance.randrange(400))),
        Shape.NUMBER: lambda: chance.choice((0, 7, -2, 1.5, 52.0907, 10**14, 1e-7)),
        Shape.PRODUCT: lambda: chance.choice(list(products.ALL)),
        Shape.MARKET: lambda: chance.choice(("Saltmarket", "Ferry Lane", "Silk Road 2.0")),
        Shape.COUNTRY: lambda: chance.choice(("NL", "de", "Worldwide", "Nowhere in particular")),
    }
    return by_shape.get(field.shape, lambda: _words(chance))()


def _words(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return chance.choice(WORDS)
    made = "".join(chr(chance.choice((chance.randrange(0x21, 0x3000), 0x1F600))) for _ in range(8))
    return "".join(sign for sign in made if sign.isprintable()) + "."


def _envelope(chance: random.Random) -> Envelope:
    owner = chance.choice(AGENCIES)
    scope = chance.choice(list(Scope))
    terms = Terms(
        owner=owner,
        scope=scope,
        recipients=some(chance, AGENCIES),
        group="the-group" if scope is Scope.GROUP else None,
        handling=some(chance, list(HandlingCode)),
        h3_text=chance.choice(("", "Ask before use.")),
        tlp=chance.choice(list(Tlp)),
        pap=chance.choice(list(Pap)),
        classification=chance.choice(list(Classification)),
        index=chance.choice(list(IndexPolicy)),
        purposes=some(chance, list(Purpose)),
        restrictions=tuple(_restriction(chance) for _ in range(chance.randrange(3))),
        flags=some(chance, list(ProtectedFlag)),
        special=some(chance, list(SpecialCategory)),
        state=chance.choice(list(State)),
    )
    return Envelope(terms, _particulars(chance))


def _restriction(chance: random.Random) -> Restriction:
    until = chance.choice((None, date(2032, 1, 1)))
    return Restriction(chance.choice(list(Action)), chance.choice(WORDS), AGENCIES[0], date(2031, 1, 1), until)


def _particulars(chance: random.Random) -> Particulars:
    return Particulars(
        content_kind=chance.choice(list(ContentKind)),
        responsible_officer=chance.choice(WORDS),
        author=chance.choice(WORDS),
        case_ref=chance.choice(("", "Case 7")),
        legal_regime=chance.choice(list(LegalRegime)),
        legal_basis=chance.choice(WORDS),
        instrument=chance.choice(list(Instrument)),
        instrument_ref=chance.choice(("", "EIO 12/2031")),
        subject_category=chance.choice((None, *SubjectCategory)),
        category_ground=chance.choice(WORDS),
        strict_necessity=chance.choice(("", "Needed to tell him from another.")),
        basis=chance.choice(list(Basis)),
        grade=chance.choice(_GRADES),
        foreign_grading=chance.choice(("", "likely")),
        automation=some(chance, ("link_proposals", "statistics", "near_search")),
        collected_on=_day(chance),
        valid_from=_day(chance),
        valid_to=_day(chance),
        review_on=_day(chance),
        erase_on=_day(chance),
        retention_rule=chance.choice(("", "standard")),
        legal_hold=chance.choice((True, False)),
        necessity_note=chance.choice(WORDS),
        proportionality_note=chance.choice(WORDS),
        provenance=chance.choice(WORDS),
    )


def _link(chance: random.Random, ids: Sequence[str]) -> LeavingLink:
    sort, basis = chance.choice(list(LinkType)), chance.choice(list(Basis))
    evidence = tuple(chance.choice(WORDS) for _ in range(chance.randrange(3)))
    by = chance.choice(("", *AGENCIES))
    days = _day(chance), _day(chance)
    return LeavingLink(chance.choice(ids), sort, chance.choice(ids), basis, *days, chance.choice(_GRADES), by, evidence)


def _judgement(chance: random.Random, ids: Sequence[str]) -> LeavingJudgement:
    at = START + timedelta(microseconds=chance.randrange(10**12))
    left, right = chance.choice(ids), chance.choice(ids)
    return LeavingJudgement(left, right, chance.choice(list(Verdict)), chance.choice(("", *WORDS)), AGENCIES[1], at)


def _day(chance: random.Random) -> date | None:
    return chance.choice((None, date(2031, 1, 1) + timedelta(days=chance.randrange(700))))


def some(chance: random.Random, several: Sequence[Any]) -> frozenset[Any]:
    """Return some of several things, none among them."""
    return frozenset(each for each in several if chance.random() < 0.3)


def _uuid7(chance: random.Random) -> str:
    bits = chance.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | (0x7 << 76) | (0x2 << 62)
    return str(uuid.UUID(int=bits))
