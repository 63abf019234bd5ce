"""Find records, read what they say with grade and source, and check a list of identifiers.

BOWSTREET_ADDRESS=http://127.0.0.1:8000 BOWSTREET_TOKEN=... python docs/examples/find_and_check.py quay
"""

import os
import sys

from bowstreet.client import Client, text_of

words = sys.argv[1] if len(sys.argv) > 1 else ""

with Client(
    os.environ["BOWSTREET_ADDRESS"], os.environ["BOWSTREET_TOKEN"],
    purpose="operational_analysis", reason="trying the client",
) as node:  # fmt: skip
    for hit in node.find(words, kind="vendor_account", most=5):
        print(f"{hit.docket.owner.name}: {text_of(hit.title)} ({hit.docket.terms.tlp})")
        record = node.show(hit.id)
        for value in record.values:
            print(f"    {value.label}: {value.shown}  {value.grade}, {value.basis}, {value.source}")
        for other in node.near(text_of(hit.title), most=3):
            print(f"    written like it: {text_of(other.hit.title)}")

    for each in node.check(["jo[at]example[.]org", "+31 6 1234 5678", "no identifier at all"]):
        print(f"{each.shown}: {each.answer}")
