"""What is traded: product types with their codes, labels and parents, and the words that sources use for them.

At the top stand the three types whose business the workshop of 2017 told apart (drugs, terrorism-related goods,
cybercrime services), then the usual others.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """A product type; ``parent`` is the code of the wider type, None at the top."""

    code: str
    label: str
    parent: str | None = None
    words: tuple[str, ...] = ()


_LIST = (
    Product("drugs", "Drugs", None, ("drug",)),
    Product("cannabis", "Cannabis", "drugs", ("weed", "hash", "hashish", "edibles", "marijuana", "concentrates")),
    Product("stimulants", "Stimulants", "drugs", ("cocaine", "coke", "speed", "amphetamine", "meth", "crack")),
    Product("ecstasy", "Ecstasy", "drugs", ("mdma", "pills", "mda", "ecstasy pills")),
    Product("opioids", "Opioids", "drugs", ("heroin", "fentanyl", "oxycodone", "opium", "buprenorphine", "codeine")),
    Product("psychedelics", "Psychedelics", "drugs", ("lsd", "mushrooms", "dmt", "2c-b", "2c", "nbome", "mescaline")),
    Product("dissociatives", "Dissociatives", "drugs", ("ketamine", "mxe", "ghb", "gbl", "pcp", "dxm")),
    Product("benzodiazepines", "Benzodiazepines", "drugs", ("benzos", "xanax", "alprazolam", "diazepam")),
    Product("prescription", "Prescription medicines", "drugs", ("rx", "pharmacy", "relaxants", "viagra")),
    Product("steroids", "Steroids and hormones", "drugs", ("steroid", "ped", "testosterone", "hgh")),
    Product("new_substances", "New psychoactive substances", "drugs", ("research chemicals", "rcs", "cannabinoids")),
    Product("drug_equipment", "Drug precursors and equipment", "drugs", ("paraphernalia", "precursors", "pipes")),
    Product("terrorism", "Terrorism-related", None, ("terrorism-related", "terrorist")),
    Product("terrorist_finance", "Financing of terrorism", "terrorism"),
    Product("terrorist_material", "Terrorist manuals and propaganda", "terrorism", ("propaganda",)),
    Product("cbrn", "Chemical, biological, radiological, nuclear", "terrorism", ("ricin", "toxins")),
    Product("cybercrime", "Cybercrime services", None, ("cybercrime services", "hacking", "hacking services")),
    Product("malware", "Malware", "cybercrime", ("ransomware", "trojan", "rat", "botnet", "exploits", "exploit kits")),
    Product("ddos", "Denial of service for hire", "cybercrime", ("booter", "stresser")),
    Product("access", "Access to systems", "cybercrime", ("rdp", "shells", "hacked rdp", "vpn")),
    Product("accounts", "Stolen accounts", "cybercrime", ("hacked accounts", "premium accounts", "account")),
    Product("personal_data", "Stolen personal data", "cybercrime", ("data", "fullz", "dumps of data", "databases")),
    Product("bulletproof", "Hosting for criminals", "cybercrime", ("bulletproof hosting", "hosting")),
    Product("weapons", "Weapons", None, ("weapon",)),
    Product("firearms", "Firearms", "weapons", ("guns", "lethal firearms", "handguns", "rifles", "pistols")),
    Product("ammunition", "Ammunition", "weapons", ("ammo",)),
    Product("explosives", "Explosives", "weapons", ("fireworks", "detonators")),
    Product("other_weapons", "Other weapons", "weapons", ("melee", "non-lethal firearms", "knives", "tasers")),
    Product("fraud", "Fraud", None, ("fraud related", "scams")),
    Product("cards", "Payment cards", "fraud", ("cvv", "cc", "credit cards", "carding", "dumps")),
    Product(
        "money_laundering", "Money laundering", "fraud", ("cash-out", "cashout", "bitcoin mixing", "mixer", "money")
    ),
    Product("counterfeits", "Counterfeits", None, ("counterfeit", "replicas", "fakes")),
    Product("counterfeit_money", "Counterfeit money", "counterfeits", ("fake money", "counterfeit currency")),
    Product("counterfeit_goods", "Counterfeit goods", "counterfeits", ("watches", "clothing", "accessories")),
    Product(
        "documents", "Forged documents", None, ("forgeries", "physical documents", "passports", "fake ids", "scans")
    ),
    Product("stolen_goods", "Stolen goods", None, ("electronics", "jewellery", "jewelry", "gold")),
    Product("tobacco", "Tobacco and alcohol", None, ("smoked", "cigarettes", "alcohol")),
    Product("chemicals", "Chemicals", None, ("chemical", "lab supplies")),
    Product(
        "guides", "Guides and information", None, ("info", "ebooks", "guides & tutorials", "tutorials", "information")
    ),
    Product("digital_goods", "Digital goods", None, ("software", "digital", "e-books", "erotica")),
    Product("services", "Other services", None, ("service", "travel", "advertising")),
    Product("abuse_material", "Child sexual abuse material", None, ("csam",)),
    Product("trafficking", "Trafficking in human beings", None, ("human trafficking",)),
    Product("wildlife", "Wildlife", None, ("ivory",)),
    Product(
        "other", "Other", None, ("others", "misc", "miscellaneous", "listings", "lottery games", "custom listings")
    ),
)

ALL: dict[str, Product] = {each.code: each for each in _LIST}
"""Every product type by its code, the wider before the narrower."""

_SPACES = re.compile(r"[\s_]+")


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()


_BY_WORD = {_folded(word): each.code for each in reversed(_LIST) for word in (each.code, each.label, *each.words)}


def read(text: str) -> str:
    """Return the code of a product type from its code, its label or a word or path that sources use.

    A path is read from its narrow end, so that what is not known narrowly is still known widely. Raise
    ``ValueError`` with a sentence otherwise.

    >>> read("Drugs/Ecstasy/Pills"), read("Weapons/Curious thing"), read("cybercrime services")
    ('ecstasy', 'weapons', 'cybercrime')
    """
    for part in reversed(re.split(r"[/>|»]", text)):
        code = _BY_WORD.get(_folded(part))
        if code:
            return code
    raise ValueError(f"'{text[:60]}' is no product type that is known here.")


def with_wider(code: str) -> tuple[str, ...]:
    """Return a code and the codes of the wider types, narrow first.

    >>> with_wider("cannabis")
    ('cannabis', 'drugs')
    """
    found = [code]
    while (parent := ALL[found[-1]].parent) is not None:
        found.append(parent)
    return tuple(found)


def label(code: str) -> str:
    """Return how a product type is written for people."""
    return ALL[code].label
