"""Groups of agencies: joint investigation teams, task forces, with the days on which each agency belongs.

A member of a hidden group learns that it is in it, who leads it and what is shared through it, and never who else is in
it: whatever is worked out of memberships for a reader goes by ``known_to``.
"""

import re
from datetime import date, datetime

from django.db import transaction

from bowstreet.holdings.agencies import rules
from bowstreet.holdings.agencies.answers import GroupCard, MemberRow
from bowstreet.holdings.agencies.counter import raise_counter, while_it_stands
from bowstreet.holdings.agencies.models import Agency, Group, GroupMember
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Membership, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")


class WrongGroup(Invalid):
    """A group or membership that cannot be made as described."""

    field = "group"


class GroupExists(Refusal):
    """The slug is taken, by whatever agency.

    Envelopes name groups by it, so it is the node's, as logins are; who tries names out stands in the ledger with
    every try.
    """

    sort = Sort.CONFLICT
    field = "slug"


def make_group(  # noqa: PLR0913 - a group is all of this at once
    *, reader: Reader, slug: str, name: str, since: date, until: date | None, now: datetime, arrangement: str = "",
    hidden: bool = False,
) -> GroupCard:  # fmt: skip
    """Make a group led by the reader's agency, which belongs to it from the start; a supervisor's act.

    ``arrangement`` is the SHA-256 of the document by which the members share control. A ``hidden`` one stays hidden:
    on that its members joined it.
    """
    if not _leads(reader):
        raise Hidden()
    _check_days(since, until)
    if not _SLUG.fullmatch(slug) or is_blank(name):
        raise WrongGroup("A group needs a name, and a short name of small letters, digits and hyphens.")
    if Group.objects.filter(slug=slug).exists():
        with transaction.atomic():
            recording.record_act(actor=reader, event=Event.ADMIN, action="group.make", now=now, result=Result.DENY)
        raise GroupExists("There is a group of this short name already.")
    with transaction.atomic():
        Group.objects.create(
            slug=slug, name=name.strip(), agency_id=reader.agency, arrangement=arrangement, hidden=hidden, made_at=now
        )
        GroupMember.objects.create(group_id=slug, agency_id=reader.agency, since=since, until=until)
        raise_counter()
        recording.record_act(actor=reader, event=Event.ADMIN, action="group.make", now=now, recipients=(slug,))
    return _card(slug, reader.agency)


def add_member(*, reader: Reader, group: str, agency: str, since: date, until: date | None, now: datetime) -> GroupCard:
    """Let an agency belong to a group from one day to another; the act of a supervisor of the leading agency."""
    _check_days(since, until)
    with transaction.atomic():
        if not _leads(reader) or not Group.objects.filter(slug=group, agency_id=reader.agency).exists():
            raise Hidden()
        if not Agency.objects.filter(slug=agency).exists():
            raise WrongGroup("There is no agency of this short name.")
        GroupMember.objects.create(group_id=group, agency_id=agency, since=since, until=until)
        raise_counter()
        _enter(reader, "group.add", group, agency, (agency,), now)
    return _card(group, reader.agency)


def end_member(*, reader: Reader, group: str, agency: str, until: date, now: datetime) -> GroupCard:
    """Let an agency's membership end on a day (the last that counts); the leading agency's or the member's own act."""
    with transaction.atomic():
        leader = Group.objects.filter(slug=group).values_list("agency_id", flat=True).first()
        if not _leads(reader) or leader is None or reader.agency not in (leader, agency):
            raise Hidden()
        rows = GroupMember.objects.filter(group_id=group, agency_id=agency)
        ended = rows.exclude(until__lte=until).update(until=until)
        if not ended:
            raise Hidden()
        raise_counter()
        _enter(reader, "group.end", group, agency, (leader, agency), now)
    return _card(group, reader.agency)


def mine(*, reader: Reader, now: datetime) -> tuple[GroupCard, ...]:
    """Return the groups that the reader's agency leads, and those to which it belongs, belonged or will belong."""
    return tuple(_card(slug, reader.agency) for slug in sorted(_of(reader.agency) | _led_by(reader.agency)))


def known_to(*, agency: str) -> frozenset[str]:
    """Return the groups whose members an agency may know: those that it leads, and those of its own that hide none."""
    open_ones = Group.objects.filter(slug__in=_of(agency), hidden=False).values_list("slug", flat=True)
    return _led_by(agency) | frozenset(open_ones)


@while_it_stands
def veiled_from(*, agency: str) -> frozenset[str]:
    """Return the hidden groups whose members an agency may not know, whether or not it belongs to them."""
    return frozenset(Group.objects.filter(hidden=True).exclude(agency_id=agency).values_list("slug", flat=True))


def takes_in(*, agency: str, group: str) -> bool:
    """Say whether an agency belongs to a group, belonged or will belong."""
    return GroupMember.objects.filter(agency_id=agency, group_id=group).exists()


def membership(*, agency: str) -> tuple[Membership, ...]:
    """Return all memberships of an agency, past and to come."""
    rows = GroupMember.objects.filter(agency_id=agency).order_by("group_id", "since")
    return tuple(Membership(row.group_id, row.since, row.until) for row in rows)


def _of(agency: str) -> frozenset[str]:
    return frozenset(GroupMember.objects.filter(agency_id=agency).values_list("group_id", flat=True))


def _led_by(agency: str) -> frozenset[str]:
    return frozenset(Group.objects.filter(agency_id=agency).values_list("slug", flat=True))


def _card(slug: str, agency: str) -> GroupCard:
    """Return a group as an agency may know it."""
    found = Group.objects.get(slug=slug)
    rows = GroupMember.objects.filter(group_id=slug).order_by("agency_id", "since", "id")
    if found.hidden and found.agency_id != agency:
        rows = rows.filter(agency_id=agency)
    members = tuple(MemberRow(row.agency_id, row.since, row.until) for row in rows)
    return GroupCard(found.slug, found.name, found.agency_id, found.arrangement, members, found.hidden)


def _enter(reader: Reader, action: str, group: str, agency: str, sides: tuple[str, ...], now: datetime) -> None:
    """Enter what became of a membership, in the caller's transaction: here and with the other of its two sides."""
    recording.record_act(
        actor=reader, event=Event.ADMIN, action=action, now=now, recipients=(group, agency), also_agencies=sides
    )


def _leads(reader: Reader) -> bool:
    return (
        reader.role in {Role.SUPERVISOR, Role.COORDINATOR}
        and reader.mfa
        and not (reader.suspended or rules.by_token(reader))
    )


def _check_days(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise WrongGroup("A membership ends on or after the day on which it begins.")
