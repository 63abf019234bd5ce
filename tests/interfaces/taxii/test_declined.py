"""What was handed in over TAXII and declined by an officer is told as failed, with the sentence."""

from tests.interfaces.taxii.test_endpoints import NOTE
from tests.worlds.taxii import Node, told

from bowstreet.casework.intake import declining, reading
from bowstreet.interfaces.doors import clock


def test_a_program_learns_that_what_it_handed_in_was_declined(node: Node) -> None:
    sent = told(node.north.ask("POST", f"{node.place}objects/", {"objects": [NOTE]}))
    intake = f"{sent['id'][:14]}7{sent['id'][15:]}"
    reading.read(intake)
    declining.decline(reader=node.records.north, now=clock.now(), id=intake)
    status = told(node.north.get(f"status/{sent['id']}/"))
    assert (status["status"], status["success_count"], status["failure_count"]) == ("complete", 0, 1)
    [failure] = status["failures"]
    assert failure["id"] == NOTE["id"] and failure["message"].startswith("Declined by ")
