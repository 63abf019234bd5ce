"""Markings: the Traffic Light Protocol as STIX writes it, and what part of an object a marking is for."""

from typing import Any, Final

TLP_EXTENSION: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""The extension by which OASIS writes TLP 2.0: ``tlp-2.0`` in its repository cti-stix-common-objects."""

TLP: Final[dict[str, str]] = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""TLP 2.0: each level with the id that its marking has everywhere."""

TLP_1: Final[dict[str, str]] = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "clear",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "green",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "amber",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "red",
}
"""TLP 1: the markings of the standard itself, each with the level of TLP 2.0; its WHITE is called CLEAR there."""

_LEVELS = {own: level for level, own in TLP.items()} | TLP_1
_STRICTEST = ("red", "amber+strict", "amber", "green", "clear")


def definition(level: str) -> dict[str, Any]:
    """Return the marking of a level of TLP 2.0, such as 'amber+strict', as OASIS publishes it."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP[level],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{level.upper()}",
        "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": level}},
    }


def level_of(refs: tuple[str, ...]) -> str | None:
    """Return the strictest level of TLP among some markings, None where none of them is of TLP.

    >>> level_of((TLP["green"], "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "x"))
    'red'
    """
    levels = {_LEVELS[each] for each in refs if each in _LEVELS}
    return next((each for each in _STRICTEST if each in levels), None)


def granular(marks: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return ``granular_markings`` that put each marking, by its id, on the parts that its selectors name."""
    return [{"selectors": selectors, "marking_ref": own} for own, selectors in marks.items() if selectors]


def selector(steps: tuple[str | int, ...]) -> str:
    """Return the selector of a part of an object.

    >>> selector(("external_references", 0, "url"))
    'external_references.[0].url'
    """
    return ".".join(f"[{step}]" if isinstance(step, int) else step for step in steps)


def markings_of(held: dict[str, Any], steps: tuple[str | int, ...] = ()) -> tuple[str, ...]:
    """Return the markings of a part of an object: those of the whole, and those of that part or of what it stands in.

    Without steps those of the whole object. What is not a marking by its form is left out.
    """
    refs = held.get("object_marking_refs")
    found = [each for each in refs if isinstance(each, str)] if isinstance(refs, list) else []
    wanted = selector(steps)
    marks = held.get("granular_markings") if steps else None
    for mark in marks if isinstance(marks, list) else ():
        if isinstance(mark, dict) and isinstance(mark.get("marking_ref"), str) and _covers(mark, wanted):
            found.append(mark["marking_ref"])
    return tuple(dict.fromkeys(found))


def _covers(mark: dict[str, Any], wanted: str) -> bool:
    selectors = mark.get("selectors")
    texts = [each for each in selectors if isinstance(each, str)] if isinstance(selectors, list) else []
    return any(wanted == each or wanted.startswith(f"{each}.") for each in texts)
