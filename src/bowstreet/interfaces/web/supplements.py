"""What a page shows beside its door's answer: names for ids, choices for its forms, the tour of an invented world."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bowstreet.casework.deconfliction import tickets
from bowstreet.casework.deconfliction.answers import TicketList
from bowstreet.casework.deconfliction.personas import showing as personas
from bowstreet.casework.deconfliction.planned import places, showing
from bowstreet.casework.intake import mapping, targets, watching
from bowstreet.casework.library import rates
from bowstreet.casework.operations import joint, layers
from bowstreet.casework.operations.leads import showing as chain
from bowstreet.casework.sharing import resting
from bowstreet.casework.sharing.corrections import showing as corrections
from bowstreet.casework.sharing.requests import showing as requests
from bowstreet.holdings.agencies import queries, rules
from bowstreet.holdings.agencies.purposes import purposes_of
from bowstreet.holdings.observations import datasets
from bowstreet.holdings.repository import asking, near
from bowstreet.interfaces.doors.audience import DISSEMINATORS, GATHERERS, RE_MARKERS, RECORDERS, SUPERVISORS
from bowstreet.interfaces.web import standing_page, story, wording
from bowstreet.vocabulary import gifts
from bowstreet.vocabulary.evaluation import InfoAccuracy, SourceReliability
from bowstreet.vocabulary.handling import Classification, HandlingCode, IndexPolicy, Pap, Scope, Tlp
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Instrument, ProtectedFlag, Purpose, SpecialCategory, SubjectCategory
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import LEA_ROLES, LEADERS, OPERATIONAL_PURPOSES, Reader, Role

Supplement = Callable[[HttpRequest, Reader, datetime, Any], dict[str, Any]]

GRADES = tuple(f"{source}{accuracy}" for source in SourceReliability for accuracy in InfoAccuracy)

ENVELOPE: Mapping[str, tuple[str, ...]] = {
    name: tuple(each.value for each in codes)
    for name, codes in (
        ("subject_category", SubjectCategory), ("scope", Scope), ("tlp", Tlp), ("handling", HandlingCode), ("pap", Pap),
        ("index", IndexPolicy), ("classification", Classification), ("flags", ProtectedFlag),
        ("special", SpecialCategory), ("instrument", Instrument), ("purposes", Purpose),
    )
}  # fmt: skip
"""The codes of each field of an envelope."""

ENVELOPE_NAMES = ",".join(
    f"envelope.{each}"
    for each in (
        *ENVELOPE, "category_ground", "basis", "review_on", "group", "recipients", "h3_text", "reliability", "accuracy",
        "strict_necessity", "legal_basis", "instrument_ref", "case_ref", "collected_on", "erase_on",
    )
)  # fmt: skip
"""The names of the fields of an envelope in a form."""

NO_FILTERS = asking.Filters()
_TICKETS = 5
_USUAL = timedelta(days=30)
"""So long a release is asked for where nobody says how long."""
_WHOLE_LEDGER = frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})


def of(door: str, request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    """Return what the page of a door wants beside the answer."""
    make = SUPPLEMENTS.get(door)
    return make(request, reader, now, answer) if make else {}


def _tour(reader: Reader) -> Sequence[Mapping[str, str]]:
    """Return the steps of this officer's tour; none in a world that is not invented."""
    place = Path(settings.STATE) / "demonstration-keys" / "tour.json"
    if not settings.DEMONSTRATION or not place.is_file():
        return ()
    led: Mapping[str, Sequence[Mapping[str, str]]] = json.loads(place.read_text(encoding="utf-8"))["tours"]
    officer = queries.officer_row(reader.officer)
    return led.get(officer.login, ()) if officer else ()


def _warned(reader: Reader, now: datetime) -> dict[str, Any]:
    """Return what an officer of the law is to hear first: conflicts of plans, alerts on personas."""
    plans = reader.role in LEA_ROLES
    return {
        "agencies": queries.cards(),
        "conflicts": showing.conflicts_ahead(reader, now) if plans else 0,
        "alerts": personas.alerts_of_late(reader, now) if plans else 0,
    }


def _lead(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    led = joint.operations(reader=reader, now=now).rows if "hand_over" in answer.may else ()
    own = [each for each in led if each.part == "lead"] if answer.owner == reader.agency else []
    return {"agencies": queries.cards(), "operations": own, "errors": (), "typed": {}}


def _home(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    leads = chain.to_answer(reader, now) if reader.role in LEA_ROLES else 0
    asked = requests.to_answer(reader, now) if reader.role in LEA_ROLES else 0
    wrong = corrections.to_decide(reader, now) if reader.role in LEA_ROLES else 0
    stale = chain.stale(reader, now) if reader.role in LEADERS else 0
    counts = {"leads": leads, "stale": stale, "requests": asked, "corrections": wrong}
    return {"tour": _tour(reader), **counts, **_warned(reader, now)}


def _find(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "brings": reader.role in RECORDERS,
        "takes_out": reader.role in DISSEMINATORS,
        "handles": bool(near.handles_in(asking.read(near.plain(answer.q), NO_FILTERS))),
    }


def _export(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "agencies": queries.cards(),
        "tlps": [str(each) for each in Tlp],
        "handlings": [str(each) for each in HandlingCode],
    }


def _agreement(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    parties = {slug: card for slug, card in queries.cards().items() if card.sort != rules.PARTNER_SORT}
    others = {slug: card for slug, card in parties.items() if slug != reader.agency}
    return {
        **_export(request, reader, now, answer),
        "others": others,
        "purposes": sorted(OPERATIONAL_PURPOSES),
        "kinds": [(code, kind.label) for code, kind in sorted(catalogue.ALL.items())],
        "labels": {code: kind.label for code, kind in catalogue.ALL.items()},
        "grades": GRADES,
        "errors": (),
        "typed": {},
        "releases": reader.role in DISSEMINATORS,
        "receives": reader.role in RECORDERS,
        "recalls": reader.role is Role.SUPERVISOR,
    }


def _agencies(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"agencies": queries.cards()}


def _balance(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {**_agencies(request, reader, now, answer), "gifts": gifts.LABELS, "method": rates.METHOD}


def _operation(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    """Return beside a board its leads and what the reader's agency keeps for itself; who is invited has neither."""
    inside = answer.part != "invited"
    kept = layers.layer(reader=reader, now=now, id=answer.id) if inside else None
    leads = chain.of_operation(reader=reader, now=now, id=answer.id) if inside else None
    return {**_agencies(request, reader, now, answer), "layer": kept, "leads": leads, "errors": (), "typed": {}}


def _focus(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "agencies": queries.cards(),
        "products": wording.products(),
        "declares": reader.role in GATHERERS,
        "errors": (),
        "typed": {},
    }


def _ticket_list(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return _warned(reader, now)


def _with_form(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"agencies": queries.cards(), "errors": (), "typed": {}}


def _ask(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"agencies": queries.cards(), "last": now.date() + _USUAL, "errors": (), "typed": {}}


def _plan_blank(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"errors": (), "typed": {}, "kinds": places.KINDS, "own": queries.card(reader.agency)}


def _check(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    apart = dict.fromkeys(f"{each.type}:{each.value}" for each in answer.of("unknown") if each.kind)
    return {
        "brings": reader.role in GATHERERS,
        "offered": tuple(apart),
        "agencies": queries.cards(),
        "labels": {code: kind.label for code, kind in catalogue.ALL.items()},
        "categories": [each.value for each in SubjectCategory if each is not SubjectCategory.UNDETERMINED],
    }


def _tickets(reader: Reader, now: datetime, answer: Any) -> TicketList:
    """Return the tickets on an own record as it stands, for those who work on tickets."""
    if answer.not_shown or answer.docket.owner.slug != reader.agency or reader.role not in RECORDERS:
        return TicketList((), "open", 0, 0, 0, None, False)
    return tickets.tickets(reader=reader, now=now, record=answer.id, limit=_TICKETS)


def _flags(reader: Reader, now: datetime, ids: Collection[str]) -> dict[str, Any]:
    """Return what is flagged of some records, to those who work with them."""
    told = resting.flags(reader=reader, now=now, ids=ids) if reader.role in LEA_ROLES else resting.Flags()
    return {"flags": told}


def _record(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "datasets": {each.id: each.title for each in datasets.readable(reader, now)},
        "intakes": watching.titles(reader, now, {each.import_id for each in answer.values if each.import_id}),
        "brings": reader.role in RECORDERS,
        "writes": reader.role in RECORDERS,
        "views_as": reader.role in SUPERVISORS,
        "takes_out": reader.role in DISSEMINATORS,
        "recalls": reader.role is Role.SUPERVISOR,
        "re_marks": reader.role in RE_MARKERS,
        "link_types": [str(each) for each in LinkType],
        "grades": GRADES,
        "agencies": queries.cards(),
        "tickets": _tickets(reader, now, answer),
        "undoes": request.GET.get("done") == str(answer.version) and answer.versions[0].by == reader.name,
        **_flags(reader, now, [answer.id]),
    }


def _history(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"days": story.told(answer)}


def _sheet(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"choices": ENVELOPE, "envelope_names": ENVELOPE_NAMES}


def _experts(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"errors": (), "typed": {}}


def _behaviours(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"errors": (), "typed": {}, "product_names": dict(wording.products())}


def _entity(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "datasets": {each.id: each.title for each in datasets.readable(reader, now)},
        "judges": reader.role in RECORDERS,
        **_flags(reader, now, [each.id for each in answer.records]),
    }


_OF_INTAKE: Mapping[str, tuple[str, ...]] = {
    **{name: ENVELOPE[name] for name in ("handling", "tlp", "pap", "scope", "instrument")},
    "grade": GRADES,
}
"""The codes of the fields of an envelope in which an intake may differ."""


def _intake(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "choices": _OF_INTAKE,
        "judges": reader.role in GATHERERS,
        "takes_out": reader.role in DISSEMINATORS,
    }


def _intakes(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "mappings": mapping.mappings(reader=reader, now=now).mappings,
        "choices": _OF_INTAKE,
        "limit": settings.UPLOAD_LIMIT,
    }


def _teaching(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "targets": targets.TARGETS,
        "sorts": targets.SORTS,
        "forms": targets.DAY_FORMS,
        "number_forms": targets.NUMBER_FORMS,
        "price_forms": targets.PRICE_FORMS,
        "types": targets.TYPES,
        "untouched": request.method == "GET",
    }


def _ledger(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    whole = reader.role in _WHOLE_LEDGER
    return {
        "names": queries.officer_names({each.officer for each in answer.entries}),
        "agencies": queries.cards(),
        "officers": queries.colleagues(reader=reader, now=now) if whole else (),
        "whole": whole,
    }


def _entry(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"names": queries.officer_names({answer.entry.officer}), "agencies": queries.cards()}


def _tokens(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"purposes": sorted(purposes_of(reader.role))}


def _officers(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    roles = sorted(rules.enrollable(queries.card(reader.agency).sort), key=list(Role).index)
    return {
        "errors": (),
        "typed": {},
        "roles": roles,
        "changes": [each for each in roles if each not in rules.OVERSEERS],
        "mine": {
            each.id for each in answer
            if rules.may_administer(reader, agency=each.agency.slug, role=Role(each.role))
        },
    }  # fmt: skip


def _standing(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {
        "errors": (),
        "changes": reader.role in SUPERVISORS,
        "oversees": reader.role in _WHOLE_LEDGER,
        **standing_page.shown(answer),
    }


def _groups(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {**_with_form(request, reader, now, answer), "leads": reader.role in LEADERS}


def _enrolled(request: HttpRequest, reader: Reader, now: datetime, answer: Any) -> dict[str, Any]:
    return {"address": request.build_absolute_uri(answer.path)}


SUPPLEMENTS: Mapping[str, Supplement] = {
    "home": _home,
    "find": _find,
    "find.results": _find,
    "export.look": _export,
    "agreement": _agreement,
    "agreement.blank": _agreement,
    "agreement.releases": _agreement,
    "record.releases": _agreement,
    "peer.blank": _agreement,
    "check.blank": _check,
    "check": _check,
    "focus.list": _focus,
    "double_effort": _agencies,
    "situation.balance": _balance,
    "operation.list": _focus,
    "operation.across": _agencies,
    "operation": _operation,
    "lead.list": _agencies,
    "lead": _lead,
    "lead.package": _agencies,
    "ticket": _agencies,
    "behaviour.list": _behaviours,
    "behaviour": _behaviours,
    "tool": _experts,
    "expert.list": _experts,
    "ticket.list": _ticket_list,
    "plan.list": _agencies,
    "plan.blank": _plan_blank,
    "plan": _agencies,
    "notice.settings": _experts,
    "persona.list": _with_form,
    "request.list": _agencies,
    "request": _with_form,
    "request.sheet": _ask,
    "correction.list": _agencies,
    "correction": _with_form,
    "correction.sheet": _with_form,
    "delegation.list": _with_form,
    "record": _record,
    "record.blank": _sheet,
    "record.form": _sheet,
    "record.marking": _sheet,
    "entity": _entity,
    "record.pair": _entity,
    "record.history": _history,
    "intake.list": _intakes,
    "intake": _intake,
    "intake.progress": _intake,
    "mapping.look": _teaching,
    "mapping.preview": _teaching,
    "ledger": _ledger,
    "ledger.entry": _entry,
    "tokens": _tokens,
    "officers": _officers,
    "standing": _standing,
    "groups": _groups,
    "officers.enrol": _enrolled,
    "officers.enrol_anew": _enrolled,
}
"""By the name of the door."""
