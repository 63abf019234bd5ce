"""Records of every kind under every envelope, as they leave in an exchange format; drawn by Hypothesis."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as some
from tests.worlds import identifiers

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.vocabulary import products
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape
from bowstreet.vocabulary.statements import Statement

DAYS = some.dates(date(2012, 1, 1), date(2040, 1, 1))
MOMENTS = some.datetimes(datetime(2012, 1, 1), datetime(2030, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001
GRADES = some.sampled_from([Grade.read(f"{source}{accuracy}") for source in "ABCX" for accuracy in "1234"])
ODD = (
    'a "quoted" word',
    "back\\slash",
    "\\u0000",
    "{braces}",
    "é",
    "javascript:tea()",
    "=1+1",
    "null",
    "@id",
    "\u2028",
)
WORDS = some.sampled_from(ODD) | some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
NAMES = some.sampled_from(["north", "south", "quay"])
_BY_TYPE: dict[str, list[str]] = {}
for _sample in identifiers.SAMPLES:
    _BY_TYPE.setdefault(_sample.selector.type.value, []).append(_sample.selector.value)
_NUMBERS = some.integers(-90, 90) | some.floats(-90, 90)
_SAID: dict[Shape, some.SearchStrategy[Any]] = {
    Shape.TEXT: WORDS,
    Shape.LONG_TEXT: WORDS | some.sampled_from(["two\nlines\t", "0123456789" * 7_000]),
    Shape.DAY: DAYS.map(date.isoformat),
    Shape.NUMBER: _NUMBERS,
    Shape.MARKET: some.sampled_from(["Saltmarket", "Silk Road 2.0", "Quay & Sons"]),
    Shape.PRODUCT: some.sampled_from(sorted(products.ALL)),
    Shape.COUNTRY: some.sampled_from(["NL", "Belgium", "ES"]),
}


for _type, _strategy in ((str, WORDS), (Grade, GRADES), (date, DAYS)):
    some.register_type_strategy(_type, _strategy)
"""Every text, grade and day of an envelope is drawn so."""


@some.composite
def envelopes(draw: some.DrawFn) -> Envelope:
    """Draw an envelope of any codes, whether the law would have it or not."""
    restrictions = some.lists(_all(Restriction), max_size=2).map(tuple)
    terms = draw(_all(Terms, owner=NAMES, restrictions=restrictions))
    return Envelope(terms, draw(_all(Particulars)))


def _all(of: type[Any], **more: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    """Return values of a class in which no part is left at what it usually is."""
    infer: dict[str, Any] = dict.fromkeys(of.__dataclass_fields__, ...)
    return some.builds(of, **(infer | more))


@some.composite
def bodies(draw: some.DrawFn, kind: Kind) -> dict[str, Any]:
    """Draw a body of a kind as it is kept."""
    body = {each.name: draw(_field(each)) for each in kind.fields if each.required or draw(some.booleans())}
    wrong = {place.partition(".")[0] for place, _ in kind.faults(body)}
    body = {name: value for name, value in body.items() if name not in wrong}
    for field in kind.required:
        if field.name not in body:
            body[field.name] = [Statement("x").plain()] if field.many else "x"
    return kind.check(body)


def _field(field: Field) -> some.SearchStrategy[Any]:
    if field.shape is Shape.SELECTOR:
        said = [each for sort in (field.selector or "").split("|") for each in _BY_TYPE.get(sort, [])]
        value: some.SearchStrategy[Any] = some.sampled_from(said)
    elif field.shape is Shape.CHOICE:
        value = some.sampled_from([code for code, _ in field.choices])
    else:
        value = _SAID[field.shape]
    if not field.many:
        return value
    return some.lists(_all(Statement, value=value.map(str)).map(Statement.plain), min_size=1, max_size=2)


@some.composite
def records(draw: some.DrawFn, code: str) -> tuple[Leaving, ...]:
    """Draw a record of a kind in one version or two."""
    kind = catalogue.ALL[code]
    own, owner, found = str(draw(some.uuids(version=4))), draw(NAMES), []
    for version in range(1, draw(some.integers(1, 2)) + 1):
        body = draw(bodies(kind))
        masked = tuple(name for name in body if draw(some.sampled_from([True, *[False] * 9])))
        found.append(
            Leaving(
                id=own, kind=code, title=kind.title(body), version=version, created_at=draw(MOMENTS),
                modified_at=draw(MOMENTS), owner=owner, owner_name=draw(WORDS), envelope=draw(envelopes()),
                body={name: value for name, value in body.items() if name not in masked},
                first_seen=draw(some.none() | DAYS), last_seen=draw(some.none() | DAYS), masked=masked,
            )
        )  # fmt: skip
    return tuple(found)


@some.composite
def bundles(draw: some.DrawFn, kinds: tuple[str, ...] = tuple(catalogue.ALL), most: int = 3) -> Bundle:
    """Draw a bundle of some records with links and judgements between them."""
    several = [draw(records(code)) for code in draw(some.lists(some.sampled_from(kinds), min_size=1, max_size=most))]
    ids = some.sampled_from([each[0].id for each in several])
    link = _all(LeavingLink, left=ids, right=ids, by=NAMES)
    judged = _all(LeavingJudgement, left=ids, right=ids, by=NAMES, at=MOMENTS)
    return Bundle(
        tuple(version for each in several for version in each),
        tuple(draw(some.lists(link, max_size=3))),
        tuple(draw(some.lists(judged, max_size=2))),
    )
