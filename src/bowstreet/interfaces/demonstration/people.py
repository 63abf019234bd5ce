"""The invented agencies founded and their officers enrolled, through the same acts as real ones."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bowstreet.holdings.agencies import enrolling, founding, queries, second_factor, sessions, tokens
from bowstreet.holdings.agencies.answers import EnrolmentLink
from bowstreet.holdings.ledger import chance
from bowstreet.interfaces.demonstration import tours
from bowstreet.interfaces.demonstration.cast import AGENCIES, OFFICERS, CastAgency, CastOfficer
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role

STANDING = {
    "legal_basis": "Invented police data act, article 8",
    "category": {
        "vendor_account": {"category": "suspect", "ground": "offered for sale on a market"},
        "user_account": {"category": "other_party", "ground": "wrote on a forum"},
        "person": {"category": "contact_associate", "ground": "named in the inquiry"},
        "wallet": {"category": "suspect", "ground": "named by a seller"},
        "pgp_key": {"category": "suspect", "ground": "shown by a seller"},
        "parcel": {"category": "suspect", "ground": "sent by a seller"},
        "device": {"category": "suspect", "ground": "found with a suspect"},
        "vehicle": {"category": "suspect", "ground": "used by a suspect"},
        "bank_account": {"category": "contact_associate", "ground": "received what was cashed out"},
        "exchange_account": {"category": "suspect", "ground": "received coins of a seller"},
        "mistake": {"category": "suspect", "ground": "made by a seller"},
    },
}
SESSION = "demonstration"


def found(*, keys: Path, now: datetime, say: Callable[[str], None]) -> None:
    """Found every agency and enrol every officer; private keys and passwords stay in ``keys``."""
    say(f"founding {len(AGENCIES)} agencies, enrolling {len(OFFICERS)} officers ...")
    passwords: dict[str, str] = {}
    for agency in AGENCIES:
        made = founding.found_agency(
            slug=agency.slug, name=agency.name, country=agency.country, sort=agency.sort, contact=agency.contact,
            standing=STANDING, now=now, actor=founding.operator(),
        )  # fmt: skip
        _keep(keys / f"{agency.slug}.sealing", made.private_sealing_key)
        passwords |= _enrol(agency, now)
    _keep(keys / "passwords.json", json.dumps(passwords, indent=2))
    _keep(keys / "cards.json", json.dumps([_card(each) for each in OFFICERS if each.card], ensure_ascii=False))


def reader(login: str, *, now: datetime, purpose: str | None = None) -> Reader:
    """Return an invented officer in a session with second factor."""
    cast = _officer(login)
    card = queries.officer_of_login(login)
    made = sessions.reader_for(
        officer_id=card.id, purpose=Purpose(purpose or cast.purpose) if purpose or cast.purpose else None,
        case=cast.case or None, reason=None, session=SESSION, mfa=True, now=now,
    )  # fmt: skip
    if made is None:
        raise LookupError(f"{login} cannot sign in.")
    return made


def new_tokens(*, now: datetime) -> dict[str, dict[str, str]]:
    """Make a token for every invented officer and return them by sign-in name."""
    return {
        each.login: {"agency": each.agency, "role": each.role, "token": new_token(each.login, now=now)}
        for each in OFFICERS
    }


def new_token(login: str, *, now: datetime) -> str:
    """Make a token for an invented officer, good for thirty days."""
    return tokens.make(reader=reader(login, now=now), now=now, label="demonstration", days=30).secret


def _enrol(agency: CastAgency, now: datetime) -> dict[str, str]:
    """Enrol the first officer by the operator, the others by that officer; return their invented passwords."""
    team = sorted((each for each in OFFICERS if each.agency == agency.slug), key=lambda each: each.role != "supervisor")
    passwords: dict[str, str] = {}
    for number, officer in enumerate(team):
        if number == 0:
            link = enrolling.first_link(agency=agency.slug, name=officer.name, login=officer.login, now=now)
        else:
            lead = reader(team[0].login, now=now)
            link = enrolling.enrol(
                reader=lead, now=now, name=officer.name, login=officer.login, role=Role(officer.role)
            )
        passwords[officer.login] = _accept(link, now)
    return passwords


def _accept(link: EnrolmentLink, now: datetime) -> str:
    token = link.path.removeprefix("/enrol/")
    password = chance.secret(18)
    code = second_factor.code_at(enrolling.open_link(token, now=now).totp_secret, now)
    enrolling.accept(token, password=password, code=code, now=now)
    return password


def _card(officer: CastOfficer) -> dict[str, str]:
    agency = next(each for each in AGENCIES if each.slug == officer.agency)
    return {"officer": officer.login, "name": officer.name, "agency": agency.name, "country": agency.country,
            "role": officer.role, "try": tours.card_of(officer), "purpose": officer.purpose,
            "case": officer.case}  # fmt: skip


def _officer(login: str) -> CastOfficer:
    return next(each for each in OFFICERS if each.login == login)


def _keep(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8")
    place.chmod(0o600)
