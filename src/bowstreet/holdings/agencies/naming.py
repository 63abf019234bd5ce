"""To whom a record is given by name: agencies by their short names, officers by the names with which they sign in."""

import re
from collections.abc import Collection, Iterable
from uuid import UUID

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.models import Officer

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")


def meant(named: Iterable[str]) -> tuple[str, ...]:
    """Return recipients as terms hold them: the id in place of an officer's sign-in name, all else as it stands."""
    asked = [each.strip() for each in named]
    logins = filter(_LOGIN.fullmatch, asked)
    ids = {login: str(id) for login, id in Officer.objects.filter(login__in=logins).values_list("login", "id")}
    agencies = queries.cards()
    return tuple(each if each in agencies else ids.get(each, each) for each in asked)


def said(recipients: Iterable[str]) -> tuple[str, ...]:
    """Return recipients as people write them: the sign-in name in place of an officer's id."""
    known = _officers(recipients)
    return tuple(sorted(known.get(each, each) for each in recipients))


def strangers(recipients: Collection[str]) -> tuple[str, ...]:
    """Return those of some recipients who are neither an agency nor an officer of this node, in order."""
    if not recipients:
        return ()
    return tuple(sorted(set(recipients) - queries.cards().keys() - _officers(recipients).keys()))


def _officers(recipients: Iterable[str]) -> dict[str, str]:
    ids = [each for each in recipients if _is_id(each)]
    return (
        {str(id): login for id, login in Officer.objects.filter(id__in=ids).values_list("id", "login")} if ids else {}
    )


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
