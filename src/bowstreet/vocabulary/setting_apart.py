"""Terms set apart: those of one record alone, so that a release of them opens no other. Pure."""

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from bowstreet.vocabulary.envelope import Terms

_BEGINS = '{"apart":'
"""How the canonical JSON of what is set apart begins, since its keys are sorted."""


@dataclass(frozen=True)
class SetApart(Terms):
    """The terms of one record, equal to others in all that they say and with a digest of their own.

    ``apart`` is the id of the request for which they were set apart. The gate alone reads it.
    """

    apart: str = ""

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read terms that are set apart back from their canonical JSON."""
        return replace(super().from_json(text), apart=json.loads(text)["apart"])


def set_apart(terms: Terms, request: str) -> SetApart:
    """Return terms set apart for a request.

    >>> plain = Terms("north")
    >>> set_apart(plain, "a").digest() in (plain.digest(), set_apart(plain, "b").digest())
    False
    """
    return SetApart(**_said(terms), apart=request)


def told(terms: Terms) -> Terms:
    """Return terms as they are told, shown and carried: without that they are set apart.

    >>> told(set_apart(Terms("north"), "a")) == Terms("north")
    True
    """
    return Terms(**_said(terms)) if isinstance(terms, SetApart) else terms


def read(text: str) -> Terms:
    """Read terms back from their canonical JSON, set apart or not.

    >>> read(set_apart(Terms("north"), "a").as_json()) == set_apart(Terms("north"), "a")
    True
    """
    return (SetApart if text.startswith(_BEGINS) else Terms).from_json(text)


def _said(terms: Terms) -> dict[str, Any]:
    return {each.name: getattr(terms, each.name) for each in fields(Terms)}
