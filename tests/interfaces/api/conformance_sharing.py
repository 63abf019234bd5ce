"""The walk over the operations by which records leave."""

from tests.interfaces.api.walking import Walk


def walk_all(walk: Walk) -> None:
    """Walk all of it as somebody who may let records leave."""
    assert walk.get("/leaving", {"found": "true", "format": "stix"})["balance"]["records"]
    made = walk.post(
        "/exports", {"q": "", "found": True, "format": "csv", "reason": "for the hearing", "to": ["south"]}
    )
    assert walk.get("/exports/{id}", id=made["id"]) == made
    assert walk.get("/exports/{id}/file", id=made["id"]).startswith(b'"id","kind"')
