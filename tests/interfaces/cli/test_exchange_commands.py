"""Import is ingest for exchange formats: one pipeline, told with what found no home, and looked through when asked."""

from tests.interfaces.cli.conftest import EXAMPLES, FILES, Node

PACK = EXAMPLES / "harbour-tagpack.yaml"


def test_a_document_is_imported_and_its_losses_are_told(node: Node) -> None:
    looked = node.machine.must("import", PACK, "--look", "--json").document
    [source] = looked["sources"]
    assert (looked["state"], source["read"], source["rejected"], source["records_new"]) == ("looked", 19, 1, 0)
    plainly = node.machine.must("import", PACK, "--look").out
    assert "found no home: tag.is_cluster_definer, 18 times. Nothing here says this" in plainly
    assert f"bowstreet intake accept {plainly.rsplit('accept ', 1)[1].split(chr(39))[0]}" in plainly
    done = node.machine.must("intake", "accept", looked["act"], "--json").document
    [source] = done["sources"]
    assert (source["observed"], source["rejected"], source["records_new"]) == (18, 1, 19)
    assert {"part": "tag.currency", "why": "no_kind", "count": 1} in source["losses"]
    again = node.machine.must("import", PACK, "--json").document["sources"][0]
    assert (again["already_held"], again["records_new"]) == (18, 0)
    refused = node.machine.run("intake", "accept", looked["act"])
    assert (refused.code, refused.err.strip()) == (1, "This intake does not wait to be accepted.")
    again = node.machine.must("import", PACK, "--look", "--json").document["act"]
    assert node.machine.must("intake", "decline", again).out.startswith("Declined by Sam Quill, ")
    assert node.machine.run("intake", "decline", again).err == "This intake does not wait for a word.\n"


def test_what_no_exchange_format_knows_is_refused_with_a_sentence(node: Node) -> None:
    refused = node.machine.run("import", FILES[0], "--json")
    assert refused.code == 1
    assert "No exchange format knows this file" in refused.document["sources"][0]["note"]
    assert refused.err.strip()
