"""The invented agencies and officers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CastAgency:
    """An invented agency."""

    slug: str
    name: str
    country: str
    sort: str
    contact: str


@dataclass(frozen=True)
class CastOfficer:
    """An invented officer; ``card`` is what to try, empty where the sign-in page shows no card.

    ``{seller}`` in it stands for the seller of the unit's tour.
    """

    login: str
    name: str
    agency: str
    role: str
    purpose: str = ""
    case: str = ""
    card: str = ""


AGENCIES = (
    CastAgency("desk-noord", "Desk Noord", "NL", "national_unit", "duty desk, +31 555 0144"),
    CastAgency("brigade-garonne", "Brigade Garonne", "FR", "national_unit", "permanence, +33 555 0204"),
    CastAgency("referat-elbe", "Referat Elbe", "DE", "national_unit", "Lage, +49 555 0118"),
    CastAgency("zespol-warta", "Zespół Warta", "PL", "national_unit", "dyżurny, +48 555 0131"),
    CastAgency("unidad-duero", "Unidad Duero", "ES", "national_unit", "guardia, +34 555 0172"),
    CastAgency("coordination-centre", "Coordination Centre", "EU", "coordinator", "operations room, +32 555 0100"),
    CastAgency("prosecution-meuse", "Prosecution Office Meuse", "NL", "prosecution", "registry, +31 555 0160"),
    CastAgency("northroute", "Northroute Parcels", "BE", "partner", "security desk, +32 555 0187"),
    CastAgency("brightwater", "Brightwater Exchange", "IE", "partner", "compliance, +353 555 0190"),
)

_TRY = {
    "investigator": "Find the fingerprint of {seller}, and open its record",
    "analyst": "Drop the files of examples/ into Intake, and read their reject list",
    "supervisor": "Read your unit's ledger, and enrol an officer",
}
_NAMES = {
    "desk-noord": ("Elin Verhaal", "Joost Tamsin", "Mirte Aldervane"),
    "brigade-garonne": ("Luc Morvan", "Ines Castellane", "Odile Brassard"),
    "referat-elbe": ("Karl Oderbruch", "Jette Wolkau", "Rolf Hagenried"),
    "zespol-warta": ("Jan Zawilski", "Ola Brzezna", "Piotr Kamionka"),
    "unidad-duero": ("Pilar Riomonte", "Tomas Velardo", "Marta Cubillas"),
}


def _unit(agency: str) -> tuple[CastOfficer, ...]:
    nick = agency.split("-")[-1]
    return tuple(
        CastOfficer(f"{role}.{nick}", name, agency, role, "operational_analysis", "TG-17", _TRY[role])
        for role, name in zip(_TRY, _NAMES[agency], strict=True)
    )


OFFICERS = (
    *(officer for agency in _NAMES for officer in _unit(agency)),
    CastOfficer("dpo.noord", "Ruth Tamsin-Okoro", "desk-noord", "data_protection_officer", "data_protection_control",
                "", "Read every look-up of Desk Noord, and check that its ledger is unbroken"),
    CastOfficer("auditor.noord", "Wim Stelling", "desk-noord", "auditor", "data_protection_control", "",
                "Read every look-up of Desk Noord, and see what of its records stays closed"),
    CastOfficer("supervisor.centre", "Anna Lindqvarn", "coordination-centre", "supervisor", "cross_checking", "",
                "See what others share, and whom to ask for its content"),
    CastOfficer("coordinator.centre", "Mario Settembre", "coordination-centre", "coordinator",
                "strategic_thematic_analysis", "", "See practices, methods and behaviours of all countries"),
    CastOfficer("supervisor.meuse", "Hanna Brugman", "prosecution-meuse", "supervisor", "prosecution", "", ""),
    CastOfficer("prosecutor.meuse", "Daan Overkerk", "prosecution-meuse", "prosecutor", "prosecution", "TG-17",
                "Find your case TG-17, the only one that you find, and its four exhibits"),
    CastOfficer("defence.meuse", "Iris Wolthoorn", "prosecution-meuse", "defence"),
    CastOfficer("judge.meuse", "Bram Eskelhof", "prosecution-meuse", "judge"),
    CastOfficer("researcher.centre", "Nils Aaberg", "coordination-centre", "researcher"),
    CastOfficer("partner.brightwater", "Orla Finnane", "brightwater", "partner"),
    CastOfficer("partner.northroute", "Lieve Haverkamp", "northroute", "partner"),
)  # fmt: skip
"""Every officer; those without a card have no door here yet."""
