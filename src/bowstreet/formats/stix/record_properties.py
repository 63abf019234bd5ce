"""What a record says in the properties of STIX, for readers who do not know the extension."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.formats.stix import forms
from bowstreet.formats.stix.forms import Form
from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape
from bowstreet.vocabulary.kinds.stating import plain
from bowstreet.vocabulary.lawfulness import SubjectCategory

Object = dict[str, Any]
_MAIN: Final = ("description", "summary", "text", "happened", "notes")
"""The field that a description begins with, the first that is there, without its label."""

_TITLES: Final = frozenset({"title", "name", "names", "handle"})
"""Fields that the name of the object says."""

_CRIMINAL: Final = frozenset({SubjectCategory.SUSPECT, SubjectCategory.CONVICTED})
_CONTACTS: Final = ("emails", "phones", "addresses")


def properties(record: Leaving) -> Object:
    """Return what is said of a record in the properties of its type, its common ones aside."""
    form, kind = forms.FORMS[record.kind], catalogue.ALL[record.kind]
    name = record.title.strip() or kind.label
    said = {**form.always, **_fields(form, record.body), **_own(form, record)}
    if form.type in forms.SEEN:
        said |= _seen(record)
    about = "\n\n".join(_about(form, kind, record.body))
    if form.type == "note":
        return {"abstract": name, "content": about or name, **said}
    return {"name": name, **({"description": about} if about else {}), **said}


def told_by(form: Form, kind: Kind) -> dict[str, str]:
    """Return by which property each field of a kind is said, for those that are read in one beside the description."""
    own = {"latitude": "latitude", "longitude": "longitude", "accuracy_metres": "precision"}
    named = [each.name for each in kind.fields if each.name in _TITLES and f"{{{each.name}}}" in kind.titled]
    return {
        **dict.fromkeys(named, "abstract" if form.type == "note" else "name"),
        **{field: each for each, field in form.one.items()},
        **{field: each for each, several in form.several.items() for field in several},
        **(own if form.type == "location" else {}),
        **({"dated_on": "published"} if form.type == "report" else {}),
    }


def _fields(form: Form, body: Mapping[str, Any]) -> Object:
    one = {each: plain(body, field)[0] for each, field in form.one.items() if plain(body, field)}
    several = {each: [value for field in held for value in plain(body, field)] for each, held in form.several.items()}
    return one | {each: values for each, values in several.items() if values}


def _own(form: Form, record: Leaving) -> Object:
    """Return what only one type has."""
    body = record.body
    if form.type == "threat-actor":
        criminal = record.envelope.particulars.subject_category in _CRIMINAL
        return {"threat_actor_types": ["criminal" if criminal else "unknown"]}
    if form.type == "identity":
        contacts = [each for name in _CONTACTS for each in plain(body, name)]
        return {"contact_information": ", ".join(contacts)} if contacts else {}
    if form.type == "report":
        dated = body.get("dated_on")
        return {"published": _midnight(date.fromisoformat(dated)) if dated else record.created_at}
    return _place(body) if form.type == "location" else {}


def _place(body: Mapping[str, Any]) -> Object:
    """Return where a location is. STIX asks for a region, a country or a point, and knows an unknown region."""
    north, east, metres = (body.get(name) for name in ("latitude", "longitude", "accuracy_metres"))
    said: Object = {}
    if north is not None and east is not None and abs(north) <= 90 and abs(east) <= 180:
        said = {"latitude": north, "longitude": east} | (
            {"precision": metres} if metres is not None and metres >= 0 else {}
        )
    return said if said or body.get("country") else {"region": "unknown"}


def _seen(record: Leaving) -> Object:
    days = {"first_seen": record.first_seen, "last_seen": record.last_seen}
    said = {name: _midnight(day) for name, day in days.items() if day}
    return said if len(said) < 2 or said["first_seen"] <= said["last_seen"] else {}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _about(form: Form, kind: Kind, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parts of a description: the main text, then the other fields, each after its label.

    Of several names the first is that of the object; the others stand here.
    """
    main = next((name for name in _MAIN if body.get(name)), "")
    if main:
        yield "\n\n".join(plain(body, main))
    told = told_by(form, kind)
    named = {field for field, name in told.items() if name in ("name", "abstract")}
    said = {
        each.label: _shown(each, body)[1 if each.name in named else 0 :]
        for each in kind.fields
        if each.name in body and each.name != main and (each.name in named or each.name not in told)
    }
    if lines := [f"{label}: {', '.join(values)}" for label, values in said.items() if values]:
        yield "\n".join(lines)


def _shown(field: Field, body: Mapping[str, Any]) -> list[str]:
    said = plain(body, field.name)
    if field.shape is Shape.CHOICE:
        return [dict(field.choices).get(each, each) for each in said]
    if field.shape is Shape.PRODUCT:
        return [products.label(each) for each in said]
    if field.shape is Shape.MARKET:
        return [markets.label(markets.slug(each)) for each in said]
    return said
