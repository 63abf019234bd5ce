"""What the accounts show in their own words: contacts meant to be seen, common values, and a few that slipped out."""

from bowstreet.interfaces.demonstration import accounts, persons
from bowstreet.interfaces.demonstration.accounts import Account, Way

COPIERS = {52: 16, 46: 24}
"""Persons who took the words of another one's page, whom they do not know."""

SLIPPED_AT = 2
"""The sighting at which an account that slips shows too much; the next one shows it corrected."""


def shown(account: Account, number: int) -> str:
    """Return the contacts that stand in the description at one sighting."""
    said = []
    if gives_mail(account):
        said.append(f"Letters to {account.mail}.")
    if gives_wallet(account):
        said.append(f"Direct deals to {account.wallet}.")
    if shows_staff_key(account):
        said.append(f"Check the key of the market: {account.site.staff_key[1]}.")
    if shows_escrow(account):
        said.append(f"Escrow goes to {account.site.escrow}, nowhere else.")
    if number == SLIPPED_AT and slips_contact(account):
        said.append(f"If the market is down write to {account.person.own_mail}.")
    return " ".join(said)


def gives_mail(account: Account) -> bool:
    """Say whether an account shows an address for letters."""
    return account.person.number in (0, 22) or account.person.number % 10 < 4 or account.way is Way.CONTACT


def gives_wallet(account: Account) -> bool:
    """Say whether an account shows a wallet for deals beside the market."""
    return account.person.number in (0, 22) or account.person.number % 4 == 1 or account.way is Way.CONTACT


def shows_staff_key(account: Account) -> bool:
    """Say whether an account repeats the key of the market's staff, as the market asks of its sellers."""
    return account.person.number % 6 == 2


def shows_escrow(account: Account) -> bool:
    """Say whether an account repeats the wallet of the market's escrow."""
    return account.person.number % 9 == 3


def slips_contact(account: Account) -> bool:
    """Say whether an account once shows the address of the other life."""
    return account.person.number % 19 == 7 and account.way is Way.FIRST and stays_long(account)


def stays_long(account: Account) -> bool:
    """Say whether an account was seen often enough to make a mistake and mend it."""
    return (account.left - account.joined).days > 28 * (SLIPPED_AT + 2)


def writes_own_mail(account: Account) -> bool:
    """Say whether a seller once writes that address on the forum."""
    return account.person.number % 16 == 1 and account.way is Way.FIRST


def copied_from(account: Account) -> Account | None:
    """Return the account whose words an account took; None where they are its own."""
    number = COPIERS.get(account.person.number)
    return None if number is None else accounts.accounts_of(persons.person(number))[0]
