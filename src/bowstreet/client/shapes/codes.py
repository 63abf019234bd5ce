"""Closed lists of codes, written by `make reference` from the OpenAPI description."""

from typing import Literal

Action = Literal[
    "discover", "meta", "body", "identifiers", "link", "edit", "disseminate", "court", "re-mark", "erase",
    "audit",
]  # fmt: skip
"""What a reader may want to do with a record, from seeing that it exists to reading its audit trail."""


Classification = Literal["UNCLASSIFIED", "EU_RESTRICTED", "EU_CONFIDENTIAL"]
"""Security classification."""


HandlingCode = Literal["H0", "H1", "H2", "H3"]
"""What a receiver may do with the data; codes form a set, and the strictest answer wins."""


Pap = Literal["CLEAR", "GREEN", "AMBER", "RED"]
"""Permissible actions protocol: how visibly one may act on the data."""


Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
"""Traffic light protocol 2.0."""


Basis = Literal["fact", "assessment", "hearsay", "machine_inference"]
"""Whether a statement is a fact or something less (LED article 7)."""


ContentKind = Literal[
    "criminal_data", "investigation_practice", "tool_method", "operation_focus", "behaviour_pattern",
    "expert_contact",
]  # fmt: skip
"""Which of the six kinds of content a record is; each has defaults of its own."""


InfoAccuracy = Literal["1", "2", "3", "4"]
"""How accurate the information is."""


SourceReliability = Literal["A", "B", "C", "X"]
"""How reliable the source is."""


Instrument = Literal[
    "national_power", "EIO", "MLA", "JIT", "EPOC", "EPOC_PR", "voluntary_private", "OSINT",
    "undercover_authorised", "data_retention_order",
]  # fmt: skip
"""By which power the data came."""


LegalRegime = Literal["LED_national", "EUDPR_ch9", "Europol_Reg", "GDPR", "third_country"]
"""Which law governs the record."""


SubjectCategory = Literal[
    "suspect", "convicted", "potential_future_offender", "contact_associate", "victim", "possible_victim",
    "witness", "informant_information_provider", "other_party", "undetermined",
]  # fmt: skip
"""What a person is to the case (LED article 6)."""


IndexPolicy = Literal["hit", "owner_silent", "none"]
"""What somebody outside the scope learns from an exact selector."""


ProtectedFlag = Literal[
    "minor", "victim", "witness", "informant", "undercover", "privileged_lawyer", "journalist_source",
]  # fmt: skip
"""Who must never be shown by default."""


Purpose = Literal[
    "cross_checking", "strategic_thematic_analysis", "operational_analysis", "information_exchange",
    "research_innovation", "public_information_on_suspects", "relevance_determination",
    "subject_category_determination", "support_specific_investigation", "prosecution", "victim_protection",
    "officer_safety_deconfliction", "training", "data_protection_control",
]  # fmt: skip
"""What a record may be used for, and what a reader says it is read for."""


Scope = Literal["COMMUNITY", "LEA", "GROUP", "NAMED", "OWNER"]
"""To whom the owner opens the record."""


SpecialCategory = Literal[
    "racial_ethnic", "political", "religious_philosophical", "trade_union", "genetic", "biometric_id", "health",
    "sex_life_orientation",
]  # fmt: skip
"""Data that may be held only where strictly necessary (LED article 10)."""


State = Literal["active", "restricted", "undetermined", "erased"]
"""Where the record stands in its life."""


Texts = Literal["whole", "masked", "closed"]
"""How far the texts beside a record open."""


Verdict = Literal["same", "different", "unsure"]
"""The verdict of a judgement (8-model)."""


LinkType = Literal[
    "sells_on", "writes_on", "controls", "uses", "mentions", "shipped", "paid", "located_at", "part_of",
    "works_on", "related_to", "offers", "bought_from", "received", "delivered_to", "carried_by",
    "registered_to", "seized_in", "shows", "holds", "made", "learned_from", "instance_of", "answers",
]  # fmt: skip
"""The types of links (8-model), left to right: an account *sells on* a market, a document is *part of* a case.

A trail from the screen to the street reads: an account *offers* a product and *shipped* a parcel, which was
*delivered to* a location or *carried by* a vehicle, which is *registered to* a person. What was
seen is an *instance of* a behaviour, which a practice *answers*.
"""


Role = Literal[
    "investigator", "analyst", "supervisor", "coordinator", "prosecutor", "partner", "researcher", "defence",
    "judge", "data_protection_officer", "auditor", "operator",
]  # fmt: skip
"""What an officer is; a role opens functions, never records."""


Depth = Literal["title", "open", "identifying"]
"""How deep a field lies: shown as title, with the body, or only with the identifiers."""


Shape = Literal["text", "long_text", "day", "number", "choice", "selector", "market", "product", "country"]
"""What a field's value looks like."""
