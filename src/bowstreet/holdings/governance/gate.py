"""The one gate: which terms a reader may see, as sets that every query filters by, and once more before it goes out.

What is kept between requests is kept under the version counter, which is read from the database each time, so that
a change in any process shows at the next request, and only until the next day that could change an answer.
"""

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import rules, terms, versions
from bowstreet.holdings.governance.questions import DEPTHS, may_use
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, IndexPolicy, State
from bowstreet.vocabulary.readers import OPERATIONAL_PURPOSES, Reader
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

_KEPT = 128
_TOLD = (IndexPolicy.OWNER_SILENT, IndexPolicy.HIT)
"""The steps of a check: what tells at least its owner, and what tells the asker too."""
_LITERALS = 50


@dataclass(frozen=True)
class Hits:
    """The ids of other agencies' terms that answer this reader's check; those of ``silent`` tell their owner alone."""

    open: frozenset[int]
    silent: frozenset[int]


@dataclass(frozen=True)
class Depths:
    """The ids of terms that a reader may see, to each depth; each set lies within the one before."""

    discover: frozenset[int]
    meta: frozenset[int]
    body: frozenset[int]
    identifiers: frozenset[int]


class _Key(NamedTuple):
    """All of a reader that the table looks at, and the steps that are decided together, one after another."""

    reader: tuple[object, ...]
    steps: "_Steps"


class _Kept(NamedTuple):
    """What was made under one counter, for the days from ``since`` to before ``before``.

    ``sets`` holds the ids that are permitted up to each step. ``levels`` says by digest how many steps a value opens:
    a decision on a value that cannot change, for the same reader on the same days, also outlives the counter.
    """

    counter: int
    since: date
    before: date
    sets: tuple[frozenset[int], ...]
    levels: dict[str, int]


_Steps = tuple[Action, ...] | tuple[IndexPolicy, ...]
_kept: OrderedDict[_Key, _Kept] = OrderedDict()
_lock = Lock()


def wants_purpose(reader: Reader) -> None:
    """Raise ``PurposeRefused`` unless the reader has a purpose that the role may use. Looks nothing up."""
    if not may_use(reader.role, reader.purpose):
        raise PurposeRefused()


def visible(reader: Reader, now: datetime) -> Depths:
    """Return what the reader may see to each depth: the sets that queries filter by."""
    return Depths(*_sets(reader, DEPTHS, now))


def permitted(reader: Reader, action: Action, now: datetime) -> frozenset[int]:
    """Return the ids of terms on which the reader may do the action for the session's purpose.

    Pending terms are not among them. A depth is permitted only where all shallower ones are.
    """
    if action in DEPTHS:
        return _sets(reader, DEPTHS, now)[DEPTHS.index(action)]
    return _sets(reader, (action,), now)[0]


def hits(reader: Reader, now: datetime) -> Hits:
    """Return which terms of other agencies answer a check by this reader: the only way to hit or no hit.

    Scope, TLP and handling have no part in it; ``rules.hit`` says what has.
    """
    told, open = _sets(reader, _TOLD, now)
    return Hits(open, told - open)


def tells(reader: Reader, owner: str, now: datetime) -> bool:
    """Say whether this reader's check is answered for an agency by what is no record: as by one for any purpose."""
    stands = Terms(owner, index=IndexPolicy.HIT, purposes=OPERATIONAL_PURPOSES)
    return rules.hit(reader, stands, reader.purpose, now) is IndexPolicy.HIT


def answering() -> dict[int, Terms]:
    """Return the terms that answer the checks of anybody, by their ids: for followers, who tell nobody by this alone.

    Whether an officer is told is for ``hits`` to say, whenever the officer looks.
    """
    rows = terms.open_rows()
    values = terms.values(rows)
    return {
        id: values[digest]
        for id, digest in rows.items()
        if values[digest].index is not IndexPolicy.NONE and values[digest].state is State.ACTIVE
    }


def check_out(reader: Reader, terms_ids: Iterable[int], action: Action, now: datetime) -> None:
    """Decide once more on the terms of what is about to go out, keeping nothing; raise ``Hidden`` on the first no."""
    wanted = set(terms_ids)
    found = terms.decisive(wanted)
    for id in wanted:
        value, pending = found.get(id, (None, True))
        if value is None or pending or not opens(reader, value, action, now):
            raise Hidden()


def opens(reader: Reader, value: Terms, action: Action, now: datetime) -> bool:
    """Say whether a value of terms opens to the reader for an action, and to every depth before it."""
    steps = DEPTHS[: DEPTHS.index(action) + 1] if action in DEPTHS else (action,)
    return _level(reader, value, steps, now) == len(steps)


def within(column: str, ids: frozenset[int]) -> tuple[str, list[str]]:
    """Return the SQL condition that a column holds one of the ids, and its parameters.

    ``column`` is written by the programmer, never by a reader.

    >>> within("record.terms_id", frozenset({3, 1}))
    ('record.terms_id IN (1,3)', [])
    """
    if not ids:
        return "1 = 0", []
    if len(ids) <= _LITERALS:
        return f"{column} IN ({','.join(str(int(id)) for id in sorted(ids))})", []
    return f"{column} {dialect.IN_NUMBERS}", [json.dumps(sorted(ids))]


def forget() -> None:
    """Drop all that this process keeps, as a new process would start."""
    with _lock:
        _kept.clear()


def _sets(reader: Reader, steps: _Steps, now: datetime) -> tuple[frozenset[int], ...]:
    if not may_use(reader.role, reader.purpose):
        return (frozenset(),) * len(steps)
    counter = versions.read()
    key, day = _Key(_identity(reader), steps), now.date()
    with _lock:
        held = _kept.get(key)
        if held is not None and not held.since <= day < held.before:
            held = None
        if held is not None and held.counter == counter:
            _kept.move_to_end(key)
            return held.sets
    made = _make(reader, key, now, counter, held.levels if held else {})
    if not connection.in_atomic_block:
        # Inside a transaction the counter may be one that a rollback gives back, to be used again for other rows.
        _keep(key, made)
    return made.sets


def _make(reader: Reader, key: _Key, now: datetime, counter: int, known: dict[str, int]) -> _Kept:
    rows = terms.open_rows()
    values = terms.values(rows)
    levels = {
        digest: known[digest] if digest in known else _level(reader, value, key.steps, now)
        for digest, value in values.items()
    }
    sets = tuple(
        frozenset(id for id, digest in rows.items() if levels.get(digest, 0) > step) for step in range(len(key.steps))
    )
    return _Kept(counter, now.date(), _next_change(reader, values.values(), now.date()), sets, levels)


def _keep(key: _Key, kept: _Kept) -> None:
    with _lock:
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)


def _identity(reader: Reader) -> tuple[object, ...]:
    return (
        reader.officer, reader.agency, reader.role, reader.purpose, reader.mfa, reader.suspended, reader.clearance,
        reader.memberships, reader.releases,
    )  # fmt: skip


def _level(reader: Reader, value: Terms, steps: _Steps, now: datetime) -> int:
    """Return how many of the steps are permitted, up to the first that is not."""
    if steps == _TOLD:
        told = rules.hit(reader, value, reader.purpose, now)
        return _TOLD.index(told) + 1 if told in _TOLD else 0
    question = rules.ask(reader, value, Action(steps[0]), reader.purpose, now)
    for level, action in enumerate(map(Action, steps)):
        if rules.answer(question._replace(action=action))[0] is not rules.Result.PERMIT:
            return level
    return len(steps)


def _next_change(reader: Reader, values: Iterable[Terms], day: date) -> date:
    """Return the first day after ``day`` on which a date may change an answer."""
    begins = [each.since for each in reader.memberships]
    last_days = [each.until for each in reader.memberships] + [each.until for each in reader.releases]
    last_days += [each.valid_until for value in values for each in value.restrictions]
    ends = [each + timedelta(days=1) for each in last_days if each is not None and each < date.max]
    return min((each for each in (*begins, *ends) if each > day), default=date.max)
