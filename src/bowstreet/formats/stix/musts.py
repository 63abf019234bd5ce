"""What the standard asks of an object beyond its schema; asked of objects that fit their schema.

The rules are those that ``stix2-validator`` tells as errors, and no others, so that both give one verdict.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bowstreet.formats.stix import patterns, tables
from bowstreet.formats.stix.faults import Fault, shown

Object = dict[str, Any]
Rule = Callable[[Object], Iterator[Fault]]

TIME = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(\.[0-9]+)?Z$"
)
_NAME = re.compile(r"[a-z0-9_]{3,250}$")
_TYPE = re.compile(r"-?[a-z0-9]+(?:-[a-z0-9]+)*-?$")
_INDEX = re.compile(r"\[(\d+)\]")
_COMPONENT = r"(?:(?:\?+|\*)?(?:[\w.\-]|\\[^\s\w.])+(?:\?+|\*)?|\?+|\*|-)"
_LANGUAGE = r"(?:\*|-|[a-z]{2,3}(?:-(?:[a-z]{2}|[0-9]{3}))?)"
_CPE = re.compile(rf"cpe:2\.3:[hoa*\-](?::{_COMPONENT}){{5}}:{_LANGUAGE}(?::{_COMPONENT}){{4}}$")


def fault_of(held: Object) -> Fault | None:
    """Return what is wrong with an object whose schema finds nothing wrong with it, the first thing found."""
    return next(faults_of(held), None)


def faults_of(held: Object, fits: bool = True) -> Iterator[Fault]:
    """Yield all that is wrong with an object beyond its schema.

    Where a property that the standard gives to other types holds what no rule can be asked of, that is what is wrong;
    in an object whose schema does not fit, that has been said.
    """
    for rule in _RULES + _BY_TYPE.get(held["type"], ()):
        try:
            yield from rule(held)
        except (TypeError, ValueError, KeyError, AttributeError, IndexError):
            if fits:
                yield Fault("A property that the standard knows from other objects is not what it is there.")


def _times(held: Object) -> Iterator[Fault]:
    for name in ("created", "modified", *tables.TIMES.get(held["type"], ())):
        if name in held and not _is_moment(held[name]):
            yield Fault("There is no such time.", (name,))


def _is_moment(text: str) -> bool:
    """Say whether a text is a time that the calendar has; what has not the form of one is the schema's business."""
    if TIME.match(text) is None or (text[8:10] < "29" and text[17:19] != "60" and text[:4] != "0000"):
        return True
    try:
        datetime.fromisoformat(text[:19])
    except ValueError:
        return False
    return True


def _order(held: Object) -> Iterator[Fault]:
    if "created" in held and "modified" in held and not _is_after(held["modified"], held["created"], True):
        yield Fault("It was modified before it was created.", ("modified",))
    if rule := tables.ORDERS.get(held["type"]):
        later, earlier, same = rule
        if later in held and earlier in held and not _is_after(held[later], held[earlier], same):
            yield Fault(f"This comes before '{earlier}'.", (later,))


def _is_after(later: str, earlier: str, same: bool) -> bool:
    """Say whether one time comes after another.

    Times of one length are compared as texts, which is the same, and so are times that Python cannot hold.
    """
    same_form = len(later) == len(earlier)
    one, other = (None, None) if same_form else (_moment(later), _moment(earlier))
    if one is None or other is None:
        return later >= earlier if same else later > earlier
    return one >= other if same else one > other


def _moment(text: str) -> datetime | None:
    form = TIME.match(text)
    if form is None or len(form[1] or "") > 7:
        return None
    try:
        return datetime.fromisoformat(text[:19] + (form[1] or ""))
    except ValueError:
        return None


def _own_marking(held: Object) -> Iterator[Fault]:
    if held["id"] in held.get("object_marking_refs", ()):
        yield Fault("A marking may not mark itself.", ("object_marking_refs",))
    if any(each.get("marking_ref") == held["id"] for each in held.get("granular_markings", ())):
        yield Fault("A marking may not mark itself.", ("granular_markings",))


def _selectors(held: Object) -> Iterator[Fault]:
    for number, marking in enumerate(held.get("granular_markings", ())):
        for selector in marking.get("selectors", ()):
            if not _is_there(held, selector):
                yield Fault(f"Nothing stands where '{shown(selector)}' points.", ("granular_markings", number))


def _is_there(held: Any, selector: str) -> bool:
    for step in selector.split("."):
        if index := _INDEX.match(step):
            if not isinstance(held, list | str) or len(index[1]) > 9 or int(index[1]) >= len(held):
                return False
            held = held[int(index[1])]
        elif isinstance(held, dict) and step in held:
            held = held[step]
        else:
            return False
    return True


def _language(held: Object) -> Iterator[Fault]:
    if "lang" in held and held["lang"] not in tables.listed("languages"):
        yield Fault("This is no language code of RFC 5646.", ("lang",))


def _software_languages(held: Object) -> Iterator[Fault]:
    for number, each in enumerate(held.get("languages", ())):
        if each not in tables.listed("languages") and each not in tables.listed("languages_of_software"):
            yield Fault("This is no language code of RFC 5646.", ("languages", number))


def _cpe(held: Object) -> Iterator[Fault]:
    if "cpe" in held and not _CPE.match(held["cpe"]):
        yield Fault("This is no name of CPE 2.3.", ("cpe",))


def _media_type(held: Object) -> Iterator[Fault]:
    if "mime_type" in held and held["mime_type"] not in tables.listed("media_types"):
        yield Fault("IANA has no media type of this name.", ("mime_type",))


def _encoding(name: str) -> Rule:
    def encoding(held: Object) -> Iterator[Fault]:
        if name in held and held[name] not in tables.listed("character_sets"):
            yield Fault("IANA has no character set of this name.", (name,))

    return encoding


def _pattern(held: Object) -> Iterator[Fault]:
    if held.get("pattern_type") != "stix" or not isinstance(held.get("pattern"), str):
        return
    version = str(held.get("pattern_version", held.get("spec_version", "2.1")))
    try:
        read = patterns.read(held["pattern"], version)
    except patterns.WrongPattern as wrong:
        yield Fault(str(wrong), ("pattern",))
        return
    for compared in patterns.comparisons(read):
        kind, name = compared.path.type, compared.path.steps[0]
        if compared.operator == "EXISTS":
            continue
        if kind not in tables.SCO_TYPES and not (_TYPE.match(kind) and 3 <= len(kind) <= 250):
            yield Fault(f"'{shown(kind)}' is no name of a type.", ("pattern",))
        if not (_NAME.match(str(name)) or (kind in tables.SCO_TYPES and name == "id")):
            yield Fault(f"'{shown(name)}' is no name of a property.", ("pattern",))


def _contents(held: Object) -> Iterator[Fault]:
    for key, texts in held.get("contents", {}).items():
        if key not in tables.listed("languages"):
            yield Fault("This is no language code of RFC 5646.", ("contents", key))
        if not isinstance(texts, dict):
            yield Fault("This is not an object.", ("contents", key))
            continue
        for name in texts:
            if not _NAME.match(name):
                yield Fault("This is no name of a property.", ("contents", key, name))


def _random_id(held: Object) -> Iterator[Fault]:
    contributors = tables.OPTIONAL_CONTRIBUTORS[held["type"]]
    if held["id"][-22] != "4" and not any(name in held for name in contributors):
        yield Fault("Without properties that make up its id, an object of this type has a random id.", ("id",))


def _file_times(held: Object) -> Iterator[Fault]:
    for name, each in held.get("extensions", {}).items():
        if not _is_moment(each.get("time_date_stamp", "")):
            yield Fault("There is no such time.", ("extensions", name, "time_date_stamp"))


def _certificate_times(held: Object) -> Iterator[Fault]:
    extensions = held.get("x509_v3_extensions", {})
    for name in ("private_key_usage_period_not_before", "private_key_usage_period_not_after"):
        if not _is_moment(extensions.get(name, "")):
            yield Fault("There is no such time.", ("x509_v3_extensions", name))


def _observed(held: Object) -> Iterator[Fault]:
    """Look at the objects inside observed data, which may name each other."""
    objects = held.get("objects", {})
    for key, each in objects.items():
        for fault in (*_inner_refs(each, objects), *_inner(each)):
            yield fault.under(key).under("objects")


def _inner(each: Object) -> Iterator[Fault]:
    """Yield what is wrong with an object inside observed data. Its times are not looked at, but for their order."""
    if each["type"] == "network-traffic":
        yield from _order({**each, "created": "", "modified": ""})
    for rule in _INNER.get(each["type"], ()):
        yield from rule(each)


def _inner_refs(held: Object, objects: Object) -> Iterator[Fault]:
    for way, types in tables.INNER_REFS.get(held["type"], {}).items():
        *steps, last = way.split()
        for place in _reached(held, steps):
            for each in _several(place[last]) if last in place else ():
                if each not in objects:
                    yield Fault(f"Nothing here is called '{shown(each)}'.", (last,))
                elif objects[each]["type"] not in types:
                    yield Fault(f"'{shown(each)}' is not of a type that may be named here.", (last,))


def _reached(held: Any, steps: list[str]) -> list[Object]:
    reached = [held]
    for step in steps:
        reached = [one for each in reached if step in each for one in _several(each[step])]
    return [each for each in reached if isinstance(each, dict)]


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _nested(held: Object) -> Iterator[Fault]:
    """Ask the rules of what looks like an object of STIX within a list of another, which no schema has judged."""
    for name, value in held.items():
        if type(value) is list:
            for number, each in enumerate(value):
                if type(each) is dict and "id" in each and "type" in each:
                    yield from (fault.under(number).under(name) for fault in faults_of(each))


_RULES: tuple[Rule, ...] = (_times, _order, _selectors, _language, _cpe, _nested)
_BY_TYPE: dict[str, tuple[Rule, ...]] = {
    "marking-definition": (_own_marking,),
    "indicator": (_pattern,),
    "language-content": (_contents,),
    "observed-data": (_observed,),
    "artifact": (_media_type, _random_id),
    "directory": (_encoding("path_enc"),),
    "file": (_encoding("name_enc"), _file_times),
    "software": (_software_languages,),
    "process": (_random_id,),
    "email-message": (_random_id,),
    "user-account": (_random_id,),
    "windows-registry-key": (_random_id,),
    "x509-certificate": (_random_id, _certificate_times),
}
_INNER: dict[str, tuple[Rule, ...]] = {
    "artifact": (_media_type,),
    "directory": (_encoding("path_enc"),),
    "file": (_encoding("name_enc"),),
    "software": (_software_languages,),
}
