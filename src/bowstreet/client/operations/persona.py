"""Operations of persona, written by `make reference` from the OpenAPI description."""

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.persona import PersonaList


class Persona(Calling):
    """One method for each operation."""

    def persona_list(self, *, reason: str | None = None) -> PersonaList:
        """The personas that you handle, and who met them.

        ``GET /personas``
        """
        return self._call(PersonaList, "GET", "/personas", {"reason": reason})

    def persona_new(self, *, label: str, identifiers: str, reason: str | None = None) -> PersonaList:
        """Enter a persona that you handle.

        ``POST /personas``
        """
        return self._call(PersonaList, "POST", "/personas", {
            "label": label, "identifiers": identifiers, "reason": reason,
        })  # fmt: skip

    def persona_end(self, id: str, *, reason: str | None = None) -> PersonaList:
        """End a persona and erase it.

        ``POST /personas/{id}/end``
        """
        return self._call(PersonaList, "POST", f"/personas/{quoted(id)}/end", {"reason": reason})
