"""Cyber-observables as drafts: a thing of its own as that, what belongs to somebody as a document that holds it.

A document's text yields the identifiers in it, so that they match, link and correlate like all others.
"""

from collections.abc import Callable
from typing import Any, Final

from bowstreet.formats.stix import tables
from bowstreet.formats.stix.forms import OURS
from bowstreet.formats.stix.taking import Taken
from bowstreet.vocabulary.kinds import alone
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, read, recognise

Made = tuple[str, dict[str, Any]]
_OWN: Final = ("value", "address", "iban")
"""The properties in which objects of types that the standard does not have hold an identifier; ours are named by it."""

_KINDLESS: Final = tables.SCO_TYPES | {"vulnerability", "language-content"}
"""Types of the standard that no kind says, where they are not made below."""


def body(taken: Taken) -> Made | None:
    """Return the kind and the body that an observable becomes, not yet checked; None where no kind says it."""
    make = _MAKERS.get(taken.sort)
    return make(taken) if make else _unknown(taken)


def _host(taken: Taken) -> Made | None:
    name = taken.text("value")
    for sort in (SelectorType.ONION, SelectorType.DOMAIN):
        try:
            return _alone(read(sort, name))
        except NotASelector:
            continue
    return _document("Domain name", name)


def _alone(selector: Selector) -> Made | None:
    kind = alone.kind_of(selector)
    return (kind, dict(alone.body_of(selector))) if kind and selector.type is not SelectorType.HANDLE else None


def _valued(title: str) -> Callable[[Taken], Made | None]:
    def make(taken: Taken) -> Made | None:
        return _document(title, _lines(("", taken.texts("value")), ("Shown as", taken.texts("display_name"))))

    return make


def _file(taken: Taken) -> Made | None:
    hashes = _hashes(taken)
    sha256 = hashes.get("SHA-256", "").lower()
    name = taken.text("name") or "File"
    if sha256 and taken.text("mime_type").startswith("image/"):
        return "image", {"sha256": sha256, "caption": name}
    told = _lines(*((each, [value]) for each, value in hashes.items()), ("Type", taken.texts("mime_type")))
    made = _document(name, told)
    if made and sha256:
        made[1]["sha256"] = [sha256]
    return made


def _certificate(taken: Taken) -> Made | None:
    hashes = _hashes(taken)
    said = [(name.replace("_", " ").capitalize(), taken.texts(name)) for name in ("subject", "issuer", "serial_number")]
    return _document("Certificate", _lines(*((f"{each} fingerprint", [held]) for each, held in hashes.items()), *said))


def _account(taken: Taken) -> Made | None:
    names = [name for each in ("account_login", "user_id", "display_name") for name in taken.texts(each)]
    sort = taken.text("account_type")
    if sort and names:
        others = list(dict.fromkeys(each for each in names[1:] if each != names[0]))
        return "user_account", {"market": sort, "handle": names[0], "aliases": others}
    return _document("User account", "\n".join(names))


def _message(taken: Taken) -> Made | None:
    return _document(taken.text("subject") or "E-mail message", taken.long_text("body"))


def _unknown(taken: Taken) -> Made | None:
    """Return what an object of a type that is not of the standard becomes, by the identifier that it holds."""
    if taken.sort in _KINDLESS:
        return None
    for name in ("name",) if taken.sort.startswith(OURS) else _OWN:
        for selector in recognise(taken.peek(name)):
            if made := _alone(selector):
                taken.value(name)
                return made
    if taken.sort.startswith(OURS) or taken.sort == "phone-number":
        title = taken.text("name") or taken.sort.removeprefix(OURS).replace("-", " ").capitalize()
        return _document(title, _lines(("", [taken.long_text("description")]), ("", taken.texts("value"))))
    return None


def _document(title: str, text: str) -> Made | None:
    return ("document", {"title": title, "sort": "other", "text": text}) if text or title else None


def _hashes(taken: Taken) -> dict[str, str]:
    held = taken.value("hashes")
    return {name: each for name, each in held.items() if isinstance(each, str)} if isinstance(held, dict) else {}


def _lines(*said: tuple[str, list[str]]) -> str:
    return "\n".join(f"{name}: {each}" if name else each for name, values in said for each in values if each)


_MAKERS: Final[dict[str, Callable[[Taken], Made | None]]] = {
    "domain-name": _host,
    "email-addr": _valued("E-mail address"),
    "ipv4-addr": _valued("IP address"),
    "ipv6-addr": _valued("IP address"),
    "url": _valued("URL"),
    "file": _file,
    "artifact": _file,
    "x509-certificate": _certificate,
    "user-account": _account,
    "email-message": _message,
}
"""How an observable of each type of the standard that a kind says is made into a body."""
