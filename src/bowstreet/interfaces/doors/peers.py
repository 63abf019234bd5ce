"""The doors of peers: servers of TAXII that an agency pulls from and pushes to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from bowstreet.casework.sharing import agreeing, peering, registering
from bowstreet.casework.sharing.peering import PeerCard, PeerList
from bowstreet.casework.sharing.shown import AgreementList
from bowstreet.interfaces.doors.audience import RECORD_READERS, SUPERVISORS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.readers import Reader


class Add(Form):
    """A new peer. ``tlp`` is the marking that what is pulled gets, beside what ``envelope`` says differs."""

    name: str = Field(max_length=200)
    address: str = Field(max_length=500)
    collection: str = Field(max_length=100)
    direction: Literal["pull", "push", "both"] = "pull"
    token: str = Field(max_length=2_000)
    user: str = Field("bowstreet", max_length=100, pattern=r"^[\x21-\x39\x3b-\x7e]*$")
    internal: bool = False
    agreement: str | None = Field(None, max_length=36)
    tlp: Tlp | None = None
    envelope: dict[str, Any] = Field(default_factory=dict)


class One(Form):
    """A peer by its id, or by the name of one that stands."""

    id: str = Field(max_length=200)


def _added(*, tlp: Tlp | None, envelope: Mapping[str, Any], **fields: Any) -> PeerCard:
    return registering.add(envelope={**envelope, **({"tlp": str(tlp)} if tlp else {})}, **fields)


def _called(direction: str) -> Callable[..., PeerCard]:
    def call(*, reader: Reader, now: datetime, id: str) -> PeerCard:
        return registering.call(reader=reader, now=now, id=id, direction=direction)

    return call


def blank(**asking: Any) -> AgreementList:
    """Return the page on which a peer is registered, with the agreements under which something could be pushed."""
    return agreeing.agreements(**asking)


_PAGE: Callable[[Any], str] = lambda made: f"/peers/{made.id}"  # noqa: E731 - one address for all acts

DOORS = (
    Door(
        "peer.list", "The servers of TAXII that your agency pulls from and pushes to", peering.peers, answer=PeerList,
        web="/peers", api="/peers", page="peers.html", roles=RECORD_READERS, command="node list",
    ),
    Door(
        "peer.blank", "Register a peer", blank, answer=AgreementList, web="/peers/new", page="peer_new.html",
        roles=SUPERVISORS,
    ),
    Door(
        "peer.add", "Register a peer; nothing is asked of it yet", _added, Add, PeerCard, method="POST", creates=True,
        web="/peers/new", api="/peers", after=_PAGE, beside="peer.blank", roles=SUPERVISORS, command="node add",
    ),
    Door(
        "peer", "One peer: how far it was pulled and pushed, and what stood in the way", peering.peer, One, PeerCard,
        web="/peers/{id}", api="/peers/{id}", page="peer.html", roles=RECORD_READERS,
    ),
    Door(
        "peer.pull", "Have a peer pulled from at once", _called("pull"), One, PeerCard, method="POST",
        web="/peers/{id}/pull", api="/peers/{id}/pull", after=_PAGE, roles=SUPERVISORS, command="node pull",
    ),
    Door(
        "peer.push", "Have a peer pushed to at once", _called("push"), One, PeerCard, method="POST",
        web="/peers/{id}/push", api="/peers/{id}/push", after=_PAGE, roles=SUPERVISORS, command="node push",
    ),
    Door(
        "peer.end", "End a peer, and forget its token", registering.end, One, PeerCard, method="POST",
        web="/peers/{id}/end", api="/peers/{id}/end", after=_PAGE, roles=SUPERVISORS, command="node end",
    ),
)  # fmt: skip
