"""Which kind the objects of STIX are drafts of, and which of its fields each property is; one row a type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bowstreet.vocabulary.selectors import NotASelector, SelectorType, read


@dataclass(frozen=True)
class Row:
    """How objects of one type become drafts.

    ``named``: the field that the name is, ``unnamed`` what stands there for an object without one. ``text``: the field
    that takes all that has a word in ``lines`` and no field of its own. ``one`` and ``several``: other properties and
    their fields. ``numbers`` and ``days``: properties that are a number or a time, and their fields. ``always``: what
    every draft holds. ``name`` and ``main``: the properties that are its name and its main text, where not the usual.
    """

    kind: str
    named: str
    text: str
    one: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    always: Mapping[str, Any] = field(default_factory=dict)
    name: str = "name"
    main: str = "description"
    unnamed: str = ""


_ACTOR: Final = {
    "threat_actor_types": "Types", "roles": "Roles", "goals": "Goals", "sophistication": "Sophistication",
    "resource_level": "Resources", "primary_motivation": "Motive", "secondary_motivations": "Other motives",
    "personal_motivations": "Personal motives",
}  # fmt: skip
_IDENTITY: Final = {
    "identity_class": "Class", "roles": "Roles", "sectors": "Sectors", "contact_information": "Contact",
}  # fmt: skip
_MALWARE: Final = {
    "malware_types": "Types", "is_family": "Is a family", "architecture_execution_envs": "Runs on",
    "implementation_languages": "Written in", "capabilities": "Capabilities",
}  # fmt: skip
_ANALYSIS: Final = {
    "version": "Version", "configuration_version": "Configuration", "modules": "Modules",
    "analysis_engine_version": "Engine", "analysis_definition_version": "Definitions", "result_name": "Result",
    "result": "Verdict", "submitted": "Submitted", "analysis_started": "Begun", "analysis_ended": "Ended",
}  # fmt: skip
_SITE: Final = {"infrastructure_types": "Types"}

PERSON: Final = Row("person", "names", "description", several={"aliases": "names"}, lines=_ACTOR | _IDENTITY)
ORGANISATION: Final = Row(
    "organisation", "name", "description", several={"aliases": "aliases"}, lines=_ACTOR | _IDENTITY
)
MARKET: Final = Row("market", "name", "description", several={"aliases": "aliases"}, lines=_SITE)
FORUM: Final = Row("forum", "name", "description", several={"aliases": "aliases"}, lines=_SITE)
ONION: Final = Row("onion_service", "address", "description", lines=_SITE | {"aliases": "Other names"})
DOMAIN: Final = Row("domain", "name", "description", lines=_SITE | {"aliases": "Other names"})
SERVER: Final = Row(
    "device", "", "notes", lines=_SITE | {"name": "Name", "aliases": "Other names"}, always={"sort": "server"}
)

ROWS: Final[dict[str, Row]] = {
    "intrusion-set": ORGANISATION,
    "campaign": Row("behaviour", "title", "summary", lines={"aliases": "Other names", "objective": "Objective"}),
    "attack-pattern": Row("behaviour", "title", "summary", lines={"aliases": "Other names"}),
    "course-of-action": Row("practice", "title", "summary", lines={"action": "Action"}),
    "tool": Row(
        "tool", "title", "summary", one={"tool_version": "version"},
        lines={"aliases": "Other names", "tool_types": "Types"},
    ),
    "malware": Row(
        "product", "name", "description", several={"aliases": "aliases"}, lines=_MALWARE,
        always={"form": "digital", "product": "malware"}, unnamed="Malware",
    ),
    "incident": Row("incident", "title", "summary"),
    "report": Row(
        "document", "title", "summary", days={"published": "dated_on"}, lines={"report_types": "Types"},
        always={"sort": "report"},
    ),
    "indicator": Row(
        "document", "title", "summary", days={"valid_from": "dated_on"},
        lines={"indicator_types": "Types", "pattern_type": "Language of the pattern",
               "pattern_version": "Version of the pattern", "valid_until": "Valid until"},
        unnamed="Indicator",
    ),
    "observed-data": Row(
        "document", "title", "summary", name="", main="", days={"first_observed": "dated_on"},
        lines={"number_observed": "Times observed", "last_observed": "Last observed"}, unnamed="Observed data",
    ),
    "grouping": Row("document", "title", "summary", lines={"context": "Context"}, unnamed="Grouping"),
    "note": Row("document", "title", "text", name="abstract", main="content", lines={"authors": "Authors"},
                unnamed="Note"),
    "opinion": Row("document", "title", "text", name="", main="explanation",
                   lines={"opinion": "Opinion", "authors": "Authors"}, unnamed="Opinion"),
    "malware-analysis": Row("document", "title", "summary", name="product", main="", lines=_ANALYSIS,
                            always={"sort": "report"}, unnamed="Analysis of malware"),
    "location": Row(
        "location", "", "notes",
        one={"street_address": "address", "city": "town", "postal_code": "postcode", "country": "country"},
        numbers={"latitude": "latitude", "longitude": "longitude", "precision": "accuracy_metres"},
        lines={"name": "Name", "region": "Region", "administrative_area": "Area"},
    ),
}  # fmt: skip
"""The row of each type whose objects are always drafts of one kind."""

DECIDED: Final[dict[str, Row]] = {
    "identity, individual": PERSON,
    "identity": ORGANISATION,
    "threat-actor": PERSON,
    "threat-actor, organised": ORGANISATION,
    "infrastructure, of a market": MARKET,
    "infrastructure, of a forum": FORUM,
    "infrastructure, named by an onion address": ONION,
    "infrastructure, named by a domain": DOMAIN,
    "infrastructure": SERVER,
}
"""The rows of types whose objects tell themselves which kind they are; ``row_of`` decides."""

_ORGANISED: Final = frozenset(("club", "contest", "team", "organization", "government"))
_ORGANISED_TYPES: Final = frozenset(("crime-syndicate", "nation-state"))


def row_of(held: Mapping[str, Any]) -> Row | None:
    """Return the row of an object; None for a type that no kind says.

    An identity is a person where it says so, a threat actor unless it says that it is several.
    """
    sort = held.get("type")
    if sort == "identity":
        return DECIDED["identity, individual" if held.get("identity_class") == "individual" else "identity"]
    if sort == "threat-actor":
        level, types = held.get("resource_level"), _words(held, "threat_actor_types") | _words(held, "labels")
        organised = (isinstance(level, str) and level in _ORGANISED) or types & _ORGANISED_TYPES
        return DECIDED["threat-actor, organised" if organised else "threat-actor"]
    if sort == "infrastructure":
        said = " ".join(sorted(_words(held, "infrastructure_types")))
        site = next((each for each in ("market", "forum") if each in said), "")
        return DECIDED[f"infrastructure, of a {site}"] if site else DECIDED[_host(held.get("name"))]
    return ROWS.get(str(sort))


def _host(name: Any) -> str:
    for sort, told in ((SelectorType.ONION, "an onion address"), (SelectorType.DOMAIN, "a domain")):
        try:
            read(sort, name if isinstance(name, str) else "")
        except NotASelector:
            continue
        return f"infrastructure, named by {told}"
    return "infrastructure"


def _words(held: Mapping[str, Any], name: str) -> frozenset[str]:
    said = held.get(name)
    return frozenset(each for each in said if isinstance(each, str)) if isinstance(said, list) else frozenset()
