"""Which purposes each role may use; the table itself is among the words."""

from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Role


def purposes_of(role: Role) -> frozenset[Purpose]:
    """Return the purposes that a role may use.

    >>> [purpose.value for purpose in purposes_of(Role.PARTNER)]
    ['information_exchange']
    """
    return PURPOSES_OF_ROLE[role]


def may_use(role: Role, purpose: Purpose) -> bool:
    """Say whether a role may use a purpose."""
    return purpose in PURPOSES_OF_ROLE[role]
