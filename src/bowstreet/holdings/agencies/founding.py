"""Making, changing and suspending agencies: the operator's acts, and the supervisor's standing envelope."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.holdings.agencies import rules
from bowstreet.holdings.agencies import standing as standings
from bowstreet.holdings.agencies.answers import AgencyCard, Standing
from bowstreet.holdings.agencies.counter import raise_counter
from bowstreet.holdings.agencies.models import Agency
from bowstreet.holdings.agencies.queries import card_of
from bowstreet.holdings.ledger import keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Malformed, Refusal, Sort

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
_COUNTRY = re.compile(r"[A-Z]{2}")


class WrongAgency(Malformed):
    """An agency that cannot be made as described."""


class AgencyExists(Refusal):
    """The slug is taken."""

    sort = Sort.CONFLICT


@dataclass(frozen=True)
class Founded:
    """A new agency and the private half of its sealing key, which is shown once and kept nowhere."""

    agency: AgencyCard
    private_sealing_key: str


def operator(agency: str = "") -> Reader:
    """Return the reader that the machine's operator is: no purpose, no content, at work for an agency or none."""
    return Reader(officer="operator", agency=agency, role=Role.OPERATOR, purpose=None, session="machine")


def found_agency(  # noqa: PLR0913 - an agency is made of all this at once
    *,
    slug: str,
    name: str,
    country: str,
    sort: str,
    contact: str,
    now: datetime,
    actor: Reader,
    standing: Mapping[str, Any] | None = None,
) -> Founded:
    """Make an agency with its standing envelope and sealing key; the operator's act.

    Raise ``WrongAgency``, ``AgencyExists`` or ``standing.WrongStanding`` with a sentence.
    """
    if actor.role is not Role.OPERATOR:
        raise Hidden()
    _check(slug, name, country, sort, contact)
    kept = standings.read(standing or {})
    public, private = keys.agency_keys()
    with transaction.atomic():
        if Agency.objects.filter(slug=slug).exists():
            raise AgencyExists(f"There is an agency '{slug}' already.")
        row = Agency.objects.create(
            slug=slug, name=name.strip(), country=country, sort=sort, contact=contact.strip(), standing=kept,
            sealing_key=public, made_at=now,
        )  # fmt: skip
        keys.know_agency(slug, public)
        raise_counter()
        recording.record_act(actor=actor, event=Event.ADMIN, action="agency.found", now=now, agency=slug)
    return Founded(card_of(row), private)


def suspend_agency(*, actor: Reader, slug: str, now: datetime) -> None:
    """End all sessions and tokens of an agency until it is resumed; the operator's act."""
    _set_suspended(actor, slug, now, now, "agency.suspend")


def resume_agency(*, actor: Reader, slug: str, now: datetime) -> None:
    """Let the officers of a suspended agency sign in again; the operator's act."""
    _set_suspended(actor, slug, None, now, "agency.resume")


def set_standing(*, reader: Reader, standing: Mapping[str, Any], now: datetime) -> Standing:
    """Change the standing envelope of the reader's agency, a supervisor's act; records made before keep theirs."""
    if not rules.is_supervisor(reader):
        raise Hidden()
    kept = standings.read(standing)
    with transaction.atomic():
        Agency.objects.filter(slug=reader.agency).update(standing=kept)
        recording.record_act(actor=reader, event=Event.POLICY_CHANGE, action="agency.standing", now=now)
    return standing_of(reader=reader, now=now)


def standing_of(*, reader: Reader, now: datetime) -> Standing:
    """Return the standing envelope of the reader's agency."""
    own = json.loads(Agency.objects.values_list("standing", flat=True).get(slug=reader.agency))
    return Standing(own, {**standings.DEFAULTS, **own})


def _set_suspended(actor: Reader, slug: str, at: datetime | None, now: datetime, action: str) -> None:
    if actor.role is not Role.OPERATOR:
        raise Hidden()
    with transaction.atomic():
        if not Agency.objects.filter(slug=slug).update(suspended_at=at):
            raise Hidden()
        raise_counter()
        recording.record_act(actor=actor, event=Event.ADMIN, action=action, now=now, agency=slug)


def _check(slug: str, name: str, country: str, sort: str, contact: str) -> None:
    for wrong, sentence in (
        (not _SLUG.fullmatch(slug), "An agency's short name has small letters, digits and hyphens."),
        (is_blank(name), "An agency needs a name."),
        (not _COUNTRY.fullmatch(country), "A country is two capital letters, as in ISO 3166."),
        (is_blank(sort), "Say which sort of agency it is."),
        (is_blank(contact), "An agency needs a contact point."),
    ):
        if wrong:
            raise WrongAgency(sentence)
