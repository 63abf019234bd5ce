"""What went and is marked more strictly since: told to whoever has it, recalled from whoever may have it no more.

A follower of what is written, since a record comes to other marks in many ways (by hand, by a second officer's word, by
taking a change back, in the trash, by erasing) and none of these rooms calls up. A release that was noted only after
its record was marked anew is looked at when it is noted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from bowstreet.casework.sharing import agreeing, disclosing, models, recalling, rules, speaking, stowing
from bowstreet.casework.sharing.egress import NotReached
from bowstreet.casework.sharing.rules import Sieve
from bowstreet.holdings.agencies import founding, queries
from bowstreet.holdings.governance import gate, onlookers
from bowstreet.holdings.ledger import following, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import advancing
from bowstreet.holdings.repository.advancing import Written
from bowstreet.vocabulary import tightening
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, Scope, State, Tlp

FOLLOWER: Final = "downgrades"
"""The bookmark: up to which version of a record was looked at what became of its marks."""

RELEASED: Final = "downgrades-released"
"""The bookmark: up to which release was looked at whether its record is marked otherwise by now."""

STEP: Final = 4_000
"""So many versions, and so many releases, are looked at in one transaction."""

IN_ITS_VERSION: Final = "As its giver says in its newer version."
"""What stands in the place of words of an envelope: a notice holds none."""

_SLICE: Final = 500
_NOWHERE_NAMED: Final = ""


class _Case(NamedTuple):
    """What a receiver has of a record, and the version whose stricter marks it was told last, 0 where none was."""

    releases: list[models.Release]
    told: int

    @property
    def first(self) -> models.Release:
        """One of the releases, for what all have in common."""
        return self.releases[0]

    @property
    def versions(self) -> set[int]:
        """The versions by whose marks it is held there."""
        return {each.version for each in self.releases if each.version >= self.told} | ({self.told} - {0})


class _Change(NamedTuple):
    """What follows for a receiver: a recall, where ``names`` are empty or it may have it no more, or new marks."""

    case: _Case
    one: Written
    names: tuple[str, ...]
    reason: str
    recalls: bool


def keep_up(now: datetime) -> bool:
    """Tell, or recall, what is marked more strictly since it went, one step, and say whether there is more."""
    last, place = advancing.last(), following.bookmark(FOLLOWER)
    if place >= last and not _noted(following.bookmark(RELEASED)):
        return False
    with transaction.atomic():
        place, after = following.bookmark(FOLLOWER), following.bookmark(RELEASED)
        noted, until = _noted(after), max(place, min(place + STEP, last))
        records = sorted({*advancing.rewritten(place, until), *(record for _, record in noted)})
        for first in range(0, len(records), _SLICE):
            _follow(records[first : first + _SLICE], now)
        following.move(FOLLOWER, until)
        following.move(RELEASED, noted[-1][0] if noted else after)
    return until < last or len(noted) == STEP


def _noted(after: int) -> list[tuple[int, str]]:
    """Return the releases after a bookmark, and of what."""
    return list(models.Release.objects.filter(id__gt=after).order_by("id").values_list("id", "record")[:STEP])


def _follow(records: Sequence[str], now: datetime) -> None:
    cases = _cases(records)
    stands = advancing.standing({each.first.record for each in cases})
    marks = advancing.marks([(each.first.record, version) for each in cases for version in each.versions])
    found = [change for each in cases if (change := _change(each, stands, marks, now))]
    for change in found:
        if not change.recalls:
            _tell(change, now)
    _recall([each for each in found if each.recalls], now)
    _enter(found, now)


def _cases(records: Sequence[str]) -> list[_Case]:
    told = {
        (agreement, receiver, record): version
        for agreement, receiver, record, version in models.Recalled.objects.filter(record__in=records, version__gt=0)
        .order_by("version")
        .values_list("agreement_id", "receiver", "record", "version")
    }
    found: dict[tuple[str, str, str], list[models.Release]] = defaultdict(list)
    gone = models.Release.objects.filter(record__in=records, recalled_at=None).select_related("agreement")
    for each in gone.order_by("id"):
        found[each.agreement_id, each.receiver, each.record].append(each)
    return [_Case(releases, told.get(key, 0)) for key, releases in found.items()]


def _change(
    case: _Case, stands: Mapping[str, Written], marks: Mapping[tuple[str, int], Terms], now: datetime
) -> _Change | None:
    """Return what follows for a receiver from how a record stands now; None where nothing does."""
    record = case.first.record
    one = stands.get(record)
    if one is None or one.version <= case.told:
        return None
    before = [marks[record, version] for version in sorted(case.versions) if (record, version) in marks]
    if one.pending or one.terms.state is State.ERASED:
        return _Change(case, one, (), f"{'Taken back' if one.pending else 'Erased'} by its owner since.", True)
    names = tuple(dict.fromkeys(name for each in before for name in tightening.tightened(each, one.terms)))
    if not names:
        return None
    if not _may_have(case, before, one.terms, now):
        return _Change(case, one, names, tightening.said(names, one.terms), True)
    told = tuple(each for each in names if each not in tightening.AUDIENCE)
    return _Change(case, one, told, tightening.said(told, one.terms), False) if told else None


def _may_have(case: _Case, before: Sequence[Terms], after: Terms, now: datetime) -> bool:
    """Say whether a record may still go to whoever has it, under the marks that it has now.

    Marks alone decide, and no filter or day of the agreement. An agency of this node is asked for as the gate would, so
    is the officer whose program collected it. A party outside gets what is open to one that is nowhere named; what
    was given to it by hand though it was not, it keeps until that is for its owner or for persons alone.
    """
    held, receiver = case.first.agreement, case.first.receiver
    sieve = agreeing.sieve_of(held)
    if not rules.lets(sieve, after, now.date()):
        return False
    if receiver in queries.cards():
        return _reaches(sieve, after, receiver, held.giver, now) or _opens(case, sieve, after, now)
    if _outside(sieve, after, now):
        return True
    by_hand = not any(_outside(sieve, each, now) for each in before)
    return by_hand and after.scope is not Scope.OWNER and after.tlp is not Tlp.RED


def _reaches(sieve: Sieve, terms: Terms, agency: str, asker: str, now: datetime) -> bool:
    return onlookers.reaches(terms, agency=agency, asker=asker, purposes=sieve.purposes, now=now)


def _outside(sieve: Sieve, terms: Terms, now: datetime) -> bool:
    return _reaches(sieve, terms, _NOWHERE_NAMED, _NOWHERE_NAMED, now)


def _opens(case: _Case, sieve: Sieve, terms: Terms, now: datetime) -> bool:
    """Say whether terms open to an officer whose program collected the record."""
    for each in case.releases:
        for purpose in sorted(sieve.purposes) if each.collected else ():
            try:
                reader = speaking.named(each.by, each.receiver, str(purpose), each.agreement_id, now)
            except NotReached:
                continue
            if gate.opens(reader, terms, Action.BODY, now):
                return True
    return False


def _tell(change: _Change, now: datetime) -> None:
    """Note that a receiver is to be told how a record is marked now: codes, and no words of its envelope."""
    held, receiver, terms = change.case.first.agreement, change.case.first.receiver, change.one.terms
    new = "restrictions" in change.names
    words = IN_ITS_VERSION if "h3_text" in change.names else ""
    asked = Terms(
        owner=terms.owner, scope=terms.scope, recipients=terms.recipients & {receiver}, group=terms.group,
        handling=terms.handling, h3_text=words, tlp=terms.tlp,
        pap=terms.pap, classification=terms.classification, index=terms.index, purposes=terms.purposes,
        restrictions=tuple(replace(each, text=IN_ITS_VERSION, set_by="") for each in terms.restrictions) if new else (),
        flags=terms.flags, special=terms.special, state=terms.state, given_by=terms.given_by,
    )  # fmt: skip
    recalling.mark_anew(held, receiver, change.one, asked, change.reason, now)


def _recall(changes: Sequence[_Change], now: datetime) -> None:
    """Recall what receivers may have no more; of what may leave to nobody the bytes go, too."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for each in changes:
        by_reason[each.reason] += [release.pk for release in each.case.releases]
        held = each.case.first.agreement
        if not each.names or not rules.lets(agreeing.sieve_of(held), each.one.terms, now.date()):
            stowing.forget(held, [each.one.id])
    for reason, pks in by_reason.items():
        for first in range(0, len(pks), _SLICE):
            some = models.Release.objects.filter(pk__in=pks[first : first + _SLICE])
            some.update(recalled_at=now, recall_reason=reason)


def _enter(changes: Iterable[_Change], now: datetime) -> None:
    """Enter in the giver's ledger what was recalled and what was told, and at each receiver of this node its own."""
    grouped: dict[tuple[str, bool, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in changes:
        first = each.case.first
        grouped[first.agreement.giver, each.recalls, each.reason][first.receiver].append(first.record)
    here = queries.cards()
    for (giver, recalls, reason), went in sorted(grouped.items()):
        action = "agreement.recall" if recalls else "agreement.re-mark"
        actor, records = founding.operator(giver), sorted({each for some in went.values() for each in some})
        recording.record_act(
            actor=actor, event=Event.ALTERATION, action=action, now=now, count=len(records),
            records=records[: disclosing.MOST_NAMED], reason=reason,
        )  # fmt: skip
        for receiver, some in sorted(went.items()):
            if receiver in here:
                recording.record_act(
                    actor=actor, event=Event.DISCLOSURE, action=action, now=now, agency=receiver,
                    recipients=[receiver], records=sorted({*some})[: disclosing.MOST_NAMED], count=len({*some}),
                )  # fmt: skip
