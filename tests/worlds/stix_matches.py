"""Invented observations and patterns to match with them, the same for the same number."""

import random
from typing import Any

UUID = "3a1c-4f7e-9d2b-0c1d2e3f4a5b"
VALUES: dict[str, tuple[str, tuple[str, ...]]] = {
    "url": ("value", ("tea", "tée", "10.0.0.1", "10.1.0.0/16", "x%y", "")),
    "file": ("name", ("tea", "teapot", "x")),
    "ipv4-addr": ("value", ("10.0.0.1", "10.1.2.3", "10.1.0.0/16", "192.168.0.1")),
}
PATHS = (
    "url:value", "file:name", "ipv4-addr:value", "file:size", "file:tags[*]", "file:tags[0]", "file:tags[*].k",
    "file:mtime", "file:magic_number_hex", "ipv4-addr:belongs_to_ref.value", "url:some_refs[*].value",
    "url:some_refs[0].name",
)  # fmt: skip
LITERALS = {
    "LIKE": ("'te%'", "'_ea'", "'%'", "'10.%'"),
    "MATCHES": ("'^te'", "'a$'", "'[0-9]+'", "'M'"),
    "ISSUBSET": ("'10.0.0.0/8'", "'10.1.0.0/16'"),
    "ISSUPERSET": ("'10.1.2.3'", "'10.1.2.0/24'"),
    "IN": ("('tea','x')", "(1,5)", "('10.0.0.1')"),
    "file:mtime": ("t'2031-01-01T00:00:00Z'",),
    "file:size": ("1", "5", "7.5", "6"),
    "file:magic_number_hex": ("h'4d5a'", "b'TVo='", "'MZ'"),
    "": ("'tea'", "'x'", "'a'", "'10.0.0.1'", "'tée'", "1", "2", "3"),
}
QUALIFIERS = (
    "WITHIN 5 SECONDS",
    "WITHIN 100 SECONDS",
    "REPEATS 2 TIMES",
    "REPEATS 3 TIMES",
    "START t'2031-01-01T00:00:00Z' STOP t'2031-01-01T00:00:20Z'",
)


def case(number: int) -> tuple[str, dict[str, Any]]:
    """Return a pattern, and a bundle of observed data with the cyber-observables that it names."""
    chance = random.Random(number)
    objects = [_object(chance, each) for each in range(6)]
    observed = [_observed(chance, each, objects) for each in range(chance.randrange(1, 5))]
    bundle = {"type": "bundle", "id": f"bundle--5a1fb1c6-{UUID}", "objects": observed + objects}
    return _expression(chance, 0), bundle


def _own(kind: str, number: int) -> str:
    return f"{kind}--{number:08d}-{UUID}"


def _object(chance: random.Random, number: int) -> dict[str, Any]:
    kind = chance.choice(list(VALUES))
    name, values = VALUES[kind]
    made: dict[str, Any] = {"type": kind, "id": _own(kind, number), name: chance.choice(values)}
    if kind == "file":
        some = {
            "size": chance.choice((1, 5, 7.5, True)),
            "magic_number_hex": chance.choice(("4d5a", "00")),
            "tags": [chance.choice(("a", "b", {"k": 1}, {"k": 2}, 3)) for _ in range(chance.randrange(3))],
            "mtime": chance.choice(("2031-01-01T00:00:00Z", "2031-01-02T00:00:00.5Z")),
        }
        made |= {key: value for key, value in some.items() if chance.random() < 0.55}
    elif kind == "ipv4-addr" and chance.random() < 0.5:
        made["belongs_to_ref"] = _own("url", chance.randrange(6))
    elif kind == "url" and chance.random() < 0.4:
        made["some_refs"] = [_own(chance.choice(list(VALUES)), chance.randrange(6)) for _ in range(2)]
    return made


def _observed(chance: random.Random, number: int, objects: list[dict[str, Any]]) -> dict[str, Any]:
    first = chance.randrange(40)
    return {
        "type": "observed-data",
        "spec_version": "2.1",
        "id": _own("observed-data", number),
        "created": "2031-01-01T00:00:00.000Z",
        "modified": "2031-01-01T00:00:00.000Z",
        "first_observed": f"2031-01-01T00:00:{first:02d}Z",
        "last_observed": f"2031-01-01T00:00:{first + chance.randrange(15):02d}Z",
        "number_observed": chance.choice((1, 1, 1, 2, 3)),
        "object_refs": [each["id"] for each in chance.sample(objects, chance.randrange(1, 6))],
    }


def _expression(chance: random.Random, depth: int) -> str:
    parts = [_observation(chance, depth) for _ in range(chance.choice((1, 1, 2, 3)))]
    return f" {chance.choice(('AND', 'OR', 'FOLLOWEDBY'))} ".join(parts)


def _observation(chance: random.Random, depth: int) -> str:
    if depth < 2 and chance.random() < 0.25:
        return f"({_expression(chance, depth + 1)})"
    compared = [_comparison(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
    joined = f" {chance.choice(('AND', 'OR'))} "
    made = f"[{joined.join(compared)}]"
    used: set[str] = set()
    for each in chance.sample(QUALIFIERS, chance.choice((0, 0, 0, 1, 2))):
        if each.split()[0] not in used:
            used.add(each.split()[0])
            made += f" {each}"
    return made


def _comparison(chance: random.Random) -> str:
    path = chance.choice(PATHS)
    operators = ["=", "!=", "<", ">=", "IN", "LIKE", "MATCHES"]
    if path == "ipv4-addr:value":
        operators += ["ISSUBSET", "ISSUPERSET"]
    operator = chance.choice(operators)
    literals = LITERALS.get(operator) or LITERALS.get(path) or LITERALS[""]
    return f"{path} {chance.choice(('', '', '', 'NOT '))}{operator} {chance.choice(literals)}"
