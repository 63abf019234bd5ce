"""Which records the rows of a mapping yield: the part ``records`` of its TOML."""

from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Any

from bowstreet.formats import saying
from bowstreet.formats.saying import WrongMapping
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.selector_types import SelectorType

_READABLE_KINDS = frozenset({"vendor_account", "user_account", "market", "forum"})
_RECORD = frozenset({"kind", "fields", "keys", "contacts", "category", "ground", "values", "pseudonym", "selectors"})


@dataclass(frozen=True)
class RecordRule:
    """One kind of record that rows yield.

    ``fields`` pairs a field of the kind with a field of the mapping; ``keys`` hold OpenPGP text and ``contacts`` free
    text in which contacts are looked for; ``selectors`` pairs fields of the mapping that hold nothing but identifiers
    with the types of these. ``values`` says by a field of the kind what a word of the table means there.
    ``pseudonym``: the handles are numbers that a collector gave, and are kept under the mapping's name.
    """

    kind: str
    fields: tuple[tuple[str, str], ...]
    keys: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    category: SubjectCategory | None = None
    ground: str = ""
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    pseudonym: bool = False
    selectors: tuple[tuple[str, tuple[SelectorType, ...]], ...] = ()

    def meant(self, name: str, value: Any) -> Any:
        """Return what a value of the table means in a field of the kind."""
        return dict(dict(self.values).get(name, ())).get(str(value).strip(), value)


def read(raw: Any, names: frozenset[str]) -> RecordRule:
    """Return a rule out of TOML; ``names`` are the fields of its mapping. Raise ``WrongMapping`` with a sentence."""
    if not isinstance(raw, dict):
        raise WrongMapping("Each of 'records' is a table.")
    saying.known(raw, _RECORD, "A record of a mapping")
    kind = raw.get("kind")
    if kind not in _READABLE_KINDS:
        raise WrongMapping(f"A mapping yields records of the kinds {', '.join(sorted(_READABLE_KINDS))}.")
    fields = raw.get("fields", {})
    if not isinstance(fields, dict):
        raise WrongMapping("'fields' of a record pairs its fields with those of the mapping.")
    for ours, theirs in fields.items():
        if ours not in catalogue.kind(kind).by_name or ours in ("market", "name"):
            raise WrongMapping(f"A record of kind {kind} takes no field '{ours}' from a table.")
        if theirs not in names:
            raise WrongMapping(f"'{ours}' of a {kind} comes from the field '{theirs}', which no column becomes.")
    if "handle" in catalogue.kind(kind).by_name and "handle" not in fields:
        raise WrongMapping(f"A record of kind {kind} needs its handle.")
    return RecordRule(
        kind,
        tuple(fields.items()),
        tuple(saying.within(each, names) for each in saying.texts(raw, "keys", default=())),
        tuple(saying.within(each, names) for each in saying.texts(raw, "contacts", default=())),
        _category(raw.get("category")),
        saying.text(raw, "ground") if "ground" in raw else "",
        _values(raw, kind),
        saying.flag(raw, "pseudonym"),
        _selectors(raw, names),
    )


def _selectors(raw: Map[str, Any], names: frozenset[str]) -> tuple[tuple[str, tuple[SelectorType, ...]], ...]:
    said = raw.get("selectors", {})
    try:
        if not isinstance(said, dict):
            raise ValueError
        pairs = ((name, str(codes).split("|")) for name, codes in said.items())
        return tuple((saying.within(name, names), tuple(SelectorType(each) for each in some)) for name, some in pairs)
    except ValueError as wrong:
        if isinstance(wrong, WrongMapping):
            raise
        raise WrongMapping(
            "'selectors' pairs a field of the mapping with a type of identifier, or several by |."
        ) from None


def _values(raw: Map[str, Any], kind: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    said = raw.get("values", {})
    known = catalogue.kind(kind).by_name
    right = isinstance(said, dict) and all(
        name in known and isinstance(words, dict) and all(isinstance(each, str) for each in words.values())
        for name, words in said.items()
    )
    if not right:
        raise WrongMapping("'values' of a record says by its fields what each word of the table means there.")
    return tuple((name, tuple(words.items())) for name, words in said.items())


def _category(code: Any) -> SubjectCategory | None:
    if code is None:
        return None
    try:
        found = SubjectCategory(code)
    except ValueError:
        raise WrongMapping(f"'{code}' is no category of data subject.") from None
    if found is SubjectCategory.UNDETERMINED:
        raise WrongMapping("'undetermined' is never a default.")
    return found
