"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class Matching:
    """A record that makes one of the pattern's observations true; ``part`` is the number of that, from 1."""

    record: str
    kind: str
    title: str
    part: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PatternMatch:
    """What a pattern finds: whether the whole of it is true of what the reader may see, and of which records what.

    ``parts`` is how many observations it has, ``looked`` how many records were looked at.
    """

    is_true: bool
    parts: int
    looked: int
    records: tuple[Matching, ...]
