"""A STIX pattern read into its parts, by the grammar of OASIS and the rules that the standard adds to it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bowstreet.formats.stix import pattern_tokens
from bowstreet.formats.stix.pattern_tokens import LITERALS, Token

LONGEST = 1_000_000
"""Signs that a pattern may have."""

DEEPEST = 60
"""Brackets that may stand in each other."""


class WrongPattern(ValueError):
    """A text that is no pattern of STIX; the message says why in a sentence."""


class Literal(NamedTuple):
    """A constant: its sort (whole, float, hex, binary, text, bool, time) and how it is written."""

    sort: str
    text: str


class ObjectPath(NamedTuple):
    """A way into an object: its type, and names, numbers and ``*`` (as None) from there on."""

    type: str
    steps: tuple[str | int | None, ...]


class Comparison(NamedTuple):
    """One comparison. ``values`` holds one literal, for IN any number, for EXISTS none."""

    path: ObjectPath
    operator: str
    negated: bool
    values: tuple[Literal, ...]


class Joined(NamedTuple):
    """Comparisons or observations joined by AND, OR or FOLLOWEDBY."""

    operator: str
    parts: tuple["Comparison | Joined | Observed", ...]


class Qualifier(NamedTuple):
    """WITHIN seconds, REPEATS times, or START and STOP; as written."""

    name: str
    values: tuple[str, ...]


class Observed(NamedTuple):
    """One observation in square brackets, or several in round ones, with what qualifies it."""

    inside: "Comparison | Joined | Observed"
    bracketed: bool
    qualifiers: tuple[Qualifier, ...] = ()


Part = Comparison | Joined | Observed


def read(pattern: str, version: str = "2.1") -> Part:
    """Return the parts of a pattern; raise ``WrongPattern`` with a sentence and the place where it is none.

    ``version`` is the version of the language: any but 2.1 is read as 2.0, which has no EXISTS and lets a qualifier
    stand twice.
    """
    if len(pattern) > LONGEST:
        raise WrongPattern(f"The pattern has more than {LONGEST:,} signs.")
    if not _opens(pattern):
        raise WrongPattern("The pattern does not begin with a square bracket.")
    parser = _Parser(pattern_tokens.tokens(pattern), version == "2.1")
    found = parser.observations(0)
    parser.expect("end")
    return found


def _opens(pattern: str) -> bool:
    for sign in pattern:
        if sign != "(" and not sign.isspace():
            return sign == "["
    return False


def comparisons(part: Part) -> Iterator[Comparison]:
    """Yield the comparisons of a pattern in their order."""
    left = [part]
    while left:
        each = left.pop()
        if isinstance(each, Comparison):
            yield each
        elif isinstance(each, Observed):
            left.append(each.inside)
        else:
            left.extend(reversed(each.parts))


class _Parser:
    def __init__(self, tokens: list[Token], exists: bool) -> None:
        self._tokens, self._at, self._newer = tokens, 0, exists

    def _sort(self) -> str:
        return self._tokens[self._at].sort

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def expect(self, *sorts: str) -> Token:
        """Return the next token where it is of one of some sorts; raise ``WrongPattern`` otherwise."""
        token = self._tokens[self._at]
        if token.sort not in sorts:
            raise self._wrong(f"there should be {' or '.join(_said(each) for each in sorts)}")
        self._at += 1
        return token

    def _wrong(self, why: str) -> WrongPattern:
        token = self._tokens[self._at]
        seen = f"'{token.text[:30]}'" if token.text else "the end"
        return WrongPattern(f"The pattern is wrong at sign {token.place + 1}: {why}, not {seen}.")

    def observations(self, depth: int) -> Part:
        """Return observations joined by FOLLOWEDBY, below them OR, below them AND."""
        parts = [self._either(depth)]
        while self._sort() == "FOLLOWEDBY":
            self._at += 1
            parts.append(self._either(depth))
        return parts[0] if len(parts) == 1 else Joined("FOLLOWEDBY", tuple(parts))

    def _either(self, depth: int) -> Part:
        parts = [self._both(depth)]
        while self._sort() == "OR":
            self._at += 1
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Joined("OR", tuple(parts))

    def _both(self, depth: int) -> Part:
        parts = [self._observation(depth)]
        while self._sort() == "AND":
            self._at += 1
            parts.append(self._observation(depth))
        return parts[0] if len(parts) == 1 else Joined("AND", tuple(parts))

    def _observation(self, depth: int) -> Part:
        self._not_too_deep(depth)
        inside: Part
        if bracketed := self.expect("[", "(").sort == "[":
            inside = self._any_comparison(depth + 1)
            self.expect("]")
        else:
            inside = self.observations(depth + 1)
            self.expect(")")
        qualifiers = []
        while self._sort() in _QUALIFIERS:
            qualifiers.append(self._qualifier())
            names = [each.name for each in qualifiers]
            if bracketed and self._newer and names.count(names[-1]) > 1:
                raise WrongPattern(f"An observation of the pattern has two qualifiers {names[-1]}.")
        return Observed(inside, bracketed, tuple(qualifiers))

    def _not_too_deep(self, depth: int) -> None:
        if depth > DEEPEST:
            raise WrongPattern(f"More than {DEEPEST} brackets of the pattern stand in each other.")

    def _qualifier(self) -> Qualifier:
        name = self._next().sort
        if name == "START":
            start = self.expect("time").text
            self.expect("STOP")
            return Qualifier(name, (start, self.expect("time").text))
        value = self.expect("whole", "float") if name == "WITHIN" else self.expect("whole")
        if value.text.startswith("-"):
            raise WrongPattern(f"The qualifier {name} has a number below nought.")
        self.expect("SECONDS" if name == "WITHIN" else "TIMES")
        return Qualifier(name, (value.text,))

    def _any_comparison(self, depth: int) -> Part:
        parts = [self._all_comparisons(depth)]
        while self._sort() == "OR":
            self._at += 1
            parts.append(self._all_comparisons(depth))
        return parts[0] if len(parts) == 1 else Joined("OR", tuple(parts))

    def _all_comparisons(self, depth: int) -> Part:
        parts = [self._comparison(depth)]
        while self._sort() == "AND":
            self._at += 1
            parts.append(self._comparison(depth))
        return parts[0] if len(parts) == 1 else Joined("AND", tuple(parts))

    def _comparison(self, depth: int) -> Part:
        sort = self._sort()
        if sort == "(":
            self._not_too_deep(depth)
            self._at += 1
            inside = self._any_comparison(depth + 1)
            self.expect(")")
            return inside
        if sort == "NOT" or sort == "EXISTS":
            return self._existing()
        path = self._path()
        negated = self._passed("NOT")
        token = self._tokens[self._at]
        if token.sort == "compared":
            self._at += 1
            operator = pattern_tokens.COMPARISONS[token.text]
            values: tuple[Literal, ...] = (self._literal(operator in ("=", "!=")),)
        elif token.sort == "IN":
            self._at += 1
            operator, values = "IN", self._several()
        else:
            operator = self.expect("LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET").sort
            values = (Literal("text", self.expect("text").text),)
        compared = Comparison(path, operator, negated, values)
        if "hashes" in path.steps:
            _check_hash(compared)
        return compared

    def _existing(self) -> Comparison:
        negated = self._passed("NOT")
        if not self._newer:
            raise self._wrong("EXISTS is of version 2.1")
        self.expect("EXISTS")
        return Comparison(self._path(), "EXISTS", negated, ())

    def _passed(self, sort: str) -> bool:
        if self._sort() != sort:
            return False
        self._at += 1
        return True

    def _path(self) -> ObjectPath:
        kind = self.expect("word", "hyphened").text
        self.expect(":")
        steps: list[str | int | None] = [self._step()]
        while True:
            if self._passed("."):
                steps.append(self._step())
            elif self._passed("["):
                token = self.expect("whole", "*")
                steps.append(None if token.sort == "*" else _number(token.text))
                self.expect("]")
            else:
                return ObjectPath(kind, tuple(steps))

    def _step(self) -> str:
        token = self.expect("word", "text")
        return pattern_tokens.unquoted(token.text) if token.sort == "text" else token.text

    def _literal(self, with_bool: bool) -> Literal:
        token = self._tokens[self._at]
        if token.sort not in LITERALS or (token.sort == "bool" and not with_bool):
            raise self._wrong("there should be a constant")
        self._at += 1
        return Literal(token.sort, token.text)

    def _several(self) -> tuple[Literal, ...]:
        self.expect("(")
        found: list[Literal] = []
        if self._sort() != ")":
            found.append(self._literal(True))
            while self._passed(","):
                found.append(self._literal(True))
        self.expect(")")
        return tuple(found)


_QUALIFIERS = frozenset(("START", "WITHIN", "REPEATS"))
_SAID = {"word": "a name", "hyphened": "a type", "text": "a text", "whole": "a whole number", "float": "a number",
         "time": "a time", "end": "the end"}  # fmt: skip


def _said(sort: str) -> str:
    return _SAID.get(sort, sort)


def _number(text: str) -> int:
    if len(text) > 18 or text.startswith("-"):
        raise WrongPattern("The number of a place in a list is below nought or has more than 18 digits.")
    return int(text)


_DIGITS = {"MD5": 32, "RIPEMD160": 40, "SHA1": 40, "SHA224": 56, "SHA256": 64, "SHA384": 96, "SHA512": 128,
           "SHA3224": 56, "SHA3256": 64, "SHA3384": 96, "SHA3512": 128, "WHIRLPOOL": 128}  # fmt: skip
_HASHES = {name: re.compile(rf"[a-fA-F0-9]{{{digits}}}$") for name, digits in _DIGITS.items()} | {
    "SSDEEP": re.compile(r"[a-zA-Z0-9/+:.]{1,128}$"),
    "MD6": re.compile(r"[a-fA-F0-9]{32}"),
}


def _check_hash(compared: Comparison) -> None:
    """Raise ``WrongPattern`` where a value cannot be a hash of the sort that its path names."""
    name = compared.path.steps[-1]
    if isinstance(name, int):
        raise WrongPattern("A hash of the pattern is told by a number and not by the name of its sort.")
    form = _HASHES.get(name.upper().replace("-", "").replace("'", "")) if name else None
    if form is None:
        return
    text = ",".join(each.text for each in compared.values)
    written = (f"({text})" if compared.operator == "IN" else text).replace("'", "")
    if not form.match(written):
        raise WrongPattern(f"A value that the pattern compares with a {name} is none.")
