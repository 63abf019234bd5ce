"""Leaks planted on purpose: each lets one thing of an answer depend on what the reader may not see."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest import mock

from django.http import HttpRequest, HttpResponse

from bowstreet.casework.deconfliction import sides
from bowstreet.casework.deconfliction.answers import TicketCard
from bowstreet.casework.library import directory
from bowstreet.casework.library.behaviours import showing
from bowstreet.holdings.ledger import reading
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.observations import storing
from bowstreet.holdings.observations.models import Import
from bowstreet.holdings.repository import cursors, facets, finding, hitting, presenting
from bowstreet.holdings.repository.answers import Hit
from bowstreet.holdings.repository.matching import Match
from bowstreet.holdings.repository.models import Link, Record, Selector
from bowstreet.interfaces.api import operations
from bowstreet.vocabulary.kinds import catalogue

Plant = Callable[[], AbstractContextManager[Any]]


def _everything() -> int:
    return Record.objects.count()


def count() -> AbstractContextManager[Any]:
    """The number of hits is that of all records."""
    honest = finding.FindPage
    return mock.patch.object(finding, "FindPage", lambda **said: honest(**{**said, "total": _everything()}))


def facet() -> AbstractContextManager[Any]:
    """A facet counts all records of a kind."""
    honest = facets._count

    def counted(column: Sequence[str], times: Iterable[int]) -> Counter[str]:
        found = honest(column, times)
        if not set(found) <= set(catalogue.ALL):
            return found
        return Counter({value: Record.objects.filter(kind=value).count() for value in found})

    return mock.patch.object(facets, "_count", counted)


def order() -> AbstractContextManager[Any]:
    """Hits of one class stand in an order in which the number of all records has a say, as in a live weight."""

    def ranked(matches: list[Match]) -> list[Match]:
        return sorted(matches, key=lambda match: (int(match.where), match.record * _everything() % 7))

    return mock.patch.object(finding, "_ranked", ranked)


def cursor() -> AbstractContextManager[Any]:
    """A cursor holds a number of the whole store."""
    seal, open_ = cursors.sealed, cursors.opened
    return mock.patch.multiple(
        cursors,
        sealed=lambda place, asked: seal([*place, _everything()], asked),
        opened=lambda sealed, asked: open_(sealed, asked)[:-1],
    )


def etag() -> AbstractContextManager[Any]:
    """A tag is made of the version of the store instead of the bytes sent."""
    honest = operations._unless_held

    def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = honest(request, response)
        answer["ETag"] = f'"{_everything()}"'
        return answer

    return mock.patch.object(operations, "_unless_held", tagged)


def already_held() -> AbstractContextManager[Any]:
    """A row counts as held when any agency's dataset has it."""

    def held(dataset: str) -> tuple[Path, ...]:
        found = Import.objects.filter(pending=False).exclude(file="").order_by("file")
        return tuple(storing.folder() / each for each in found.values_list("file", flat=True).distinct())

    return mock.patch.object(storing, "held", held)


def kept_row() -> AbstractContextManager[Any]:
    """A hit is kept by the running number of its record, whatever it says and whoever asks."""
    honest = presenting.hits
    kept: dict[int, Hit] = {}

    def hits(page: Sequence[Match], *asking: Any) -> tuple[Hit, ...]:
        made = honest(page, *asking)
        return tuple(kept.setdefault(match.record, hit) for match, hit in zip(page, made, strict=True))

    return mock.patch.object(presenting, "hits", hits)


def ledger_page() -> AbstractContextManager[Any]:
    """The ledger page counts what waits in every agency's tree."""
    honest = reading.state
    return mock.patch.object(
        reading, "state", lambda agency: dataclasses.replace(honest(agency), unsealed=Act.objects.count())
    )


def reference() -> AbstractContextManager[Any]:
    """A reference is of the record that is held, not of the agency that holds it."""
    honest = hitting.reference
    return mock.patch.object(hitting, "reference", lambda pair, *two: f"{honest(pair, *two)[:-1]}{_holding(pair) % 10}")


def ticket() -> AbstractContextManager[Any]:
    """A ticket says in how many records of the other agency the identifier stands."""
    honest = sides.cards

    def cards(some: Sequence[sides.Seen], *asking: Any, **more: Any) -> tuple[TicketCard, ...]:
        made = honest(some, *asking, **more)
        told = [f"{card.contact}, {_holding(each.pair)} records" for each, card in zip(some, made, strict=True)]
        return tuple(dataclasses.replace(card, contact=said) for card, said in zip(made, told, strict=True))

    return mock.patch.object(sides, "cards", cards)


def expert() -> AbstractContextManager[Any]:
    """The number of experts is that of all, whoever sees them."""
    honest = directory.ExpertList
    return mock.patch.object(
        directory, "ExpertList", lambda *told: dataclasses.replace(honest(*told), total=_of_kind("expert"))
    )


def instance() -> AbstractContextManager[Any]:
    """The number of instances of a behaviour is that of all agencies, whoever sees them."""
    honest = showing.BehaviourCard
    every = Link.objects.filter(type="instance_of")
    return mock.patch.object(
        showing, "BehaviourCard", lambda *told: dataclasses.replace(honest(*told), instances_total=every.count())
    )


def _of_kind(kind: str) -> int:
    return int(Record.objects.filter(kind=kind).count())


def _holding(pair: tuple[str, str]) -> int:
    return int(Selector.objects.filter(type=pair[0], value=pair[1]).count())


PLANTS: Mapping[str, Plant] = {
    "count": count, "facet": facet, "order": order, "cursor": cursor, "ETag": etag, "already_held": already_held,
    "kept row": kept_row, "ledger page": ledger_page, "reference": reference, "ticket": ticket,
    "expert": expert, "instance": instance,
}  # fmt: skip
"""By the name of what leaks."""
