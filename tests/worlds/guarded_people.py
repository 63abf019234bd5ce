"""Four invented agencies with an officer of every role, for the harness of endpoints and leaks.

A court, a defence and the machine's operator have no account that the doors would make; here their accounts are forged
out of another's, so that what is refused to them is refused by the doors and not for want of an account.
"""

from dataclasses import dataclass
from datetime import timedelta

from tests.worlds import agencies, intake
from tests.worlds.agencies import NOW, Person

from bowstreet.casework.intake import mapping
from bowstreet.holdings.agencies import groups, tokens
from bowstreet.holdings.agencies.models import Officer
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role

FORGED = (Role.DEFENCE, Role.JUDGE, Role.OPERATOR)
GROUP, OWN_GROUP, QUIET = "jit", "north-team", "quiet"
"""A group of south and east, one that north leads, with east in it, and a hidden one of south's with north in it.

In the one world and not in the other, east is in the hidden one, too (``guarded_hidden``)."""

_AT_HOME = (
    Role.INVESTIGATOR, Role.ANALYST, Role.COORDINATOR, Role.PROSECUTOR, Role.RESEARCHER, Role.DATA_PROTECTION_OFFICER,
    Role.AUDITOR,
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """Who there is. ``of_role`` holds an officer of each role, of north but for the partner; ``tokens`` are theirs."""

    of_role: dict[Role, Person]
    tokens: dict[Role, str]
    colleague: Person
    south: Person
    east: Person


def made() -> Cast:
    """Found the agencies and enrol their officers, in an empty repository."""
    for slug, country in (("north", "NL"), ("south", "SE"), ("east", "PL")):
        agencies.found(slug, country)
    agencies.found("bourse", "NL", sort="partner")
    lead, south, east = (agencies.first(f"{slug}", f"{slug[0]}.lead") for slug in ("north", "south", "east"))
    of_role = {role: agencies.officer(lead, f"n.{role.value[:12]}", role) for role in _AT_HOME}
    of_role |= {Role.SUPERVISOR: lead, Role.PARTNER: agencies.first("bourse", "b.desk")}
    of_role |= {role: _forged(lead, role) for role in FORGED}
    for leader, slug in ((south, GROUP), (lead, OWN_GROUP)):
        asker, day = leader.reader(), NOW.date()
        groups.make_group(reader=asker, slug=slug, name=f"Team {slug}", since=day, until=None, now=NOW)
        groups.add_member(reader=asker, group=slug, agency="east", since=day, until=None, now=NOW)
    quiet, day = south.reader(), NOW.date()
    groups.make_group(reader=quiet, slug=QUIET, name="Team quiet", since=day, until=None, now=NOW, hidden=True)
    groups.add_member(reader=quiet, group=QUIET, agency="north", since=day, until=None, now=NOW)
    for each in (lead, south):
        asker = each.reader(purpose=Purpose.OPERATIONAL_ANALYSIS)
        mapping.new(reader=asker, now=NOW, name="harbour_sellers", text=intake.MAPPING)
    return Cast(
        of_role, {role: _token(person) for role, person in of_role.items()},
        agencies.officer(lead, "n.colleague", Role.ANALYST), south, east,
    )  # fmt: skip


def _forged(lead: Person, role: Role) -> Person:
    person = agencies.officer(lead, f"n.{role.value}", Role.RESEARCHER)
    Officer.objects.filter(id=person.id).update(role=role.value)
    return person


def _token(person: Person) -> str:
    at = NOW + timedelta(minutes=5)
    return tokens.make(reader=person.reader(at), now=at, label="guard", days=300).secret
