"""Medallion, the server of TAXII 2.1 of the OASIS committee, on loopback with its backend in memory."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
USER, PASSWORD = "bow", "street"
TAXII = "application/taxii+json;version=2.1"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def _sorting_by_time() -> Iterator[None]:
    """Have it sort objects by their times alone.

    It takes a property called version for one, so that it can give no page any more (500) once it holds an extension
    definition, of which STIX asks for a version like 1.0.0.
    """
    from medallion.backends import memory_backend
    from medallion.filters import basic_filter

    theirs = basic_filter.find_att

    def ours(held: dict[str, Any]) -> Any:
        return theirs({name: each for name, each in held.items() if name != "version" or "type" not in held})

    with pytest.MonkeyPatch.context() as patch:
        for each in (memory_backend, basic_filter):
            patch.setattr(each, "find_att", ours)
        yield


@contextmanager
def served(folder: Path, page: int = 20) -> Iterator[str]:
    """Serve an empty collection, in pages of so many objects at most, and return its API root."""
    from medallion import application_instance, register_blueprints, set_config

    collection = {
        "id": COLLECTION, "title": "Sellers", "can_read": True, "can_write": True,
        "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": [],
    }  # fmt: skip
    held = {
        "/discovery": {"title": "Peer", "default": "/peer/", "api_roots": ["/peer/"]},
        "peer": {"information": {"title": "Peer", "versions": [TAXII], "max_content_length": 1 << 24}, "status": [],
                 "collections": [collection]},
    }  # fmt: skip
    file = folder / "medallion.json"
    file.write_text(json.dumps(held))
    backend = {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend", "filename": str(file)}
    config = {"backend": backend, "users": {USER: PASSWORD}, "taxii": {"max_page_size": page}}
    for name in ("users", "taxii", "backend"):
        set_config(application_instance, name, config)
    if "discovery" not in application_instance.blueprints:
        register_blueprints(application_instance)
    with _sorting_by_time(), make_server("127.0.0.1", 0, application_instance, handler_class=_Quiet) as server:
        worker = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        worker.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/peer/"
        finally:
            server.shutdown()
            worker.join(30)
