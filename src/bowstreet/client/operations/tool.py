"""Operations of tool, written by `make reference` from the OpenAPI description."""

from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.tool import ToolCard, ToolList


class Tool(Calling):
    """One method for each operation."""

    def tool_list(
        self, *, q: str | None = None, after: int | None = None, limit: int | None = None,
        reason: str | None = None,
    ) -> ToolList:  # fmt: skip
        """Tools: who makes them, where they were used, where courts accepted them.

        ``GET /tools``
        """
        return self._call(ToolList, "GET", "/tools", {"q": q, "after": after, "limit": limit, "reason": reason})

    def tool(self, id: str, *, reason: str | None = None) -> ToolCard:
        """A tool: uses and what they proved, faults, acceptance in court.

        ``GET /tools/{id}``
        """
        return self._call(ToolCard, "GET", f"/tools/{quoted(id)}", {"reason": reason})

    def tool_use(
        self, id: str, *, record: str, worked: Literal["yes", "partly", "no"], said: str | None = None,
        version: str | None = None, reason: str | None = None,
    ) -> ToolCard:  # fmt: skip
        """Say where a tool was used and what it proved.

        ``POST /tools/{id}/uses``
        """
        return self._call(ToolCard, "POST", f"/tools/{quoted(id)}/uses", {
            "record": record, "worked": worked, "said": said, "version": version, "reason": reason,
        })  # fmt: skip

    def tool_fault(
        self, id: str, *, said: str | None = None, source: str | None = None, version: str | None = None,
        mended: str | None = None, reason: str | None = None,
    ) -> ToolCard:  # fmt: skip
        """State a fault of a tool.

        ``POST /tools/{id}/faults``
        """
        return self._call(ToolCard, "POST", f"/tools/{quoted(id)}/faults", {
            "said": said, "source": source, "version": version, "mended": mended, "reason": reason,
        })  # fmt: skip

    def tool_acceptance(
        self, id: str, *, country: str, held: Literal["accepted", "refused", "not_tried"],
        source: str | None = None, version: str | None = None, said: str | None = None, reason: str | None = None,
    ) -> ToolCard:  # fmt: skip
        """State what courts of a country held of a tool.

        ``POST /tools/{id}/acceptance``
        """
        return self._call(ToolCard, "POST", f"/tools/{quoted(id)}/acceptance", {
            "country": country, "held": held, "source": source, "version": version, "said": said, "reason": reason,
        })  # fmt: skip
