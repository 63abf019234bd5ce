"""Operations of peer, written by `make reference` from the OpenAPI description."""

from collections.abc import Mapping
from typing import Any, Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.codes import Tlp
from bowstreet.client.shapes.peer import PeerCard, PeerList


class Peer(Calling):
    """One method for each operation."""

    def peer_list(self, *, reason: str | None = None) -> PeerList:
        """The servers of TAXII that your agency pulls from and pushes to.

        ``GET /peers``
        """
        return self._call(PeerList, "GET", "/peers", {"reason": reason})

    def peer_add(
        self, *, name: str, address: str, collection: str, token: str,
        direction: Literal["pull", "push", "both"] | None = None, user: str | None = None,
        internal: bool | None = None, agreement: str | None = None, tlp: Tlp | None = None,
        envelope: Mapping[str, Any] | None = None, reason: str | None = None,
    ) -> PeerCard:  # fmt: skip
        """Register a peer; nothing is asked of it yet.

        ``POST /peers``
        """
        return self._call(PeerCard, "POST", "/peers", {
            "name": name, "address": address, "collection": collection, "token": token, "direction": direction,
            "user": user, "internal": internal, "agreement": agreement, "tlp": tlp, "envelope": envelope,
            "reason": reason,
        })  # fmt: skip

    def peer(self, id: str, *, reason: str | None = None) -> PeerCard:
        """One peer: how far it was pulled and pushed, and what stood in the way.

        ``GET /peers/{id}``
        """
        return self._call(PeerCard, "GET", f"/peers/{quoted(id)}", {"reason": reason})

    def peer_pull(self, id: str, *, reason: str | None = None) -> PeerCard:
        """Have a peer pulled from at once.

        ``POST /peers/{id}/pull``
        """
        return self._call(PeerCard, "POST", f"/peers/{quoted(id)}/pull", {"reason": reason})

    def peer_push(self, id: str, *, reason: str | None = None) -> PeerCard:
        """Have a peer pushed to at once.

        ``POST /peers/{id}/push``
        """
        return self._call(PeerCard, "POST", f"/peers/{quoted(id)}/push", {"reason": reason})

    def peer_end(self, id: str, *, reason: str | None = None) -> PeerCard:
        """End a peer, and forget its token.

        ``POST /peers/{id}/end``
        """
        return self._call(PeerCard, "POST", f"/peers/{quoted(id)}/end", {"reason": reason})
