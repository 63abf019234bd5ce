"""A record as an object of STIX: what everybody reads, and beside it the extension that carries the record whole."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bowstreet.formats.exchange import older
from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.formats.stix import extension, forms, record_properties, statement_markings
from bowstreet.vocabulary import products
from bowstreet.vocabulary.envelope import GIVEN_BY, Particulars, Restriction, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.selectors import Selector

Object = dict[str, Any]


class NotLeaving(ValueError):
    """A record that STIX cannot say; the message says why in a sentence."""


def stix_id(record: str, kind: str) -> str:
    """Return the id that a record has in STIX: its own UUID.

    STIX knows UUIDs of the versions 1 to 5. One of a later version is written with the version 4 and is the same in
    all its other digits; the extension tells the id as it is.

    >>> stix_id("019a0000-0000-7000-8000-0123456789ab", "tool")
    'tool--019a0000-0000-4000-8000-0123456789ab'
    """
    return f"{forms.FORMS[kind].type}--{stix_uuid(record)}"


def stix_uuid(record: str) -> str:
    """Return the UUID that a record has in STIX; raise ``NotLeaving`` where it has none."""
    own = older.uuid_of(record)
    if own is None:
        raise NotLeaving(f"The record '{record[:60]}' has no UUID, which STIX asks for.")
    return own


def agency_id(slug: str) -> str:
    """Return the id of the identity that an agency is in STIX."""
    return extension.made_id("identity", "agency", slug)


def agency(slug: str, name: str, now: datetime) -> Object:
    """Return the identity of an agency, as it is called now."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": agency_id(slug),
        "created": extension.MADE_AT,
        "modified": max(now, datetime.fromisoformat(extension.MADE_AT)),
        "name": name or slug,
        "identity_class": "organization",
    }


def selectors(record: Leaving) -> tuple[Selector, ...]:
    """Return the selectors that a record yields, each once; raise ``NotLeaving`` for a record of no kind."""
    if record.kind not in catalogue.ALL:
        raise NotLeaving(f"No kind of record is called '{record.kind[:60]}'.")
    return tuple(dict.fromkeys(each.selector for each in catalogue.ALL[record.kind].selectors(record.body)))


def record_object(
    record: Leaving, told: tuple[datetime, datetime], yielded: Sequence[Selector], refs: Sequence[str]
) -> Object:
    """Return the object of one version of a record.

    ``told`` are the times of the record's making and of this version, ``yielded`` its selectors, ``refs`` the objects
    that it names where its type must name some.
    """
    form, kind = forms.FORMS[record.kind], catalogue.ALL[record.kind]
    naming = {"object_refs": list(refs) or [agency_id(record.owner)]} if form.type in forms.NAMING else {}
    kinds = {extension.KINDS: {"extension_type": "new-sdo"}} if form.is_new else {}
    return {
        "type": form.type,
        "spec_version": "2.1",
        "id": stix_id(record.id, record.kind),
        "created_by_ref": agency_id(record.owner),
        "created": told[0],
        "modified": told[1],
        **({"revoked": True} if record.envelope.terms.state is State.ERASED else {}),
        **record_properties.properties(record),
        **naming,
        "labels": [kind.label.lower(), *map(products.label, kind.products(record.body))],
        "external_references": [{"source_name": "Bowstreet", "external_id": record.id}],
        "object_marking_refs": statement_markings.refs([record.envelope.terms]),
        "extensions": kinds | {extension.RECORD: _whole(record, yielded)},
    }


def _whole(record: Leaving, yielded: Sequence[Selector]) -> Object:
    """Return what the extension holds of a record. What is empty is left out, because STIX has no empty lists."""
    return _filled(
        {
            "extension_type": "property-extension",
            "record": record.id,
            "kind": record.kind,
            "title": record.title,
            "version": record.version,
            "created_at": record.created_at,
            "modified_at": record.modified_at,
            "owner": record.owner,
            "owner_name": record.owner_name,
            "terms": plain(record.envelope.terms),
            "particulars": plain(record.envelope.particulars),
            "body": {name: _said(value) for name, value in record.body.items()},
            "first_seen": _value(record.first_seen),
            "last_seen": _value(record.last_seen),
            "masked": list(record.masked),
            "selectors": [{"selector_type": each.type.value, "value": each.value} for each in yielded],
            "foreign": list(record.foreign),
        }
    )


@lru_cache(maxsize=1_000)
def plain(held: Terms | Particulars | Restriction) -> Object:
    """Return half an envelope as it is written, a giver only where there is one; many records have the same."""
    said = {each.name: _value(getattr(held, each.name)) for each in fields(held)}
    return _filled({name: each for name, each in said.items() if each or name != GIVEN_BY})


def _value(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, StrEnum | Grade):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _said(value: Any) -> Any:
    """Return the value of a field; statements without the days that they do not have."""
    if isinstance(value, list):
        return [_filled(each) if isinstance(each, dict) else each for each in value]
    return value


def _filled(held: Object) -> Object:
    return {name: each for name, each in held.items() if each is not None and each != []}
