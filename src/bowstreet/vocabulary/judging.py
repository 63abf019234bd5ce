"""What an officer can hold of two records: that they are one thing, that they are not, or that nobody can say yet."""

from enum import StrEnum

_ACTORS = frozenset({"vendor_account", "user_account", "person"})
"""Kinds that may be faces of one actor."""


class Verdict(StrEnum):
    """The verdict of a judgement (8-model)."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


def may_be_one(kind: str, other: str) -> bool:
    """Say whether records of these kinds can be one thing.

    >>> may_be_one("vendor_account", "user_account"), may_be_one("vendor_account", "pgp_key")
    (True, False)
    """
    return kind == other or {kind, other} <= _ACTORS
