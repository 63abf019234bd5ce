"""What each kind of record is in CASE and UCO: the class of its node, and the properties and facets that say it.

To add a kind is to add a row; a test asks for it. What no property says stands in the description, each field after
its label, and all of it in the carrier.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from bowstreet.formats.case.beside import Beside, content
from bowstreet.formats.case.graph import Node, decimal, facet, moment
from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.vocabulary.kinds import stating

Facets = Callable[["Said"], list[Node]]


@dataclass(frozen=True)
class Said:
    """A record on its way out: its node's id, its body, and what is written beside it."""

    own: str
    record: Leaving
    beside: Beside

    def one(self, name: str) -> str:
        """Return the first value of a field as text, empty where there is none."""
        return next(iter(self.several(name)), "")

    def several(self, name: str) -> list[str]:
        """Return the values of a field as texts."""
        return stating.plain(self.record.body, name)

    def number(self, name: str) -> int | float | None:
        """Return a number."""
        value = self.record.body.get(name)
        return value if isinstance(value, int | float) else None

    def facet(self, type: str, **said: Any) -> list[Node]:
        """Return a facet, none where it would say nothing."""
        told = {name: value for name, value in said.items() if value not in (None, "", [])}
        return [facet(self.own, type, **told)] if told else []


@dataclass(frozen=True)
class Form:
    """The form of a kind: its class, the moments that its node has by the field that each is, and its facets."""

    type: str | Callable[[Said], str]
    days: dict[str, str] = field(default_factory=dict)
    facets: Facets = lambda said: []
    texts: dict[str, str] = field(default_factory=dict)

    def properties(self, said: Said) -> dict[str, Any]:
        """Return the properties of a node beside what all have."""
        days = {name: moment(said.one(each)) for name, each in self.days.items() if said.one(each)}
        return days | {name: said.one(each) for name, each in self.texts.items() if said.one(each)}

    def class_of(self, said: Said) -> str:
        """Return the class of a record's node."""
        return self.type if isinstance(self.type, str) else self.type(said)


def _person(said: Said) -> list[Node]:
    born = said.one("born_on")
    return said.facet("uco-identity:BirthInformationFacet", uco_identity__birthdate=moment(born) if born else None)


def _account(said: Said) -> list[Node]:
    issuer = {"@id": said.beside.service(said.one("market"))} if said.one("market") else None
    made = said.one("registered_on")
    return [
        *said.facet(
            "uco-observable:AccountFacet", uco_observable__accountIdentifier=said.one("handle"),
            uco_observable__accountIssuer=issuer,
            uco_observable__observableCreatedTime=moment(made) if made else None,
        ),
        *said.facet(
            "uco-observable:DigitalAccountFacet", uco_observable__displayName=said.one("handle"),
            uco_observable__accountLogin=list(dict.fromkeys([*said.several("handle"), *said.several("aliases")])),
        ),
    ]  # fmt: skip


def _held(said: Said, identifier: str, issuer: str) -> list[Node]:
    made = said.one("opened_on")
    by = {"@id": said.beside.service(said.one(issuer))} if said.one(issuer) else None
    return said.facet(
        "uco-observable:AccountFacet", uco_observable__accountIdentifier=identifier, uco_observable__accountIssuer=by,
        uco_observable__observableCreatedTime=moment(made) if made else None,
    )  # fmt: skip


def _wallet(said: Said) -> list[Node]:
    return said.facet(
        "uco-observable:DigitalAddressFacet", uco_observable__addressValue=said.one("address"),
        uco_observable__displayName=said.one("labels"),
    )  # fmt: skip


def _service(said: Said) -> list[Node]:
    return said.facet("uco-observable:OnlineServiceFacet", uco_core__name=said.one("name"))


def _host(said: Said) -> list[Node]:
    return said.facet("uco-observable:DomainNameFacet", uco_observable__value=said.one("address") or said.one("name"))


def _image(said: Said) -> list[Node]:
    size = {
        f"uco_observable__picture{name}": int(value)
        for name, each in (("Width", "width_pixels"), ("Height", "height_pixels"))
        if (value := said.number(each)) is not None and value == int(value)
    }
    return [
        *content(said.own, said.several("sha256")),
        *said.facet("uco-observable:RasterPictureFacet", **size),
        *_point(said),
    ]


def _document(said: Said) -> list[Node]:
    return content(said.own, said.several("sha256"))


def _device(said: Said) -> list[Node]:
    make = said.one("make")
    return [
        *said.facet(
            "uco-observable:DeviceFacet", uco_observable__deviceType=said.one("sort"),
            uco_observable__manufacturer={"@id": said.beside.maker(make)} if make else None,
            uco_observable__model=said.one("model"), uco_observable__serialNumber=said.one("serial"),
        ),
        *said.facet(
            "uco-observable:MobileDeviceFacet",
            uco_observable__IMEI=list(dict.fromkeys([*said.several("imei"), *said.several("other_imeis")])),
        ),
        *content(said.own, said.several("sha256")),
    ]  # fmt: skip


def _location(said: Said) -> list[Node]:
    return [
        *said.facet(
            "uco-location:SimpleAddressFacet", uco_location__street=said.one("address"),
            uco_location__locality=said.one("town"), uco_location__postalCode=said.one("postcode"),
            uco_location__country=said.one("country"),
        ),
        *_point(said),
    ]  # fmt: skip


def _point(said: Said) -> list[Node]:
    told = {
        f"uco_location__{name}": decimal(value)
        for name in ("latitude", "longitude")
        if (value := said.number(name)) is not None
    }
    return said.facet("uco-location:LatLongCoordinatesFacet", **told)


_STATEMENT: Final = Form("uco-core:Assertion")
_GROUPING: Final = Form("uco-core:Grouping")
_ITEM: Final = Form("uco-core:Item")
_ACTION_DAYS: Final = "uco_action__startTime"

BY_CONTENT: Final[dict[str, tuple[str, str]]] = {
    "document": ("uco-observable:File", "uco-observable:ObservableObject"),
    "device": ("uco-observable:MobileDevice", "uco-observable:Device"),
}
"""Kinds whose class hangs on what a record holds: the first with a SHA-256 or an IMEI, else the other."""

FORMS: Final[dict[str, Form]] = {
    "market": Form("uco-observable:OnlineService", facets=_service),
    "forum": Form("uco-observable:OnlineService", facets=_service),
    "vendor_account": Form("uco-observable:DigitalAccount", facets=_account),
    "user_account": Form("uco-observable:DigitalAccount", facets=_account),
    "person": Form("uco-identity:Person", facets=_person),
    "organisation": Form("uco-identity:Organization"),
    "expert": Form("uco-identity:Person"),
    "onion_service": Form("uco-observable:DomainName", facets=_host),
    "domain": Form("uco-observable:DomainName", facets=_host),
    "pgp_key": Form("uco-observable:ObservableObject"),
    "wallet": Form("uco-observable:DigitalAddress", facets=_wallet),
    "exchange_account": Form(
        "uco-observable:DigitalAccount", facets=lambda said: _held(said, said.one("account"), "exchange")
    ),
    "bank_account": Form(
        "uco-observable:Account", facets=lambda said: _held(said, said.one("iban") or said.one("number"), "bank")
    ),
    "image": Form("uco-observable:RasterPicture", facets=_image),
    "document": Form(
        lambda said: BY_CONTENT["document"][0 if said.one("sha256") else 1],
        facets=_document,
    ),
    "device": Form(lambda said: BY_CONTENT["device"][0 if said.one("imei") else 1], facets=_device),
    "location": Form("uco-location:Location", facets=_location),
    "incident": Form("uco-core:Event", {"uco_core__startTime": "happened_on", "uco_core__endTime": "ended_on"}),
    "seizure": Form("case-investigation:InvestigativeAction", {_ACTION_DAYS: "seized_on"}),
    "test_purchase": Form(
        "case-investigation:InvestigativeAction", {_ACTION_DAYS: "ordered_on", "uco_action__endTime": "arrived_on"}
    ),
    "case": Form(
        "case-investigation:Investigation",
        {"uco_core__startTime": "opened_on", "uco_core__endTime": "closed_on"},
        texts={"case_investigation__investigationStatus": "stage"},
    ),
    "operation": Form(
        "case-investigation:Investigation",
        {"uco_core__startTime": "begins_on", "uco_core__endTime": "ends_on"},
        texts={"case_investigation__investigationStatus": "stage"},
    ),
    "tool": Form("uco-tool:Tool", texts={"uco_tool__version": "version"}),
    **dict.fromkeys(("lead", "focus"), _GROUPING),
    **dict.fromkeys(("practice", "lesson", "method", "behaviour", "mistake"), _STATEMENT),
    **dict.fromkeys(("product", "parcel", "vehicle"), _ITEM),
}
"""The form of every kind by its code."""


def classes_of(kind: str) -> tuple[str, ...]:
    """Return the classes that the node of a record of a kind may have.

    >>> classes_of("person")
    ('uco-identity:Person',)
    """
    type = FORMS[kind].type
    return (type,) if isinstance(type, str) else BY_CONTENT[kind]
