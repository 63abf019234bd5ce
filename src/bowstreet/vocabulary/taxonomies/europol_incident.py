"""MISP ``europol-incident``: classes of incidents of network and information security."""

from bowstreet.vocabulary.taxonomies.taxonomy import MISP_LICENCE, MISP_SOURCE, Taxonomy

TAXONOMY = Taxonomy(
    namespace="europol-incident",
    title="Incidents, as Europol classes them",
    source=f"{MISP_SOURCE}, europol-incident",
    licence=MISP_LICENCE,
    version="1",
    predicates={
        "malware": "Malware",
        "availability": "Availability",
        "information-gathering": "Gathering of information",
        "intrusion-attempt": "Attempt to break in",
        "intrusion": "Break-in",
        "information-security": "Security of information",
        "fraud": "Fraud",
        "abusive-content": "Abusive content",
        "other": "Other",
    },
    values={
        "malware": {
            "infection": "Systems infected",
            "distribution": "Malware spread",
            "c&c": "Control of infected systems",
            "undetermined": "Malware, not yet determined",
        },
        "availability": {"dos-ddos": "Denial of service", "sabotage": "Sabotage"},
        "information-gathering": {"scanning": "Scanning", "sniffing": "Listening to traffic", "phishing": "Phishing"},
        "intrusion-attempt": {
            "exploitation-vulnerability": "A weakness was tried",
            "login-attempt": "Signing in was tried",
        },
        "intrusion": {
            "exploitation-vulnerability": "A weakness was used",
            "compromising-account": "An account was taken over",
        },
        "information-security": {
            "unauthorized-access": "Access without a right",
            "unauthorized-modification": "Change or deletion without a right",
        },
        "fraud": {
            "illegitimate-use-resources": "Resources misused",
            "illegitimate-use-name": "Another's name misused",
        },
        "abusive-content": {
            "spam": "Spam",
            "copyright": "Pirated works",
            "content-forbidden-by-law": "Content that the law forbids",
        },
        "other": {"other": "Other incident"},
    },
)
"""The taxonomy ``europol-incident``."""
