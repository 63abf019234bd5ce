"""Writes ``docs/reference/`` and what of the client is written, from the code. ``python -m docs.generate``."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bowstreet.formats.mapping import Column

REFERENCE = Path(__file__).parent / "reference"
HEAD = "<!-- Made by `make reference` from the code; changes here are lost. -->\n\n"


def pages() -> Mapping[str, str]:
    """Return the name and text of every page of the reference."""
    made: dict[str, Callable[[], Iterator[str]]] = {
        "commands.md": _commands, "doors.md": _doors, "kinds.md": _kinds, "mappings.md": _mappings,
        "rules.md": _rules, "taxonomies.md": _taxonomies, "words.md": _words, "stix/README.md": _stix,
        "case.md": _case,
    }  # fmt: skip
    written = {name: HEAD + "\n".join(write()) + "\n" for name, write in made.items()}
    return {
        **written,
        "stix/extension.schema.json": _schema_of_stix(),
        "misp/bowstreet-record/definition.json": _template_of_misp(),
    }


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    names = list(head)
    yield "| " + " | ".join(names) + " |"
    yield "|" + "---|" * len(names)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def _commands() -> Iterator[str]:
    import typer.main

    from bowstreet.interfaces.cli.main import whole

    yield "# Commands\n"
    yield "`bowstreet COMMAND ...`. Exit 0 done; 1 refused, or found what it looks for; 2 usage.\n"
    yield from _group(typer.main.get_group(whole()), "bowstreet")


def _group(group: Any, path: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _group(command, f"{path} {name}")
            continue
        yield f"## `{path} {name}`\n"
        yield " ".join((command.help or "").split()) + "\n"
        rows = [(_usage(each), _meant(each)) for each in command.params if each.name != "help"]
        if rows:
            yield from _table(("option", "meaning"), rows)
            yield ""


def _usage(parameter: Any) -> str:
    shown = ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()
    return f"`{shown}`"


def _meant(parameter: Any) -> str:
    variable = f" (`{parameter.envvar}`)" if isinstance(getattr(parameter, "envvar", None), str) else ""
    return (getattr(parameter, "help", None) or "") + variable


def _doors() -> Iterator[str]:
    from bowstreet.interfaces.doors import table

    yield "# Doors\n"
    yield "Every address with an officer behind it. Empty roles: everybody who is signed in.\n"
    yield from _table(
        ("door", "what it does", "page", "REST under /api/v1", "TAXII under /taxii2", "roles"),
        ((f"`{each.name}`", each.summary, _address(each.method, each.web), _address(each.method, each.api),
          _address(each.method, each.taxii),
          ", ".join(sorted(each.roles))) for each in sorted(table.every(), key=lambda each: each.name)),
    )  # fmt: skip


def _address(method: str, path: str | None) -> str:
    return f"`{method} {path}`" if path else ""


def _kinds() -> Iterator[str]:
    from bowstreet.vocabulary.kinds import catalogue

    yield "# Kinds of records\n"
    yield "Depth: `title` and `open` are opened by the action body, `identifying` by the action identifiers.\n"
    for kind in (catalogue.ALL[code] for code in sorted(catalogue.ALL)):
        yield f"## {kind.label} (`{kind.code}`)\n"
        key = ", ".join(kind.key_fields) or "none: each recording is a thing of its own"
        yield f"Natural key: {key}. Content: {kind.content_kind}. About a person: {'yes' if kind.personal else 'no'}.\n"
        yield from _table(
            ("field", "label", "depth", "shape", "several", "needed", "selector"),
            ((f"`{f.name}`", f.label, f.depth.name.lower(), f.shape.name.lower(), "yes" if f.many else "",
              "yes" if f.required else "", f.selector or "") for f in kind.fields),
        )  # fmt: skip
        yield ""


def _typed(column: "Column") -> str:
    """Return the type of a column, with its range where it has one."""
    if column.part:
        return f"{column.part} of the price"
    least, most = column.least, column.most
    if least is not None and most is not None:
        return f"{column.type}, {least} to {most}"
    return f"{column.type}, {least} or more" if least is not None else str(column.type)


def _mappings() -> Iterator[str]:
    from bowstreet.formats import mapping, saying

    yield "# Shipped mappings\n"
    for place in sorted((Path(mapping.__file__).parent / "mappings").glob("*.toml")):
        made = mapping.parse(place.read_text())
        yield f"## {made.title} (`{made.name}`)\n"
        columns = ", ".join(f"`{each}`" for each in made.match)
        yield f"Recognised by the columns {columns}; yields {', '.join(made.kinds)}.\n"
        if made.left_out:
            yield f"Nothing is kept of {', '.join(map(saying.column, made.left_out))}.\n"
        yield from _table(
            ("column", "field", "type", "needed"),
            ((f"`{c.column}`", f"`{c.field}`", _typed(c), "yes" if c.required else "") for c in made.fields),
        )
        yield ""


def _rules() -> Iterator[str]:
    from bowstreet.holdings.governance.rules import CLAUSES

    yield "# The table of clauses\n"
    yield "Tested in this order; the first that gives a result decides.\n"
    yield from _table(("clause", "sentence"), ((each.number, each.sentence) for each in CLAUSES))


def _words() -> Iterator[str]:
    from bowstreet.vocabulary import evaluation, handling, lawfulness, linking, products, readers
    from bowstreet.vocabulary.selector_types import SelectorType

    yield "# Codes\n"
    yield "Stored as spelled here.\n"
    for module in (handling, lawfulness, evaluation, readers, linking):
        for held in vars(module).values():
            if isinstance(held, type) and issubclass(held, StrEnum) and held.__module__ == module.__name__:
                yield from _codes(held)
    yield from _codes(SelectorType)
    yield "## Product types\n"
    yield from _table(
        ("code", "label", "part of"),
        ((f"`{each.code}`", each.label, each.parent or "") for each in products.ALL.values()),
    )


def _codes(held: type[StrEnum]) -> Iterator[str]:
    yield f"## {held.__name__}\n"
    yield (held.__doc__ or "").strip() + "\n"
    yield ", ".join(f"`{each.value}`" for each in held) + "\n"


def _stix() -> Iterator[str]:
    from bowstreet.formats.stix import drafting_rows, extension, extension_schema, forms, record_properties
    from bowstreet.vocabulary.kinds import catalogue

    yield "# Records in STIX 2.1\n"
    yield ABOUT_STIX.format(record=extension.RECORD, kinds=extension.KINDS, maker=extension.MAKER)
    yield "## What each kind is\n"
    yield "What no property says stands in the description, after its label. All of it stands in the extension.\n"
    yield from _table(
        ("kind", "type in STIX", "fields that have a property"),
        ((f"`{code}`", f"`{form.type}`", ", ".join(
            f"`{field}` as `{name}`" for field, name in record_properties.told_by(form, catalogue.ALL[code]).items()))
         for code, form in sorted(forms.FORMS.items())),
    )  # fmt: skip
    yield "\n## What each type becomes\n"
    yield "Of an object that does not carry the extension. Words in brackets stand in the text, each after its label.\n"
    rows = {**drafting_rows.ROWS, **drafting_rows.DECIDED}
    yield from _table(
        ("type in STIX", "kind", "properties and their fields"),
        ((sort, f"`{row.kind}`", ", ".join(_told(row))) for sort, row in sorted(rows.items())),
    )
    yield "\n## What the extension holds\n"
    for name, part in extension_schema.schema()["$defs"].items():
        if not name.startswith("body_") and part.get("type") == "object":
            yield f"### {name}\n"
            yield part["description"] + "\n"
            needed = part.get("required", ())
            yield ", ".join(
                f"`{each}`" + ("" if each in needed else " (may be missing)") for each in part["properties"]
            )
            yield ""


def _told(row: Any) -> Iterator[str]:
    for named, field in ((row.name, row.named), (row.main, row.text)):
        if named and field:
            yield f"`{named}` to `{field}`"
    for told in (row.one, row.several, row.numbers, row.days):
        yield from (f"`{name}` to `{field}`" for name, field in told.items())
    if row.lines:
        yield "(" + ", ".join(f"`{name}`" for name in row.lines) + f") to `{row.text}`"


def _case() -> Iterator[str]:
    from bowstreet.formats.case import carrying, drafting, forms, namespaces

    yield "# Records in CASE and UCO\n"
    yield ABOUT_CASE.format(ours=namespaces.OURS)
    yield "## What each kind is\n"
    yield from _table(
        ("kind", "class"),
        ((f"`{code}`", " or ".join(f"`{each}`" for each in forms.classes_of(code))) for code in sorted(forms.FORMS)),
    )  # fmt: skip
    yield "\n## What the carriers hold\n"
    for sort, form in carrying.FORMS.items():
        yield f"### {sort}\n"
        yield " ".join((form.__doc__ or "").split()) + "\n"
        yield ", ".join(f"`{each}`" for each in sorted(carrying.NAMES[sort])) + "\n"
    yield "## What the nodes of others become\n"
    yield "By their classes, or where those say nothing by their facets.\n"
    yield from _table(("classes and facets", "draft"), (
        (", ".join(f"`{each}`" for each in sorted(names)), (make.__doc__ or "").removeprefix("Return "))
        for names, make in drafting.MAKERS
    ))  # fmt: skip


def _template_of_misp() -> str:
    from bowstreet.formats.misp import definition

    return json.dumps(definition.template(), indent=2, sort_keys=True) + "\n"


def _taxonomies() -> Iterator[str]:
    from bowstreet.vocabulary import products
    from bowstreet.vocabulary.taxonomies import catalogue, trading

    yield "# Taxonomies\n"
    yield "Tags that others use: read, shown and written. The codes are their publishers', the words are ours.\n"
    for each in catalogue.ALL.values():
        yield f"## {each.title} (`{each.namespace}`)\n"
        yield f"Source: {each.source}, version {each.version}. Licence of the codes: {each.licence}.\n"
        if each.note:
            yield f"{each.note}\n"
        rows = ((entry, trading.product(entry.tag)) for entry in each.entries())
        yield from _table(
            ("tag", "says", "product"),
            ((f"`{entry.tag}`", entry.label, products.label(code) if code else "") for entry, code in rows),
        )
        yield ""


def _schema_of_stix() -> str:
    from bowstreet.formats.stix import extension_schema

    return json.dumps(extension_schema.schema(), indent=1) + "\n"


ABOUT_STIX = """A record leaves as one object of STIX a version: its own UUID is the UUID there (where its version is
later than 5, the digit of the version is written 4), `modified` tells the versions, and an erased record is `revoked`.
Beside it leave its selectors as cyber-observables with the ids of the standard, links as `relationship`, judgements as
`relationship` (`duplicate-of`) or `note`, the agency as `identity`, TLP 2.0 by the markings of OASIS, and as statements
PAP, handling codes, classification and conditions.

Every such object carries the extension `{record}`, whose schema is
[extension.schema.json](extension.schema.json): from it another Bowstreet restores record, envelope, versions, links and
judgements exactly. Kinds that STIX has no type for are new types that begin with `bowstreet-`, by the extension
`{kinds}`. Both are made by `{maker}`. An extension that cannot be read
costs itself alone: the object is read as any other then.

Fields that stayed behind are named in `masked`. Of objects of others, each property that no field says is counted as
lost, and their bytes are kept.
"""


ABOUT_CASE = """A document is JSON-LD of CASE 1.5, one node a line, and keeps to the SHACL shapes of it and of its UCO.
A record is one node, of which the newest version speaks: its class, its facets, and in its description every field
after its label. Beside it stand the identifiers that it has or mentions as observables, links and judgements as
`uco-core:Relationship`, agencies as `uco-identity:Organization`, where a record came from as
`case-investigation:ProvenanceRecord`, TLP 2.0 and our codes as `uco-marking:StatementMarking`.

Every record, link and judgement has a carrier, a facet of the namespace `{ours}`, from which
another Bowstreet restores it exactly, version by version. Each part of a carrier is a text or a number, and what has
parts itself is a text of JSON: so it survives whatever keeps a graph. What is written only to be seen by others is
also of the class `bowstreet:Beside`, and becomes no record. A carrier that cannot be read costs itself alone: its node
is read as any other then.

Of others' graphs each node is kept with its bytes, each property that no field says is counted as lost, no context that
lies elsewhere is fetched, and no reference that begins with `javascript:`, `data:`, `vbscript:` or `file:` is taken.

"""


def write() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (REFERENCE / name).parent.mkdir(parents=True, exist_ok=True)
        (REFERENCE / name).write_text(text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as state:
        os.environ.setdefault("BOWSTREET_DIR", state)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
        (Path(state) / "keys").mkdir()
        import django

        django.setup()
        write()
        from docs import generate_client

        generate_client.write()
    sys.exit(0)
