"""The answer key of the invented world: what is true in it, worked out from its plan and never read from a store.

It is written once beside the database, for those who measure what analyses find. No door reads it, and nothing but
the building of the world may import this module.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

from bowstreet.interfaces.demonstration import casefile, decoys, forum, mistakes, parcels, purchases, slips, street
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.planted import Name, Planted, account
from bowstreet.interfaces.demonstration.sites import LANTERNHOUSE

FILE = "answers.json"
ABOUT = (
    "What is true in the invented world of this folder. Records are named by kind and natural key. "
    "Nobody signed in to the node can read this file; compare it with what an analysis found, never feed it to one."
)


def write(place: Path, plan: Plan) -> None:
    """Write the key, readable by the owner of the folder alone."""
    told = json.dumps(answers(plan), indent=1, default=str, ensure_ascii=False) + "\n"
    with os.fdopen(os.open(place, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
        out.write(told)


def answers(plan: Plan) -> dict[str, Any]:
    """Return the whole key."""
    return {
        "about": ABOUT,
        "sellers": len(plan.persons),
        "persons": list(_persons(plan)),
        "links": list(_links(plan)),
        "migrations": list(_migrations(plan)),
        "mistakes": [_said(each) for each in mistakes.mistakes(plan)],
        "decoys": [_said(each) for each in decoys.decoys(plan)],
        "overlaps": list(_overlaps(plan)),
    }


def _persons(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield which accounts are of one person, and where that person is."""
    writers = {each.account.person.number: each.handle for each in forum.sellers(plan) if each.account}
    for person in plan.persons:
        held = [account(each) for each in plan.accounts if each.person is person]
        if person.number in writers:
            held.append(("user_account", f"{LANTERNHOUSE.slug}:{writers[person.number]}"))
        yield {"person": person.number, "country": person.country, "town": person.town, "zone": person.zone,
               "accounts": [_name(each) for each in held]}  # fmt: skip


def _links(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield each pair of seller's accounts of one person, and by what the later one can be known."""
    for person in plan.persons:
        held = [each for each in plan.accounts if each.person is person]
        for left, right in combinations(held, 2):
            yield {"person": person.number, "left": _name(account(left)), "right": _name(account(right)),
                   "known_by": _known_by(left, right)}  # fmt: skip


def _known_by(left: Account, right: Account) -> list[str]:
    """Return by what two accounts can be known as one person's; where they share nothing, by habits alone."""
    so = {
        "key": left.fingerprint == right.fingerprint, "handle": left.handle == right.handle,
        "handle_in_disguise": left.root == right.root and left.handle != right.handle,
        "wallet": left.wallet == right.wallet and slips.gives_wallet(left) and slips.gives_wallet(right),
        "mail": left.mail == right.mail and slips.gives_mail(left) and slips.gives_mail(right),
    }  # fmt: skip
    return [name for name, holds in so.items() if holds] or ["habits"]


def _migrations(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield who turned up where after a market ended, and after how many days."""
    for each in plan.accounts:
        if each.moved_from:
            was = next(one for one in plan.accounts if one.person is each.person and one.site.slug == each.moved_from)
            yield {"person": each.person.number, "from": _name(account(was)), "to": _name(account(each)),
                   "closed_on": was.site.closed, "turned_up_on": each.joined,
                   "days": (each.joined - was.site.closed).days, "known_by": _known_by(was, each)}  # fmt: skip


def _overlaps(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield the sellers on whom several units work, with what each of them holds."""
    for number in (0, 22):
        person = plan.of(number).person
        held: dict[str, list[dict[str, str]]] = {}
        for each in parcels.parcels(plan):
            if each.account.person is person:
                held.setdefault(each.unit, []).append(_name(("parcel", each.number)))
        for story in (purchases.told(plan), street.told(plan), casefile.told(plan)):
            for told in story[0].values():
                if _is_about(told.body, number, plan):
                    held.setdefault(told.officer.split(".")[1], []).append(_name(told.name))
        yield {"person": number, "seller": _name(account(plan.of(number))), "units": held}


def _is_about(body: dict[str, Any], number: int, plan: Plan) -> bool:
    said = json.dumps(body, default=str, ensure_ascii=False)
    mine = {
        text for each in plan.accounts if each.person.number == number for text in (each.handle, each.wallet, each.mail)
    }
    return any(f'"{each}"' in said for each in mine)


def _said(planted: Planted) -> dict[str, Any]:
    return {
        "sort": planted.sort, "shows": planted.shows, "person": planted.person, "on": planted.on,
        "records": [_name(each) for each in planted.records], "rows": [asdict(each) for each in planted.rows],
    }  # fmt: skip


def _name(name: Name) -> dict[str, str]:
    return {"kind": name[0], "key": name[1]}
