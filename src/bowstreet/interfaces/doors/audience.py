"""Which roles a door serves."""

from bowstreet.vocabulary.readers import LEA_ROLES, Role

RECORDERS = LEA_ROLES
"""Who records for the own agency (a prosecutor cases and documents alone)."""

GATHERERS = RECORDERS - {Role.PROSECUTOR}
"""Who records what is neither case nor document."""

ROW_READERS = LEA_ROLES
"""Who reads the rows of datasets; no purpose of the overseers opens one."""

RE_MARKERS = frozenset({Role.SUPERVISOR})
"""Who changes the envelope of a record."""

OVERSEERS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})
"""Who oversees the own agency."""

DISSEMINATORS = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR, Role.COORDINATOR})
"""Who may let records leave; which of them is the gate's to say."""

RECORD_READERS = LEA_ROLES | OVERSEERS
"""Who meets records at all; what each sees of them is the gate's to say."""

LEDGER_READERS = RECORD_READERS
"""Who reads the ledger: officers their own entries; supervisors and overseers their agency's."""

LEDGER_GIVERS = OVERSEERS | {Role.SUPERVISOR}
"""Who gives the agency's whole ledger to an authority."""

SUPERVISORS = frozenset({Role.SUPERVISOR})
"""Who administers the officers of the own agency."""

RELEASERS = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR})
"""Who answers for an owner who is asked: of investigators the one responsible."""
