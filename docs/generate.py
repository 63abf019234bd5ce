"""Writes ``docs/reference/`` from the code. Usage: ``python -m docs.generate`` (``make reference``)."""

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
        "rules.md": _rules, "taxonomies.md": _taxonomies, "words.md": _words,
    }  # fmt: skip
    return {name: HEAD + "\n".join(write()) + "\n" for name, write in made.items()}


def files() -> Mapping[str, str]:
    """Return the path and text of what others' programs read: definitions of ours in their formats."""
    from bowstreet.formats.misp import definition

    template = json.dumps(definition.template(), indent=2, sort_keys=True) + "\n"
    return {"misp/bowstreet-record/definition.json": template}


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    names = list(head)
    yield "| " + " | ".join(names) + " |"
    yield "|" + "---|" * len(names)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def _commands() -> Iterator[str]:
    import typer.main

    from bowstreet.interfaces.cli.main import app

    yield "# Commands\n"
    yield "`bowstreet COMMAND ...`. Exit 0 done; 1 refused, or found what it looks for; 2 usage.\n"
    yield from _group(typer.main.get_group(app), "bowstreet")


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
    from bowstreet.interfaces.doors.table import DOORS

    yield "# Doors\n"
    yield "Every address with an officer behind it. Empty roles: everybody who is signed in.\n"
    yield from _table(
        ("door", "what it does", "page", "REST under /api/v1", "roles"),
        ((f"`{each.name}`", each.summary, _address(each.method, each.web), _address(each.method, each.api),
          ", ".join(sorted(each.roles))) for each in sorted(DOORS, key=lambda each: each.name)),
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
        rows = ((f"`{entry.tag}`", entry.label, trading.product(entry.tag)) for entry in each.entries())
        yield from _table(
            ("tag", "says", "product"), ((tag, said, products.label(p) if p else "") for tag, said, p in rows)
        )
        yield ""


def write() -> None:
    """Write the pages."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in {**pages(), **files()}.items():
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
    sys.exit(0)
