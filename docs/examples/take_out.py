"""Look what of a search would leave as STIX, take it out into a file, and see what found no home in it.

    BOWSTREET_ADDRESS=http://127.0.0.1:8000 BOWSTREET_TOKEN=... python docs/examples/take_out.py sellers.json quay

A third word is the strictest TLP that leaves, AMBER where it is left out.
It wants the token of somebody who may pass on: investigator, supervisor or coordinator.
"""

import json
import os
import sys
from typing import Any

from bowstreet.client import Client, NotThere

path, words = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
ceiling: Any = sys.argv[3] if len(sys.argv) > 3 else "AMBER"

with Client(
    os.environ["BOWSTREET_ADDRESS"], os.environ["BOWSTREET_TOKEN"],
    purpose="operational_analysis", reason="trying the client",
) as node:  # fmt: skip
    try:
        look = node.leaving("stix", q=words, kind="vendor_account", found=True, tlp=ceiling)
    except NotThere as refused:
        sys.exit(refused.sentence)
    print(f"{look.balance.records} records would leave, {look.balance.above} lie over the ceiling")
    print(f"The strictest marking among them: TLP:{look.balance.marking.tlp or 'none'}")
    for asking in look.balance.asking:
        print(f"{asking.owner.name} has to be asked for {asking.records}")

    export = node.export(path, "stix", q=words, kind="vendor_account", found=True, tlp=ceiling)
    print(f"{export.path}: {export.card.size} bytes, sha256 {export.card.sha256}")
    for loss in export.losses:
        print(f"no home for {loss.part}, {loss.count} times ({loss.why})")

print(f"{len(json.loads(export.path.read_bytes())['objects'])} objects of STIX")
