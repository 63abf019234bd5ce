"""An invented event of a foreign MISP, with tags, a galaxy, a sighting and a sharing group."""

from typing import Any

from tests.worlds.exchange import bitcoin


def uuid(number: int) -> str:
    return f"5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}"


TAGS = [
    "tlp:amber", "PAP:RED", 'admiralty-scale:source-reliability="b"', 'admiralty-scale:information-credibility="2"',
    'estimative-language:likelihood-probability="likely"', 'drugs:opioids="heroin"', 'tide:mood="calm"',
    'misp-galaxy:threat-actor="Lamp Reeve"',
]  # fmt: skip
SIGHTING = {"uuid": uuid(20), "type": "0", "date_sighting": "1767312000", "source": "a sensor"}
WALLET = {"uuid": uuid(2), "type": "btc", "category": "Financial fraud", "value": bitcoin(1), "to_ids": True,
          "distribution": "5", "timestamp": "1767312000", "Sighting": [SIGHTING]}  # fmt: skip
MAIL = {"uuid": uuid(3), "type": "email-src", "category": "Payload delivery", "value": "reeve@lamp.example",
        "timestamp": "1767312000"}  # fmt: skip
PERSON = {
    "uuid": uuid(4), "name": "person", "meta-category": "misc", "timestamp": "1767312000",
    "template_uuid": "a15b0477-e9d1-4b9c-9546-abe78a4f4248", "template_version": "16",
    "Attribute": [{"uuid": uuid(5), "type": "full-name", "object_relation": "full-name", "value": "Ada Reeve"}],
    "ObjectReference": [{"uuid": uuid(6), "referenced_uuid": uuid(2), "relationship_type": "owns"}],
}  # fmt: skip
EVENT: dict[str, Any] = {
    "uuid": uuid(1), "info": "Lamps of the quay", "date": "2026-01-02", "threat_level_id": "1", "analysis": "1",
    "distribution": "4", "sharing_group_id": "7", "published": True, "timestamp": "1767312000",
    "SharingGroup": {"id": "7", "uuid": uuid(7), "name": "Tide group", "releasability": "the coast"},
    "Orgc": {"name": "Tide Registry", "uuid": uuid(8)}, "Tag": [{"name": each} for each in TAGS],
    "Galaxy": [{"uuid": uuid(9), "name": "Threat Actor", "type": "threat-actor", "GalaxyCluster": [
        {"uuid": uuid(10), "type": "threat-actor", "value": "Lamp Reeve", "tag_name": TAGS[-1]}]}],
    "RelatedEvent": [{"Event": {"uuid": uuid(11), "info": "Somebody else's"}}],
    "Attribute": [WALLET, MAIL], "Object": [PERSON],
}  # fmt: skip
