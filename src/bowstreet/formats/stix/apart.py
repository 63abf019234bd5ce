"""What leaves cut into single objects of STIX, each as the bytes that go out, for whoever keeps them one by one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.stix import extension, leaving_objects, record_objects, statement_markings, writing
from bowstreet.formats.stix.reading import LONGEST_OBJECT
from bowstreet.vocabulary.envelope import Terms

UNVERSIONED: Final = extension.MADE_AT
"""The version of an object that says no time."""

_AROUND: Final = frozenset({"extension-definition", "marking-definition"})


class Single(NamedTuple):
    """One object: id, type, the time by which its version is told, and its bytes."""

    id: str
    type: str
    version: str
    text: bytes


def around(slug: str, name: str, at: datetime) -> tuple[Single, ...]:
    """Return what tells of no record: what our extensions are, and the agency that gives, as it was called then."""
    return tuple(_single(each) for each in (*extension.definitions(), record_objects.agency(slug, name, at)))


def markings(terms: Terms) -> tuple[Single, ...]:
    """Return the markings that the objects of records with these terms refer to."""
    return tuple(_single(each) for each in statement_markings.definitions([terms]))


def of_records(some: Sequence[Leaving]) -> Iterator[tuple[str, tuple[Single, ...]]]:
    """Yield each record by its id with its own object first, then its cyber-observables and what joins them to it.

    What STIX cannot say, and what is longer than an object may be, is left out with all that hangs on it.
    """
    for each in some:
        try:
            made, _ = leaving_objects.objects(Bundle((each,)), now=each.modified_at)
        except record_objects.NotLeaving:
            continue
        beside = {extension.MAKER, record_objects.agency_id(each.owner)}
        own = [_single(one) for one in made if one["type"] not in _AROUND and one["id"] not in beside]
        main = record_objects.stix_id(each.id, each.kind)
        singles = tuple(sorted(own, key=lambda one: one.id != main))
        if all(len(one.text) <= LONGEST_OBJECT for one in singles):
            yield each.id, singles


def of_link(link: LeavingLink, left: Leaving, right: Leaving) -> Single | None:
    """Return the object of a link between two records; None where STIX cannot say an end."""
    return _last(Bundle((left, right), links=(link,)), right.modified_at)


def of_judgement(held: LeavingJudgement, left: Leaving, right: Leaving) -> Single | None:
    """Return the object of a judgement on two records; None where STIX cannot say an end."""
    return _last(Bundle((left, right), judgements=(held,)), right.modified_at)


def _last(bundle: Bundle, now: datetime) -> Single | None:
    try:
        return _single(leaving_objects.objects(bundle, now=now)[0][-1])
    except record_objects.NotLeaving:
        return None


def version_of(told: datetime) -> str:
    """Return a time as the version of an object is kept and told."""
    return writing.moment(told)


def versions_of(told: Sequence[datetime]) -> list[str]:
    """Return times as ``version_of`` does, many at once."""
    return writing.moments(told)


def _single(held: dict[str, Any]) -> Single:
    told = held.get("modified") or held.get("created") or UNVERSIONED
    version = told if isinstance(told, str) else writing.moment(told)
    return Single(str(held["id"]), str(held["type"]), version, writing.written(held))
