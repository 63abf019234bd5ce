"""Why data may be held: purposes, legal bases, categories of data subject, fact or assessment.

Codes follow Directive (EU) 2016/680 (LED) articles 6, 7 and 10, and Regulation (EU) 2016/794 (Europol)
articles 18, 29 and 30. They are stored as spelled here, for ever.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """What a record may be used for, and what a reader says it is read for."""

    CROSS_CHECKING = "cross_checking"
    STRATEGIC_THEMATIC_ANALYSIS = "strategic_thematic_analysis"
    OPERATIONAL_ANALYSIS = "operational_analysis"
    INFORMATION_EXCHANGE = "information_exchange"
    RESEARCH_INNOVATION = "research_innovation"
    PUBLIC_INFORMATION_ON_SUSPECTS = "public_information_on_suspects"
    RELEVANCE_DETERMINATION = "relevance_determination"
    SUBJECT_CATEGORY_DETERMINATION = "subject_category_determination"
    SUPPORT_SPECIFIC_INVESTIGATION = "support_specific_investigation"
    PROSECUTION = "prosecution"
    VICTIM_PROTECTION = "victim_protection"
    OFFICER_SAFETY_DECONFLICTION = "officer_safety_deconfliction"
    TRAINING = "training"
    DATA_PROTECTION_CONTROL = "data_protection_control"


class SubjectCategory(StrEnum):
    """What a person is to the case (LED article 6)."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    POTENTIAL_FUTURE_OFFENDER = "potential_future_offender"
    CONTACT_ASSOCIATE = "contact_associate"
    VICTIM = "victim"
    POSSIBLE_VICTIM = "possible_victim"
    WITNESS = "witness"
    INFORMANT_INFORMATION_PROVIDER = "informant_information_provider"
    OTHER_PARTY = "other_party"
    UNDETERMINED = "undetermined"


class ProtectedFlag(StrEnum):
    """Who must never be shown by default."""

    MINOR = "minor"
    VICTIM = "victim"
    WITNESS = "witness"
    INFORMANT = "informant"
    UNDERCOVER = "undercover"
    PRIVILEGED_LAWYER = "privileged_lawyer"
    JOURNALIST_SOURCE = "journalist_source"


class SpecialCategory(StrEnum):
    """Data that may be held only where strictly necessary (LED article 10)."""

    RACIAL_ETHNIC = "racial_ethnic"
    POLITICAL = "political"
    RELIGIOUS_PHILOSOPHICAL = "religious_philosophical"
    TRADE_UNION = "trade_union"
    GENETIC = "genetic"
    BIOMETRIC_ID = "biometric_id"
    HEALTH = "health"
    SEX_LIFE_ORIENTATION = "sex_life_orientation"


class Basis(StrEnum):
    """Whether a statement is a fact or something less (LED article 7)."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    HEARSAY = "hearsay"
    MACHINE_INFERENCE = "machine_inference"


class LegalRegime(StrEnum):
    """Which law governs the record."""

    LED_NATIONAL = "LED_national"
    EUDPR_CH9 = "EUDPR_ch9"
    EUROPOL_REG = "Europol_Reg"
    GDPR = "GDPR"
    THIRD_COUNTRY = "third_country"


class Instrument(StrEnum):
    """By which power the data came."""

    NATIONAL_POWER = "national_power"
    EIO = "EIO"
    MLA = "MLA"
    JIT = "JIT"
    EPOC = "EPOC"
    EPOC_PR = "EPOC_PR"
    VOLUNTARY_PRIVATE = "voluntary_private"
    OSINT = "OSINT"
    UNDERCOVER_AUTHORISED = "undercover_authorised"
    DATA_RETENTION_ORDER = "data_retention_order"


class ContentKind(StrEnum):
    """Which of the six kinds of content a record is; each has defaults of its own."""

    CRIMINAL_DATA = "criminal_data"
    INVESTIGATION_PRACTICE = "investigation_practice"
    TOOL_METHOD = "tool_method"
    OPERATION_FOCUS = "operation_focus"
    BEHAVIOUR_PATTERN = "behaviour_pattern"
    EXPERT_CONTACT = "expert_contact"


FLAG_OF_CATEGORY = {
    SubjectCategory.VICTIM: ProtectedFlag.VICTIM,
    SubjectCategory.POSSIBLE_VICTIM: ProtectedFlag.VICTIM,
    SubjectCategory.WITNESS: ProtectedFlag.WITNESS,
    SubjectCategory.INFORMANT_INFORMATION_PROVIDER: ProtectedFlag.INFORMANT,
}
"""The mark that each category of data subject carries into the terms."""
