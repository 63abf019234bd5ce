"""Records of every kind under every envelope, as they leave in an exchange format; drawn by Hypothesis.

Where thousands are wanted at once, or the same ones again, ``leaving_made`` makes them of a number.
"""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as some
from tests.worlds import identifiers

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.vocabulary import products
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms, mark
from bowstreet.vocabulary.evaluation import Grade, InfoAccuracy, SourceReliability
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Pap, Scope, State, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape
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
from bowstreet.vocabulary.statements import Statement

DAYS = some.dates(date(2012, 1, 1), date(2040, 1, 1))
MOMENTS = some.datetimes(datetime(2012, 1, 1), datetime(2030, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001
GRADES = some.builds(Grade, some.sampled_from(SourceReliability), some.sampled_from(InfoAccuracy))
WORDS = some.text(
    some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=30
)
AGENCIES = some.sampled_from(["north", "south", "quay"])
_BY_TYPE: dict[str, list[str]] = {}
for _sample in identifiers.SAMPLES:
    _BY_TYPE.setdefault(_sample.selector.type.value, []).append(_sample.selector.value)


@some.composite
def terms(draw: some.DrawFn) -> Terms:
    scope = draw(some.sampled_from(Scope))
    codes = draw(some.frozensets(some.sampled_from(HandlingCode), min_size=1))
    names = some.frozensets(some.sampled_from(["east", "west", "officer-7"]), min_size=1)
    restriction = some.builds(Restriction, some.sampled_from(Action), WORDS, AGENCIES, DAYS, some.none() | DAYS)
    return Terms(
        owner=draw(AGENCIES),
        scope=scope,
        recipients=draw(names) if scope is Scope.NAMED else frozenset(),
        group=draw(some.sampled_from(["tide", "reef"])) if scope is Scope.GROUP else None,
        handling=codes,
        h3_text=draw(WORDS) if HandlingCode.H3 in codes else "",
        tlp=draw(some.sampled_from(Tlp)),
        pap=draw(some.sampled_from(Pap)),
        classification=draw(some.sampled_from(Classification)),
        index=draw(some.sampled_from(IndexPolicy)),
        purposes=draw(some.frozensets(some.sampled_from(Purpose), min_size=1)),
        restrictions=tuple(draw(some.lists(restriction, max_size=2))),
        flags=draw(some.frozensets(some.sampled_from(ProtectedFlag))),
        special=draw(some.frozensets(some.sampled_from(SpecialCategory))),
        state=draw(some.sampled_from(State)),
    )


PARTICULARS = some.builds(
    Particulars,
    content_kind=some.sampled_from(ContentKind),
    responsible_officer=WORDS,
    author=WORDS,
    case_ref=WORDS,
    legal_regime=some.sampled_from(LegalRegime),
    legal_basis=WORDS,
    instrument=some.sampled_from(Instrument),
    instrument_ref=WORDS,
    subject_category=some.none() | some.sampled_from(SubjectCategory),
    category_ground=WORDS,
    strict_necessity=WORDS,
    basis=some.sampled_from(Basis),
    grade=GRADES,
    foreign_grading=WORDS,
    automation=some.frozensets(some.sampled_from(["link_proposals", "statistics", "enrichment"])),
    collected_on=some.none() | DAYS,
    valid_from=some.none() | DAYS,
    valid_to=some.none() | DAYS,
    review_on=DAYS,
    erase_on=some.none() | DAYS,
    retention_rule=WORDS,
    legal_hold=some.booleans(),
    necessity_note=WORDS,
    proportionality_note=WORDS,
    provenance=WORDS,
)
ENVELOPES = some.builds(Envelope, terms(), PARTICULARS).map(mark)


def _value(field: Field) -> some.SearchStrategy[Any]:
    if field.shape is Shape.SELECTOR:
        known = [each for sort in (field.selector or "").split("|") for each in _BY_TYPE.get(sort, [])]
        return some.sampled_from(known)
    if field.shape is Shape.CHOICE:
        return some.sampled_from([code for code, _ in field.choices])
    return {
        Shape.TEXT: WORDS,
        Shape.LONG_TEXT: WORDS | some.just("two\nlines\t") | some.just("0123456789" * 7_000),
        Shape.DAY: DAYS.map(date.isoformat),
        Shape.NUMBER: some.integers(-(10**9), 10**9) | some.floats(-1e6, 1e6),
        Shape.MARKET: some.sampled_from(["Saltmarket", "Silk Road 2.0", "Quay & Sons"]),
        Shape.PRODUCT: some.sampled_from(sorted(products.ALL)),
        Shape.COUNTRY: some.sampled_from(["NL", "Belgium", "ES"]),
    }[field.shape]


def _said(field: Field) -> some.SearchStrategy[Any]:
    if not field.many:
        return _value(field)
    one = some.builds(
        Statement,
        _value(field).map(str),
        WORDS,
        GRADES,
        some.sampled_from(Basis),
        some.none() | DAYS,
        some.none() | DAYS,
    )
    return some.lists(one.map(Statement.plain), min_size=1, max_size=2)


@some.composite
def bodies(draw: some.DrawFn, kind: Kind) -> dict[str, Any]:
    """Draw a body of a kind as it is kept."""
    chosen = [each for each in kind.fields if each.required or draw(some.booleans())]
    body = {each.name: draw(_said(each)) for each in chosen}
    wrong = {place.partition(".")[0] for place, _ in kind.faults(body)}
    body = {name: value for name, value in body.items() if name not in wrong}
    for field in kind.required:
        if field.name not in body:
            plain = "x"
            body[field.name] = [Statement(plain).plain()] if field.many else plain
    return kind.check(body)


@some.composite
def records(draw: some.DrawFn, code: str) -> list[Leaving]:
    """Draw a record of a kind in one version or two."""
    kind = catalogue.ALL[code]
    own = str(draw(some.uuids(version=4)))
    found = []
    for version in range(1, draw(some.integers(1, 2)) + 1):
        envelope = draw(ENVELOPES)
        body = draw(bodies(kind))
        found.append(
            Leaving(
                id=own,
                kind=code,
                title=draw(some.just("") | WORDS) or kind.title(body),
                version=version,
                created_at=draw(MOMENTS),
                modified_at=draw(MOMENTS),
                owner=envelope.terms.owner,
                owner_name=draw(some.just("") | WORDS),
                envelope=envelope,
                body=body,
                first_seen=draw(some.none() | DAYS),
                last_seen=draw(some.none() | DAYS),
                masked=tuple(draw(some.lists(some.sampled_from(sorted(kind.by_name)), max_size=1))),
            )
        )
    return found


@some.composite
def bundles(draw: some.DrawFn, kinds: tuple[str, ...] = tuple(catalogue.ALL), most: int = 3) -> Bundle:
    """Draw a bundle of some records with links and judgements between them, each with all that it may say."""
    codes = draw(some.lists(some.sampled_from(kinds), min_size=1, max_size=most))
    several = [draw(records(code)) for code in codes]
    ids = some.sampled_from([each[0].id for each in several])
    days, evidence = some.none() | DAYS, some.lists(WORDS, max_size=2).map(tuple)
    told = some.sampled_from(Basis), days, days, GRADES, some.just("") | AGENCIES, evidence
    link = some.builds(LeavingLink, ids, some.sampled_from(LinkType), ids, *told)
    judged = some.builds(LeavingJudgement, ids, ids, some.sampled_from(Verdict), WORDS, AGENCIES, MOMENTS)
    return Bundle(
        tuple(version for each in several for version in each),
        tuple(dict.fromkeys(draw(some.lists(link, max_size=3)))),
        tuple(dict.fromkeys(draw(some.lists(judged, max_size=2)))),
    )
