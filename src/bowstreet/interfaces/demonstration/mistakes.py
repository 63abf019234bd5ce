"""The mistakes that are planted: by which the invented sellers show who or where they are, each kind several times."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile

from bowstreet.interfaces.demonstration import forum, marks, parcels, slips, street
from bowstreet.interfaces.demonstration.accounts import Account, Way, gives_mail_in_key
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.planted import Planted, Row, account, key
from bowstreet.interfaces.demonstration.sites import LANTERNHOUSE


def mistakes(plan: Plan) -> tuple[Planted, ...]:
    """Return all planted mistakes of a world."""
    return (*_of_keys(plan), *_of_words(plan), *_of_hours(plan), *_of_money(plan), *_of_post(plan), *_of_sites(plan))


def _of_keys(plan: Plan) -> Iterator[Planted]:
    for each in plan.accounts:
        former, number = _former(plan, each), each.person.number
        same = next((one for one in former if one.fingerprint == each.fingerprint and one.handle != each.handle), None)
        if same is not None:
            yield Planted("key_reused", "One key under two names.", (account(same), account(each), key(each)),
                          person=number, on=each.joined)  # fmt: skip
        if each.way is Way.FIRST and each.owns_key and gives_mail_in_key(each.person):
            yield Planted("mail_in_key", f"The key was made with {each.person.own_mail}.", (account(each), key(each)),
                          person=number, on=each.joined)  # fmt: skip
        named = next((one for one in former if one.handle == each.made_out_to != each.handle), None)
        if named is not None and named.fingerprint != each.fingerprint:
            yield Planted("former_name_in_key", f"The key is made out to {named.handle}.",
                          (account(each), key(each), account(named)), person=number, on=each.joined)  # fmt: skip


def _former(plan: Plan, of: Account) -> list[Account]:
    """Return the accounts that the person of an account had before it."""
    return list(takewhile(lambda each: each is not of, (each for each in plan.accounts if each.person is of.person)))


def _of_words(plan: Plan) -> Iterator[Planted]:
    for each in plan.accounts:
        mail, number = each.person.own_mail, each.person.number
        if slips.slips_contact(each):
            row = Row("sellers", each.site.name, each.handle, mail)
            yield Planted("contact_slipped", f"Once the page names {mail}.", (account(each),), (row,), number,
                          each.joined + timedelta(weeks=4 * slips.SLIPPED_AT))  # fmt: skip
    for member in forum.sellers(plan):
        if member.account is not None and slips.writes_own_mail(member.account):
            mail = member.account.person.own_mail
            row = Row("posts", LANTERNHOUSE.name, member.handle, mail)
            yield Planted("contact_on_forum", f"One post names {mail}.", (account(member.account), _member(member)),
                          (row,), member.account.person.number)  # fmt: skip


def _of_hours(plan: Plan) -> Iterator[Planted]:
    for each in forum.sellers(plan):
        if each.account is not None and each.account.person.is_far:
            yield Planted("hours", f"Writes at the hours of {each.zone}, ships from {each.account.person.country}.",
                          (account(each.account), _member(each)), person=each.account.person.number)  # fmt: skip


def _of_money(plan: Plan) -> Iterator[Planted]:
    for each in plan.accounts:
        known = (one for one in _former(plan, each) if one.wallet == each.wallet and one.handle != each.handle)
        same = next((one for one in known if slips.gives_wallet(one)), None)
        if same is not None and slips.gives_wallet(each):
            yield Planted("wallet_reused", "One wallet under two names.",
                          (account(same), account(each), ("wallet", each.wallet)), person=each.person.number,
                          on=each.joined)  # fmt: skip
    wallet = ("wallet", plan.of(0).wallet)
    exchange = ("exchange_account", "Brightwater Exchange:BW-204117")
    yield Planted(
        "cash_out", "An exchange that knows its customer names the seller's wallet.", (exchange, wallet), person=0
    )


def _of_post(plan: Plan) -> Iterator[Planted]:
    sent: dict[int, list[parcels.Parcel]] = {}
    for each in parcels.parcels(plan):
        sent.setdefault(each.account.person.number, []).append(each)
    for number, some in sent.items():
        if len(some) > 1:
            person = some[0].account.person
            yield Planted("postmark", f"{len(some)} parcels were posted at {person.post_office}.",
                          tuple(("parcel", each.number) for each in some), person=number)  # fmt: skip
        if len({each.account.name for each in some}) > 1:
            said = f"Parcels of two names are sent by {parcels.sender(some[0].account.person)}."
            yield Planted("sender_reused", said,
                          tuple(("parcel", each.number) for each in some), person=number)  # fmt: skip


def _of_sites(plan: Plan) -> Iterator[Planted]:
    shown = (("onion_service", street.HIDDEN_SHOP), ("domain", street.SHOP))
    yield Planted("certificate", "A hidden shop and an open site show one certificate.", shown, person=16)
    yield Planted("picture", "The file of a picture says where it was taken.", (("image", street.PICTURE),))
    label = ("image", marks.digest("picture of a label"))
    yield Planted("label", "A picture of a label is that of every parcel of one sender.", (label,), person=0)


def _member(of: forum.Member) -> tuple[str, str]:
    return "user_account", f"{LANTERNHOUSE.slug}:{of.handle}"
