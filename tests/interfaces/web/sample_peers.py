"""Invented answers about peers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_sharing as sharing

from bowstreet.casework.intake.answers import IntakeWord
from bowstreet.casework.sharing.peering import PeerCard, PeerList, RecallRow
from bowstreet.casework.sharing.shown import AgreementList
from bowstreet.formats.stix.notices import ANSWERS

PEER = PeerCard(
    id=sample.ID, short=sample.ID[-8:], name="Desk Noord", address="https://node.noord.example/taxii2/agreements/",
    collection="91a7b528-80eb-42ed-a74d-c6fbd5a26116", direction="pull", internal=False, state="standing",
    by="Elin Verhaal", made_at=sample.NOW, agreement=None, bookmark="2026-11-14T09:30:12.418206Z",
    pulled_at=sample.NOW, pull_sentence="", pushed_at=None, push_sentence="",
    waiting=(IntakeWord(sample.ID, sample.ID[-8:], "From Desk Noord", sample.NOW),
             IntakeWord(sample.ID, sample.ID[-8:], sample.HOSTILE, sample.NOW - timedelta(days=20))),
    recalls=(RecallRow(sample.NOW, "The wrong seller was named.", ANSWERS["withdrawn"]),
             RecallRow(sample.NOW, sample.HOSTILE, ANSWERS["kept"])),
    may_end=True,
)  # fmt: skip
STUCK = replace(
    PEER, name=sample.HOSTILE, direction="both", internal=True, agreement=sample.ID, pushed_at=sample.NOW,
    pull_sentence="The moments at which the peer says objects were added go backwards.",
    push_sentence="The peer takes no body of this size.",
)  # fmt: skip
FRESH = replace(
    PEER, name="Medallion", direction="push", bookmark="", pulled_at=None, waiting=(), recalls=(), agreement=sample.ID
)
ENDED = replace(PEER, name="Brigade Garonne", state="ended", may_end=False, waiting=(), recalls=())
NEW = {**sharing.MAKING, "tlps": ["GREEN", "AMBER"]}

PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "peers": (("peers.html", "/agreements", PeerList((PEER, STUCK, FRESH, ENDED), True)), {}),
    "peers-empty": (("peers.html", "/agreements", PeerList((), True)), {}),
    "peer": (("peer.html", "/agreements", PEER), {}),
    "peer-stuck": (("peer.html", "/agreements", STUCK), {}),
    "peer-fresh": (("peer.html", "/agreements", FRESH), {}),
    "peer-new": (("peer_new.html", "/agreements", AgreementList((sharing.AGREEMENT,), True)), NEW),
    "peer-wrong": (
        ("peer_new.html", "/agreements", AgreementList((), True)),
        {**NEW, "errors": (("address", sample.HOSTILE),), "typed": {"name": sample.HOSTILE, "token": "secret"}},
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
