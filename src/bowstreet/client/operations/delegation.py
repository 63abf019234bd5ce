"""Operations of delegation, written by `make reference` from the OpenAPI description."""

import datetime
from collections.abc import Sequence

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.delegation import DelegationCard, DelegationList


class Delegation(Calling):
    """One method for each operation."""

    def delegation_list(self, *, reason: str | None = None) -> DelegationList:
        """What your agency lets others publish, and what it may publish for others.

        ``GET /delegations``
        """
        return self._call(DelegationList, "GET", "/delegations", {"reason": reason})

    def delegation_give(
        self, *, record: str, agency: str, until: datetime.date, receivers: str | Sequence[str] | None = None,
        reason: str | None = None,
    ) -> DelegationCard:  # fmt: skip
        """Let another agency publish a record of yours, within bounds.

        ``POST /delegations``
        """
        return self._call(DelegationCard, "POST", "/delegations", {
            "record": record, "agency": agency, "until": until, "receivers": several(receivers), "reason": reason,
        })  # fmt: skip

    def delegation_publish(
        self, id: str, *, receivers: str | Sequence[str] | None = None, reason: str | None = None,
    ) -> DelegationCard:  # fmt: skip
        """Publish a record on behalf of its owner.

        ``POST /delegations/{id}/publish``
        """
        return self._call(DelegationCard, "POST", f"/delegations/{quoted(id)}/publish", {
            "receivers": several(receivers), "reason": reason,
        })  # fmt: skip

    def delegation_end(self, id: str, *, reason: str | None = None) -> DelegationCard:
        """End a delegation, as its owner or its delegate.

        ``POST /delegations/{id}/end``
        """
        return self._call(DelegationCard, "POST", f"/delegations/{quoted(id)}/end", {"reason": reason})
