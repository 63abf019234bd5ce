"""Packs judged by the rules of GraphSense's own tool: its schemas, its codes, what it asks of each field."""

import csv
import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from tests.worlds import exchange, leaving
from tests.worlds.leaving import NOW

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingLink
from bowstreet.formats.tagpacks import concepts, writing
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.linking import LinkType

RULES = Path(__file__).parents[1] / "vendor"


def rules(name: str) -> Any:
    return yaml.safe_load((RULES / name).read_text())


with (RULES / "graphsense_confidence.csv").open() as opened:
    LEVELS = {each["id"]: int(each["level"]) for each in csv.DictReader(opened)}
CODES = {
    "confidence": frozenset(LEVELS),
    "concept": frozenset(each["id"] for each in rules("graphsense_concepts.yaml").values() if each.get("id")),
    "country": frozenset(countries.CODES),
}


def record(kind: str, number: int, **body: Any) -> Leaving:
    own = f"019cadc6-9a80-7836-8dd8-{number:012d}"
    return replace(leaving.record(), id=own, kind=kind, title="t", body=catalogue.ALL[kind].check(body))


ACTOR = record("organisation", 1, name="Quay & Sons", sites=["quay.example.org", "https://quay.example.org/x"],
               country="NL", activity="exchange, tea", aliases=["1e5"])  # fmt: skip
LABELS = [{"value": f"{grade}: 'a' #b\u2028 & *c", "grade": grade} for grade in concepts.CONFIDENCE]
WALLET = record("wallet", 2, address=exchange.bitcoin(5), labels=[*LABELS, "1e5", "yes", "0x1F"], service="Quay")
ACCOUNT = record("exchange_account", 3, exchange="Ferry", wallets=[exchange.ethereum(9), exchange.bitcoin(9)])
WHOLE = Bundle(
    (ACTOR, WALLET, ACCOUNT, record("wallet", 4, address=exchange.ethereum(6))),
    (LeavingLink(ACTOR.id, LinkType.CONTROLS, WALLET.id),),
)


def faults(held: Mapping[str, Any], sort: str, schema: Mapping[str, Any]) -> list[str]:
    """Return what the tool would refuse of a head or an entry, as its ``schema.check_type`` and ``validate`` do."""
    found = [f"{name} is missing" for name, each in schema[sort].items() if each["mandatory"] and name not in held]
    for name, value in held.items():
        known = schema[sort].get(name)
        if known is None:
            found.append(f"{name} is not allowed")
            continue
        types = {"text": str, "list": list, "datetime": datetime.date, "boolean": bool, "json_text": str}
        if not isinstance(value, types[known["type"]]) or (isinstance(value, str) and not value.strip()):
            found.append(f"{name} is no {known['type']}")
        if known["type"] == "json_text":
            json.loads(value)
        for code in known["taxonomy"] if isinstance(known.get("taxonomy"), list) else [known.get("taxonomy")]:
            several = value if isinstance(value, list) else [value]
            found += [f"{name}: {each} is no {code}" for each in several if code and each not in CODES[code]]
    return found


def test_a_tagpack_is_one_for_the_tool() -> None:
    made = yaml.safe_load(writing.tagpack(WHOLE, now=NOW).content)
    schema = rules("tagpack_schema.yaml")
    assert faults(made, "header", schema) == []
    assert [faults(each, "tag", schema) for each in made["tags"]] == [[]] * len(made["tags"])
    assert len(made["tags"]) == len(LABELS) + 3 + 2 + 1
    assert {"1e5", "yes", "0x1F"} <= {each["label"] for each in made["tags"]}
    actors = {each.get("actor") for each in made["tags"] if each["address"] == exchange.bitcoin(5)}
    assert actors == {"quay_sons"}
    del made["tags"][0]["label"]
    assert faults(made["tags"][0], "tag", schema) == ["label is missing"]


def test_an_actorpack_is_one_for_the_tool() -> None:
    made = yaml.safe_load(writing.actorpack(WHOLE, now=NOW).content)
    schema = rules("actorpack_schema.yaml")
    assert faults(made, "header", schema) == []
    [actor] = made["actors"]
    assert faults(actor, "actor", schema) == [] and actor["categories"] == ["exchange"]
    bare = record("organisation", 5, name="Tea")
    [actor] = yaml.safe_load(writing.actorpack(Bundle((bare,)), now=NOW).content)["actors"]
    assert faults(actor, "actor", schema) == [] and actor["uri"] == f"urn:uuid:{bare.id}"


def test_no_grade_becomes_a_better_confidence_than_a_worse_one() -> None:
    assert (
        set(concepts.CONFIDENCE.values()) | {concepts.GUESSED} <= set(LEVELS) and CODES["concept"] >= concepts.CONCEPTS
    )
    for one, code in concepts.CONFIDENCE.items():
        for two, other in concepts.CONFIDENCE.items():
            if one[1] <= two[1] and "ABCX".index(one[0]) <= "ABCX".index(two[0]):
                assert LEVELS[code] >= LEVELS[other], (one, two)
