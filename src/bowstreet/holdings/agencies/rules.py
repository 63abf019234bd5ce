"""Who may administer whom. Pure: decisions with no database."""

from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role

OVERSEERS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})
PARTNER_SORT = "partner"
"""The sort of an agency that is a private party; its officers are partners, never officers of the law."""

PROSECUTION_SORT = "prosecution"
"""The sort of an agency that brings cases to court, and lets those in who may read a package there."""

COORDINATOR_SORT = "coordinator"
"""The sort of an agency that brings others together, as Europol and Interpol do."""

COURT = frozenset({Role.DEFENCE, Role.JUDGE})
"""Who reads one package alone."""


def enrollable(sort: str) -> frozenset[Role]:
    """Return the roles that an agency of a sort may have among its own officers.

    >>> sorted(enrollable("partner"))
    [<Role.PARTNER: 'partner'>]
    """
    if sort == PARTNER_SORT:
        return frozenset({Role.PARTNER})
    return LEA_ROLES | OVERSEERS | {Role.RESEARCHER} | (COURT if sort == PROSECUTION_SORT else frozenset())


def first_role(sort: str) -> Role:
    """Return the role of the first officer whom the operator enrols in an agency of a sort."""
    return Role.PARTNER if sort == PARTNER_SORT else Role.SUPERVISOR


def coordinates(reader: Reader, sort: str) -> bool:
    """Say whether the reader is a coordinator for all agencies: in that role, and in an agency of that sort.

    A coordinator of a national unit brings its own people together, and reads nothing of others for it.
    """
    return reader.role is Role.COORDINATOR and sort == COORDINATOR_SORT


def is_supervisor(reader: Reader) -> bool:
    """Say whether the reader may administer anybody at all: a supervisor in a session with second factor.

    A token administers nobody: it could make an account that outlives it.
    """
    return reader.role is Role.SUPERVISOR and reader.mfa and not reader.suspended and not by_token(reader)


def by_token(reader: Reader) -> bool:
    """Say whether the reader came with a token rather than in person."""
    return reader.session.startswith("token:")


def may_enrol(reader: Reader, *, agency: str, sort: str, role: Role) -> bool:
    """Say whether the reader may make a new account with a role in an agency of a sort."""
    return is_supervisor(reader) and agency == reader.agency and role in enrollable(sort)


def may_administer(reader: Reader, *, agency: str, role: Role) -> bool:
    """Say whether the reader may end, enrol anew or re-role the account of an officer.

    Supervisors administer their own agency, other supervisors aside, and never those who oversee them: whoever resets
    a data-protection officer's second factor could become one.
    """
    return (
        is_supervisor(reader)
        and agency == reader.agency
        and role in LEA_ROLES - {Role.SUPERVISOR} | {Role.RESEARCHER} | COURT
    )
