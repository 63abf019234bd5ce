"""Bringing many things in without stopping the site: slices under a pending twin, opened all at once, or taken back."""

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import (
    adding,
    composing,
    enveloping,
    indexes,
    joining,
    models,
    preparing,
    rows,
    writing,
)
from bowstreet.holdings.repository.composing import Kept
from bowstreet.holdings.repository.preparing import Plain, Prepared, Source
from bowstreet.holdings.repository.recording import ImportInTheWay, may_record, numbered
from bowstreet.holdings.repository.writing import Act, Before, Making
from bowstreet.vocabulary.drafts import Draft, Earlier
from bowstreet.vocabulary.envelope import Envelope, Particulars, mark
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.lawfulness import Basis, SubjectCategory
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

SLICE_SECONDS = 0.2
"""How long one slice may hold the writer's lock, about: what is composed outside the lock is not counted."""

MOST_IN_SLICE = 2_000
FEWEST_IN_SLICE = 25

CARRIED_OVER = 800
"""After about so many drafts the database's log is carried over into its file, between two slices."""


Named = tuple[str, str, str]
"""A record by its kind, its natural key or what it is known as, and the digest of its terms."""

Which = tuple[str, SubjectCategory | None, str, Envelope | None]
"""What decides the envelope of a draft: its kind, its category with the ground, and an envelope of its own."""


class ImportFinished(Refusal):
    """An import that has been admitted already."""

    sort = Sort.CONFLICT


@dataclass(frozen=True)
class Place:
    """Where the records of one kind and category go: terms, particulars, and the digest of the terms."""

    terms_id: int
    particulars_id: int
    digest: str
    grade: Grade
    basis: Basis


@dataclass
class Import:
    """An import under way. ``act`` names it; begun again under the same name it goes on where it stopped."""

    reader: Reader
    envelope: Envelope
    act: str
    now: datetime
    places: dict[Which, Place] = field(default_factory=dict)
    slice: int = 400
    met: set[str] = field(default_factory=set)
    """Hashes of the keys that came already, so that each thing is new once."""

    digests: dict[Which, str] = field(default_factory=dict)
    particulars: dict[Particulars, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Added:
    """Of each draft, in order, whether it became a new record; the others were of things that the agency knew."""

    fresh: tuple[bool, ...]

    @property
    def new(self) -> int:
        """How many became new records."""
        return sum(self.fresh)

    @property
    def known(self) -> int:
        """How many were of things that the agency knew."""
        return len(self.fresh) - self.new


class _Ready(NamedTuple):
    """A draft with what it becomes."""

    draft: Draft
    making: Making

    @property
    def body(self) -> dict[str, Any]:
        """The body as it is kept."""
        return dict(json.loads(self.making.composed.body))


def begin(*, reader: Reader, envelope: Envelope, act: str, now: datetime) -> Import:
    """Begin an import of the reader's agency, or go on with one that was interrupted."""
    gate.wants_purpose(reader)
    may_record(reader, "case")
    if models.Twin.objects.filter(act=act).exclude(agency=reader.agency).exists():
        raise ImportFinished("This import belongs to another agency.")
    return Import(reader, envelope, act, now)


def add(import_: Import, drafts: Sequence[Draft]) -> Added:
    """Write drafts as pending records, slice by slice; what the agency knows already waits as an addition.

    The same drafts handed in again, after a crash or twice, change nothing and are counted the same way.
    """
    fresh: list[bool] = []
    with _carrying_over() as carry_over:
        for ready in _ready(import_, drafts):
            began = time.monotonic()
            with transaction.atomic():
                fresh += _write_slice(import_, ready)
            _pace(import_, time.monotonic() - began)
            carry_over(len(ready))
    return Added(tuple(fresh))


def found_again(import_: Import, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of things that the agency has a record of and that this import did not meet yet.

    For rows that were held already: nothing is written, and each thing is met once.
    """
    keyed = [(each, _key_hash(import_, each)) for each in drafts]
    held = rows.by_keys(hashed for _, hashed in keyed)
    found = [(each, hashed) for each, hashed in keyed if hashed in held and hashed not in import_.met]
    import_.met.update(hashed for _, hashed in found)
    return [each for each, _ in found]


def ids_of(import_: Import, named: Iterable[Named]) -> dict[Named, str]:
    """Return the ids of the records that kind, key and digest of terms name in the agency, for those that there are."""
    agency = import_.reader.agency
    hashes = {each: composing.key_hash(agency, *each) for each in named}
    held = rows.by_keys(hashes.values())
    return {each: held[hashed].uid for each, hashed in hashes.items() if hashed in held}


def finish(
    import_: Import,
    *,
    now: datetime,
    action: str = "import",
    count: int,
    bulk_root: str | None = None,
    losses: Sequence[str] = (),
    also: Callable[[], None] | None = None,
) -> None:
    """Admit the import: its twins open and its ledger entry is written in one transaction; then the additions follow.

    ``also`` is called in that transaction, for what must be admitted with the records or not at all; ``losses``
    are codes that the entry holds.
    """
    joining.join_waiting(import_.act, import_.reader.agency, import_.now)
    twins = list(models.Twin.objects.filter(act=import_.act).values_list("terms_id", flat=True))
    pending = [id for id, (_, still) in terms.look_up(twins).items() if still]
    with transaction.atomic():
        if pending or not twins:
            for id in pending:
                terms.open_twin(id)
            if also is not None:
                also()
            recording.record_act(
                actor=import_.reader, event=Event.COLLECTION, action=action, now=now, count=count, bulk_root=bulk_root,
                losses=losses,
            )  # fmt: skip
    adding.apply(import_.act, import_.reader, now)


def sweep(act: str, now: datetime) -> None:
    """Take back all that an import wrote and that is not admitted; one that is admitted is left alone."""
    held = models.Twin.objects.filter(act=act).values_list("terms_id", flat=True)
    pending = [id for id, (_, still) in terms.look_up(held).items() if still]
    for terms_id in pending:
        while _sweep_slice(terms_id):
            pass
        with transaction.atomic():
            models.Link.objects.filter(terms_id=terms_id).delete()
            models.Frequency.objects.filter(terms_id=terms_id).delete()
            models.Twin.objects.filter(act=act, terms_id=terms_id).delete()
            terms.drop_twin(terms_id)
    if pending or not held:
        models.Addition.objects.filter(act=act).delete()
        models.WaitingLink.objects.filter(act=act).delete()


@contextmanager
def _carrying_over() -> Iterator[Callable[[int], None]]:
    """Carry the log over between slices, not in each commit: it needs no lock, and slices touch the same pages."""
    waiting = 0

    def written(drafts: int) -> None:
        nonlocal waiting
        waiting += drafts
        if waiting >= CARRIED_OVER:
            indexes.texts.carry_over(cursor)
            waiting = 0

    with connection.cursor() as cursor:
        indexes.texts.carries_over(cursor, usually=False)
        try:
            yield written
        finally:
            indexes.texts.carries_over(cursor, usually=True)


def _ready(import_: Import, drafts: Sequence[Draft]) -> Iterator[list[_Ready]]:
    """Yield slices of what drafts become; nothing is written but, once a kind and category, the place they go to."""
    source = Source(import_.reader.agency, import_.act)
    cut: deque[list[tuple[Draft, Place]]] = deque()
    for made in preparing.in_turn(source, _cut(import_, drafts, cut), many=len(drafts) >= preparing.MANY):
        yield [_made(import_, *placed, each) for placed, each in zip(cut.popleft(), made, strict=True)]


def _cut(import_: Import, drafts: Sequence[Draft], cut: deque[list[tuple[Draft, Place]]]) -> Iterator[list[Plain]]:
    """Yield slices, each as long as it may be when it is asked for, and keep them in ``cut``."""
    at = 0
    while at < len(drafts):
        some = drafts[at : at + import_.slice]
        cut.append([(each, _place(import_, each)) for each in some])
        yield [
            Plain(
                each.kind, each.body, (each.first_seen, each.last_seen), place.digest, place.grade, place.basis,
                each.known_as, each.earlier, each.weighed,
            )
            for each, place in cut[-1]
        ]  # fmt: skip
        at += len(some)


def _made(import_: Import, draft: Draft, place: Place, prepared: Prepared) -> _Ready:
    agency, hashed = import_.reader.agency, prepared.key_hash
    uid = chance.identifier(agency, numbered(hashed, 0), import_.now)
    return _Ready(
        draft,
        Making(
            uid, draft.kind, agency, hashed, place.terms_id, place.particulars_id, str(place.grade), prepared.composed,
            draft.told, tuple(_before(import_, *each) for each in zip(draft.earlier, prepared.earlier, strict=True)),
        ),
    )  # fmt: skip


def _before(import_: Import, said: Earlier, kept: Kept) -> Before:
    """Return a version that comes before; its particulars are recorded when they are new."""
    if said.particulars not in import_.particulars:
        with transaction.atomic():
            import_.particulars[said.particulars] = writing.particulars_id(said.particulars)
    return Before(kept, import_.particulars[said.particulars], said.told)


def _which(draft: Draft) -> Which:
    return draft.kind, draft.category, draft.category_ground, draft.envelope


def _place(import_: Import, draft: Draft) -> Place:
    key = _which(draft)
    if key not in import_.places:
        import_.places[key] = _make_place(import_, draft)
    return import_.places[key]


def _key_hash(import_: Import, draft: Draft) -> str:
    """Return the hash of a draft's key as it would be recorded; of one without a key one that nothing has."""
    which = _which(draft)
    if which not in import_.digests:
        import_.digests[which] = _marked(import_, draft, composing.kind_of(draft.kind)).terms.digest()
    kind = composing.kind_of(draft.kind)
    key = kind.key(composing.checked(kind, draft.body)) or draft.known_as
    return composing.key_hash(import_.reader.agency, draft.kind, key, import_.digests[which]) if key else ""


def _marked(import_: Import, draft: Draft, kind: Kind) -> Envelope:
    base = draft.envelope or import_.envelope
    said = base.particulars
    category = draft.category or said.subject_category
    ground = draft.category_ground if draft.category else said.category_ground
    return mark(
        Envelope(
            base.terms,
            replace(said, subject_category=category, category_ground=ground, content_kind=kind.content_kind),
        )
    )


def _make_place(import_: Import, draft: Draft) -> Place:
    kind = may_record(import_.reader, draft.kind)
    made = _marked(import_, draft, kind)
    enveloping.complete(made, kind)
    if made.terms.owner != import_.reader.agency:
        raise enveloping.WrongMarks("An import records for its own agency alone.")
    with transaction.atomic():
        try:
            terms_id = terms.twin(made.terms, import_.act, import_.now)
        except terms.NoSuchTwin:
            raise ImportFinished("This import has been admitted already.") from None
        models.Twin.objects.get_or_create(act=import_.act, agency=import_.reader.agency, terms_id=terms_id)
        particulars = writing.particulars_id(made.particulars)
    return Place(terms_id, particulars, made.terms.digest(), made.particulars.grade, made.particulars.basis)


def _write_slice(import_: Import, ready: Sequence[_Ready]) -> list[bool]:
    """Write some drafts and return of each whether it became a new record."""
    own = {place.terms_id for place in import_.places.values()}
    editable = gate.permitted(import_.reader, Action.EDIT, import_.now)
    held = rows.by_keys(each.making.key_hash for each in ready)
    act = Act(import_.reader.officer, import_.now, import_.act, "Recorded by an intake")
    fresh: dict[str, _Ready] = {}
    again: list[_Ready] = []
    told: list[bool] = []
    for each in ready:
        hashed = each.making.key_hash
        former = held.get(hashed)
        if former is None and hashed not in fresh:
            fresh[hashed] = each
        elif former is None or former.terms_id in own:
            again.append(each)
        elif former.terms_id in editable:
            adding.keep(import_.act, former, each.draft, each.body)
        else:
            raise ImportInTheWay()
        told.append((former is None or former.terms_id in own) and hashed not in import_.met)
        import_.met.add(hashed)
    writing.write([each.making for each in fresh.values()], act)
    adding.extend_all(
        [(each.making.key_hash, each.draft, each.body) for each in again], replace(act, what=adding.ADDED)
    )
    joining.keep(import_.act, import_.reader.agency, [(each.making, each.draft) for each in ready], import_.now)
    return told


def _pace(import_: Import, took: float) -> None:
    """Choose how many drafts the next slice holds, so that it keeps the writer's lock about as long as it may."""
    fits = int(import_.slice * SLICE_SECONDS / max(took, 0.001))
    import_.slice = max(FEWEST_IN_SLICE, min(MOST_IN_SLICE, fits, import_.slice * 2))


def _sweep_slice(terms_id: int) -> bool:
    with transaction.atomic():
        ids = list(models.Record.objects.filter(terms_id=terms_id).values_list("id", flat=True)[:200])
        writing.remove_content(ids)
        models.Version.objects.filter(record_id__in=ids).delete()
        models.Record.objects.filter(id__in=ids).delete()
    return bool(ids)


def is_admitted(act: str) -> bool:
    """Say whether an import was admitted, so that only its additions may be left to do (``finish`` does them)."""
    held = models.Twin.objects.filter(act=act).values_list("terms_id", flat=True)
    found = terms.look_up(held)
    return bool(found) and not any(pending for _, pending in found.values())
