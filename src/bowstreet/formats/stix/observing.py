"""Observed data made into the observations that a pattern is asked of."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bowstreet.formats.stix import comparing
from bowstreet.formats.stix.matching import Observation


def observations(held: Iterable[dict[str, Any]]) -> list[Observation]:
    """Return the observations that some objects hold: observed data, with the cyber-observables that they name.

    Observed data whose times or number cannot be read are no observation, and are left out.
    """
    objects = list(held)
    scos = {each["id"]: each for each in objects if isinstance(each.get("id"), str)}
    found = (_observation(each, scos) for each in objects if each.get("type") == "observed-data")
    return [each for each in found if each is not None]


def _observation(held: dict[str, Any], scos: dict[str, dict[str, Any]]) -> Observation | None:
    first, last = _moment(held.get("first_observed")), _moment(held.get("last_observed"))
    number = held.get("number_observed")
    if first is None or last is None or type(number) is not int or number < 1 or last < first:
        return None
    inside, refs = held.get("objects"), held.get("object_refs")
    if isinstance(inside, dict):
        objects = {key: each for key, each in inside.items() if isinstance(each, dict)}
    else:
        named = refs if isinstance(refs, list) else []
        objects = {each: scos[each] for each in named if isinstance(each, str) and each in scos}
    return Observation(first, last, number, objects)


def _moment(text: Any) -> datetime | None:
    return comparing.time(text) if isinstance(text, str) else None
