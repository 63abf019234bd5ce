"""Changing an agency's standing envelope part by part, as its page does; what equals the general rule is not kept."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bowstreet.holdings.agencies import founding, rules
from bowstreet.holdings.agencies import standing as standings
from bowstreet.holdings.agencies.answers import Standing
from bowstreet.holdings.agencies.models import Agency
from bowstreet.holdings.agencies.standing import DEFAULTS, WrongStanding
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

MARKS = ("scope", "tlp", "pap", "index", "handling")
"""What is set for each kind of content, each by one code; handling by several with a plus between."""

_BESIDE_SCOPE = {"GROUP": "group", "NAMED": "recipients"}


class WrongChange(WrongStanding):
    """A change after which the standing envelope could not be used."""

    field = "standing"


def change_standing(  # noqa: PLR0913 - an envelope is all of this at once
    *,
    reader: Reader,
    now: datetime,
    legal_basis: str,
    instrument: str,
    instrument_ref: str = "",
    retention: str = "standard",
    purposes: Sequence[str] = (),
    second_person: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> Standing:
    """Change what the page shows of the standing envelope, a supervisor's act; the rest stays as it is.

    ``marks`` are written ``content:mark:code``. Raise ``WrongChange`` with a sentence.
    """
    if not rules.is_supervisor(reader):
        raise Hidden()
    general = {
        "legal_basis": legal_basis.strip(), "instrument": instrument, "instrument_ref": instrument_ref.strip(),
        "retention": retention, "purposes": list(purposes), "second_person": list(second_person),
    }  # fmt: skip
    own = json.loads(Agency.objects.values_list("standing", flat=True).get(slug=reader.agency))
    made = changed(own, general, marks)
    try:
        standings.read(made)
    except WrongStanding as wrong:
        raise WrongChange(wrong.sentence) from None
    return founding.set_standing(reader=reader, standing=made, now=now)


def changed(own: Mapping[str, Any], general: Mapping[str, Any], marks: Sequence[str]) -> dict[str, Any]:
    """Return a standing envelope with other general parts and marks; raise ``WrongChange`` for marks of no sort.

    >>> changed({}, {"retention": "standard"}, ["criminal_data:tlp:AMBER", "criminal_data:pap:AMBER"])
    {'content': {'criminal_data': {'tlp': 'AMBER'}}}
    """
    made = {name: value for name, value in own.items() if name not in general and name != "content"}
    made |= {name: value for name, value in general.items() if _alike(value) != _alike(DEFAULTS[name])}
    content = {code: dict(said) for code, said in own.get("content", {}).items()}
    for each in marks:
        code, _, rest = each.partition(":")
        mark, _, value = rest.partition(":")
        if code not in DEFAULTS["content"] or mark not in MARKS:
            raise WrongChange("A mark is written content:mark:code, as in criminal_data:tlp:AMBER.")
        _mark(content.setdefault(code, {}), code, mark, value)
    kept = {code: said for code, said in content.items() if said}
    return {**made, "content": kept} if kept else made


def _mark(said: dict[str, Any], code: str, mark: str, value: str) -> None:
    meant: Any = value.split("+") if mark == "handling" else value
    if mark == "scope":
        for scope, beside in _BESIDE_SCOPE.items():
            if value != scope:
                said.pop(beside, None)
    if mark == "handling" and "H3" not in meant:
        said.pop("h3_text", None)
    said.pop(mark, None)
    if _alike(meant) != _alike(DEFAULTS["content"][code][mark]):
        said[mark] = meant


def _alike(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
