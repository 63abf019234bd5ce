"""Operations of people, written by `make reference` from the OpenAPI description."""

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.people import GroupCard, OfficerCard, Passkeys, Standing, TokenCard


class People(Calling):
    """One method for each operation."""

    def tokens(self) -> tuple[TokenCard, ...]:
        """Your tokens.

        ``GET /tokens``
        """
        return self._listed(TokenCard, "GET", "/tokens", {})

    def tokens_revoke(self, id: str) -> TokenCard:
        """End a token.

        ``POST /tokens/{id}/revoke``
        """
        return self._call(TokenCard, "POST", f"/tokens/{quoted(id)}/revoke", {})

    def passkeys(self) -> Passkeys:
        """Your passkeys, and what a browser needs to make another.

        ``GET /passkeys``
        """
        return self._call(Passkeys, "GET", "/passkeys", {})

    def officers(self) -> tuple[OfficerCard, ...]:
        """The officers of your agency.

        ``GET /officers``
        """
        return self._listed(OfficerCard, "GET", "/officers", {})

    def standing(self) -> Standing:
        """What a recording of your agency carries where it is silent.

        ``GET /standing``
        """
        return self._call(Standing, "GET", "/standing", {})

    def groups(self) -> tuple[GroupCard, ...]:
        """The groups that your agency leads or belongs to.

        ``GET /groups``
        """
        return self._listed(GroupCard, "GET", "/groups", {})
