"""Operations of ledger, written by `make reference` from the OpenAPI description."""

import datetime

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.ledger import LedgerPage, Proof, Verified


class Ledger(Calling):
    """One method for each operation."""

    def ledger(
        self, *, since: datetime.date | None = None, until: datetime.date | None = None, event: str | None = None,
        officer: str | None = None, cursor: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> LedgerPage:  # fmt: skip
        """Every act and every look-up.

        ``GET /ledger``
        """
        return self._call(LedgerPage, "GET", "/ledger", {
            "since": since, "until": until, "event": event, "officer": officer, "cursor": cursor, "limit": limit,
            "reason": reason,
        })  # fmt: skip

    def ledger_entry(self, number: int, *, reason: str | None = None) -> Proof:
        """One entry with its way to the root.

        ``GET /ledger/{number}``
        """
        return self._call(Proof, "GET", f"/ledger/{quoted(number)}", {"reason": reason})

    def ledger_verify(self, *, reason: str | None = None) -> Verified:
        """Check that your agency's ledger is unbroken.

        ``POST /ledger/verify``
        """
        return self._call(Verified, "POST", "/ledger/verify", {"reason": reason})
