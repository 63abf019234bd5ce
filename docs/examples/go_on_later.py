"""Go through every collection of your agency, and next time only through what came since.

BOWSTREET_ADDRESS=http://127.0.0.1:8000 BOWSTREET_TOKEN=... python docs/examples/go_on_later.py bookmarks.json
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

from bowstreet.client import Client

kept = Path(sys.argv[1])
bookmarks = json.loads(kept.read_text()) if kept.exists() else {}

with Client(
    os.environ["BOWSTREET_ADDRESS"], os.environ["BOWSTREET_TOKEN"], purpose="operational_analysis"
) as node:  # fmt: skip
    for collection in node.collections():
        objects = collection.objects(added_after=bookmarks.get(collection.id))
        count = Counter(each["type"] for each in objects)
        print(
            f"{collection.title}: {count.total()} objects", *(f"    {n} {sort}" for sort, n in count.items()), sep="\n"
        )
        bookmarks[collection.id] = collection.bookmark

kept.write_text(json.dumps(bookmarks))
