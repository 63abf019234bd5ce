"""The examples of the standards, read and judged; part of ``bench.replay``. Counts alone are told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVENTS = "standards/pymisp-events/**/*.json"
NO_EVENTS = ("standards/misp-*/**/*.json", "standards/stix21-schemas/**/*.json", "standards/case-examples/**/*.json*")
TAXONOMIES = "standards/misp-taxonomies/{}/machinetag.json"
INTERPOL = {"entity": "interpol-dwva/_data/entities.yaml", "abuse": "interpol-dwva/_data/abuses.yaml"}
PARTS = ("Attribute", "Object", "EventReport")
EXAMPLES = ("standards/stix21-schemas/examples/**/*.json", "standards/taxii-medallion/**/*.json")


def prove(folder: Path) -> Iterator[tuple[bool, str]]:
    """Yield what holds of the examples of STIX and of MISP, and of the taxonomies."""
    yield from _stix(folder)
    yield from _misp(folder)
    yield from _taxonomies(folder)


def _misp(folder: Path) -> Iterator[tuple[bool, str]]:
    """Yield whether every part of every event is a piece whose text stands at its place, and no other is claimed."""
    from bowstreet.formats.misp import reading

    files = [each for each in sorted(folder.glob(EVENTS)) if reading.recognises(each.read_bytes())]
    parts = pieces = placed = drafts = lost = 0
    for raw in map(Path.read_bytes, files):
        held = json.loads(raw)
        for each in held.get("response", [held]):
            event = each.get("Event", each)
            parts += 1 + sum(len(event.get(name) or ()) for name in PARTS)
        found = reading.read(raw)
        pieces += len(found.pieces) + len(found.refused)
        placed += sum(raw[each.at :].startswith(each.text.encode()) for each in found.pieces)
        drafts += sum(len(each.drafts) for each in found.pieces)
        lost += sum(each.count for each in found.losses)
    others = [each for where in NO_EVENTS for each in folder.glob(where)]
    claimed = [each for each in others if reading.recognises(each.read_bytes())]
    refused = sum(bool(reading.read(each.read_bytes()).refused) for each in others)
    yield (
        parts == pieces == placed > 0 and not claimed,
        (
            f"events of MISP: {len(files)} files, {parts} parts, {placed} pieces at their place, {drafts} drafts,"
            f" {lost} parts without a home; {len(claimed)} of {len(others)} other files claimed, {refused} refused"
        ),
    )


def _taxonomies(folder: Path) -> Iterator[tuple[bool, str]]:
    """Yield whether our codes are those that were published, each and no other."""
    import yaml

    from bowstreet.vocabulary.taxonomies import catalogue

    theirs: dict[str, set[tuple[str, str]]] = {}
    for name in catalogue.ALL:
        place = folder / TAXONOMIES.format(name)
        if place.exists():
            held = json.loads(place.read_text())
            said = {each["predicate"]: [one["value"] for one in each["entry"]] for each in held.get("values") or ()}
            names = [each["value"] for each in held["predicates"]]
            theirs[name] = {(each, value) for each in names for value in said.get(each, [""])}
    of_interpol = {sort: yaml.safe_load((folder / where).read_text()) for sort, where in INTERPOL.items()}
    theirs["dw-va"] = {(sort, code) for sort, held in of_interpol.items() for code in held if code != "scheme"}
    ours = {name: {(e.tag.predicate, e.tag.value) for e in each.entries()} for name, each in catalogue.ALL.items()}
    yield (
        ours == theirs,
        f"taxonomies: {len(theirs)} published, {sum(map(len, theirs.values()))} codes; ours are the same codes",
    )


def _stix(folder: Path) -> Iterator[tuple[bool, str]]:
    """Yield what holds of STIX: each object is read, goes out as it came, and has the validator's verdict."""
    from tests.worlds import stix_peer

    from bowstreet.formats.stix import checking, reading, writing

    files = [each for where in EXAMPLES for each in sorted(folder.glob(where))]
    known, read, alike, valid = 0, 0, 0, 0
    for source in (each for file in files for each in _bundles(json.loads(file.read_text()))):
        found = [each for each in reading.read(json.dumps(source).encode()) if isinstance(each, reading.Found)]
        known, read = known + len(source["objects"]), read + len(found)
        again = list(reading.read(writing.bundle(found, "bundle--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b")))
        same = [each.raw for each in again if isinstance(each, reading.Found)] == [each.raw for each in found]
        for each in found:
            verdict = stix_peer.verdict(each.contents())
            valid += verdict is True
            alike += same and verdict is (checking.fault_of(each.contents()) is None)
    yield (
        known == read == alike > 0,
        (
            f"examples of STIX: {len(files)} files, {known} objects, {read} read, {valid} valid, {alike} judged as the"
            " validator judges them and written out as they came"
        ),
    )
    yield _drafted(files)


def _drafted(files: list[Path]) -> tuple[bool, str]:
    """Say what the examples become: pieces with their very text, drafts, links; what found no home."""
    from bowstreet.formats.stix import exchanging

    known, pieces, drafts, links, losses = 0, 0, 0, 0, 0
    for source in (each for file in files for each in _bundles(json.loads(file.read_text()))):
        raw = json.dumps(source).encode()
        came = exchanging.read(raw)
        known += len(source["objects"])
        pieces += sum(raw[each.at :].startswith(each.text.encode()) for each in came.pieces)
        made = [draft for each in came.pieces for draft in each.drafts]
        drafts, links = drafts + len(made), links + sum(len(each.links) for each in made)
        losses += sum(each.count for each in came.losses)
    said = f"{pieces} pieces with their text, {drafts} drafts, {links} links, {losses} parts lost or coarser"
    return known == pieces > 0 < drafts, f"examples of STIX taken in: {known} objects, {said}"


def _bundles(held: Any) -> Iterator[dict[str, Any]]:
    """Yield every bundle, envelope or collection in a document."""
    left = [held]
    while left:
        each = left.pop()
        if isinstance(each, dict) and isinstance(each.get("objects"), list) and each["objects"]:
            yield {"objects": each["objects"]}
        elif isinstance(each, dict | list):
            left.extend(each.values() if isinstance(each, dict) else each)


if __name__ == "__main__":
    import sys

    told = list(prove(Path(sys.argv[1])))
    print(*(what for _, what in told), sep="\n")
    sys.exit(not all(holds for holds, _ in told))
