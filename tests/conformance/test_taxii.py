"""The TAXII server as taxii2-client meets it on loopback: every endpoint, paging, what is handed in and taken out."""

from datetime import timedelta

import django
import pytest

django.setup()

from requests import HTTPError  # noqa: E402
from taxii2client.v21 import Collection, Server, as_pages  # noqa: E402
from tests.worlds.repository import GIVEN, OWN  # noqa: E402
from tests.worlds.taxii import Node, node, served  # noqa: E402

from bowstreet.casework.intake import accepting, reading  # noqa: E402
from bowstreet.formats.stix.record_objects import stix_id  # noqa: E402
from bowstreet.holdings.repository import recording  # noqa: E402
from bowstreet.interfaces.doors import clock  # noqa: E402

__all__ = ["node"]

SELLER = {
    "type": "threat-actor", "spec_version": "2.1", "id": "threat-actor--0f0f0f0f-1111-4222-8333-666666666666",
    "created": "2026-03-02T09:00:00.000Z", "modified": "2026-03-02T09:00:00.000Z", "name": "reeve",
}  # fmt: skip


def collection_of(live: str, secret: str) -> Collection:
    server = Server(f"{live}/taxii2/", user="program", password=secret)
    assert server.title == "Bowstreet" and server.default.url == server.api_roots[0].url
    assert server.default.max_content_length > 0
    [found] = server.default.collections
    return found


def test_a_foreign_client_reads_a_collection_page_by_page(node: Node) -> None:
    with served() as live:
        record = node.records.vendor(node.records.north, "quaymerchant", GIVEN)
        node.records.vendor(node.records.north, "hushed", OWN)
        node.keep_up()
        recording.amend(
            reader=node.records.north, now=clock.now() + timedelta(hours=1), id=record, body={"aliases": ["wick"]}
        )
        node.keep_up()
        found = collection_of(live, node.south.secret)
        assert (found.title, found.can_read, found.can_write) == ("Sellers for south", True, False)
        whole = found.get_objects()["objects"]
        assert "quaymerchant" in str(whole) and "hushed" not in str(whole)
        paged = [each for page in as_pages(found.get_objects, per_request=2) for each in page.get("objects", ())]
        assert paged == whole
        manifest = found.get_manifest()["objects"]
        assert [each["id"] for each in manifest] == [each["id"] for each in whole]
        assert found.get_objects(added_after=manifest[-1]["date_added"]) == {}
        assert len(found.get_objects(added_after=manifest[0]["date_added"])["objects"]) == len(whole) - 1
        seller = stix_id(record, "vendor_account")
        versions = found.object_versions(seller)["versions"]
        assert len(versions) == 2
        assert [each["modified"] for each in found.get_object(seller, version="all")["objects"]] == versions
        assert [each["modified"] for each in found.get_object(seller)["objects"]] == versions[-1:]
        assert (
            found.get_objects(type=["threat-actor", "tool"], version="first")["objects"][0]["modified"] == versions[0]
        )
        with pytest.raises(HTTPError, match="404"):
            found.get_object("note--0f0f0f0f-1111-4222-8333-444444444444")


def test_a_foreign_client_hands_in_follows_the_status_and_takes_out(node: Node) -> None:
    with served() as live:
        found = collection_of(live, node.north.secret)
        assert found.can_write
        broken = {"type": "note"}
        sent = found.add_objects({"objects": [SELLER, broken]}, wait_for_completion=False)
        assert (sent.status, sent.total_count, sent.pendings[0]["id"]) == ("pending", 2, SELLER["id"])
        assert [each["id"] for each in sent.failures] == ["objects[1]"]
        intake = f"{sent.id[:14]}7{sent.id[15:]}"
        reading.read(intake)
        accepting.accept(reader=node.records.north, now=clock.now(), id=intake, envelope={**GIVEN})
        reading.read(intake)
        sent.refresh()
        assert (sent.status, sent.success_count, sent.failure_count) == ("complete", 1, 1)
        assert (sent.successes, len(sent.failures)) == ([{"id": SELLER["id"], "version": SELLER["modified"]}], 1)
        node.keep_up()
        [ours] = [each for each in found.get_objects()["objects"] if "reeve" in str(each.get("name"))][:1]
        found.delete_object(ours["id"])
        with pytest.raises(HTTPError, match="404"):
            found.get_object(ours["id"])


def test_a_foreign_client_without_a_good_token_is_turned_away(node: Node) -> None:
    with served() as live, pytest.raises(HTTPError, match="401"):
        collection_of(live, "bow_nobody")
