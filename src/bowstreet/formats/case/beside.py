"""What is written beside the records so that others see it: identifiers, agencies, places of trade, marks."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from bowstreet.formats.case import graph
from bowstreet.formats.case.carrying import BESIDE
from bowstreet.formats.case.graph import Node, facet, made_id, node
from bowstreet.formats.exchange import conditions
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import HandlingCode
from bowstreet.vocabulary.selector_types import COINS, Selector, SelectorType

_T = SelectorType
Facets = Callable[[str, str], list[Node]]


class Beside:
    """The nodes that are written beside the records, each once."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def nodes(self) -> Iterable[Node]:
        """Return all of them, in the order in which they were first needed."""
        return self._nodes.values()

    def agency(self, slug: str, name: str = "") -> str:
        """Return the id of an agency's node; the first name that is not empty stays."""
        own = made_id("agency", slug)
        held = self._nodes.get(own)
        if held is None or (name and held["uco-core:name"] == slug):
            self._nodes[own] = node(own, "uco-identity:Organization", BESIDE, uco_core__name=name or slug)
        return own

    def service(self, name: str) -> str:
        """Return the id of the node of a market, a forum or another place where accounts are."""
        try:
            own = made_id("service", markets.slug(name))
        except ValueError:
            own = made_id("service", name)
        if own not in self._nodes:
            told = [facet(own, "uco-observable:OnlineServiceFacet", uco_core__name=name)]
            self._nodes[own] = node(
                own, "uco-observable:OnlineService", BESIDE, uco_core__name=name, uco_core__hasFacet=told
            )
        return own

    def maker(self, name: str) -> str:
        """Return the id of the node of who makes a device."""
        own = made_id("maker", name)
        self._nodes.setdefault(own, node(own, "uco-identity:Organization", BESIDE, uco_core__name=name))
        return own

    def selector(self, one: Selector) -> str:
        """Return the id of the node of an identifier."""
        own = made_id("selector", one.type, one.value)
        if own not in self._nodes:
            type, facets = _observable(one)
            self._nodes[own] = node(
                own, type, BESIDE, uco_core__name=one.value, uco_core__tag=one.type.value,
                uco_core__hasFacet=facets(own, one.value),
            )  # fmt: skip
        return own

    def marks(self, terms: Terms) -> list[str]:
        """Return the ids of the nodes of marks: the level of the traffic light protocol, our codes and conditions."""
        return [self._mark(f"TLP:{terms.tlp}"), *(self._mark(each) for each in _codes(terms))]

    def _mark(self, statement: str) -> str:
        own = made_id("marking", statement)
        if own not in self._nodes:
            model = node(
                made_id("statement", statement), "uco-marking:StatementMarking",
                uco_marking__definitionType="statement", uco_marking__statement=statement,
            )  # fmt: skip
            self._nodes[own] = node(
                own, "uco-marking:MarkingDefinition", BESIDE, uco_core__name=statement,
                uco_marking__definitionType="statement", uco_marking__definition=[model],
            )  # fmt: skip
        return own


def _codes(terms: Terms) -> list[str]:
    return [
        f"PAP:{terms.pap}",
        f"CLASSIFICATION:{terms.classification}",
        f"SCOPE:{terms.scope}",
        *(f"HANDLING:{_handled(code, terms)}" for code in sorted(terms.handling)),
        *(f"PURPOSE:{code}" for code in sorted(terms.purposes)),
        *map(conditions.condition, terms.restrictions),
    ]


def _handled(code: HandlingCode, terms: Terms) -> str:
    return f"{code}: {terms.h3_text}" if code is HandlingCode.H3 and terms.h3_text else str(code)


def _observable(one: Selector) -> tuple[str, Facets]:
    return _OBSERVABLES.get(one.type, ("uco-observable:ObservableObject", lambda own, value: []))


def _with(type: str, name: str) -> Facets:
    return lambda own, value: [node(made_id("facet", own, type), type) | {name: value}]


def _hash(own: str, value: str) -> list[Node]:
    return content(own, [value])


def content(own: str, digests: Iterable[str]) -> list[Node]:
    """Return the facet of a file's contents with their hashes, none where there are none."""
    told = [graph.sha256(each) for each in dict.fromkeys(digests)]
    return [facet(own, "uco-observable:ContentDataFacet", uco_observable__hash=told)] if told else []


_ADDRESS: Final = "uco-observable:addressValue"
_ACCOUNT: Final = (
    "uco-observable:DigitalAccount",
    _with("uco-observable:AccountFacet", "uco-observable:accountIdentifier"),
)
_OBSERVABLES: Final[dict[Any, tuple[str, Facets]]] = {
    _T.EMAIL: ("uco-observable:EmailAddress", _with("uco-observable:EmailAddressFacet", _ADDRESS)),
    _T.PHONE: (
        "uco-observable:PhoneAccount",
        _with("uco-observable:PhoneAccountFacet", "uco-observable:phoneNumber"),
    ),
    **dict.fromkeys(
        (_T.ONION, _T.DOMAIN),
        ("uco-observable:DomainName", _with("uco-observable:DomainNameFacet", "uco-observable:value")),
    ),
    _T.URL: ("uco-observable:URL", _with("uco-observable:URLFacet", "uco-observable:fullValue")),
    _T.IPV4: ("uco-observable:IPv4Address", _with("uco-observable:IPv4AddressFacet", _ADDRESS)),
    _T.IPV6: ("uco-observable:IPv6Address", _with("uco-observable:IPv6AddressFacet", _ADDRESS)),
    **dict.fromkeys(COINS, ("uco-observable:DigitalAddress", _with("uco-observable:DigitalAddressFacet", _ADDRESS))),
    **dict.fromkeys((_T.XMPP, _T.TELEGRAM, _T.WICKR, _T.SESSION, _T.TOX, _T.SIGNAL), _ACCOUNT),
    _T.IBAN: ("uco-observable:Account", _ACCOUNT[1]),
    _T.IMEI: ("uco-observable:MobileDevice", _with("uco-observable:MobileDeviceFacet", "uco-observable:IMEI")),
    _T.SHA256: ("uco-observable:File", _hash),
}
"""What each type of identifier is in UCO; what it has no word for is an observable with the type as its tag."""
