"""The names of CASE and UCO: which prefix means which namespace, whatever a document calls it.

Read in the ontology files of case-utils 0.18.0: ``case-1.5.0.ttl`` for today's namespaces, ``case-0.5.0.ttl`` for
those before UCO 1.0.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

_UCO: Final = "https://ontology.unifiedcyberontology.org/uco/"
_OLD_UCO: Final = "https://unifiedcyberontology.org/ontology/uco/"
_PARTS: Final = (
    "action", "analysis", "configuration", "core", "identity", "location", "marking", "observable", "pattern", "role",
    "time", "tool", "types", "victim", "vocabulary",
)  # fmt: skip
CASE: Final = "https://ontology.caseontology.org/case/investigation/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OURS: Final = "urn:uuid:c4b1e086-7848-47f5-ae43-75a5c7e075eb#"
"""Our own namespace: a UUID, as nobody has to own an address for it."""

KNOWN: Final[dict[str, str]] = {
    **{f"uco-{part}": f"{_UCO}{part}/" for part in _PARTS},
    "case-investigation": CASE,
    "bowstreet": OURS,
    "xsd": XSD,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
"""The prefixes that mean what they are called, whether a document declares them or not."""

_BY_IRI: Final = {
    **{iri: prefix for prefix, iri in KNOWN.items()},
    **{f"{_UCO}{part}#": f"uco-{part}" for part in _PARTS},
    **{f"{_OLD_UCO}{part}#": f"uco-{part}" for part in _PARTS},
}
_WRITTEN: Final = ("uco-core", "uco-identity", "uco-location", "uco-marking", "uco-observable", "uco-tool",
                   "uco-types", "uco-vocabulary", "uco-action", "case-investigation", "bowstreet", "xsd")  # fmt: skip
CONTEXT: Final[dict[str, str]] = {prefix: KNOWN[prefix] for prefix in _WRITTEN}
"""The context of what is written here."""

THINGS: Final = frozenset({f"uco-{part}" for part in _PARTS if part not in ("types", "time", "vocabulary")}) | {
    "case-investigation"
}
"""The prefixes of classes whose members are things, not parts of one."""

_KEYWORDS: Final = frozenset({"@id", "@type", "@value", "@language", "@list", "@set", "@graph", "@context", "@reverse",
                              "@index", "@included", "@nest", "@direction", "@json", "@none"})  # fmt: skip
_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
MOST_TERMS: Final = 5_000
"""Terms that a context may define."""


class Names:
    """What the names of a document mean, by its own context; ``faults`` says what of that context was not taken."""

    def __init__(self, context: Any = None) -> None:
        """Take the context of a document in; what it names elsewhere is never fetched."""
        self.blank = ""
        self._prefixes = dict(KNOWN)
        self._terms: dict[str, str] = {}
        self._vocabulary = ""
        self._known: dict[str, str] = {}
        self.faults: list[str] = []
        several = context if isinstance(context, list) else [context]
        for each in several[:100]:
            self._take(each)

    def _take(self, context: Any) -> None:
        if context is None:
            return
        if isinstance(context, str):
            self.faults.append("The context of the document lies elsewhere and was not fetched.")
        elif not isinstance(context, Mapping) or len(context) > MOST_TERMS:
            self.faults.append("The context of the document is none, or defines too many terms.")
        else:
            for name, said in context.items():
                iri = said.get("@id") if isinstance(said, Mapping) else said
                if name == "@vocab":
                    self._vocabulary = iri if isinstance(iri, str) else ""
                elif isinstance(iri, str) and not name.startswith("@"):
                    self._terms[name] = iri
                    self._prefixes[name] = iri

    def meant(self, name: str) -> str:
        """Return a name of a document as it is called here: a keyword, a known prefix with a name, or an address.

        >>> Names({"core": KNOWN["uco-core"], "called": "core:name"}).meant("called")
        'uco-core:name'
        """
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._meant(name)
        return found

    def whole(self, name: str) -> str:
        """Return the address that an id of a document is; one that holds in it alone is told apart by ``blank``."""
        prefix, colon, local = name.partition(":")
        if prefix == "_" and colon:
            return f"_:{self.blank}:{local}"
        iri = self._prefixes.get(prefix) if colon and not local.startswith("//") else None
        return iri + local if iri is not None else name

    def _meant(self, name: str) -> str:
        for _ in range(3):
            if name in _KEYWORDS or name not in self._terms or self._terms[name] == name:
                break
            name = self._terms[name]
        if name in _KEYWORDS:
            return name
        iri = self.whole(name) if ":" in name else self._vocabulary + name
        for sign in ("/", "#"):
            start, found, local = iri.rpartition(sign)
            if found and (prefix := _BY_IRI.get(start + sign)):
                return f"{prefix}:{local}"
        return iri


def word(name: str) -> str:
    """Return a name as a loss may say it: without its prefix, and of what is no name only that it is another.

    >>> word("uco-core:name"), word("urn:x#a sentence that somebody wrote")
    ('name', 'other')
    """
    local = re.split(r"[:/#]", name)[-1]
    return local if _LOCAL.fullmatch(local) else "other"
