"""Operations of sharing, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Sequence

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.downloading import Download
from bowstreet.client.reading import several
from bowstreet.client.shapes.codes import Classification, HandlingCode, Pap, Purpose, Tlp
from bowstreet.client.shapes.sharing import (
    AgreementCard,
    AgreementList,
    AgreementView,
    ExportCard,
    ExportLook,
    ReleaseList,
    Under,
)


class Sharing(Calling):
    """One method for each operation."""

    def export_look(
        self, *, id: str | Sequence[str] | None = None, q: str | None = None, found: bool | None = None,
        kind: str | Sequence[str] | None = None, agency: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None, product: str | Sequence[str] | None = None,
        grade: str | Sequence[str] | None = None, date: str | Sequence[str] | None = None,
        since: datetime.date | None = None, until: datetime.date | None = None, around: str | None = None,
        intake: str | None = None, tlp: Tlp | None = None, pap: Pap | None = None,
        handling: HandlingCode | None = None, classification: Classification | None = None,
        history: bool | None = None, format: str | None = None, reason: str | None = None,
    ) -> ExportLook:  # fmt: skip
        """What would leave of a choice, and what would stay behind.

        ``GET /leaving``
        """
        return self._call(ExportLook, "GET", "/leaving", {
            "id": several(id), "q": q, "found": found, "kind": several(kind), "agency": several(agency),
            "market": several(market), "product": several(product), "grade": several(grade), "date": several(date),
            "since": since, "until": until, "around": around, "intake": intake, "tlp": tlp, "pap": pap,
            "handling": handling, "classification": classification, "history": history, "format": format,
            "reason": reason,
        })  # fmt: skip

    def export(
        self, *, format: str, id: str | Sequence[str] | None = None, q: str | None = None,
        found: bool | None = None, kind: str | Sequence[str] | None = None,
        agency: str | Sequence[str] | None = None, market: str | Sequence[str] | None = None,
        product: str | Sequence[str] | None = None, grade: str | Sequence[str] | None = None,
        date: str | Sequence[str] | None = None, since: datetime.date | None = None,
        until: datetime.date | None = None, around: str | None = None, intake: str | None = None,
        tlp: Tlp | None = None, pap: Pap | None = None, handling: HandlingCode | None = None,
        classification: Classification | None = None, history: bool | None = None,
        to: str | Sequence[str] | None = None, reason: str | None = None,
    ) -> ExportCard:  # fmt: skip
        """Take records out in a format.

        ``POST /exports``
        """
        return self._call(ExportCard, "POST", "/exports", {
            "format": format, "id": several(id), "q": q, "found": found, "kind": several(kind),
            "agency": several(agency), "market": several(market), "product": several(product), "grade": several(grade),
            "date": several(date), "since": since, "until": until, "around": around, "intake": intake, "tlp": tlp,
            "pap": pap, "handling": handling, "classification": classification, "history": history, "to": several(to),
            "reason": reason,
        })  # fmt: skip

    def export_taken(self, id: str, *, reason: str | None = None) -> ExportCard:
        """What you took out, and what found no home.

        ``GET /exports/{id}``
        """
        return self._call(ExportCard, "GET", f"/exports/{quoted(id)}", {"reason": reason})

    def export_file(self, id: str, *, reason: str | None = None) -> Download:
        """The document that you took out.

        ``GET /exports/{id}/file``
        """
        return self._carried(f"/exports/{quoted(id)}/file", {"reason": reason})

    def agreement_list(self, *, reason: str | None = None) -> AgreementList:
        """The agreements that your agency gives or receives under.

        ``GET /agreements``
        """
        return self._call(AgreementList, "GET", "/agreements", {"reason": reason})

    def agreement_make(
        self, *, title: str, receivers: str | Sequence[str] | None = None,
        parties: str | Sequence[str] | None = None, purposes: str | Sequence[Purpose] | None = None,
        tlp: Tlp | None = None, pap: Pap | None = None, handling: HandlingCode | None = None,
        classification: Classification | None = None, kinds: str | Sequence[str] | None = None,
        markets: str | Sequence[str] | None = None, grade: str | None = None, since: datetime.date | None = None,
        until: datetime.date | None = None, reason: str | None = None,
    ) -> AgreementCard:  # fmt: skip
        """Make an agreement, or propose it where your agency wants two.

        ``POST /agreements``
        """
        return self._call(AgreementCard, "POST", "/agreements", {
            "title": title, "receivers": several(receivers), "parties": several(parties), "purposes": several(purposes),
            "tlp": tlp, "pap": pap, "handling": handling, "classification": classification, "kinds": several(kinds),
            "markets": several(markets), "grade": grade, "since": since, "until": until, "reason": reason,
        })  # fmt: skip

    def agreement(self, id: str, *, after: str | None = None, reason: str | None = None) -> AgreementView:
        """One agreement, and what leaves under it.

        ``GET /agreements/{id}``
        """
        return self._call(AgreementView, "GET", f"/agreements/{quoted(id)}", {"after": after, "reason": reason})

    def agreement_read(
        self, id: str, *, after: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> Under:  # fmt: skip
        """What leaves under an agreement after a place in its line.

        ``GET /agreements/{id}/records``
        """
        return self._call(Under, "GET", f"/agreements/{quoted(id)}/records", {
            "after": after, "limit": limit, "reason": reason,
        })  # fmt: skip

    def agreement_sign(self, id: str, *, reason: str | None = None) -> AgreementCard:
        """Let an agreement stand that another supervisor proposed.

        ``POST /agreements/{id}/sign``
        """
        return self._call(AgreementCard, "POST", f"/agreements/{quoted(id)}/sign", {"reason": reason})

    def agreement_end(self, id: str, *, reason: str | None = None) -> AgreementCard:
        """End an agreement.

        ``POST /agreements/{id}/end``
        """
        return self._call(AgreementCard, "POST", f"/agreements/{quoted(id)}/end", {"reason": reason})

    def agreement_releases(
        self, id: str, *, record: str | None = None, recalled: bool | None = None, late: bool | None = None,
        cursor: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> ReleaseList:  # fmt: skip
        """What went under an agreement, with receipts and recalls.

        ``GET /agreements/{id}/releases``
        """
        return self._call(ReleaseList, "GET", f"/agreements/{quoted(id)}/releases", {
            "record": record, "recalled": recalled, "late": late, "cursor": cursor, "limit": limit, "reason": reason,
        })  # fmt: skip

    def agreement_release(self, id: str, *, receiver: str, reason: str | None = None) -> ReleaseList:
        """Note that what is new went to a receiver.

        ``POST /agreements/{id}/releases``
        """
        return self._call(ReleaseList, "POST", f"/agreements/{quoted(id)}/releases", {
            "receiver": receiver, "reason": reason,
        })  # fmt: skip

    def agreement_receive(self, id: str, *, reason: str | None = None) -> ReleaseList:
        """Give a receipt for what was released to your agency.

        ``POST /agreements/{id}/receipts``
        """
        return self._call(ReleaseList, "POST", f"/agreements/{quoted(id)}/receipts", {"reason": reason})

    def agreement_recall(self, id: str, *, reason: str, records: str | Sequence[str] | None = None) -> ReleaseList:
        """Recall what was released under an agreement.

        ``POST /agreements/{id}/recalls``
        """
        return self._call(ReleaseList, "POST", f"/agreements/{quoted(id)}/recalls", {
            "reason": reason, "records": several(records),
        })  # fmt: skip
