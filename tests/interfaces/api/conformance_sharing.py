"""The walk over the operations by which records leave."""

from tests.interfaces.api.walking import Walk
from tests.worlds import agencies

from bowstreet.casework.sharing import lining

SAID = {"title": "Sellers for south", "receivers": ["south"], "purposes": ["operational_analysis"],
        "parties": ["Harbour Police"]}  # fmt: skip


def walk_all(walk: Walk, south: Walk) -> None:
    """Walk all of it as a supervisor, who lets records leave and makes agreements, beside one who receives."""
    assert walk.get("/leaving", {"found": "true", "format": "stix", "tlp": "RED"})["balance"]["records"]
    free = {"tlp": "RED", "reason": "for the hearing", "to": ["south"]}
    made = walk.post("/exports", {"q": "", "found": True, "format": "csv", **free})
    assert walk.get("/exports/{id}", id=made["id"]) == made
    assert walk.get("/exports/{id}/file", id=made["id"]).startswith(b'"id","kind"')
    _agreements(walk, south)


def _agreements(walk: Walk, south: Walk) -> None:
    made = walk.post("/agreements", SAID)
    while lining.keep_up(agencies.NOW):
        pass
    assert walk.get("/agreements")["agreements"]
    walk.get("/agreements/{id}", id=made["id"])
    assert walk.get("/agreements/{id}/records", id=made["id"])["added"]
    walk.post("/agreements/{id}/releases", {"receiver": "Harbour Police"}, id=made["id"])
    assert south.post("/agreements/{id}/receipts", id=made["id"])["own"] is False
    walk.post("/agreements/{id}/recalls", {"reason": "a wrong name"}, id=made["id"])
    walk.get("/agreements/{id}/releases", id=made["id"])
    _peers(walk, made["id"])
    walk.post("/agreements/{id}/end", id=made["id"])


def _peers(walk: Walk, agreement: str) -> None:
    said = {"name": "Harbour Police", "address": "https://node.example/taxii2/", "collection": "sellers",
            "direction": "both", "token": "a-token", "agreement": agreement}  # fmt: skip
    made = walk.post("/peers", said)
    assert "a-token" not in str(made)
    assert walk.get("/peers")["peers"] == [walk.get("/peers/{id}", id=made["id"])]
    walk.post("/peers/{id}/pull", id=made["id"])
    walk.post("/peers/{id}/push", id=made["id"])
    assert walk.post("/peers/{id}/end", id=made["id"])["state"] == "ended"
