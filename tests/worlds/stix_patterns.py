"""Invented patterns of STIX, right and broken, the same for the same number."""

import random

TYPES = ("file", "url", "ipv4-addr", "domain-name", "user-account", "x-bow-parcel", "network-traffic", "a_b")
NAMES = ("name", "value", "size", "extensions", "src_ref", "'odd key'", "'SHA-256'", "protocols", "x", "a", "key")
HASHES = ("MD5", "'SHA-256'", "'SHA-1'", "SSDEEP", "TLSH", "md6", "x[0]", "x[*]", "'RIPEMD-160'", "'SHA3-512'")
OPERATORS = ("=", "==", "!=", "<>", "<", "<=", ">", ">=", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET", "IN")
TIMES = ("t'2031-02-03T04:05:06Z'", "t'2031-02-03T04:05:60.123456789Z'")
LITERALS = (
    "'tea'", "''", r"'it\'s'", r"'a\\b'", "'10.1.0.0/16'", "5", "-7", "+3", "0", "1.5", "-.25", "+0.5", "true",
    "false", "h'00fF'", "h''", "b'dGVh'", "b'dGVhIQ=='", *TIMES, "'" + "a" * 32 + "'", "'" + "0" * 64 + "'",
    f"('{'b' * 40}')", f"'{'C' * 128}'",
)  # fmt: skip
TEXTS = LITERALS[:5]
SCRAPS = (
    "", " ", "(", ")", "[", "]", "AND", "OR", "NOT", "FOLLOWEDBY", "IN", "EXISTS", "LIKE", "LAST", "'", '"', "\\",
    ":", ".", ",", "-", "*", "[0]", "[*]", "[-1]", "[x]", "WITHIN 5 SECONDS", "WITHIN -1 SECONDS", "REPEATS 2 TIMES",
    "true", "REPEATS 1.5 TIMES", "START", "STOP", "h'0'", "b'a'", "t'2031-13-01T00:00:00Z'", "01", "1.", "/* x */",
    "/*", "//x", "\n", "\u00a0", "\x1c", "\ufeff", "é", "a-b", "x:y", "= 5", "==", "=>", "!", "hashes", "'MD5'",
    "\u3000", "\x00",
)  # fmt: skip


def pattern(number: int) -> str:
    """Return an invented pattern: mostly right, or with one to three scraps put in, taken out or changed."""
    chance = random.Random(number)
    made = _observations(chance, 0)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        place = chance.randrange(len(made) + 1)
        made = made[:place] + chance.choice(SCRAPS) + made[place + chance.choice((0, 0, 1, 2, 5)) :]
    return made


def right_pattern(number: int) -> str:
    """Return an invented pattern in which nothing was broken."""
    return _observations(random.Random(number), 0)


def _observations(chance: random.Random, depth: int) -> str:
    parts = [_observation(chance, depth) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return "".join(
        part if number == 0 else f" {chance.choice(('AND', 'OR', 'FOLLOWEDBY'))} {part}"
        for number, part in enumerate(parts)
    )


def _observation(chance: random.Random, depth: int) -> str:
    if depth < 3 and chance.random() < 0.2:
        inside = f"({_observations(chance, depth + 1)})"
    else:
        inside = f"[{_comparisons(chance, depth)}]"
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        inside += " " + chance.choice(
            ("WITHIN 5 SECONDS", "WITHIN 2.5 SECONDS", "REPEATS 3 TIMES", f"START {TIMES[0]} STOP {TIMES[1]}")
        )
    return inside


def _comparisons(chance: random.Random, depth: int) -> str:
    parts = [_comparison(chance, depth) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
    return "".join(
        part if number == 0 else f" {chance.choice(('AND', 'OR'))} {part}" for number, part in enumerate(parts)
    )


def _comparison(chance: random.Random, depth: int) -> str:
    if depth < 3 and chance.random() < 0.1:
        return f"({_comparisons(chance, depth + 1)})"
    if chance.random() < 0.05:
        return f"file:hashes.{chance.choice(HASHES)} {chance.choice(('=', 'IN', 'LIKE'))} {chance.choice(LITERALS)}"
    path = f"{chance.choice(TYPES)}:{chance.choice(NAMES)}"
    for _ in range(chance.choice((0, 0, 1, 2))):
        path += chance.choice((f".{chance.choice(NAMES)}", "[0]", "[*]"))
    if chance.random() < 0.08:
        return f"{chance.choice(('', 'NOT '))}EXISTS {path}"
    operator = chance.choice(OPERATORS)
    negated = "NOT " if chance.random() < 0.15 else ""
    if operator == "IN":
        several = ", ".join(chance.choice(LITERALS) for _ in range(chance.randrange(4)))
        return f"{path} {negated}IN ({several})"
    literals = TEXTS if operator[0] in "LMI" and chance.random() < 0.95 else LITERALS
    return f"{path} {negated}{operator} {chance.choice(literals)}"
