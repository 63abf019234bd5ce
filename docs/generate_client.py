"""Writes operations and shapes of ``bowstreet.client`` from the OpenAPI description; part of ``make reference``."""

import json
import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).parents[1] / "src" / "bowstreet" / "client"
GROUPS = {
    "finding": ("home", "find", "observation", "check"), "records": ("record", "entity"),
    "forms": ("kinds", "record_blank", "record_form", "record_save_new", "record_edit", "record_marking",
              "record_foresee"),
    "writing": ("attachment", "draft", "drafts", "change", "changes", "trash"), "intake": ("intake", "mapping"),
    "sharing": ("export", "agreement"), "people": ("tokens", "passkeys", "officers", "standing", "groups"),
}  # fmt: skip
"""Which operations stand in one file, by their ids or tags; those of another tag have a file of its name."""

CODES, PARTS, SHARED = "codes", "parts", "shared"
_REF = re.compile(r"#/components/schemas/([\w.-]+)")
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_MOMENTS = {"date": "datetime.date", "date-time": "datetime.datetime"}
_JSON, _TABLE, _FILES = "application/json", "text/csv", "multipart/form-data"
WIDEST = 120 - 8
"""How long a line may be before it is indented."""


@dataclass(frozen=True)
class Operation:
    """An operation: where it is, what it takes (name, schema, needed, in the path), and what it answers."""

    name: str
    method: str
    path: str
    summary: str
    takes: tuple[tuple[str, dict[str, Any], bool, bool], ...]
    media: str
    answer: dict[str, Any]
    has_files: bool


def files(described: Mapping[str, Any]) -> dict[str, str]:
    """Return each written file by its place under ``bowstreet/client``."""
    groups = _groups(described)
    schemas = described["components"]["schemas"]
    places = _places(groups, schemas)
    made = {f"operations/{group}.py": _operations(group, found, places) for group, found in groups.items()}
    made["operations/every.py"] = _every(groups)
    for place in sorted(set(places.values())):
        made[f"shapes/{place}.py"] = _shapes(place, places, schemas)
    made["shapes/__init__.py"] = _all_shapes(places)
    return {name: _tidy(text) for name, text in made.items()}


def in_person(said: Mapping[str, Any]) -> bool:
    """Say whether no token opens an operation."""
    return said.get("security") == [{"session": []}]


def _groups(described: Mapping[str, Any]) -> dict[str, list[Operation]]:
    of_name = {name: group for group, names in GROUPS.items() for name in names}
    found: dict[str, list[Operation]] = {}
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            if not in_person(said):
                [tag] = said["tags"]
                group = of_name.get(said["operationId"]) or of_name.get(tag, tag)
                found.setdefault(group, []).append(_operation(path, method.upper(), said))
    return dict(sorted(found.items()))


def _operation(path: str, method: str, said: Mapping[str, Any]) -> Operation:
    takes = [(each["name"], each["schema"], each["required"], each["in"] == "path")
             for each in said["parameters"] if each["in"] != "header"]  # fmt: skip
    content = said.get("requestBody", {"content": {}})["content"]
    for body in (each["schema"] for each in content.values()):
        needed = body.get("required", ())
        takes += [(name, each, name in needed, False) for name, each in body["properties"].items()]
    [(media, answer)] = next(each for status, each in said["responses"].items() if status[0] == "2")["content"].items()
    return Operation(
        said["operationId"], method, path, said["summary"], tuple(sorted(takes, key=lambda each: not each[2])), media,
        answer.get("schema", {}), _FILES in content,
    )  # fmt: skip


def _places(groups: Mapping[str, list[Operation]], schemas: Mapping[str, Any]) -> dict[str, str]:
    """Return where each shape stands: lists of codes together, what one group reaches with it, the rest shared.

    Of what is shared, shapes without other shapes in them stand apart, as the parts of the rest.
    """
    users: dict[str, set[str]] = {}
    for group, operations in groups.items():
        for name in _reached([[each.takes, each.answer] for each in operations], schemas):
            users.setdefault(name, set()).add(group)
    lists = {name for name in users if "enum" in schemas[name]}
    parts = {name for name in users if not _reached(schemas[name], schemas) - lists}
    places = {name: next(iter(by)) if len(by) == 1 else PARTS if name in parts else SHARED
              for name, by in users.items()}  # fmt: skip
    return places | dict.fromkeys(lists, CODES)


def _reached(begin: Any, schemas: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting = [begin]
    while waiting:
        named = set(_REF.findall(str(waiting.pop()))) - found
        found |= named
        waiting += [schemas[name] for name in named]
    return found


def kind_of(schema: Mapping[str, Any], *, sent: bool = False) -> str:
    """Return the type of a value as Python writes it; what is ``sent`` may be any sequence.

    >>> kind_of({"type": "array", "items": {"type": "string", "format": "date"}})
    'tuple[datetime.date, ...]'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join("None" if each == {"type": "null"} else kind_of(each, sent=sent) for each in schema["anyOf"])
    if "enum" in schema:
        return f"Literal[{', '.join(map(json.dumps, schema['enum']))}]"
    if "const" in schema:
        return f"Literal[{json.dumps(schema['const'])}]"
    kind = schema.get("type")
    if kind == "array":
        return _list_of(schema, sent)
    if kind == "object":
        inside = schema.get("additionalProperties")
        return f"Mapping[str, {kind_of(inside, sent=sent) if isinstance(inside, dict) else 'Any'}]"
    if kind is None:
        return "Any"
    return _MOMENTS.get(str(schema.get("format")), _PLAIN[kind])


def _list_of(schema: Mapping[str, Any], sent: bool) -> str:
    if "prefixItems" in schema:
        return f"tuple[{', '.join(kind_of(each, sent=sent) for each in schema['prefixItems'])}]"
    each = kind_of(schema.get("items", {}), sent=sent)
    if sent:
        return f"str | Sequence[{each}]"
    return f"frozenset[{each}]" if schema.get("uniqueItems") else f"tuple[{each}, ...]"


def _operations(group: str, operations: list[Operation], places: Mapping[str, str]) -> str:
    body = "\n\n".join(textwrap.indent(_method(each), "    ") for each in operations)
    return (
        f'"""Operations of {group}, written by `make reference` from the OpenAPI description."""\n\n'
        f"{_imports(body, places)}\nfrom bowstreet.client.calling import Calling, quoted\n"
        "from bowstreet.client.downloading import Download\nfrom bowstreet.client.reading import several\n"
        "from bowstreet.client.sending import File\n\n\n"
        f'class {group.capitalize()}(Calling):\n    """One method for each operation."""\n\n{body}\n'
    )


def _imports(body: str, places: Mapping[str, str], here: str = "") -> str:
    """Return what stands on top of a written file; what it does not need is taken away when it is tidied."""
    words = set(re.findall(r"\w+", body))
    wanted: dict[str, list[str]] = {}
    for name, place in places.items():
        if name in words and place != here:
            wanted.setdefault(place, []).append(name)
    lines = [f"from bowstreet.client.shapes.{place} import {', '.join(sorted(names))}"
             for place, names in sorted(wanted.items())]  # fmt: skip
    return "import dataclasses\nimport datetime\nfrom collections.abc import Mapping, Sequence\n" + (
        "from typing import Any, Literal\n" + "\n".join(lines)
    )


def _method(each: Operation) -> str:
    lines = [f'"""{each.summary}.\n\n``{each.method} {each.path}``\n"""', _statement(*_called(each))]
    return (
        _statement(f"def {each.name}(", list(_parameters(each)), f") -> {_answer(each)}:")
        + "\n"
        + textwrap.indent("\n".join(lines), "    ")
    )


def _statement(begin: str, parts: list[str], end: str) -> str:
    """Return a statement in one line, or with what stands between its brackets in lines as full as they may be."""
    whole = begin + ", ".join(parts) + end
    if len(whole) <= WIDEST:
        return whole
    held = ", ".join(each.replace(" ", "\0") for each in parts)
    inside = textwrap.fill(f"{held},", WIDEST - 4).replace("\0", " ")
    return f"{begin}\n{textwrap.indent(inside, '    ')}\n{end}  # fmt: skip"


def _parameters(each: Operation) -> Iterator[str]:
    yield "self"
    yield from (f"{name}: {kind_of(schema)}" for name, schema, _, in_path in each.takes if in_path)
    rest = [(name, schema, needed) for name, schema, needed, in_path in each.takes if not in_path]
    if rest:
        yield "*"
    for name, schema, needed in rest:
        kind = "Sequence[File]" if each.has_files and name == "files" else kind_of(schema, sent=True)
        yield f"{name}: {kind}" if needed else f"{name}: {kind.removesuffix(' | None')} | None = None"


def _called(each: Operation) -> tuple[str, list[str], str]:
    """Return how an operation is called: what stands before its fields, the fields, and what stands after them."""
    path = re.sub(r"{(\w+)}", r"{quoted(\1)}", each.path)
    where = f'f"{path}"' if path != each.path else f'"{path}"'
    fields = [f'"{name}": {_given(name, schema)}' for name, schema, _, in_path in each.takes
              if not in_path and not (each.has_files and name == "files")]  # fmt: skip
    if each.has_files:
        return f"return self._handed_in({kind_of(each.answer)}, {where}, {{", fields, "}, files)"
    if each.media != _JSON:
        return f"return self.{'_text' if each.media == _TABLE else '_carried'}({where}, {{", fields, "})"
    listed = each.answer.get("type") == "array"
    kind = kind_of(each.answer["items"] if listed else each.answer)
    begin = f'return self.{"_listed" if listed else "_call"}({kind}, "{each.method}", {where}, {{'
    return begin, fields, "})"


def _given(name: str, schema: Mapping[str, Any]) -> str:
    return f"several({name})" if kind_of(schema, sent=True).startswith("str | Sequence") else name


def _answer(each: Operation) -> str:
    if each.media == _JSON:
        return kind_of(each.answer)
    return "str" if each.media == _TABLE else "Download"


def _every(groups: Mapping[str, list[Operation]]) -> str:
    lines = [f"from bowstreet.client.operations.{group} import {group.capitalize()}" for group in groups]
    return (
        '"""All operations together, written by `make reference` from the OpenAPI description."""\n\n'
        + "\n".join(lines)
        + f"\n\n\nclass Operations({', '.join(group.capitalize() for group in groups)}):\n"
        '    """One method for each operation that a token opens."""\n'
    )


def _shapes(place: str, places: Mapping[str, str], schemas: Mapping[str, Any]) -> str:
    names = [each for each in _in_order(schemas) if places.get(each) == place]
    body = "\n\n".join(_code(each, schemas[each]) if place == CODES else _shape(each, schemas[each]) for each in names)
    what = "Closed lists of codes" if place == CODES else "What is told"
    return (
        f'"""{what}, written by `make reference` from the OpenAPI description."""\n\n'
        f"{_imports(body, places, place)}\n\n\n{body}\n"
    )


def _all_shapes(places: Mapping[str, str]) -> str:
    names = ", ".join(json.dumps(each) for each in sorted(places))
    return (
        '"""What a node tells, as frozen values, written by `make reference` from the OpenAPI description."""\n\n'
        + _imports(" ".join(places), places)
        + f"\n\n{_statement('__all__ = [', names.split(', '), ']')}\n"
    )


def _in_order(schemas: Mapping[str, Any]) -> list[str]:
    """Return all names, each behind those that it is made of, as far as none is made of itself."""
    ordered: list[str] = []

    def place(name: str, above: frozenset[str]) -> None:
        for inner in sorted(set(_REF.findall(str(schemas[name]))) - above - set(ordered)):
            place(inner, above | {inner})
        if name not in ordered:
            ordered.append(name)

    for name in sorted(schemas):
        place(name, frozenset({name}))
    return ordered


def _code(name: str, schema: Mapping[str, Any]) -> str:
    return _statement(f"{name} = Literal[", [json.dumps(each) for each in schema["enum"]], "]") + f"\n{_said(schema)}\n"


def _shape(name: str, schema: Mapping[str, Any]) -> str:
    needed = schema.get("required", ())
    fields = [_field(each, said, each in needed) for each, said in schema["properties"].items()]
    told = [_said(schema), "", *fields]
    return f"@dataclasses.dataclass(frozen=True, kw_only=True)\nclass {name}:\n" + textwrap.indent(
        "\n".join(told), "    "
    ) + "\n"  # fmt: skip


def _field(name: str, schema: Mapping[str, Any], needed: bool) -> str:
    if keyword.iskeyword(name):
        raise ValueError(f"{name} cannot be a field in Python")
    kind = kind_of(schema)
    return f"{name}: {kind}" if needed else f"{name}: {kind} = {_default(kind, schema.get('default'))}"


def _default(kind: str, default: Any) -> str:
    if isinstance(default, list):
        told = ", ".join(map(json.dumps, default))
        return f"frozenset({{{told}}})" if default and kind.startswith("frozenset") else (
            "frozenset()" if kind.startswith("frozenset") else f"({told}{',' * bool(default)})"
        )  # fmt: skip
    if isinstance(default, dict):
        return f"{kind}({', '.join(f'{name}={json.dumps(each)}' for name, each in default.items())})"
    return repr(default)


def _said(schema: Mapping[str, Any]) -> str:
    told = str(schema.get("description", "")).strip() or "As the node tells it."
    return f'"""{told}\n"""' if "\n" in told else f'"""{told}"""'


def _tidy(text: str) -> str:
    """Return Python as this project writes it, without imports that it does not need."""
    for words in (("check", "--select", "I,F401", "--fix-only", "--quiet"), ("format", "--quiet")):
        text = _ruff(text, words)
    return text


@cache
def _ruff(text: str, words: tuple[str, ...]) -> str:
    made = subprocess.run(  # noqa: S603 - our own words alone
        [sys.executable, "-m", "ruff", *words, "--stdin-filename", str(CLIENT / "operations" / "written.py"), "-"],
        input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return made.stdout


def write() -> None:
    """Write the files."""
    from bowstreet.interfaces.api.schema import openapi

    for name, text in files(openapi()).items():
        (CLIENT / name).write_text(text)
