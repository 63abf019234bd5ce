"""How MISP says that a thing be handled and weighed: tags, distribution, sharing groups, read as marks of ours.

A grade of the Admiralty scale is another scheme than ours: it is kept verbatim and never converted. A distribution
opens no further than its words allow to those who are not on the server it came from; a sharing group is a list of
organisations that we cannot know as agencies, so that it opens to nobody, named or not.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bowstreet.formats.exchange import conditions
from bowstreet.formats.exchange.conditions import Mark
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.vocabulary import giving, handling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.evaluation import Grade, weakest
from bowstreet.vocabulary.handling import Classification, Pap, Scope, Tlp
from bowstreet.vocabulary.taxonomies import admiralty_scale, catalogue, estimative_language, pap, taxonomy, tlp
from bowstreet.vocabulary.taxonomies.taxonomy import Tag

OWN: Final = "bowstreet"
"""The namespace of our own tags: ``bowstreet:handling="H2"``, ``bowstreet:grade="B2"``."""

INHERIT: Final = "5"
_GROUP: Final = "4"
_GRADING: Final = frozenset((admiralty_scale.TAXONOMY.namespace, estimative_language.TAXONOMY.namespace))
"""Taxonomies that grade; what they say is kept as a grading of another scheme."""

_SCOPES: Final = {"0": Scope.OWNER, "1": Scope.OWNER, "2": Scope.LEA, "3": Scope.COMMUNITY}
"""'This community only' is those on the server it came from, and who reads here is not."""

UNMARKED: Final = Marks()
MOST_TAGS: Final = 1_000
LONGEST_TAG: Final = 255


def tags_of(held: Mapping[str, Any]) -> list[str]:
    """Return the names of the tags of an event or attribute, those of its galaxies too, each once."""
    found = [_name(each) for each in _listed(held.get("Tag"))]
    found += [_text(each.get("tag_name")) for each in clusters_of(held)]
    return list(dict.fromkeys(each[:LONGEST_TAG] for each in found if each))[:MOST_TAGS]


def clusters_of(held: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the clusters of galaxies that an event or attribute is tied to."""
    for galaxy in _listed(held.get("Galaxy")):
        if isinstance(galaxy, Mapping):
            yield from (each for each in _listed(galaxy.get("GalaxyCluster")) if isinstance(each, Mapping))


def marks(held: Mapping[str, Any], above: Marks = UNMARKED, *, event: bool = False) -> tuple[Marks, list[Loss]]:
    """Return the marks of a part, of every mark the stricter of its own and those of what it stands in."""
    names = tags_of(held)
    read = [tag for name in names if (tag := taxonomy.read(name))]
    scope, losses = _scope(held, event=event)
    levels = [level for tag in read if tag.namespace.casefold() == "tlp" and (level := tlp.level(tag))]
    allowed = [pap.level(tag) for tag in read if tag.namespace.casefold() == "pap"]
    grades = [grade for tag in read if (grade := _own_grade(tag))]
    losses += _lost_tags(names, read)
    stands = Mark(classification=above.classification, handling=above.handling, h3_text=above.h3_text)
    asks = conditions.together([stands, *map(_own_mark, read)])
    return Marks(
        tlp=_strictest([*levels, above.tlp]),
        pap=_strictest([*allowed, above.pap]),
        grade=weakest(grades) if grades else above.grade,
        scope=_strictest([scope, above.scope]),
        foreign_grading="; ".join(_graded(read)) or above.foreign_grading,
        tags=tuple(dict.fromkeys((*names, *above.tags))),
        handling=asks.handling,
        h3_text=asks.h3_text,
        classification=asks.classification,
        giver=(_organisation(held) or giving.UNNAMED) if event else above.giver,
    ), losses


def _strictest(codes: Iterable[Any]) -> Any:
    known = [each for each in codes if each is not None]
    return handling.strictest(known) if known else None


def _graded(read: list[Tag]) -> list[str]:
    return sorted({str(tag) for tag in read if tag.namespace.casefold() in _GRADING})


def graded(told: str) -> list[str]:
    """Return the tags of the Admiralty scale in a grading of another scheme, as it is kept of what came in.

    >>> graded('STIX confidence 5; admiralty-scale:source-reliability="b"')
    ['admiralty-scale:source-reliability="b"']
    """
    read = (taxonomy.read(each.strip()) for each in told.split(";"))
    return [str(tag) for tag in read if tag and tag.namespace.casefold() == admiralty_scale.TAXONOMY.namespace]


def _organisation(event: Mapping[str, Any]) -> str:
    made_by = event.get("Orgc") or event.get("Org")
    return _text(made_by.get("name")) if isinstance(made_by, Mapping) else ""


def _own_grade(tag: Tag) -> Grade | None:
    if (tag.namespace, tag.predicate) != (OWN, "grade") or not Grade.is_one(tag.value):
        return None
    return Grade.read(tag.value)


def _own_mark(tag: Tag) -> Mark:
    """Return the handling code or the classification that a tag of ours says."""
    is_mark = (tag.namespace, tag.predicate) in ((OWN, "handling"), (OWN, "classification"))
    return conditions.read(f"{tag.predicate}:{tag.value}") if is_mark else conditions.NOTHING


def _lost_tags(names: list[str], read: list[Tag]) -> list[Loss]:
    """Return the tags that change nothing but the text that they are shown in; those we have words for are no loss."""
    unclear = [tag for tag in read if tag.namespace.casefold() in ("tlp", "pap") and not catalogue.label(_usual(tag))]
    found = [Loss(f"tag.{tag.namespace[:60]}", Why.NOT_READ) for tag in unclear]
    known = {each.casefold() for each in (*catalogue.ALL, OWN)}
    spaces = [tag.namespace if (tag := taxonomy.read(name)) else "words" for name in names]
    return found + [Loss(f"tag.{each[:60]}", Why.NO_FIELD) for each in spaces if each.casefold() not in known]


def _usual(tag: Tag) -> str:
    """Return a tag of TLP or PAP in the letters that its taxonomy writes."""
    if tag.namespace.casefold() == "tlp":
        return f"tlp:{tag.predicate.casefold()}"
    return f"PAP:{tag.predicate.upper()}"


def _scope(held: Mapping[str, Any], *, event: bool) -> tuple[Scope | None, list[Loss]]:
    """Return the widest scope that a distribution allows, None where it says nothing of its own."""
    said = held.get("distribution")
    text = "" if said is None or isinstance(said, (dict, list, bool)) else str(said).strip()
    group = held.get("sharing_group_id") not in (None, "", "0", 0) or bool(held.get("SharingGroup"))
    lost = [Loss("sharing-group", Why.COARSER)] if group or text == _GROUP else []
    if text == _GROUP or (group and text not in _SCOPES):
        return Scope.OWNER, lost
    if text in _SCOPES:
        return _SCOPES[text], lost
    if said is not None and text != INHERIT:
        return Scope.OWNER, [*lost, Loss("distribution", Why.NOT_READ)]
    return (Scope.OWNER if event and said is not None else None), lost


def out(scope: Scope, level: Tlp, *, held_back: bool) -> str:
    """Return the distribution that says a scope to a foreign MISP, never wider than scope and TLP allow.

    ``held_back``: a handling code or a restriction forbids that it be passed on. TLP:AMBER is for a named circle, which
    no distribution is.

    >>> out(Scope.LEA, Tlp.GREEN, held_back=False), out(Scope.COMMUNITY, Tlp.AMBER, held_back=False)
    ('1', '0')
    """
    if held_back:
        return "0"
    by_scope = {Scope.LEA: 1, Scope.COMMUNITY: 3}.get(scope, 0)
    by_level = {Tlp.CLEAR: 3, Tlp.GREEN: 1}.get(level, 0)
    return str(min(by_scope, by_level))


def handling_tags(level: Tlp, actions: Pap) -> list[str]:
    """Return the tags of TLP and PAP."""
    return [str(tlp.tag(level)), str(pap.tag(actions))]


def own_tags(terms: Terms, grade: Grade) -> list[str]:
    """Return the tags in our own namespace: the grade, the handling codes, and what is classified as that."""
    secret = terms.classification is not Classification.UNCLASSIFIED
    return [
        f'{OWN}:grade="{grade}"',
        *(f'{OWN}:handling="{code}"' for code in sorted(terms.handling)),
        *([f'{OWN}:classification="{terms.classification}"'] if secret else []),
    ]


def _name(each: Any) -> str:
    return _text(each.get("name")) if isinstance(each, Mapping) else _text(each)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, Mapping) else []
