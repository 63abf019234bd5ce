"""What hits and answers two agencies gave each other, of the tickets that are there for a reader."""

import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bowstreet.casework.deconfliction import models, sides
from bowstreet.casework.deconfliction.sides import Seen
from bowstreet.casework.deconfliction.tallying import MOST
from bowstreet.vocabulary.gifts import Gift
from bowstreet.vocabulary.readers import Reader

_GIVES = ("share", "talk")


class Clock(NamedTuple):
    """That a side was to answer a ticket: who, to whom, and whether it did in time."""

    of: str
    to: str
    in_time: bool


def given(reader: Reader, now: datetime, since: datetime) -> tuple[list[Gift], list[Clock]]:
    """Return what was given by tickets told since a moment, and the clocks that are over or were stopped by an answer.

    A hit is given by who holds the identifier to who asked for it, and by both where both hold it. What the other side
    answered counts where that side knows of us. The caller enters the look.
    """
    held = models.Side.objects.filter(agency=reader.agency)
    seen = itertools.takewhile(lambda each: each.told_at >= since, sides.newest(held, reader, now))
    some = list(itertools.islice(seen, MOST))
    others = models.Side.objects.filter(ticket__in=[each.side.ticket_id for each in some])
    theirs = {each.ticket_id: each for each in others.exclude(agency=reader.agency)}
    gifts, clocks = list[Gift](), list[Clock]()
    for each in some:
        gifts += _hits(each, reader.agency)
        sent = [(each.side, reader.agency, each.other)]
        if each.they_know and each.side.ticket_id in theirs:
            sent.append((theirs[each.side.ticket_id], each.other, reader.agency))
        for side, of, to in sent:
            gifts += [Gift("answer", of, to)] if side.answer in _GIVES else []
            clocks += _clock(side, each, of, to, now)
    return gifts, clocks


def _hits(each: Seen, own: str) -> Iterator[Gift]:
    if each.both or each.how == "asks":
        yield Gift("hit", own, each.other)
    if each.both or each.how == "asked":
        yield Gift("hit", each.other, own)


def _clock(side: models.Side, each: Seen, of: str, to: str, now: datetime) -> Iterator[Clock]:
    if side.answered_at is not None:
        yield Clock(of, to, side.answered_at <= each.due_at)
    elif not side.merged_into and now > each.due_at:
        yield Clock(of, to, False)
