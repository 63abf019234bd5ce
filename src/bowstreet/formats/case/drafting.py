"""A node of CASE as a draft of one of our kinds, and what of it no field says.

What is a thing of its own here becomes that; what belongs to somebody, such as an address of e-mail, becomes a
document that holds it: its text yields the identifiers in it, so that they match, link and correlate like all others.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from bowstreet.formats.case.nodes import Node
from bowstreet.formats.case.taking import Taken
from bowstreet.formats.exchange import coins
from bowstreet.formats.exchange.losses import Why
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import alone, catalogue
from bowstreet.vocabulary.kinds.kind import WrongBody
from bowstreet.vocabulary.selectors import NotASelector, SelectorType, read

Body = dict[str, Any]
Made = tuple[str, Body] | None
Labels = Mapping[str, str]
Maker = Callable[[Taken, Labels], Made]


def draft(taken: Taken, labels: Labels, own: str, number: int) -> Draft | None:
    """Return the draft that a node becomes, None where no kind says it, which is lost then.

    ``labels`` are how the nodes of the document are called, ``own`` is the id, ``number`` that of the piece.
    """
    make = _maker(taken)
    if make is None:
        taken.lose("", Why.NO_KIND)
        return None
    made = make(taken, labels)
    checked = _checked(made, taken) if made else None
    if made is None or checked is None:
        taken.lose("", Why.NOT_READ)
        return None
    kind = catalogue.ALL[made[0]]
    known_as = "" if kind.key(checked) else own
    return Draft(kind.code, checked, cites=(f"piece:{number}",), known_as=known_as)


def _checked(made: tuple[str, Body], taken: Taken) -> Body | None:
    """Return a body as its kind allows it, without what its fields cannot hold; None where nothing is left."""
    kind, body = catalogue.ALL[made[0]], {name: value for name, value in made[1].items() if value not in ("", [], None)}
    for place, _ in kind.faults(body):
        name = place.partition(".")[0]
        if body.pop(name, None) is not None:
            taken.lose(name, Why.NOT_READ)
    try:
        return kind.check(body) or None
    except WrongBody:
        return None


def _maker(taken: Taken) -> Maker | None:
    """Return what makes a node into a draft, by its classes first, then by its facets."""
    for names in (taken.types, taken.facets):
        for known, make in MAKERS:
            if names & known:
                return make
    return None


def _person(taken: Taken, labels: Labels) -> Made:
    """Return a person, named by the name of the node or of its facet."""
    given = " ".join(taken.texts("SimpleNameFacet.givenName", "SimpleNameFacet.familyName"))
    born = taken.day("BirthInformationFacet.birthdate")
    body = {
        "names": list(dict.fromkeys(filter(None, [given, *taken.texts("name")]))),
        "born_on": born.isoformat() if born else "",
        "description": _description(taken),
    }
    return "person", body


def _organisation(taken: Taken, labels: Labels) -> Made:
    """Return an organisation."""
    return "organisation", {"name": taken.text("name"), "description": _description(taken)}


def _location(taken: Taken, labels: Labels) -> Made:
    """Return a location."""
    country = taken.text("SimpleAddressFacet.country")
    body = {
        "address": taken.text("SimpleAddressFacet.street"),
        "town": ", ".join(taken.texts("SimpleAddressFacet.locality", "SimpleAddressFacet.region")),
        "postcode": taken.text("SimpleAddressFacet.postalCode"),
        "country": country.upper() if country.upper() in countries.CODES else country,
        "latitude": taken.number("LatLongCoordinatesFacet.latitude"),
        "longitude": taken.number("LatLongCoordinatesFacet.longitude"),
        "notes": _named(taken),
    }
    return "location", body


def _account(taken: Taken, labels: Labels) -> Made:
    """Return a user account where the service has a name, else a document that holds the names and numbers."""
    services = taken.refs("AccountFacet.accountIssuer", "ApplicationAccountFacet.application")
    names = taken.texts(
        "AccountFacet.accountIdentifier", "DigitalAccountFacet.accountLogin", "DigitalAccountFacet.displayName"
    )
    numbers = taken.texts("PhoneAccountFacet.phoneNumber", "MobileAccountFacet.MSISDN")
    mails = [labels.get(each, "") for each in taken.refs("EmailAccountFacet.emailAddress")]
    service = next((labels[each] for each in services if labels.get(each)), "")
    made = taken.day("AccountFacet.observableCreatedTime")
    if service and names and not numbers and not any(mails):
        body = {"market": service, "handle": names[0], "aliases": list(dict.fromkeys(names[1:])),
                "registered_on": made.isoformat() if made else "", "description": [_named(taken)]}  # fmt: skip
        body["aliases"] = [each for each in body["aliases"] if each != names[0]]
        body["description"] = [each for each in body["description"] if each]
        return "user_account", body
    told = _told(("Account", names), ("Telephone", numbers), ("E-mail", mails), ("With", [service]))
    return _document("Account", told, taken)


def _email(taken: Taken, labels: Labels) -> Made:
    """Return a document that holds the address."""
    return _document("E-mail address", _told(("", taken.texts("EmailAddressFacet.addressValue"))), taken)


def _url(taken: Taken, labels: Labels) -> Made:
    """Return a document that holds the address of a page."""
    return _document("URL", _told(("", taken.texts("URLFacet.fullValue"))), taken)


def _ip(taken: Taken, labels: Labels) -> Made:
    """Return a document that holds the address."""
    found = taken.texts(*(f"{each}Facet.addressValue" for each in ("IPv4Address", "IPv6Address", "IPAddress")))
    return _document("IP address", _told(("", found)), taken)


def _host(taken: Taken, labels: Labels) -> Made:
    """Return a domain or an onion service."""
    name = taken.text("DomainNameFacet.value") or taken.text("name")
    for sort in (SelectorType.ONION, SelectorType.DOMAIN):
        try:
            selector = read(sort, name)
        except NotASelector:
            continue
        return str(alone.kind_of(selector)), {**alone.body_of(selector), "description": _named(taken)}
    return _document("Domain name", name, taken)


def _address(taken: Taken, labels: Labels) -> Made:
    """Return a wallet where the address is one of a coin, else a document that holds it."""
    said = taken.text("DigitalAddressFacet.addressValue")
    _, form = coins.told(said)
    if form:
        labels_ = taken.texts("DigitalAddressFacet.displayName")
        return "wallet", {"address": form, "labels": labels_, "description": _named(taken)}
    return _document("Address", said, taken)


def _device(taken: Taken, labels: Labels) -> Made:
    """Return a device."""
    imeis = [each for each in taken.texts("MobileDeviceFacet.IMEI") if _is(SelectorType.IMEI, each, taken)]
    makers = [labels.get(each, "") for each in taken.refs("DeviceFacet.manufacturer")]
    is_phone = bool({"MobileDevice", "MobilePhone", "SmartPhone"} & taken.types) or "MobileDeviceFacet" in taken.facets
    sorts = {"computer": "computer", "laptop": "computer", "tablet": "tablet", "server": "server"}
    sort = sorts.get(taken.text("DeviceFacet.deviceType").lower(), "telephone" if is_phone else "")
    body = {
        "imei": imeis[0] if imeis else "",
        "other_imeis": imeis[1:],
        "serial": taken.text("DeviceFacet.serialNumber"),
        "make": next(filter(None, makers), ""),
        "model": taken.text("DeviceFacet.model"),
        "sort": sort,
        "notes": _named(taken),
    }
    return "device", body


def _file(taken: Taken, labels: Labels) -> Made:
    """Return an image where it is a picture with a SHA-256, else a document."""
    hashes = dict(_hashes(taken))
    names = taken.texts("FileFacet.fileName")
    called = taken.text("name")
    title = next(iter(names), "") or called or "File"
    sha256 = [value.lower() for method, value in hashes.items() if method.replace("-", "").upper() == "SHA256"]
    if sha256 and {"RasterPicture", "Image"} & taken.types:
        return "image", {"sha256": sha256[0], "caption": title, "description": _description(taken)}
    told = _told(
        *((method, [value]) for method, value in hashes.items()),
        ("Name", [*names[1:], called] if called != title else names[1:]),
        ("Path", taken.texts("FileFacet.filePath")),
        ("Size in bytes", taken.texts("FileFacet.sizeInBytes", "ContentDataFacet.sizeInBytes")),
        ("Type", taken.texts("ContentDataFacet.mimeType")),
    )
    return "document", {"title": title, "sort": "file", "sha256": sha256, "text": told, "summary": _description(taken)}


def _hashes(taken: Taken) -> Iterable[tuple[str, str]]:
    for each in taken.parts("ContentDataFacet.hash"):
        method, value = each.text("uco-types:hashMethod"), each.text("uco-types:hashValue")
        if method and value:
            yield method[:40], value[:200]
        else:
            taken.lose("ContentDataFacet.hash", Why.NOT_READ)


def _message(taken: Taken, labels: Labels) -> Made:
    """Return a document that holds the message."""
    subject = taken.text("EmailMessageFacet.subject")
    body = taken.long_texts("EmailMessageFacet.body", "MessageFacet.messageText", "SMSMessageFacet.messageText")
    return _document(subject or "Message", "\n".join(body), taken)


def _investigation(taken: Taken, labels: Labels) -> Made:
    """Return a case; what it holds is mentioned by it."""
    status = taken.text("investigationStatus").lower()
    opened, closed = taken.day("startTime"), taken.day("endTime")
    focus = taken.texts("focus")
    body = {
        "title": taken.text("name") or (focus[0] if focus else ""),
        "stage": status if status in ("open", "closed") else "",
        "opened_on": opened.isoformat() if opened else "",
        "closed_on": closed.isoformat() if closed else "",
        "summary": "\n".join(filter(None, [_description(taken), _told(("Focus", focus))])),
    }
    if status and not body["stage"]:
        taken.lose("investigationStatus", Why.NO_FIELD)
    return "case", body


def _provenance(taken: Taken, labels: Labels) -> Made:
    """Return a document; what it holds is mentioned by it."""
    exhibit = taken.text("exhibitNumber")
    title = taken.text("name") or (f"Exhibit {exhibit}" if exhibit else "Provenance record")
    body = {"title": title, "reference": exhibit, "sort": "other", "summary": _description(taken)}
    return "document", body


def _document(title: str, text: str, taken: Taken) -> Made:
    """Return a document that holds an identifier or a text, None where there is none."""
    return ("document", {"title": title, "sort": "other", "text": text, "summary": _named(taken)}) if text else None


def _description(taken: Taken) -> str:
    return "\n".join(taken.long_texts("description"))


def _named(taken: Taken) -> str:
    """Return name and description of what has no field for its name."""
    return "\n".join([*taken.texts("name"), *taken.long_texts("description")])


def _told(*said: tuple[str, list[str]]) -> str:
    return "\n".join(f"{name}: {each}" if name else each for name, values in said for each in values if each)


def _is(type: SelectorType, said: str, taken: Taken) -> bool:
    try:
        read(type, said)
    except NotASelector:
        taken.lose(type.value, Why.NOT_READ)
        return False
    return True


def label(node: Node) -> str:
    """Return how a node is called: its name, else the identifier in its facets."""
    if said := node.text("uco-core:name"):
        return said
    facets = node.parts("uco-core:hasFacet")
    names = ("uco-core:name", "uco-observable:addressValue", "uco-observable:value", "uco-observable:phoneNumber")
    return next((said for name in names for each in facets if (said := each.text(name))), "")


_ACCOUNTS: Final = frozenset({"Account", "DigitalAccount", "ApplicationAccount", "PhoneAccount", "EmailAccount",
                              "MobileAccount", "UserAccount", "AccountFacet", "DigitalAccountFacet",
                              "PhoneAccountFacet", "EmailAccountFacet", "ApplicationAccountFacet"})  # fmt: skip
MAKERS: Final[tuple[tuple[frozenset[str], Maker], ...]] = (
    (frozenset({"Person", "SimpleNameFacet", "BirthInformationFacet"}), _person),
    (frozenset({"Organization", "Identity"}), _organisation),
    (frozenset({"Location", "SimpleAddressFacet", "LatLongCoordinatesFacet"}), _location),
    (frozenset({"Investigation"}), _investigation),
    (frozenset({"ProvenanceRecord"}), _provenance),
    (frozenset({"EmailAddress", "EmailAddressFacet"}), _email),
    (frozenset({"URL", "URLFacet"}), _url),
    (frozenset({"DomainName", "DomainNameFacet"}), _host),
    (
        frozenset({each + end for each in ("IPv4Address", "IPv6Address", "IPAddress") for end in ("", "Facet")}),
        _ip,
    ),
    (frozenset({"DigitalAddress", "DigitalAddressFacet"}), _address),
    (frozenset({"Message", "EmailMessage", "SMSMessage", "MessageFacet", "EmailMessageFacet"}), _message),
    (_ACCOUNTS, _account),
    (
        frozenset({"Device", "MobileDevice", "MobilePhone", "SmartPhone", "Computer", "Laptop", "DeviceFacet",
                   "MobileDeviceFacet"}),
        _device,
    ),
    (
        frozenset({"File", "RasterPicture", "Image", "ArchiveFile", "PDFFile", "ContentData", "FileFacet",
                   "ContentDataFacet"}),
        _file,
    ),
)  # fmt: skip
"""What makes nodes of some classes, or with some facets, into drafts."""
