"""The accounts of the invented persons, and how they turn up again when a market ends: openly, disguised, or as new."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache

from bowstreet.interfaces.demonstration import keys, names, persons, styles, wallets
from bowstreet.interfaces.demonstration.drawing import chance, day_after
from bowstreet.interfaces.demonstration.persons import Person
from bowstreet.interfaces.demonstration.sites import ENDED, MARKETS, MILLRACE, SALTMARKET, Site
from bowstreet.interfaces.demonstration.styles import Style

IMPOSTORS = {41: 12, 58: 17}
"""Persons who show the key of another one, to be taken for that one; they cannot read what is sent under it."""

KEPT = (0, 22)
"""Persons whose story is told by hand: they sell on Saltmarket from early on until it ends, then on Millrace."""


class Way(StrEnum):
    """By what an account of a person can be known as that person's, beside the first one."""

    FIRST = "first account"
    SAME = "same key, same handle"
    KEY = "same key, handle in disguise"
    NAME = "new key, same handle"
    CONTACT = "new key, handle in disguise, same wallet and mail"
    NOTHING = "new key, new handle, new contacts; habits alone"


@dataclass(frozen=True)
class Account:
    """One account of a person on a market; ``moved_from`` where it came of the end of another one's market.

    ``root`` is the handle before all disguise, ``made_out_to`` the name to which the key was made.
    """

    person: Person
    site: Site
    handle: str
    joined: date
    left: date
    way: Way
    key: str
    fingerprint: str
    wallet: str
    mail: str
    style: Style
    root: str
    made_out_to: str
    moved_from: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """Market and handle: by this an account is known."""
        return self.site.slug, self.handle

    @property
    def owns_key(self) -> bool:
        """Say whether the key that the account shows is its person's."""
        return self.person.number not in IMPOSTORS or self.way is not Way.FIRST


@cache
def accounts_of(person: Person) -> tuple[Account, ...]:
    """Return the accounts of a person, the oldest first."""
    lot = chance("accounts", person.number)
    held = [_opened(person, _first_site(person, lot), lot)]
    if person.number not in KEPT and lot.random() < 0.22:
        day = person.begins + timedelta(days=lot.randrange(20, 200))
        beside = [each for each in MARKETS if each.is_open(day) and each is not held[0].site]
        if beside and day < _end(person):
            way = lot.choices((Way.SAME, Way.NAME, Way.KEY), (7, 2, 1))[0]
            held.append(_again(held[0], lot.choice(beside), day, way, lot))
    for ended in MARKETS:
        was = next((each for each in held if each.site is ended and each.left == ended.closed), None)
        moved = _moved(was, {each.site for each in held}, lot) if was and ended.closed < ENDED else None
        held += [moved] if moved else []
    return tuple(held)


def _first_site(person: Person, lot: random.Random) -> Site:
    met = [each for each in MARKETS if each.is_open(person.begins)]
    return SALTMARKET if person.number in KEPT else lot.choices(met, [each.share for each in met])[0]


def _end(person: Person) -> date:
    return min(person.begins + timedelta(days=person.stays), ENDED)


def _opened(person: Person, site: Site, lot: random.Random) -> Account:
    if person.number in IMPOSTORS:
        shown = accounts_of(persons.person(IMPOSTORS[person.number]))[0]
        key, fingerprint = shown.key, shown.fingerprint
    else:
        key, fingerprint = _key(person, person.handle, person.begins, _user_id(person, person.handle, lot), lot)
    return Account(
        person=person, site=site, handle=person.handle, root=person.handle, made_out_to=person.handle, way=Way.FIRST,
        joined=person.begins, left=min(_end(person), site.closed), key=key, fingerprint=fingerprint,
        wallet=wallets.address(f"{site.slug} {person.number}"), mail=person.mail, style=person.style,
    )  # fmt: skip


def _moved(was: Account, known: set[Site], lot: random.Random) -> Account | None:
    """Return where somebody turns up when a market ended, most within days, some after weeks, some never."""
    told = was.person.number in KEPT
    day = day_after(lot, was.site.closed, mean=11, least=2)
    others = [each for each in MARKETS if each.is_open(day) and each not in known]
    if not others or day + timedelta(days=21) > ENDED or (not told and lot.random() > 0.8):
        return None
    way = Way.CONTACT if told else lot.choices(tuple(Way)[1:], (42, 14, 13, 15, 16))[0]
    site = MILLRACE if told else lot.choices(others, [each.share for each in others])[0]
    return replace(_again(was, site, day, way, lot), moved_from=was.site.slug)


def _again(was: Account, site: Site, day: date, way: Way, lot: random.Random) -> Account:
    """Return another account of the same person; each way gives away what its name says."""
    person = was.person
    left = min(max(_end(person), day + timedelta(days=60 + lot.randrange(200))), site.closed)
    made = replace(was, site=site, joined=day, left=left, way=way, moved_from="")
    if way in (Way.KEY, Way.CONTACT):
        made = replace(made, handle=names.disguised(was.handle, person.number))
    if way is Way.NOTHING:
        handle, style = names.other(person.number), styles.masked(was.style, lot) if person.number % 2 else was.style
        made = replace(made, handle=handle, root=handle, mail=f"{handle}@mail.example.org", style=style)
    if way is not Way.CONTACT:
        made = replace(made, wallet=wallets.address(f"{site.slug} {person.number}"))
    if way in (Way.SAME, Way.KEY):
        return made
    name = was.handle if way is Way.CONTACT and person.number % 3 == 0 else made.handle
    key, fingerprint = _key(person, made.handle, day, name, lot)
    return replace(made, key=key, fingerprint=fingerprint, made_out_to=name)


def _user_id(person: Person, handle: str, lot: random.Random) -> str:
    if gives_mail_in_key(person):
        return f"{handle} <{person.own_mail}>"
    return f"{handle} <{person.mail}>" if lot.random() < 0.35 else handle


def gives_mail_in_key(person: Person) -> bool:
    """Say whether a person made the key with the address of the other life."""
    return person.number % 14 == 6


def _key(person: Person, handle: str, day: date, user_id: str, lot: random.Random) -> tuple[str, str]:
    made = datetime(day.year, day.month, day.day, 9 + lot.randrange(12), tzinfo=UTC)
    return keys.armoured(f"{person.number} {handle}", user_id, made - timedelta(days=lot.randrange(1, 160)))
